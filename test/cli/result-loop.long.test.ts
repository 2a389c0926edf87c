// The whole loop of an analyst with a foreign workbook: mapped, imported, corrected in the workbook that comes back, and given back
// until every row is done.

import type ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { partsOf } from '../workbook/patch/books.js';
import { faults, HEADER_ROW, LEDGER_SHEET, ROWS, rowOf, writeGermanLedger } from './german-ledger.js';
import { countsOf, openWorkplace, type WorkDir } from './workdir.js';

const wages = `rules:
  - {name: Wages, when: {Kontobezeichnung: Gehälter}, action: exclude, reason: they are no purchases}
`;
const WAGES = 67;
const STATUS = 13;

/** What a controller types into the coloured cells, by column. */
const corrections: Readonly<Record<string, string | number | Date>> = {
  Nettobetrag: 1234.5,
  Buchungsdatum: new Date(Date.UTC(2025, 1, 28)),
  Land: 'Deutschland',
  Kostenart: 'Aufwand',
};

async function importRows(dir: WorkDir, file: string) {
  const ran = await dir.run(['import', file, '--invalid', 'skip', '--yes', '--json']);
  return { ran, ...(await dir.runFolder(ran)) };
}

function statuses(sheet: ExcelJS.Worksheet): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  sheet.eachRow((row, number) => {
    const status = number > HEADER_ROW ? row.getCell(STATUS).text : '';
    if (status !== '') counts[status] = (counts[status] ?? 0) + 1;
  });
  return counts;
}

it('ends with every row at the service once, after the corrected workbook is given back', async () => {
  const { dir, sandbox } = await openWorkplace();
  await writeGermanLedger(`${dir.path}/Einkauf.xlsx`);
  const mapped = await dir.run(['map', 'Einkauf.xlsx', '--accept', '--set', 'sector=Manufacturing']);
  expect(mapped.code).toBe(0);
  await dir.write('mapping.yaml', (await dir.read('mapping.yaml')) + wages);

  const first = await importRows(dir, 'Einkauf.xlsx');
  const sent = ROWS - WAGES - faults.size;
  expect(countsOf(first.summary.counts)).toEqual({
    rows: ROWS + 1,
    created: sent,
    skipped: WAGES + 1,
    invalid: faults.size,
  });
  const results = `${first.path}/results.xlsx`;
  const [before, after] = await Promise.all([`${dir.path}/Einkauf.xlsx`, `${dir.path}/${results}`].map(partsOf));
  // The sheet that nothing was written to, and what holds the texts of all cells.
  for (const part of ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'xl/theme/theme1.xml'])
    expect(after?.[part]).toBe(before?.[part]);

  const book = await dir.readBook(results);
  const sheet = book.getWorksheet(LEDGER_SHEET)!;
  expect(statuses(sheet)).toEqual({ created: sent, skipped: WAGES + 1, invalid: faults.size });
  const titles = sheet.getRow(HEADER_ROW).values as readonly string[];
  for (const [index, fault] of faults) {
    const row = sheet.getRow(rowOf(index));
    expect([row.getCell(STATUS).text, row.getCell(STATUS + 1).text]).toEqual(['invalid', expect.stringContaining(':')]);
    for (const title of Object.keys(fault)) {
      const cell = row.getCell(titles.indexOf(title));
      expect(cell.note).toMatchObject({ texts: expect.anything() });
      cell.value = corrections[title] ?? null;
    }
  }
  // Sorted the other way round, with a row taken out and one put in.
  const rows = Array.from({ length: ROWS }, (_, index) => sheet.getRow(rowOf(index)).values as ExcelJS.CellValue[]);
  const added = [...(rows[0] ?? [])].slice(0, STATUS);
  // Its first place is empty: columns count from 1.
  delete added[0];
  added[titles.indexOf('Belegnr.')] = 'RE25-99999';
  const sorted = [...rows.slice(1).reverse(), added];
  for (const [index, values] of sorted.entries()) sheet.getRow(rowOf(index)).values = values;
  await book.xlsx.writeFile(`${dir.path}/corrected.xlsx`);

  const posts = sandbox.purchases().length;
  const second = await importRows(dir, 'corrected.xlsx');
  expect(countsOf(second.summary.counts)).toEqual({
    rows: ROWS + 1,
    created: faults.size + 1,
    unchanged: sent - 1,
    skipped: WAGES + 1,
  });
  expect(second.ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(posts + faults.size + 1);

  const third = await importRows(dir, `${second.path}/results.xlsx`);
  expect(countsOf(third.summary.counts)).toEqual({ rows: ROWS + 1, unchanged: sent + faults.size, skipped: WAGES + 1 });
  const last = (await dir.readBook(`${third.path}/results.xlsx`)).getWorksheet(LEDGER_SHEET)!;
  expect(statuses(last)).toEqual({ unchanged: sent + faults.size, skipped: WAGES + 1 });
  expect((last.getRow(HEADER_ROW).values as readonly string[]).filter((title) => title === 'Status')).toHaveLength(1);
  expect(sandbox.purchases()).toHaveLength(ROWS - WAGES + 1);
});

it('asks about a row that was changed after the service had it, and updates it if told so', async () => {
  const { dir, sandbox } = await openWorkplace();
  await writeGermanLedger(`${dir.path}/Einkauf.xlsx`);
  await dir.run(['map', 'Einkauf.xlsx', '--accept', '--set', 'sector=Manufacturing']);
  const first = await importRows(dir, 'Einkauf.xlsx');
  const book = await dir.readBook(`${first.path}/results.xlsx`);
  book.getWorksheet(LEDGER_SHEET)!.getCell(`I${rowOf(0)}`).value = 4321;
  await book.xlsx.writeFile(`${dir.path}/edited.xlsx`);

  const asked = await importRows(dir, 'edited.xlsx');
  expect(asked.results[0]).toMatchObject({ row: String(rowOf(0)), status: 'skipped', code: 'EDITED_EXPORT' });
  const updated = await dir.run(['import', 'edited.xlsx', '--invalid', 'skip', '--on-existing', 'update', '--json']);
  expect(countsOf((await dir.runFolder(updated)).summary.counts)).toMatchObject({ updated: 1, unchanged: 322 });
  const amounts = sandbox.purchases().map((held) => Reflect.get(held, 'quantity'));
  expect(amounts.filter((amount) => amount === 4321)).toHaveLength(1);
});
