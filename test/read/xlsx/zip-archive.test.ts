// Workbooks in archives as the zip programs of the world write them, and in archives that lie.

import { describe, expect, it } from 'vitest';
import { flat, rowsOf, temporaryFolder, workbookOf, workbookParts, type ZipOptions, zipOf } from '../files.js';

const write = temporaryFolder();
const rows = Array.from({ length: 500 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`).join('');
const expected = Array.from({ length: 500 }, (_, i) => [i + 1, [i]]);

describe('a workbook is read from an archive', () => {
  it.each<[what: string, options: ZipOptions]>([
    ['of stored parts', {}],
    ['of packed parts', { deflate: true }],
    ['with sizes behind the parts', { deflate: true, descriptors: true }],
    ['with sizes behind stored parts', { descriptors: true }],
    ['in zip64', { deflate: true, zip64: true }],
    ['in zip64 with sizes behind the parts', { deflate: true, zip64: true, descriptors: true }],
  ])('%s', async (_, options) => {
    expect(flat(await rowsOf(write('book.xlsx', workbookOf({ rows }, options))))).toEqual(expected);
  });

  it('with its parts in any order, and with folders and strangers among them', async () => {
    const parts = Object.entries({ 'xl/': '', 'docProps/thumb.jpeg': '\xff\xd8', ...workbookParts({ rows }) });
    expect(flat(await rowsOf(write('order.xlsx', zipOf(Object.fromEntries(parts.reverse())))))).toEqual(expected);
  });

  it('with other bytes behind it, before it, or both', async () => {
    const bytes = workbookOf({ rows }, { deflate: true });
    const other = Buffer.alloc(3000, 'MZ\x90\0\x03PK\x05\x06', 'latin1');
    for (const parts of [
      [bytes, other],
      [other, bytes],
      [other, bytes, other],
      [Buffer.from('\r\n'), bytes],
    ])
      expect(flat(await rowsOf(write('around.xlsx', Buffer.concat(parts))))).toEqual(expected);
  });

  it('with a comment behind it', async () => {
    const bytes = workbookOf({ rows });
    bytes.writeUInt16LE(5, bytes.length - 2);
    expect(flat(await rowsOf(write('comment.xlsx', Buffer.concat([bytes, Buffer.from('hello')]))))).toEqual(expected);
  });
});

describe('a workbook is refused in an archive', () => {
  it.each<[what: string, options: ZipOptions]>([
    ['with a wrong checksum', { checksumError: 1 }],
    ['with a wrong checksum of packed parts', { deflate: true, checksumError: 1 }],
    ['that states larger parts than it has', { deflate: true, sizeError: 1 }],
    ['that states smaller parts than it has', { deflate: true, sizeError: -1 }],
    ['that states larger stored parts', { sizeError: 1 }],
  ])('%s', async (_, options) => {
    await expect(rowsOf(write('lie.xlsx', workbookOf({ rows }, options)))).rejects.toMatchObject({
      kind: 'input',
      code: 'BROKEN_WORKBOOK',
    });
  });

  it('that is cut off anywhere', async () => {
    const bytes = workbookOf({ rows }, { deflate: true });
    for (let end = 4; end < bytes.length; end += 97) {
      await expect(rowsOf(write('cut.xlsx', bytes.subarray(0, end)))).rejects.toMatchObject({
        name: 'Stop',
        kind: 'input',
      });
    }
  });

  it('whose damage lies behind the rows', async () => {
    const sheet = `<worksheet><sheetData>${rows}</sheetData>${' '.repeat(300_000)}</worksheet>`;
    const bytes = workbookOf({ sheet }, { checksumError: 0 });
    bytes[bytes.lastIndexOf('</worksheet>') - 5] = 0x21;
    await expect(rowsOf(write('behind.xlsx', bytes))).rejects.toMatchObject({ code: 'BROKEN_WORKBOOK' });
  });
});
