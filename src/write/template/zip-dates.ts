// Gives every entry of a zip file the same date, so that equal content makes equal bytes.
// Offsets are those of the ZIP file format (PKWARE APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16).

import { DIRECTORY_END, DIRECTORY_END_BYTES, DIRECTORY_ENTRY, FIRST_DATE } from '../../workbook/zip-format.js';

/** The zip with fixed dates; a copy. Takes a zip without a comment, of less than 4 GiB, as exceljs makes it. */
export function withFixedDates(zip: Uint8Array): Uint8Array {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const end = bytes.length - DIRECTORY_END_BYTES;
  if (end < 0 || view.getUint32(end, true) !== DIRECTORY_END)
    throw new Error('the workbook does not end as a zip file');
  let entry = view.getUint32(end + 16, true);
  while (view.getUint32(entry, true) === DIRECTORY_ENTRY) {
    view.setUint32(entry + 12, FIRST_DATE, true);
    view.setUint32(view.getUint32(entry + 42, true) + 10, FIRST_DATE, true);
    entry +=
      46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return bytes;
}
