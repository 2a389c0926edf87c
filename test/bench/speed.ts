// How quickly files are read, checked and written, and in how much memory, beside other libraries. `npm run bench`, or a part of it:
// `npm run bench -- --rows 200000 --only check --runs 3`.

import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measured, measureMedian } from './measure.js';
import { type Format, purchasesFile } from './purchases.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000,1000000' },
    only: { type: 'string', default: 'csv,xlsx,check,write,patch,real' },
    runs: { type: 'string', default: '1' },
  },
});
const sizes = options.rows.split(',').map(Number);
const runs = Number(options.runs);
const wanted = (part: string): boolean => options.only.split(',').includes(part);

// The compiled benchmark stands in build/bench.
const fromBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const contestants = fromBuild('contestants.js');
const writers = fromBuild('writers.js');
const patchers = fromBuild('patchers.js');
const main = fromBuild('../../dist/cli/main.js');
const realFiles = fromBuild('../../../shared/data');

/** Whoever takes minutes, or gigabytes, for more rows than these. */
const SMALL = 200_000;
const ONLY_SMALL = ['exceljs whole', 'read-excel-file', 'exceljs streaming writer'];
/** `check` ends with 3 when a row is not fit to send. */
const CHECKED = [0, 3];

interface Line {
  readonly name: string;
  /** What was measured, or why nothing was. */
  readonly outcome: Measured | string;
}

/** A table of contestants over one file; the ratio is to the first. */
async function compare(title: string, file: string, names: readonly string[], rows: number): Promise<void> {
  const lines: Line[] = [];
  for (const name of names) {
    const isTooSlow = rows > SMALL && ONLY_SMALL.includes(name);
    const program = name === 'carbonsheet check' ? await checkProgram(file) : [contestants, name, file];
    const outcome = isTooSlow
      ? `measured with ${count(SMALL)} rows only`
      : await measureMedian(program, runs, CHECKED).catch((error: unknown) => `failed: ${String(error).slice(0, 80)}`);
    lines.push({ name, outcome });
  }
  printTable(title, lines, rows);
}

/** The same for what is written; the files go to the folder of this run. */
async function compareWriters(kind: 'results' | 'export', rows: number): Promise<void> {
  const lines: Line[] = [];
  for (const name of rows > SMALL ? writerNames.filter((each) => !ONLY_SMALL.includes(each)) : writerNames) {
    const program = [writers, name, kind, String(rows), folder];
    lines.push({ name, outcome: await measureMedian(program, runs) });
  }
  printTable(`${kind}.xlsx, ${count(rows)} rows`, lines, rows);
}

/** The same for statuses that are written into a workbook, and for a workbook that has statuses already. */
async function comparePatchers(source: string, rows: number): Promise<void> {
  const once = join(folder, `${rows}-patched.xlsx`);
  const twice = join(folder, `${rows}-again.xlsx`);
  const spare = join(folder, 'deflated');
  const lines: Line[] = [];
  for (const [name, patcher, from, to] of [
    ['carbonsheet', 'carbonsheet', source, once],
    ['carbonsheet, second round', 'carbonsheet', once, twice],
    ['inflate and deflate, our level', 'inflate and deflate, our level', source, spare],
    ['inflate and deflate, usual level', 'inflate and deflate, usual level', source, spare],
  ] as const) {
    lines.push({ name, outcome: await measureMedian([patchers, patcher, from, to], runs) });
  }
  printTable(`statuses into a workbook, ${count(rows)} rows x 11`, lines, rows);
}

const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-runs-'));

async function checkProgram(file: string): Promise<readonly string[]> {
  return [main, 'check', file, '--quiet', '--runs-dir', folder];
}

function printTable(title: string, lines: readonly Line[], knownRows: number): void {
  const ours = lines[0]?.outcome;
  console.log(`\n${title}\n`);
  console.log('| | ratio | seconds | CPU seconds | rows a second | peak memory |');
  console.log('|---|--:|--:|--:|--:|--:|');
  for (const { name, outcome } of lines) {
    if (typeof outcome === 'string') {
      console.log(`| ${name} | ${outcome} | | | | |`);
      continue;
    }
    const { seconds, cpuSeconds, peakMegabytes, printed } = outcome;
    const rows = Number(printed.trim()) || (name.endsWith('alone') ? 0 : knownRows);
    const ratio = typeof ours === 'object' ? (seconds / ours.seconds).toFixed(2) : '';
    const pace = rows > 0 ? count(rows / seconds) : '';
    console.log(
      `| ${name} | ${ratio} | ${seconds.toFixed(2)} | ${cpuSeconds.toFixed(2)} | ${pace} | ${peakMegabytes.toFixed(0)} MB |`,
    );
  }
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The largest files of these kinds among the real ones; none where their folder is not there. */
async function largest(extension: string, howMany: number): Promise<readonly string[]> {
  const names = await readdir(realFiles, { recursive: true }).catch(() => []);
  const paths = names.filter((name) => name.toLowerCase().endsWith(extension)).map((name) => join(realFiles, name));
  const sized = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })));
  const bySize = sized.sort((one, other) => other.size - one.size);
  return bySize.slice(0, howMany).map(({ path }) => path);
}

const csvReaders = ['carbonsheet', 'papaparse', 'csv-parse', 'reading alone'];
const xlsxReaders = ['carbonsheet', 'exceljs streaming', 'exceljs whole', 'read-excel-file', 'inflating alone'];
const writerNames = ['carbonsheet', 'bare XML and deflate', 'exceljs streaming writer', 'rows alone'];
const xlsxFormats: readonly (readonly [Format, string])[] = [
  ['xlsx-shared', 'shared strings'],
  ['xlsx-inline', 'inline strings'],
];

const load = loadavg()[0]?.toFixed(1);
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${load} before; ${runs} run(s), the median shown`,
);
for (const rows of sizes) {
  const size = `${count(rows)} rows x 11`;
  if (wanted('check')) {
    const file = await purchasesFile(rows, 'csv');
    await compare(`check, CSV, ${size}`, file, ['carbonsheet check', 'papaparse'], rows);
  }
  if (wanted('csv')) await compare(`CSV, ${size}`, await purchasesFile(rows, 'csv'), csvReaders, rows);
  for (const [format, words] of wanted('xlsx') ? xlsxFormats : []) {
    await compare(`xlsx, ${words}, ${size}`, await purchasesFile(rows, format), xlsxReaders, rows);
  }
  if (wanted('write')) {
    await compareWriters('results', rows);
    if (rows <= SMALL) await compareWriters('export', rows / 2);
  }
}
for (const rows of wanted('patch') ? sizes : []) await comparePatchers(await purchasesFile(rows, 'xlsx-shared'), rows);
if (wanted('real')) {
  for (const file of await largest('.csv', 2)) await compare(`CSV, ${basename(file)}`, file, csvReaders, 0);
  for (const file of await largest('.xlsx', 2)) await compare(`xlsx, ${basename(file)}`, file, xlsxReaders, 0);
}
await rm(folder, { recursive: true, force: true });
