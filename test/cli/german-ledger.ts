// A purchase ledger of 400 rows as a German controller keeps it: a cover sheet, lines above the header, colours, a filter, a frozen
// header, a note, a total by formula, wages among the purchases, and the faults that people make.

import exceljs from 'exceljs';

/** The sheet with the rows, and its header row. */
export const LEDGER_SHEET = 'Buchungen Q1';
export const HEADER_ROW = 5;
export const ROWS = 400;

const TITLES = [
  'Belegnr.',
  'Buchungsdatum',
  'Kreditor',
  'Name 1',
  'Land',
  'Sachkonto',
  'Kontobezeichnung',
  'Buchungstext',
  'Nettobetrag',
  'Währung',
  'Kostenart',
  'Bemerkung',
] as const;
type Title = (typeof TITLES)[number];
type Value = string | number | Date;

const suppliers = [
  ['70001', 'Müller Metallbau GmbH', 'Deutschland'],
  ['70002', 'Nordwind Energie AG', 'DE'],
  ['70003', 'Société Lumière', 'Frankreich'],
  ['70005', 'Øresund Logistik ApS', 'Dänemark'],
  ['70006', 'Tecnica Verde S.r.l.', 'Italien'],
  ['70007', 'Alpen Software AG', 'Schweiz'],
  ['70008', 'Bürobedarf Sommer e.K.', 'Deutschland'],
] as const;
const accounts = [
  ['3400', 'Wareneingang 19 %'],
  ['4930', 'Bürobedarf'],
  ['4964', 'Software und Lizenzen'],
  ['4240', 'Strom, Gas, Wasser'],
  ['0420', 'Büroeinrichtung'],
  ['4120', 'Gehälter'],
] as const;

/** What is wrong in the ledger, by the index of the row from 0: on purpose, one of each kind of fault, and one kind in many rows. */
export const faults: ReadonlyMap<number, Partial<Record<Title, Value>>> = new Map<
  number,
  Partial<Record<Title, Value>>
>([
  [60, { Nettobetrag: 'siehe Anlage' }],
  [100, { Buchungsdatum: '31.02.2025' }],
  ...[70, 80, 90, 110, 120].map((row) => [row, { Land: 'Deutschl.' }] as const),
  ...[130, 140, 150].map((row) => [row, { Kostenart: 'Sonstiges' }] as const),
]);

/** What fits every rule and is unusual all the same, by the index of the row. */
export const oddities: ReadonlyMap<number, Partial<Record<Title, Value>>> = new Map<
  number,
  Partial<Record<Title, Value>>
>([
  // Ten thousands are usual: about 100, 700 and 1,000 times as much, each in another account.
  [201, { Nettobetrag: 7_000_100 }],
  [203, { Nettobetrag: 1_000_000 }],
  [206, { Nettobetrag: 10_000_000 }],
  [207, { Währung: 'SEK' }],
  // Licences cost about the same every month: 10 times as much.
  [208, { Nettobetrag: 10 * amountOf(208, true) }],
  // The row before, typed again: one character of its number is another one.
  [210, { ...ledgerRow(209, 0), 'Belegnr.': 'RE25-O0210' }],
]);

/** The number of this row was imported before, from a file of another name and with another amount. */
export const EARLIER = 39;

/** The rows that are unusual, with what a person makes of them: what was meant, or that they are right. */
export const meant: ReadonlyMap<string, Partial<Record<Title, Value>> | 'right'> = new Map<
  string,
  Partial<Record<Title, Value>> | 'right'
>([
  ['RE25-00202', { Nettobetrag: 7_000.1 }],
  ['RE25-00204', { Nettobetrag: 10_000.25 }],
  ['RE25-00207', { Nettobetrag: 10_000.75 }],
  ['RE25-00208', { Währung: 'EUR' }],
  ['RE25-00209', { Nettobetrag: amountOf(208, true) }],
  ['RE25-O0210', 'right'],
  ['RE25-00040', 'right'],
]);

/** Which ledger is written. */
export interface LedgerOptions {
  /** @default the faults, and nothing odd */
  readonly changes?: ReadonlyMap<number, Partial<Record<Title, Value>>>;
  /** The first month of the quarter, from 0. @default January */
  readonly month?: number;
  /** The indices of the rows of a CSV file. @default all */
  readonly rows?: readonly number[];
}

