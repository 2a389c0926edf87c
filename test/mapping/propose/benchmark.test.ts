// The exports and titles of the project keep the bounds of `npm run bench:mapping`: nothing is wrong without a word, and at least 95 %
// are right.

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../../src/datasets/all.js';
import { exportCases, titleCases } from './cases.js';
import { countVerdicts, judge, rightShares } from './judge.js';

const exports = (await exportCases('test/fixtures/mapping')).map((one) => judge(one, importDatasets));
const judgedTitles = async (name: string) =>
  (await titleCases(`test/fixtures/${name}.csv`)).map((one) => judge(one, importDatasets));
const titles = await judgedTitles('real-titles');
const erpTitles = await judgedTitles('erp-titles');
// Never used to find better rules: it measures how titles fare that nobody has seen.
const keptBack = await judgedTitles('kept-back-titles');
// Titles near those of fields, which mean none.
const otherTitles = await judgedTitles('other-titles');
const groups = [
  ['whole exports', exports, 0.95],
  ['single titles', titles, 0.95],
  ['titles written down before the words were known', erpTitles, 0.94],
  ['titles kept back', keptBack, 0.94],
] as const;

describe.each([...groups, ['titles of other things', otherTitles, 0] as const])('the columns of %s', (_, cases) => {
  it('are never taken for something else without a word', () => {
    const wrong = cases.flatMap(({ name, columns }) =>
      columns
        .filter(({ verdict }) => verdict === 'wrong')
        .map(({ title, proposed }) => `${name}, ${title}: ${proposed}`),
    );
    expect(wrong).toEqual([]);
  });
});

it.each(groups)('of %s, nearly all columns are right', (_, cases, least) => {
  const { ofFields, ofAll } = rightShares(cases);
  expect(ofFields).toBeGreaterThanOrEqual(least);
  expect(ofAll).toBeGreaterThanOrEqual(least);
});

describe.each(exports)('$name', ({ dataset, unasked }) => {
  it('is not taken for rows of another kind', () => expect(dataset).not.toBe('wrong'));

  it('leads to a question about each required field without a column', () => expect(unasked).toEqual([]));
});

it('is what the documentation says', async () => {
  const rows = groups.map(([name, cases]) => {
    const columns = cases.flatMap((one) => one.columns);
    const { right, left, wrong, warned, asked, unused } = countVerdicts(columns);
    return `| ${[name, columns.length, right + left, wrong, warned, asked, unused].join(' | ')} |`;
  });
  const page = await readFile('docs/mapping.md', 'utf8');
  const [, table] = /<!-- begin mapping-benchmark -->\n[^\n]*\n[^\n]*\n([\s\S]*?)\n<!-- end/.exec(page) ?? [];
  expect(table).toBe(rows.join('\n'));
});
