// Files that cannot be imported as they are: what is wrong, with which exit code, and that nothing is sent.

import { describe, expect, it } from 'vitest';
import { Stop } from '../../src/problems/stop.js';
import { exitCodeOfStop } from '../../src/report/exit-code.js';
import { csvOf, purchase } from '../cli/tables.js';
import { openImporting } from './importing.js';

const header = Object.keys(purchase()).join(',');
const bytes = (...codes: number[]): Uint8Array => Uint8Array.from([...codes, ...new Array<number>(600).fill(0)]);

describe('a file that cannot be read', () => {
  it.each<readonly [what: string, content: string | Uint8Array, code: number, says: readonly string[]]>([
    ['is empty', '', 2, ['in.csv', 'empty']],
    ['is a PDF', '%PDF-1.7\n%âã', 2, ['in.csv', 'PDF']],
    ['is an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 2, ['.xls', '.xlsx']],
    ['is binary', bytes(1, 2, 3, 4, 5, 6), 2, ['in.csv', 'neither a workbook nor text']],
    ['is a broken workbook', `PK\u0003\u0004${'x'.repeat(99)}`, 2, ['in.csv']],
    ['has an open quote', `${header}\n"Boxes,b,ES,1,EUR,2024-01-01,opex\n`, 2, ['line 2', 'quote']],
    ['has a header and no rows', `${header}\n`, 3, ['header in row 1', 'no rows']],
    ['has unknown columns', 'a,b\n1,2\n', 3, ['fit no dataset', '--dataset purchases']],
  ])('%s', async (_, content, code, says) => {
    const place = await openImporting();
    const stop = await place.import('in.csv', content).catch((cause: unknown) => cause);
    if (!(stop instanceof Stop)) throw new Error('expected a Stop', { cause: stop });
    expect(exitCodeOfStop(stop)).toBe(code);
    expect(says.filter((text) => !`${stop.message} ${stop.hint}`.includes(text))).toEqual([]);
    expect(place.sandbox.stats().requests).toBe(0);
    expect(await place.runs()).toEqual([]);
  });
});

describe('columns', () => {
  it.each([
    {
      what: 'doubled',
      text: csvOf([{ ...purchase(), Cantidad: '5' }]),
      problem: { code: 'DOUBLED_COLUMN', row: '1', column: 'Cantidad', field: 'quantity', severity: 'error' },
    },
    {
      what: 'missing',
      text: csvOf([purchase()]).replace('unit_id', 'Sparte'),
      problem: { code: 'MISSING_COLUMN', field: 'unit_id', severity: 'error' },
    },
  ])('$what keep every row from being sent', async ({ text, problem }) => {
    const { import: importing, problems, sandbox } = await openImporting();
    const { stop, summary } = await importing('in.csv', text);
    expect([stop && exitCodeOfStop(stop), summary.exitCode, summary.counts.rows]).toEqual([3, 3, 1]);
    expect(await problems(summary.folder)).toContainEqual(expect.objectContaining(problem));
    expect(sandbox.stats().requests).toBe(0);
  });

  it('unknown beside the known ones are named, and do not stop the import', async () => {
    const { import: importing, problems, sandbox } = await openImporting();
    const { summary } = await importing('in.csv', csvOf([purchase({ Quantitty: '1' })]));
    expect(summary.exitCode).toBe(0);
    const found = { code: 'UNKNOWN_COLUMN', column: 'Quantitty', severity: 'warning' };
    expect(await problems(summary.folder)).toMatchObject([found]);
    expect(sandbox.purchases()).toHaveLength(1);
  });
});
