// A workbook is patched: its rows get statuses, everything else stays, and patching again replaces what is there.

import { describe, expect, it } from 'vitest';
import { flat, rowsOf, temporaryFolder, zipOf } from '../../read/files.js';
import { bookParts, partsOf, patched, sheetPatch } from './books.js';

const write = temporaryFolder();

describe('a patched workbook', () => {
  it('has statuses right of its cells', async () => {
    const rows =
      '<row r="1" spans="1:2"><c r="A1" t="inlineStr"><is><t>Item</t></is></c><c r="B1" t="inlineStr"><is><t>Amount</t></is></c></row>' +
      '<row r="2"><c r="A2" t="inlineStr"><is><t>Steel</t></is></c><c r="B2"><v>7</v></c></row>' +
      '<row r="4"/>';
    const source = write('plain.xlsx', zipOf(bookParts({ rows }), { deflate: true }));
    const out = write('plain-out.xlsx', '');
    const patch = () => ({
      sheets: [
        sheetPatch([
          { row: 2, status: ['created', '=1+1', 'k1'] },
          { row: 3, status: ['invalid', 'Wörter & <Zeichen>', 'k2'], faulty: [2] },
          { row: 4, status: ['invalid', 5, ''], faulty: [1, 2] },
          { row: 9, status: ['skipped', '', 'k4'] },
        ]),
      ],
      front: {
        layout: { name: 'Run summary', columns: [{ width: 20 }] },
        rows: [
          [{ value: 'Rows', style: { font: { name: 'Calibri', family: 2, size: 11, bold: true } } }, { value: 3 }],
        ],
      },
    });
    await patched(source, out, patch());
    const expected = [
      [1, ['Item', 'Amount', 'Status', 'Message', 'Key', 'carbonsheet']],
      [2, ['Steel', 7, 'created', '=1+1', 'k1']],
      [3, [null, null, 'invalid', 'Wörter & <Zeichen>', 'k2', '|2|']],
      [4, [null, null, 'invalid', 5, null, '|1|2|']],
      [9, [null, null, 'skipped', null, 'k4']],
    ];
    expect(flat(await rowsOf(out, { sheet: 'Data' }))).toEqual(expected);
    expect(flat(await rowsOf(out, { sheet: 'Run summary' }))).toEqual([[1, ['Rows', 3]]]);
    const again = write('plain-again.xlsx', '');
    await patched(out, again, patch());
    expect(flat(await rowsOf(again, { sheet: 'Data' }))).toEqual(expected);
    expect(await partsOf(again)).toEqual(await partsOf(out));
  });
});
