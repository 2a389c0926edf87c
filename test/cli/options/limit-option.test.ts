import { expect, it } from 'vitest';
import { readLimits } from '../../../src/cli/options/limit-option.js';
import { defaultLimits, limitName, limitText, type ReadLimits } from '../../../src/workbook/read-limits.js';

it.each<[given: readonly string[], limits: Partial<ReadLimits>]>([
  [[], {}],
  [['ratio=400'], { ratio: 400 }],
  [['ratio=400,rows=5_000_000'], { ratio: 400, rows: 5_000_000 }],
  [['rows=5', 'columns=1', 'rows=6'], { rows: 6, columns: 1 }],
  [[' rows = 5 '], { rows: 5 }],
  [['file-bytes=123'], { fileBytes: 123 }],
  [['unpacked-bytes=20GB'], { unpackedBytes: 20 * 1024 ** 3 }],
  [['unpacked-bytes=1.5 gb'], { unpackedBytes: 1.5 * 1024 ** 3 }],
  [['part-bytes=500MiB'], { partBytes: 500 * 1024 ** 2 }],
])('--limit %j', (given, limits) => {
  expect(readLimits(given)).toEqual(limits);
});

it.each([
  'rosw=5',
  'rows',
  'rows=',
  'rows=0',
  'rows=-1',
  'rows=1.5',
  'rows=5MB',
  'file-bytes=0.1',
  'file-bytes=5XB',
  '=5',
])('--limit %s is refused, with all limits and their defaults', (given) => {
  expect(() => readLimits([given])).toThrow(
    expect.objectContaining({ kind: 'usage', hint: expect.stringContaining('unpacked-bytes=8GB, part-bytes=64MB') }),
  );
});

it('takes every limit as messages and the documentation write it', () => {
  for (const [limit, most] of Object.entries(defaultLimits) as [keyof ReadLimits, number][])
    expect(readLimits([`${limitName(limit)}=${limitText(limit, most)}`])).toEqual({ [limit]: most });
});
