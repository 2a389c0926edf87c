// Who writes workbooks. Run as `writers.js NAME KIND ROWS FOLDER`: writes a table of the kind in the named way, and prints how many
// rows it wrote. Each loads its own library, so that nobody pays for the others.

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import type { ExportColumn } from '../../src/datasets/dataset.js';
import type { SourceRow } from '../../src/values/cell.js';
import { purchase, TITLES } from './purchases.js';

/** What is written: the results of an import of purchases, or an export of footprints. */
type Kind = 'results' | 'export';
type Value = string | number;

/** Writes the rows to a file. */
type Writer = (kind: Kind, rows: number, path: string) => Promise<void>;

const writers: Readonly<Record<string, Writer>> = {
  carbonsheet,
  'exceljs streaming writer': exceljsStreaming,
  'bare XML and deflate': bareXml,
  'rows alone': rowsAlone,
};

async function exportColumns(): Promise<readonly ExportColumn[]> {
  const { default: dataset } = await import('../../src/datasets/carboncloud/footprints.js');
  return dataset.columns;
}

async function carbonsheet(kind: Kind, rows: number, path: string): Promise<void> {
  if (kind === 'results') {
    const { writeRowsWorkbook } = await import('../../src/write/results/rows-workbook.js');
    await writeRowsWorkbook(path, { name: 'Rows', headerRow: 1, titles: TITLES }, sourceRows(rows));
    return;
  }
  const { openExport } = await import('../../src/write/export/export.js');
  const { default: dataset } = await import('../../src/datasets/carboncloud/footprints.js');
  const book = await openExport(path, dataset, { exportedAt: new Date(0), from: 'CarbonCloud' });
  const records = footprints(dataset.columns).map((values) =>
    Object.fromEntries(dataset.columns.map(({ key }, column) => [key, values[column] ?? null])),
  );
  for (let index = 0; index < rows; index += 1) await book.add(records[index % records.length] ?? {});
  return book.close();
}

async function* sourceRows(rows: number): AsyncGenerator<readonly SourceRow[]> {
  yield [{ sheet: '', row: 1, cells: [...Array.from(resultOf(0), (_, index) => `result ${index}`), ...TITLES] }];
  for (let index = 0; index < rows; index += 1)
    yield [{ sheet: '', row: index + 2, cells: [...resultOf(index), ...purchase(index)] }];
}

/** The same cells with the same number of styles, as exceljs writes them quickest: styles shared, rows committed one by one. */
async function exceljsStreaming(kind: Kind, rows: number, path: string): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const columns = await exportColumns();
  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
  const sheet = book.addWorksheet('Rows', { views: [{ state: 'frozen', ySplit: 1 }] });
  const text = { alignment: { vertical: 'top' }, numFmt: '@' } as const;
  const number = { alignment: { vertical: 'top' }, numFmt: '#,##0.000000' } as const;
  for (const values of tableOf(kind, rows, columns)) {
    const row = sheet.addRow([]);
    for (const [index, value] of values.entries()) {
      const cell = row.getCell(index + 1);
      cell.value = value;
      cell.style = typeof value === 'string' ? text : number;
    }
    row.commit();
  }
  await book.commit();
}

/** The least that is to be done: the text of the sheet, nothing escaped or looked up, and its deflating on another thread. */
async function bareXml(kind: Kind, rows: number, path: string): Promise<void> {
  const columns = await exportColumns();
  const pieces = function* (): Generator<string> {
    let piece = '';
    let number = 0;
    for (const values of tableOf(kind, rows, columns)) {
      number += 1;
      piece += `<row r="${number}">`;
      for (let index = 0; index < values.length; index += 1) {
        const value = values[index];
        if (typeof value === 'string')
          piece += `<c r="${LETTERS[index]}${number}" s="1" t="inlineStr"><is><t>${value}</t></is></c>`;
        else piece += `<c r="${LETTERS[index]}${number}" s="2"><v>${value}</v></c>`;
      }
      piece += '</row>';
      if (piece.length > PIECE) {
        yield piece;
        piece = '';
      }
    }
    yield piece;
  };
  const deflate = createDeflateRaw({ chunkSize: PIECE, level: 3 });
  await pipeline(Readable.from(pieces(), { objectMode: false }), deflate, createWriteStream(path));
}

/** What all of them do besides: Node's start and the making of the rows. */
async function rowsAlone(kind: Kind, rows: number): Promise<void> {
  let cells = 0;
  for (const values of tableOf(kind, rows, await exportColumns())) cells += values.length;
  if (cells === 0) throw new Error('no row was made');
}

const PIECE = 256 * 1024;
const LETTERS = Array.from({ length: 26 * 27 }, (_, index) => {
  return (index < 26 ? '' : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + (index % 26));
});

function* tableOf(kind: Kind, rows: number, columns: readonly ExportColumn[]): Generator<readonly Value[]> {
  const exported = footprints(columns);
  for (let index = 0; index < rows; index += 1) {
    yield kind === 'results' ? [...resultOf(index), ...purchase(index)] : (exported[index % exported.length] ?? []);
  }
}

/** The cells that results have before those of the source. Nearly every row was created. */
function resultOf(index: number): readonly Value[] {
  const id = `5f0c3d1e-${String(index).padStart(12, '0')}-9b7a`;
  const fault = index % 50 === 7;
  return [
    '',
    index + 2,
    statusOf(index),
    fault ? '' : id,
    fault ? 'NOT_A_NUMBER' : '',
    fault ? 'quantity' : '',
    fault ? 'quantity: expected a number, found "12,5 t"' : '',
    `req-${index * 7919}`,
    1,
  ];
}

function statusOf(index: number): 'invalid' | 'created' {
  return index % 50 === 7 ? 'invalid' : 'created';
}

/** Rows that are written in turn: making them shall not be measured. */
function footprints(columns: readonly ExportColumn[]): readonly (readonly Value[])[] {
  return Array.from({ length: 1000 }, (_, index) =>
    columns.map(({ key, kind }, column) => {
      return kind === 'number' ? ((index * 7919 + column * 104_729) % 1_000_003) / 1e5 : `${key} ${index + column}`;
    }),
  );
}

const [name = '', kind = '', rows = '', folder = ''] = process.argv.slice(2);
const writer = writers[name];
if (writer === undefined || (kind !== 'results' && kind !== 'export')) throw new Error(`nobody is called "${name}"`);
await writer(kind, Number(rows), join(folder, `${name}-${kind}.xlsx`));
console.log(rows);
