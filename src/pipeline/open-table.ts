// A file to a table: which sheet, which header row, which dataset, which column is which field, how its numbers and dates
// are written. All of it is settled before the first row is judged.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ImportDataset } from '../datasets/dataset.js';
import { type Mapping, mapHeader } from '../mapping/map-header.js';
import type { SavedMapping } from '../mapping/saved-mapping.js';
import type { Problem } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import { openSource } from '../read/open-source.js';
import type { ReadOptions, Source } from '../read/source.js';
import type { SourceRow } from '../values/cell.js';
import type { ColumnReading } from '../values/evidence.js';
import { chooseTable } from './choose-table.js';
import { surveyColumns } from './survey-columns.js';

/** How a file is to be read; undefined means: find out. */
export interface TableRequest extends ReadOptions {
  readonly file: string;
  readonly dataset?: string | undefined;
  /** A sheet's name, or its number from 1. */
  readonly sheet?: string | undefined;
  /** As Excel shows it. */
  readonly headerRow?: number | undefined;
  readonly mapping?: SavedMapping | undefined;
  readonly decimal?: ',' | '.' | undefined;
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd' | undefined;
}

/** A file whose rows can be judged. */
export interface Table {
  readonly source: Source;
  /** The file's name without its folders: how messages call it. */
  readonly name: string;
  /** Of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly sheet: string;
  /** The rows down to the header, for files in the source's own layout. */
  readonly lead: readonly SourceRow[];
  readonly dataset: ImportDataset;
  readonly mapping: Mapping;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  /** Problems of the header and of whole columns: while there is an error among them, no row is fit to send. */
  readonly problems: readonly Problem[];
  /** What was concluded, in words, as `Menge: decimal comma, 88 of 412 cells decide it`. */
  readonly said: readonly string[];
}

/**
 * Opens a file as a table of one dataset.
 * @throws Stop of kind `input` when the file cannot be read, `mapping` when no dataset fits or no row follows the header.
 */
export async function openTable(request: TableRequest): Promise<Table> {
  const source = await openSource(request.file, request);
  try {
    return await readTable(source, request);
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

async function readTable(source: Source, request: TableRequest): Promise<Table> {
  const name = basename(request.file);
  const { sheet, lead, header, dataset } = await chooseTable(source, name, request);
  const mapping = mapHeader(header, dataset, request.mapping);
  const survey = await surveyColumns(rowsBelowHeader(source, sheet, header.row), sheet, mapping, request);
  if (survey.rows === 0) {
    throw new Stop(
      'mapping',
      'NO_ROWS',
      `${name} has a header in row ${header.row} and no rows below it`,
      'add rows to the file',
    );
  }
  return {
    source,
    name,
    sha256: await fileSha256(request.file),
    sheet,
    lead,
    dataset,
    mapping,
    readings: survey.readings,
    problems: [...mapping.problems, ...survey.problems],
    said: survey.said,
  };
}

/** The rows below the header, in batches. */
export async function* rowsBelowHeader(
  source: Source,
  sheet: string,
  headerRow: number,
): AsyncGenerator<readonly SourceRow[]> {
  for await (const batch of source.rows(sheet)) {
    const first = batch[0];
    yield first && first.row > headerRow ? batch : batch.filter(({ row }) => row > headerRow);
  }
}

async function fileSha256(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) sum.update(chunk);
  return sum.digest('hex');
}
