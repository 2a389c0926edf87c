// What it takes to write statuses into a workbook. Run as `patchers.js NAME FILE OUT`: patches the file in the named way, or does the
// least that any way has to do, and prints how many rows it wrote.

import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import type { RowPatch } from '../../src/workbook/patch/patch.js';
import { defaultLimits } from '../../src/workbook/read-limits.js';
import { openZip } from '../../src/workbook/zip-archive.js';

/** Writes a file from another; the number of rows, or 0 where no row is looked for. */
type Patcher = (path: string, out: string) => Promise<number>;

const patchers: Readonly<Record<string, Patcher>> = {
  carbonsheet,
  'inflate and deflate, our level': (path, out) => inflateAndDeflate(path, out, 3),
  'inflate and deflate, usual level': (path, out) => inflateAndDeflate(path, out, 6),
};

const SHEET = 'xl/worksheets/sheet1.xml';
const FAULTY_EVERY = 100;

async function carbonsheet(path: string, out: string): Promise<number> {
  const { writePatchedWorkbook } = await import('../../src/write/files/patched-workbook.js');
  const rows = Number(/(\d+)-[a-z]+\.xlsx/.exec(path)?.[1]);
  const statusColumns = [
    { name: 'status', title: 'Status', width: 12 },
    { name: 'message', title: 'Message', width: 60 },
    { name: 'id', title: 'Remote ID', width: 38 },
    { name: 'key', title: 'Key', width: 10, hidden: true },
  ];
  const sheets = [
    {
      sheet: await firstSheet(path),
      headerRow: 1,
      faultsTitle: 'carbonsheet cells',
      statusColumns,
      rows: patches(rows),
    },
  ];
  await writePatchedWorkbook(path, out, { sheets }, { limits: defaultLimits });
  return rows;
}

function* patches(rows: number): Generator<RowPatch> {
  for (let row = 2; row <= rows + 1; row += 1) {
    if (row % FAULTY_EVERY === 0) {
      const message = 'quantity: expected a number above 0, got -12.5. Type the quantity that was bought.';
      yield { row, status: ['invalid', message, '', `k${row}`], faulty: [4], notes: [{ column: 4, text: message }] };
    } else
      yield { row, status: ['created', '', `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`, `k${row}`] };
  }
}

async function firstSheet(path: string): Promise<string> {
  const { openSource } = await import('../../src/read/open-source.js');
  const source = await openSource(path, {});
  await source.close();
  return source.detection.sheets[0]?.name ?? '';
}

async function inflateAndDeflate(path: string, out: string, level: number): Promise<number> {
  const file = await open(path);
  const zip = await openZip(path, file, defaultLimits);
  const deflate = createDeflateRaw({ level, chunkSize: 256 * 1024 });
  await pipeline(Readable.from(zip.stream(SHEET)), deflate, createWriteStream(out));
  await file.close();
  return 0;
}

const [, , name = '', path = '', out = ''] = process.argv;
const patcher = patchers[name];
if (patcher === undefined) throw new Error(`no patcher is named ${name}`);
console.log(await patcher(path, out));
