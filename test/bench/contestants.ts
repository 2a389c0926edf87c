// Who is measured. Run as `contestants.js NAME FILE`: reads the file in the named way and prints how many rows it found. Each
// loads its own library, so that nobody pays for the others.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';

/** Reads all of a file; the number of its rows, or 0 where no row is looked for. */
type Contestant = (path: string) => Promise<number>;

const PIECE_BYTES = 256 * 1024;

const contestants: Readonly<Record<string, Contestant>> = {
  carbonsheet: carbonsheet,
  'exceljs streaming': exceljsStreaming,
  'exceljs whole': exceljsWhole,
  'read-excel-file': readExcelFile,
  'csv-parse': csvParse,
  papaparse: papaparse,
  'inflating alone': inflating,
  'reading alone': reading,
};

async function carbonsheet(path: string): Promise<number> {
  const { openSource } = await import('../../src/read/open-source.js');
  const source = await openSource(path, {});
  let rows = 0;
  for (const { name } of source.detection.sheets) for await (const batch of source.rows(name)) rows += batch.length;
  await source.close();
  return rows;
}

async function exceljsStreaming(path: string): Promise<number> {
  const { default: exceljs } = await import('exceljs');
  let rows = 0;
  const book = new exceljs.stream.xlsx.WorkbookReader(path, { sharedStrings: 'cache', worksheets: 'emit' });
  for await (const sheet of book) for await (const row of sheet) rows += row.hasValues ? 1 : 0;
  return rows;
}

async function exceljsWhole(path: string): Promise<number> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets.reduce((rows, sheet) => rows + sheet.actualRowCount, 0);
}

async function readExcelFile(path: string): Promise<number> {
  const { default: read } = await import('read-excel-file/node');
  const sheets = await read(path);
  return sheets.reduce((rows, { data }) => rows + data.length, 0);
}

async function csvParse(path: string): Promise<number> {
  const { parse } = await import('csv-parse');
  let rows = 0;
  const parser = createReadStream(path).pipe(parse({ relax_column_count: true, relax_quotes: true }));
  for await (const _row of parser) rows += 1;
  return rows;
}

/** Row by row from a stream, which is its quickest way in little memory. */
async function papaparse(path: string): Promise<number> {
  const { default: papa } = await import('papaparse');
  let rows = 0;
  await new Promise<void>((complete, error) => {
    papa.parse(createReadStream(path, 'utf8'), {
      step: () => {
        rows += 1;
      },
      complete: () => complete(),
      error,
    });
  });
  return rows;
}

/** Every part of a workbook unpacked in large pieces, and thrown away. */
async function inflating(path: string): Promise<number> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(path, { autoClose: false });
  for await (const entry of zip.eachEntry()) {
    const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const isPacked = entry.compressionMethod !== 0;
    for await (const _piece of isPacked ? packed.pipe(createInflateRaw({ chunkSize: PIECE_BYTES })) : packed);
  }
  zip.close();
  return 0;
}

async function reading(path: string): Promise<number> {
  const file = await open(path);
  const piece = Buffer.alloc(PIECE_BYTES);
  while ((await file.read(piece, 0, PIECE_BYTES)).bytesRead > 0);
  await file.close();
  return 0;
}

const [name = '', path = ''] = process.argv.slice(2);
const contestant = contestants[name];
if (contestant === undefined) throw new Error(`nobody is called "${name}"`);
console.log(await contestant(path));
