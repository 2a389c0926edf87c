// A patched workbook as a file: whole or not there, and never in place of its source.

import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findOwnParts } from '../../src/workbook/patch/patch-workbook.js';
import { defaultLimits } from '../../src/workbook/read-limits.js';
import { openZip } from '../../src/workbook/zip-archive.js';
import { writePatchedWorkbook } from '../../src/write/files/patched-workbook.js';
import { flat, rowsOf, temporaryFolder, zipOf } from '../read/files.js';
import { bookParts, sheetPatch, text } from '../workbook/patch/books.js';

const write = temporaryFolder();
const limits = defaultLimits;

function patch() {
  return { sheets: [sheetPatch([{ row: 2, status: ['created', '', 'k'] }])] };
}

function book(name: string): string {
  return write(
    name,
    zipOf(bookParts({ rows: `<row r="1">${text('A1', 'Item')}</row><row r="2">${text('A2', 'x')}</row>` })),
  );
}

describe('a patched workbook', () => {
  it('appears beside its source, and tells its own columns', async () => {
    const source = book('source.xlsx');
    const before = readFileSync(source);
    const out = `${source}.out.xlsx`;
    await writePatchedWorkbook(source, out, patch(), { limits });
    expect(flat(await rowsOf(out))[1]).toEqual([2, ['x', 'created', null, 'k']]);
    expect(readFileSync(source)).toEqual(before);
    expect(existsSync(`${out}.part`)).toBe(false);
    const file = await open(out);
    const own = await findOwnParts(out, await openZip(out, file, limits), limits);
    await file.close();
    expect(own.columns.get('Data')).toEqual([
      { name: 'status', column: 2 },
      { name: 'message', column: 3 },
      { name: 'key', column: 4 },
      { name: 'faults', column: 5 },
    ]);
  });

  it('is not there when it cannot be finished', async () => {
    const source = write('broken.xlsx', zipOf(bookParts({ rows: `<row r="1">${text('A1', 'Item')}` })));
    const out = `${source}.out.xlsx`;
    await expect(writePatchedWorkbook(source, out, patch(), { limits })).rejects.toMatchObject({
      code: 'BROKEN_WORKBOOK',
    });
    const stopped = { limits, signal: AbortSignal.abort() };
    await expect(writePatchedWorkbook(book('whole.xlsx'), out, patch(), stopped)).rejects.toMatchObject({
      kind: 'interrupted',
    });
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
  });
});
