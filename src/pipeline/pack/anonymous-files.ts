// The files of an anonymous archive: how each cell looks and which cells are equal, and what became of each row. Titles of columns
// are kept; values, names of files and sheets, ids, accounts, dates and messages are not.

import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { csvText } from '../../write/files/csv.js';
import type { PackedFile } from '../../write/pack/pack-file.js';
import { RESULT_COLUMNS } from '../../write/results/result-cells.js';
import { readCsvRows } from './csv-rows.js';
import { columnsOf, jsonFile, type PackBasis, rulesOf } from './run-facts.js';
import { saltOf } from './salt.js';

/** Makes a value into a text that does not show it; equal for equal values of one run. '' stays ''. */
type Veil = (value: string) => string;

/** Characters of a veiled value's hash: letters only, so that it is never taken for a number. */
const HASH = 12;
const LETTERS = 'bcdfghjkmnpqrtvw';

/** Other endings may be part of a name. */
const KINDS = ['.csv', '.xlsx', '.xlsm', '.ndjson', '.tsv', '.txt', '.gz'];

/** The files, one after the other. */
export async function* anonymousFiles(basis: PackBasis): AsyncGenerator<PackedFile> {
  const { run, folder, versions } = basis;
  const veil = veilOf(await saltOf(folder));
  const { command, dataset, provider, counts, exitCode = null, startedAt, finishedAt } = run;
  const seconds = finishedAt === undefined ? null : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const about = { command, dataset, provider, counts, exitCode, seconds };
  const kind = KINDS.find((one) => one === extname(run.file).toLowerCase()) ?? '';
  const names = { run: veil(run.id), file: veil(run.file), kind };
  yield jsonFile('run.json', {
    version: 1,
    isAnonymous: true,
    ...names,
    ...about,
    rules: await rulesOf(run),
    versions,
  });
  const columns = await columnsOf(run);
  if (columns) yield jsonFile('columns.json', columns);
  const [results, problems] = ['results.csv', 'problems.csv'].map((name) => join(folder, name));
  if (results && existsSync(results))
    yield { name: 'results.csv', bytes: veiledCsv(results, KEPT_RESULTS, veil, RESULT_COLUMNS.length) };
  if (problems && existsSync(problems)) yield { name: 'problems.csv', bytes: veiledCsv(problems, KEPT_PROBLEMS, veil) };
  yield { name: 'requests.ndjson', bytes: requestLines(basis) };
}

/** Columns whose cells are carbonsheet's own words and numbers, or titles. */
const KEPT_RESULTS: ReadonlySet<string> = new Set(['row', 'status', 'code', 'field', 'attempts']);
const KEPT_PROBLEMS: ReadonlySet<string> = new Set(['row', 'column', 'field', 'code', 'severity']);

/**
 * A CSV file whose values are veiled, but for the kept columns. Messages quote values, and are left out.
 * @param own So many columns, the first ones, are carbonsheet's own. @default all
 */
async function* veiledCsv(
  path: string,
  kept: ReadonlySet<string>,
  veil: Veil,
  own?: number,
): AsyncGenerator<Uint8Array> {
  let titles: readonly string[] | undefined;
  for await (const row of readCsvRows(path)) {
    const header = titles;
    titles ??= row.slice(0, own);
    const cells = header === undefined ? row : row.map((cell, index) => veiled(cell, header[index], kept, veil));
    yield Buffer.from(csvText([cells], ','));
  }
}

function veiled(cell: string, title: string | undefined, kept: ReadonlySet<string>, veil: Veil): string {
  if (title !== undefined && kept.has(title)) return cell;
  return title === 'message' ? '' : veil(cell);
}

/** The requests about each row, without ids and moments. */
async function* requestLines({ ledger, run }: PackBasis): AsyncGenerator<Uint8Array> {
  for await (const { ordinal } of ledger.results(run.id)) {
    const log = await ledger.attempts(run.id, ordinal);
    const requests = log.map(({ method, route, outcome }) => [method, route, outcome]);
    if (requests.length > 0) yield Buffer.from(`${JSON.stringify({ ordinal, requests })}\n`);
  }
}

/** As `A1a8_1a5 bcdfghjkmnpq`: one capital, eight small letters, a blank, five small letters, and the hash. */
function veilOf(salt: Buffer): Veil {
  return (value) => {
    if (value === '') return '';
    const digest = createHmac('sha256', salt).update(value.normalize('NFC')).digest('hex').slice(0, HASH);
    const hash = [...digest].map((digit) => LETTERS[Number.parseInt(digit, 16)]).join('');
    return `${looksOf(value)} ${hash}`;
  };
}

/** Longer values show only how their characters begin. */
const MOST_RUNS = 12;

/** The kinds of characters, each with how many follow one another. */
function looksOf(value: string): string {
  const runs: { readonly kind: string; length: number }[] = [];
  for (const character of value) {
    const kind = kindOf(character);
    const last = runs.at(-1);
    if (last?.kind === kind) last.length += 1;
    else runs.push({ kind, length: 1 });
  }
  const shown = runs.slice(0, MOST_RUNS).map(({ kind, length }) => `${kind}${length}`);
  return shown.join('') + (runs.length > MOST_RUNS ? `+${value.length}` : '');
}

function kindOf(character: string): string {
  if (/\p{Lu}/u.test(character)) return 'A';
  if (/\p{L}/u.test(character)) return 'a';
  if (/\p{Nd}/u.test(character)) return 'N';
  if (/\s/u.test(character)) return '_';
  if (character === '.' || character === ',') return character === '.' ? 'P' : 'C';
  return character === '-' ? 'M' : 'S';
}
