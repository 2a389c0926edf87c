// The exports and titles of the project keep the bounds of `npm run bench:mapping`: nothing is wrong without a word, and at least 95 %
// are right.

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../../src/datasets/all.js';
import { exportCases, titleCases } from './cases.js';
import { countVerdicts, judge, rightShares } from './judge.js';

const exports = (await exportCases('test/fixtures/mapping')).map((one) => judge(one, importDatasets));
const titles = (await titleCases('test/fixtures/real-titles.csv')).map((one) => judge(one, importDatasets));

describe.each([
  ['whole exports', exports],
  ['single titles', titles],
])('the columns of %s', (_, cases) => {
  it('are never taken for something else without a word', () => {
    const wrong = cases.flatMap(({ name, columns }) =>
      columns
        .filter(({ verdict }) => verdict === 'wrong')
        .map(({ title, proposed }) => `${name}, ${title}: ${proposed}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are right in at least 95 of 100', () => {
    const { ofFields, ofAll } = rightShares(cases);
    expect(ofFields).toBeGreaterThanOrEqual(0.95);
    expect(ofAll).toBeGreaterThanOrEqual(0.95);
  });
});

describe.each(exports)('$name', ({ dataset, unasked }) => {
  it('is not taken for rows of another kind', () => expect(dataset).not.toBe('wrong'));

  it('leads to a question about each required field without a column', () => expect(unasked).toEqual([]));
});

it('is what the documentation says', async () => {
  const rows = (
    [
      ['whole exports', exports],
      ['single titles', titles],
    ] as const
  ).map(([name, cases]) => {
    const columns = cases.flatMap((one) => one.columns);
    const { right, left, wrong, warned, asked, unused } = countVerdicts(columns);
    return `| ${[name, columns.length, right + left, wrong, warned, asked, unused].join(' | ')} |`;
  });
  const page = await readFile('docs/mapping.md', 'utf8');
  const [, table] = /<!-- begin mapping-benchmark -->\n[^\n]*\n[^\n]*\n([\s\S]*?)\n<!-- end/.exec(page) ?? [];
  expect(table).toBe(rows.join('\n'));
});
