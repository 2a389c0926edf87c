// The sheet in front of a result workbook is read again when a run is resumed: what it says of other runs is kept as it was.

import { expect, it } from 'vitest';
import { problemAt } from '../../src/problems/place.js';
import { finding } from '../../src/problems/problem.js';
import {
  linesOfOthers,
  type SummaryLine,
  type SummarySheetBasis,
  summaryLines,
} from '../../src/report/summary-sheet.js';

function basis(run: string, more: Partial<SummarySheetBasis> = {}): SummarySheetBasis {
  const counts = {
    rows: 5,
    created: 2,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    invalid: 2,
    failed: 0,
    inDoubt: 0,
    unsent: 1,
  };
  return {
    summary: {
      version: 1,
      run,
      command: 'import',
      dataset: 'purchases',
      provider: 'dcycle',
      file: 'in.xlsx',
      sha256: '',
      startedAt: '2025-01-01T00:00:00.000Z',
      finishedAt: '2025-01-01T00:00:01.000Z',
      counts,
      totals: { field: 'quantity', checked: { EUR: '10.5' }, written: {} },
      requests: { sent: 2, retried: 0, throttled: 0 },
      exitCode: 4,
      folder: `runs/${run}`,
    },
    sheet: 'May',
    stop: undefined,
    causes: [
      {
        problem: problemAt(
          { sheet: 'May', row: 3, column: 'Land', field: 'country', value: '' },
          finding('REQUIRED_EMPTY', {}),
        ),
        rows: 2,
      },
    ],
    columns: [['Land', 'country']],
    path: 'results.xlsx',
    steps: { fix: 2, update: 0, read: 0, accept: 0, plan: 0 },
    ...more,
  };
}

/** As a reader finds them: without rows that are empty. */
function asRead(lines: readonly SummaryLine[]) {
  return lines.map(({ cells }, index) => ({ row: index + 1, cells })).filter(({ cells }) => cells.length > 0);
}

it('keeps the lines of all other runs', () => {
  const [one, two, three] = [basis('run-1'), basis('run-2', { causes: [], columns: [] }), basis('run-3')].map(
    summaryLines,
  );
  const all = asRead([...(one ?? []), ...(two ?? []), ...(three ?? [])]);
  expect(linesOfOthers(all, 'run-2')).toEqual([...(one ?? []), ...(three ?? [])]);
  expect(linesOfOthers(all, 'another')).toEqual([...(one ?? []), ...(two ?? []), ...(three ?? [])]);
  expect(linesOfOthers(asRead(one ?? []), 'run-1')).toEqual([]);
});

it('names what is to be done about rows that no cell answers', () => {
  const texts = summaryLines(basis('run-1', { steps: { fix: 0, update: 2, read: 1, accept: 0, plan: 0 } })).flatMap(
    ({ cells }) => cells.join(' '),
  );
  expect(texts.filter((text) => text.includes('--on-existing update'))).toHaveLength(1);
  expect(texts.join('\n')).toMatch(/2 rows changed .*\n.*1 row cannot be corrected here/);
  expect(texts.join('\n')).not.toContain('coloured cells; the column');
});

it('says what to do about rows that are held back, which resuming would not send', () => {
  const { summary, ...rest } = basis('run-1');
  const held = summaryLines({
    ...rest,
    steps: { fix: 0, update: 0, read: 0, accept: 0, plan: 0 },
    summary: { ...summary, heldBack: 1 },
  });
  const texts = held.map(({ cells }) => cells.join(' '));
  expect(texts).toContain('1 row held back as unusual: filter the column Message by "Held back".');
  expect(texts).toContain('Correct it, or write yes in the column Accept where it is right.');
  expect(texts.filter((text) => text.startsWith('Save, and give this workbook back'))).toHaveLength(1);
  expect(texts.join(' ')).not.toContain('carbonsheet resume');
});
