// What a person does about a row that is not done: nothing is called wrong that no cell can answer.

import { expect, it } from 'vitest';
import { nextStepOf } from '../../src/plan/next-step.js';
import { finding } from '../../src/problems/problem.js';

const edited = finding('EDITED_SINCE_IMPORT', { run: 'r', place: 'row 2', remoteId: 'p-1' });
const exported = finding('EDITED_EXPORT', { remoteId: 'p-1' });

it.each([
  { result: { status: 'invalid', finding: finding('TORN_ROW', {}) }, step: 'fix' },
  { result: { status: 'failed', finding: finding('REFUSED', { status: 422, detail: 'no' }) }, step: 'fix' },
  { result: { status: 'failed' }, step: 'fix' },
  { result: { status: 'failed', finding: edited }, step: 'update' },
  { result: { status: 'unsent', finding: edited }, step: 'update' },
  { result: { status: 'skipped', finding: exported }, step: 'update' },
  { result: { status: 'updated', finding: edited }, step: undefined },
  { result: { status: 'failed', finding: finding('NOT_LISTED_YET', { run: 'r' }) }, step: 'read' },
  { result: { status: 'failed', finding: finding('CHANGED_SINCE_IMPORT', { changes: [] }) }, step: 'read' },
  { result: { status: 'in-doubt' }, step: undefined },
  { result: { status: 'skipped' }, step: undefined },
  { result: { status: 'unsent', finding: finding('SUSPECT_SIGN', { amount: '-1 EUR', others: 9 }) }, step: 'accept' },
  {
    result: {
      status: 'unsent',
      finding: finding('PLAN_OUT_OF_DATE', { planned: 'create', present: 'skip', changes: [] }),
    },
    step: 'plan',
  },
] as const)('$result.status $result.finding.code: $step', ({ result, step }) => {
  expect(nextStepOf(result)).toBe(step);
});
