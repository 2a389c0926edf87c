import { readFile } from 'node:fs/promises';
import papaparse from 'papaparse';
import { expect, it } from 'vitest';
import { problemAt } from '../../../src/problems/place.js';
import { finding } from '../../../src/problems/problem.js';
import { openProblems } from '../../../src/write/results/problems.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const HEADER = ['sheet', 'row', 'column', 'field', 'code', 'severity', 'value', 'message', 'suggestion'];

async function lines() {
  return papaparse.parse<string[]>((await readFile(path('problems.csv'), 'utf8')).trimEnd()).data;
}

it('writes one line per problem, whole values, with message and suggestion', async () => {
  const file = await openProblems(path('problems.csv'));
  const place = { sheet: 'Q1', row: 14, column: 'Menge', field: 'quantity', value: '=12,5 "t"' };
  await file.add(problemAt(place, finding('NOT_A_NUMBER', { suggestion: '12.5' })));
  await file.add(problemAt({ ...place, row: 0, value: '' }, finding('REQUIRED_EMPTY', {})));
  await file.close();
  expect(await lines()).toEqual([
    HEADER,
    ['Q1', '14', 'Menge', 'quantity', 'NOT_A_NUMBER', 'error', '\'=12,5 "t"', 'expected a number', '12.5'],
    ['Q1', '0', 'Menge', 'quantity', 'REQUIRED_EMPTY', 'error', '', 'a value is required, the cell is empty', ''],
  ]);
});

it('has its header when there is no problem', async () => {
  await (await openProblems(path('problems.csv'))).close();
  expect(await lines()).toEqual([HEADER]);
});
