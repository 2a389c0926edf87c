// Writes exported rows to a file by its format: .xlsx for people, .csv and .ndjson for machines.

import { extname } from 'node:path';
import type { ExportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { openLines } from '../files/lines.js';
import { openPartFile } from '../files/part-file.js';
import { openExportBook } from './export-book.js';
import type { ExportFile, ExportOrigin } from './export-file.js';
import { csvFormat, type LineFormat, ndjsonFormat } from './line-format.js';

/** What an export is written as. */
export type ExportFormat = 'xlsx' | 'csv' | 'ndjson';

const byEnding: Readonly<Record<string, ExportFormat>> = { '.xlsx': 'xlsx', '.csv': 'csv', '.ndjson': 'ndjson' };

/** The format of a file by its ending. Throws a Stop of kind `usage` for another ending. */
export function formatOf(path: string): ExportFormat {
  const format = byEnding[extname(path).toLowerCase()];
  if (format) return format;
  const endings = Object.keys(byEnding).join(', ');
  throw new Stop(
    'usage',
    'EXPORT_FORMAT',
    `cannot tell the format of ${path}`,
    `let its name end in one of ${endings}`,
  );
}

/**
 * Opens an export by its file ending, for rows that come in their order, with all columns known.
 * - `.xlsx`: titles with units, filter, frozen header, totals row, and a sheet that explains each column.
 * - `.csv`: the column keys as header, so that a program finds them again; numbers with all their digits; formulas guarded; no totals row.
 * - `.ndjson`: one object per line, all keys in column order, `null` for a blank; numbers with all their digits.
 *
 * @throws Stop of kind `usage` for another ending, `output` when the file cannot be written.
 */
export async function openExport(path: string, dataset: ExportDataset, origin: ExportOrigin): Promise<ExportFile> {
  const format = formatOf(path);
  if (format === 'xlsx') return openExportBook(path, dataset, origin);
  return openLineExport(path, dataset, format === 'csv' ? csvFormat : ndjsonFormat);
}

/** Throws the Stop of kind `output` that writing to the path would end with: what is to be written may take long to come. */
export async function requireWritable(path: string): Promise<void> {
  const file = await openPartFile(path);
  await file.discard();
}

async function openLineExport(path: string, { columns }: ExportDataset, format: LineFormat): Promise<ExportFile> {
  const lines = await openLines(path);
  const lineOf = format.liner(columns);
  await lines.write(format.header(columns));
  return { add: (row) => lines.write(lineOf(row)), close: lines.close, discard: lines.discard };
}
