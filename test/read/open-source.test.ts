import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open-source.js';
import { temporaryFolder, workbookOf, workbookParts, zipOf } from './files.js';

const write = temporaryFolder();

/** The container of .xls files and encrypted workbooks, with the names of its streams in the first directory sector. */
function oleFile(...streams: string[]): Buffer {
  const file = Buffer.alloc(4096);
  file.write('d0cf11e0a1b11ae1', 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(2, 48);
  for (const [i, name] of streams.entries()) file.write(name, 3 * 512 + i * 128, 'utf16le');
  return file;
}

const lockFile = Buffer.alloc(165, ' ');
lockFile.write('\x03Ann', 0);
lockFile.write('\x03\0A\0n\0n\0', 55);

const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + 13) % 256));

describe('openSource refuses', () => {
  it.each<[name: string, content: string | Uint8Array, code: string]>([
    ['empty.csv', '', 'EMPTY_FILE'],
    ['old.xls', oleFile('Root Entry', 'Workbook'), 'OLD_EXCEL_FILE'],
    ['encrypted.xlsx', oleFile('Root Entry', 'EncryptedPackage'), 'ENCRYPTED_WORKBOOK'],
    ['ancient.xls', Buffer.from('0908100000060500', 'hex'), 'OLD_EXCEL_FILE'],
    ['scan.pdf', '%PDF-1.7\n%âãÏÓ', 'PDF_FILE'],
    ['photo.csv', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'IMAGE_FILE'],
    ['photo.jpg', Buffer.from('\xff\xd8\xff\xe0\0', 'latin1'), 'IMAGE_FILE'],
    ['book.xlsx.gz', gzipSync(workbookOf({})), 'GZIP_FILE'],
    ['twice.csv.gz', gzipSync(gzipSync('a,b\n1,2\n')), 'GZIP_FILE'],
    ['empty.csv.gz', gzipSync(''), 'EMPTY_FILE'],
    ['cut.csv.gz', gzipSync('a,b\n1,2\n').subarray(0, 20), 'BROKEN_GZIP'],
    ['junk.csv.gz', Buffer.concat([gzipSync('a,b\n'), Buffer.from('junk')]), 'BROKEN_GZIP'],
    ['photo.webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'IMAGE_FILE'],
    ['photo.heic', Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'IMAGE_FILE'],
    ['photo.bmp', Buffer.from('BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28', 'latin1'), 'IMAGE_FILE'],
    ['letter.doc', oleFile('Root Entry', 'WordDocument'), 'OFFICE_DOCUMENT'],
    ['strong.xlsx', oleFile('Root Entry', '\x06DataSpaces'), 'ENCRYPTED_WORKBOOK'],
    ['sap.xls', '<!-- SAP -->\n<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>', 'HTML_FILE'],
    ['utf16.xls', Buffer.from('\ufeff<html><table><tr><td>a', 'utf16le'), 'HTML_FILE'],
    ['web.mht', 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n', 'HTML_FILE'],
    ['bare.xml', '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/>', 'XML_SPREADSHEET'],
    ['page.xls', '\ufeff<!DOCTYPE html>\n<html><table><tr><td>a', 'HTML_FILE'],
    ['table.xls', '<table><tr><td>a</td></tr></table>', 'HTML_FILE'],
    [
      '2003.xml',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      'XML_SPREADSHEET',
    ],
    ['feed.xml', '<?xml version="1.0"?><rows/>', 'XML_FILE'],
    ['write.slk', 'ID;PWXL;N;E\nC;Y1;X1;K"a"\n', 'SYLK_FILE'],
    ['write.dif', 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,4\r\n', 'DIF_FILE'],
    [
      'flat.fods',
      '<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
      'OPEN_DOCUMENT',
    ],
    ['~$open.xlsx', lockFile, 'LOCK_FILE'],
    ['noise.csv', noise, 'BINARY_FILE'],
    ['files.zip', zipOf({ 'a.csv': 'a,b\n' }), 'ZIP_ARCHIVE'],
    ['book.xlsb', zipOf({ 'xl/workbook.bin': 'x' }), 'BINARY_WORKBOOK'],
    ['text.docx', zipOf({ 'word/document.xml': '<w/>' }), 'OFFICE_DOCUMENT'],
    ['sheet.ods', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'OPEN_DOCUMENT'],
    ['sheet.numbers', zipOf({ 'Index/Document.iwa': 'x' }), 'NUMBERS_FILE'],
    ['cut.xlsx', workbookOf({}).subarray(0, 400), 'BROKEN_WORKBOOK'],
  ])('%s', async (name, content, code) => {
    const path = write(name, content);
    await expect(openSource(path, {})).rejects.toMatchObject({ name: 'Stop', kind: 'input', code, hint: /\w/ });
  });

  it('a file that does not exist', async () => {
    await expect(openSource('no/such/file.csv', {})).rejects.toMatchObject({ kind: 'input', code: 'FILE_MISSING' });
  });

  it('a folder', async () => {
    const folder = join(dirname(write('a.csv', 'a')), 'folder.csv');
    mkdirSync(folder);
    await expect(openSource(folder, {})).rejects.toMatchObject({ kind: 'input', code: 'IS_FOLDER' });
  });

  // The superuser may read every file, so that there is nothing to refuse.
  it.runIf(process.getuid?.() !== 0)('a file without permission', async () => {
    const path = write('secret.csv', 'a,b\n');
    chmodSync(path, 0o000);
    await expect(openSource(path, {})).rejects.toMatchObject({ kind: 'input', code: 'FILE_FORBIDDEN' });
  });
});

describe('openSource finds out by content', () => {
  it('a workbook named .csv, with its sheets', async () => {
    const parts = workbookParts({});
    parts['xl/workbook.xml'] =
      '<workbook><sheets><sheet name="Q1 &amp; Q2" r:id="r0"/><sheet name="old" state="hidden" r:id="r0"/>' +
      '<sheet name="x" state="veryHidden" r:id="r0"/></sheets></workbook>';
    const source = await openSource(write('book.csv', zipOf(parts)), {});
    expect(source.detection).toEqual({
      format: 'xlsx',
      gzipped: false,
      encoding: '',
      byteOrderMark: false,
      delimiter: '',
      sheets: [
        { name: 'Q1 & Q2', hidden: false },
        { name: 'old', hidden: true },
        { name: 'x', hidden: true },
      ],
    });
    await source.close();
  });

  it.each([
    [10, true],
    [11, false],
    [900, false],
  ])('a workbook with %i sheets over one part: read is %s', async (count, isRead) => {
    const parts = workbookParts({});
    const sheets = Array.from({ length: count }, (_, i) => `<sheet name="S${i}" r:id="r0"/>`);
    parts['xl/workbook.xml'] = `<workbook><sheets>${sheets.join('')}</sheets></workbook>`;
    const opening = openSource(write('shared.xlsx', zipOf(parts)), {});
    if (isRead) await (await opening).close();
    else await expect(opening).rejects.toThrow('more than 10 of its sheets lead to one part');
  });

  it('a CSV file named .xlsx', async () => {
    const source = await openSource(write('rows.xlsx', 'a;b\n1;2\n'), {});
    expect(source.detection).toEqual({
      format: 'csv',
      gzipped: false,
      encoding: 'utf-8',
      byteOrderMark: false,
      delimiter: ';',
      sheets: [{ name: '', hidden: false }],
    });
    await source.close();
  });

  it.each<[what: string, content: string]>([
    ['a stray NUL in text', `id,name\n${'1,abc\n'.repeat(20)}2,a\0b\n`],
    ['text that begins with a comparison', '<5 kg,12\n<6 kg,13\n'],
    ['a file of one character', 'a'],
    ['text that begins with the letters of a bitmap', 'BM,name\n1,abc\n'],
    ['text that begins with the letters of an archive', 'PK,name\n1,abc\n'],
  ])('reads %s as CSV', async (_, content) => {
    const source = await openSource(write('odd.csv', content), {});
    expect(source.detection.format).toBe('csv');
  });
});
