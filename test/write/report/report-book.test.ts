// The workbook of a report: every row of a dataset is in it, however many a sheet can hold.

import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { ExportDataset } from '../../../src/datasets/dataset.js';
import type { MonthlyReport } from '../../../src/report/monthly/report-model.js';
import { writeReportBook } from '../../../src/write/report/report-book.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();

const text = { kind: 'text', unit: '', note: '' } as const;
const things = {
  title: 'Things',
  summary: '',
  columns: [{ ...text, key: 'id', title: 'Id' }],
} as unknown as ExportDataset;
const none = { id: 'coverage', title: 'Coverage', note: '', columns: [], rows: [] };
const report: MonthlyReport = {
  version: 1,
  title: 'Carbon report',
  period: { label: 'October 2026', start: '2026-10-01', end: '2026-10-31' },
  provider: 'dcycle',
  service: 'Dcycle',
  account: '',
  createdAt: '2026-11-01T00:00:00.000Z',
  datasets: [],
  figures: [],
  tables: [],
  coverage: none,
  missing: [],
  notes: [],
};

it.each([
  [0, [[]]],
  [3, [['0', '1', '2']]],
  [4, [['0', '1', '2'], ['3']]],
  [7, [['0', '1', '2'], ['3', '4', '5'], ['6']]],
])('spreads %i rows over sheets of three', async (count, expected) => {
  const rows = Array.from({ length: count }, (_, at) => ({ id: String(at) }));
  await writeReportBook(path('report.xlsx'), report, [{ table: things, rows: () => rows }], 4);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path('report.xlsx'));
  const sheets = book.worksheets.filter(({ name }) => name.startsWith('Things'));
  expect(sheets.map(({ name }) => name)).toEqual(['Things', 'Things (2)', 'Things (3)'].slice(0, expected.length));
  expect(sheets.map((sheet) => (sheet.getColumn(1).values as unknown[]).slice(2))).toEqual(expected);
});
