// Who is asked before rows are written, what the question says, and what the answer leads to.

import { expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import { confirmWriting } from '../../../src/pipeline/writing/confirm-writing.js';
import { connect } from '../../providers/connecting.js';

const counts = { create: 12_340, update: 5, delete: 0, unchanged: 1, skip: 8, conflict: 1, hold: 0 };
const nothing = { ...counts, create: 0, update: 0 };

interface Case {
  readonly known?: boolean;
  readonly production?: boolean;
  readonly yes?: boolean;
  readonly plan?: typeof counts;
  readonly answer?: boolean | undefined;
}

async function asked({ known = false, production = false, yes = false, plan = counts, answer }: Case) {
  const questions: string[] = [];
  const { session } = connect('dcycle', 'https://api.example.com/v9', {
    settings: { DCYCLE_BASE_URL: 'https://api.example.com/v9', DCYCLE_ORGANIZATION_ID: 'org-1' },
  });
  const ask: Tools['ask'] = async (question) => {
    questions.push(question);
    return answer;
  };
  const ledger: Pick<Ledger, 'hasWrittenTo'> = { hasWrittenTo: async () => known };
  const stop = await confirmWriting({ session, ledger, plan, yes }, { ask, production });
  return { questions, code: stop?.code, kind: stop?.kind };
}

it.each<Case & { readonly what: string }>([
  { what: 'a known account', known: true },
  { what: 'a plan that writes nothing', plan: nothing },
  { what: 'a production account and nothing to write', plan: nothing, production: true },
  { what: 'a yes beforehand', yes: true },
  { what: 'a yes beforehand, for production', yes: true, production: true },
])('asks nothing for $what', async (one) => {
  expect(await asked(one)).toEqual({ questions: [], code: undefined, kind: undefined });
});

it.each<Case & { readonly what: string; readonly code: string | undefined }>([
  { what: 'goes on at a yes', answer: true, code: undefined },
  { what: 'stops at a no', answer: false, code: 'DECLINED' },
  { what: 'stops where nobody can be asked', answer: undefined, code: 'NOT_CONFIRMED' },
  { what: 'asks about production though it is known', answer: true, production: true, known: true, code: undefined },
])('$what', async ({ code, ...one }) => {
  const { questions, ...stop } = await asked(one);
  expect(stop).toEqual({ code, kind: code && 'usage' });
  expect(questions).toHaveLength(1);
  const [question] = questions;
  for (const text of [
    'Dcycle',
    'organisation org-1',
    'api.example.com',
    '12,340 to create',
    '5 to update',
    '10 to leave',
  ])
    expect(question).toContain(text);
  expect(question).toContain(one.production ? 'production' : 'first time');
});
