// Damaged and hostile workbooks are refused in words, within the limits of reading.

import { describe, expect, it } from 'vitest';
import { defaultLimits, type ReadLimits } from '../../../src/workbook/read-limits.js';
import { temporaryFolder, zipOf } from '../../read/files.js';
import { type Book, bookParts, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();
const HEADER = `<row r="1">${text('A1', 'Item')}</row>`;
const NESTED = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;

async function outcome(book: Book, limits: Partial<ReadLimits> = {}): Promise<unknown> {
  const source = write('hostile.xlsx', zipOf(bookParts(book), { deflate: true }));
  const patch = { sheets: [sheetPatch([{ row: 2, status: ['a'] }])] };
  return patched(source, write('hostile-out.xlsx', ''), patch, { ...defaultLimits, ...limits });
}

describe('a workbook that is damaged or hostile', () => {
  it.each<[string, Book]>([
    ['a row that does not end', { rows: `${HEADER}<row r="2">` }],
    ['a cell that does not end', { rows: '<row r="1"><c r="A1"><v>1</v></row>' }],
    ['an attribute without quotes', { rows: '<row r="1"><c r=A1/></row>' }],
    ['a comment that does not end', { rows: '<row r="1"><!-- <c/></row>' }],
    ['rows that run downwards', { rows: `<row r="5"/>${HEADER}` }],
    ['the same row twice', { rows: HEADER + HEADER }],
    ['a document type', { rows: HEADER, before: '<!DOCTYPE a [<!ENTITY b "c">]>' }],
    [
      'endless depth around the rows',
      { rows: HEADER, behind: `<conditionalFormatting>${NESTED}</conditionalFormatting>` },
    ],
    ['endless depth in the looks', { rows: HEADER, styles: NESTED }],
    ['no rows at all', { sheet: '<worksheet/>' }],
    ['nothing at all', { sheet: '' }],
  ])('is refused: %s', async (_, book) => {
    await expect(outcome(book)).rejects.toMatchObject({ kind: 'input', code: 'BROKEN_WORKBOOK' });
  });

  it.each<[string, Book, Partial<ReadLimits>, string]>([
    ['columns', { rows: `<row r="1">${text('ZZ1', 'x')}</row>` }, { columns: 100 }, 'TOO_MANY_COLUMNS'],
    ['rows', { rows: '<row r="1000"/>' }, { rows: 999 }, 'TOO_MANY_ROWS'],
    [
      'what stands around its rows',
      { rows: HEADER, behind: `<!--${'x'.repeat(3000)}-->` },
      { partBytes: 2000 },
      'UNPACKED_TOO_LARGE',
    ],
    ['a part', { rows: HEADER, styles: `<!--${'x'.repeat(9000)}-->` }, { partBytes: 5000 }, 'UNPACKED_TOO_LARGE'],
    ['its parts', { rows: HEADER }, { entries: 3 }, 'TOO_MANY_PARTS'],
  ])('is refused for its size: %s', async (_, book, limits, code) => {
    await expect(outcome(book, limits)).rejects.toMatchObject({ kind: 'input', code });
  });
});
