// Writes exported rows to a file by its ending: .xlsx for people, .csv and .ndjson for machines.

import { extname } from 'node:path';
import type { ExportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { openCsv } from '../files/csv.js';
import { openLines } from '../files/lines.js';
import { openPartFile } from '../files/part-file.js';
import { openExportBook } from './export-book.js';
import type { ExportFile, ExportOrigin, ExportRow } from './export-file.js';

type Open = (path: string, dataset: ExportDataset, origin: ExportOrigin) => Promise<ExportFile>;

const formats: Readonly<Record<string, Open>> = {
  '.xlsx': openExportBook,
  '.csv': openExportCsv,
  '.ndjson': openNdjson,
};

/**
 * Opens an export by its file ending.
 * - `.xlsx`: titles with units, filter, frozen header, totals row, and a sheet that explains each column.
 * - `.csv`: the column keys as header, so that a program finds them again; formulas guarded; no totals row.
 * - `.ndjson`: one object per line, all keys in column order, `null` for a blank; numbers with all their digits.
 *
 * @throws Stop of kind `usage` for another ending, `output` when the file cannot be written.
 */
export async function openExport(path: string, dataset: ExportDataset, origin: ExportOrigin): Promise<ExportFile> {
  return opener(path)(path, dataset, origin);
}

/** Throws the Stop that `openExport` would throw for the path: what is to be written may take long to come. */
export async function requireExportable(path: string): Promise<void> {
  opener(path);
  const file = await openPartFile(path);
  await file.discard();
}

function opener(path: string): Open {
  const open = formats[extname(path).toLowerCase()];
  if (open) return open;
  const endings = Object.keys(formats).join(', ');
  throw new Stop(
    'usage',
    'EXPORT_FORMAT',
    `cannot tell the format of ${path}`,
    `let its name end in one of ${endings}`,
  );
}

async function openExportCsv(path: string, { columns }: ExportDataset): Promise<ExportFile> {
  const keys = columns.map(({ key }) => key);
  const file = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns: keys });
  return { ...file, add: (row) => file.write(keys.map((key) => row[key] ?? null)) };
}

async function openNdjson(path: string, { columns }: ExportDataset): Promise<ExportFile> {
  const lines = await openLines(path);
  const object = (row: ExportRow) => Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null]));
  return { ...lines, add: (row) => lines.write(`${JSON.stringify(object(row))}\n`) };
}