const indices = Array.from({ length: ROWS }, (_, index) => index);

/** The row of the sheet for the index of a ledger row. */
export function rowOf(index: number): number {
  return HEADER_ROW + 1 + index;
}

/** Writes the ledger. */
export async function writeGermanLedger(
  path: string,
  { changes = faults, month = 0 }: LedgerOptions = {},
): Promise<void> {
  const book = new exceljs.Workbook();
  const cover = book.addWorksheet('Deckblatt');
  cover.getCell('A1').value = 'Beispiel GmbH – Einkauf 2025';
  const sheet = book.addWorksheet(LEDGER_SHEET, { views: [{ state: 'frozen', ySplit: HEADER_ROW }] });
  sheet.getCell('A1').value = 'Beispiel GmbH';
  sheet.getCell('A2').value = 'Kreditorenbuchungen 01.01.2025 – 31.03.2025';
  sheet.getCell('A3').value = 'alle Beträge in EUR, netto';
  const header = sheet.getRow(HEADER_ROW);
  header.values = [...TITLES];
  header.font = { bold: true };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } };
  for (let index = 0; index < ROWS; index += 1) {
    const cells = { ...ledgerRow(index, month), ...changes.get(index) };
    sheet.addRow(TITLES.map((title) => cells[title]));
  }
  sheet.getColumn(2).numFmt = 'dd.mm.yyyy';
  sheet.getColumn(9).numFmt = '#,##0.00';
  sheet.autoFilter = `A${HEADER_ROW}:L${HEADER_ROW + ROWS}`;
  const total = sheet.addRow([]);
  total.getCell(8).value = 'Summe';
  total.getCell(9).value = { formula: `SUM(I${HEADER_ROW + 1}:I${HEADER_ROW + ROWS})`, result: 0 };
  sheet.getCell('C10').note = 'Kreditor prüfen';
  await book.xlsx.writeFile(path);
}

/** The same ledger as a German Excel saves it as "CSV UTF-8": semicolons, decimal commas, dates with dots. */
export function germanCsv({ changes = faults, month = 0, rows = indices }: LedgerOptions = {}): Buffer {
  const text = (value: Value | undefined): string => {
    if (value instanceof Date) return value.toISOString().slice(0, 10).split('-').reverse().join('.');
    if (typeof value === 'number')
      return value
        .toFixed(2)
        .replace(/\B(?=(\d{3})+\.)/g, '.')
        .replace(/\.(\d\d)$/, ',$1');
    const plain = value ?? '';
    return /[;"]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const lines = [TITLES.join(';')];
  for (const index of rows) {
    const cells = { ...ledgerRow(index, month), ...changes.get(index) };
    lines.push(TITLES.map((title) => text(cells[title])).join(';'));
  }
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function ledgerRow(index: number, month: number): Readonly<Record<Title, Value>> {
  // Without chance: each row differs, and every account and supplier comes again and again.
  const account = accounts[(index * 5) % accounts.length] ?? accounts[0];
  const isWage = account[0] === '4120';
  const [number, name, country] = isWage ? ['', '', ''] : (suppliers[(index * 3) % suppliers.length] ?? suppliers[0]);
  return {
    'Belegnr.': `RE25-${String(month * 1000 + index + 1).padStart(5, '0')}`,
    Buchungsdatum: new Date(Date.UTC(2025, month + Math.floor(index / 134), 1 + (index % 28))),
    Kreditor: number,
    'Name 1': name,
    Land: country,
    Sachkonto: account[0],
    Kontobezeichnung: account[1],
    Buchungstext: `${account[1]} ${name}`.trim(),
    Nettobetrag: amountOf(index, account[0] === '4964'),
    Währung: 'EUR',
    Kostenart: account[0] === '0420' ? 'Investition' : 'Aufwand',
    Bemerkung: '',
  };
}

/** Hundreds for licences, up to twenty thousand for all else. */
function amountOf(index: number, isLicence: boolean): number {
  return (isLicence ? 40_000 + ((index * 7919) % 8_000) : 50_000 + ((index * 7919) % 1_950_000)) / 100;
}
