import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import yauzl from 'yauzl';
import { withFixedDates } from '../../../src/write/template/zip-dates.js';

async function aWorkbook(): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  book.addWorksheet('A').addRow(['x']);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Date and time of each entry as the central directory and the entry's own header have them. */
function datesOf(zip: Uint8Array): Promise<readonly (readonly number[])[]> {
  const view = new DataView(zip.buffer, zip.byteOffset);
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(zip), { lazyEntries: false }, (error, file) => {
      if (error) return reject(error);
      const dates: number[][] = [];
      file.on('entry', (entry) => {
        const own = [
          view.getUint16(entry.relativeOffsetOfLocalHeader + 12, true),
          view.getUint16(entry.relativeOffsetOfLocalHeader + 10, true),
        ];
        dates.push([entry.lastModFileDate, entry.lastModFileTime, ...own]);
      });
      file.on('end', () => resolve(dates));
      file.on('error', reject);
    });
  });
}

it('gives every entry the first date there is, and changes nothing else', async () => {
  const before = await aWorkbook();
  const after = withFixedDates(before);
  const dates = await datesOf(after);
  expect(dates.length).toBeGreaterThan(5);
  expect(new Set(dates.map((date) => date.join()))).toEqual(new Set(['33,0,33,0']));
  expect((await datesOf(before)).every(([date]) => date !== 33)).toBe(true);
  const changed = after.filter((byte, index) => byte !== before[index]).length;
  expect(changed).toBeLessThanOrEqual(dates.length * 8);
});

it('refuses what does not end as a zip file', () => {
  expect(() => withFixedDates(new Uint8Array(100))).toThrow('zip file');
  expect(() => withFixedDates(new Uint8Array(3))).toThrow('zip file');
});
