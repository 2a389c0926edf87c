// Reads an uploaded CSV file or workbook: sheets, header row, columns and cells. The meaning of cells is check-rows.ts's.

import Papa from 'papaparse';
import type { ImportCell } from '../../store/records.js';

/** The content of an uploaded file. */
export interface ImportFile {
  /** Empty for a CSV file. */
  readonly sheets: readonly string[];
  readonly selectedSheet: string | null;
  /** 0 is the first row that is not blank. */
  readonly headerRow: number;
  readonly columns: readonly string[];
  /** The rows below the header, without blank ones. */
  readonly cells: readonly (readonly ImportCell[])[];
}

/** An unusable file; the message is for the caller. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}

/** Reads a file by its extension. Throws an ImportFileError. */
export async function readImportFile(name: string, bytes: ArrayBuffer, sheet: string | undefined): Promise<ImportFile> {
  const ending = name.toLowerCase().split('.').at(-1);
  if (ending === 'csv') return table([], null, csvRows(bytes));
  if (ending !== 'xlsx') throw new ImportFileError(`Expected a .csv or .xlsx file, got ${name}`);
  const workbook = await workbookRows(bytes, sheet);
  return table(workbook.sheets, workbook.selected, workbook.rows);
}

function table(
  sheets: readonly string[],
  selectedSheet: string | null,
  rows: readonly (readonly ImportCell[])[],
): ImportFile {
  const filled = rows.filter((row) => row.some((cell) => cell !== null && cell !== ''));
  // A title fills one cell; the header is the first row that fills more.
  const wide = filled.findIndex((row) => row.filter((cell) => cell !== null && cell !== '').length > 1);
  const headerRow = Math.max(0, wide);
  const header = filled[headerRow];
  if (header === undefined) throw new ImportFileError('The file has no rows');
  const columns = header.map((cell) => String(cell ?? '').trim());
  return { sheets, selectedSheet, headerRow, columns, cells: filled.slice(headerRow + 1) };
}

function csvRows(bytes: ArrayBuffer): string[][] {
  const text = new TextDecoder('utf-8').decode(bytes);
  return Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', delimiter: delimiterOf(text) }).data;
}

/** The most frequent delimiter of the first line that has any. */
function delimiterOf(text: string): string {
  const line = text.split(/\r?\n|\r/).find((one) => /[,;\t|]/.test(one)) ?? '';
  const delimiters = [',', ';', '\t', '|'].map((sign) => ({ sign, count: line.split(sign).length }));
  return delimiters.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

async function workbookRows(
  bytes: ArrayBuffer,
  wanted: string | undefined,
): Promise<{ sheets: string[]; selected: string; rows: ImportCell[][] }> {
  // Loaded for the first workbook: the library is large, and most uploads are CSV.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes);
  } catch {
    throw new ImportFileError('The file is no readable workbook');
  }
  const sheets = workbook.worksheets.map(({ name }) => name);
  const worksheet = wanted === undefined ? workbook.worksheets[0] : workbook.getWorksheet(wanted);
  if (worksheet === undefined) throw new ImportFileError(`The workbook has no sheet ${wanted ?? ''}`.trim());
  const rows: ImportCell[][] = [];
  worksheet.eachRow((row) => {
    const cells: ImportCell[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => {
      cells.push(cellValue(cell.result ?? cell.value, cell.text));
    });
    rows.push(cells);
  });
  return { sheets, selected: worksheet.name, rows };
}

function cellValue(value: unknown, shown: string): ImportCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value.toISOString().slice(0, 10) : shown;
}
