// An address with the name of its file, as `purchases.xlsx:Q1!C14`: the latest run that read or wrote the file, and where in it.

import { basename } from 'node:path';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { openSource } from '../../read/open-source.js';
import { cellText } from '../../values/cell.js';
import { type RowPlace, rowPlaceOf } from '../rows/row-address.js';
import { MOST_RUNS } from '../run/latest-run.js';
import { sourceFileOf } from '../run/source-of-run.js';

/** An address taken apart. */
export interface FilePlace {
  /** The name of the file, perhaps with folders; undefined where the address names none. */
  readonly file: string | undefined;
  /** The address in the file. */
  readonly address: string;
}

const WITH_FILE = /^(.+\.[a-z]{2,6}(?:\.gz)?):(.+)$/i;

const WITH_RUN = /^([^:]+):(.+)$/;

/** An address that may name a run, as `20241105-081500:C14`; undefined where it cannot. */
export function runPlaceOf(what: string): { readonly run: string; readonly place: RowPlace } | undefined {
  const [, run, address] = WITH_RUN.exec(what) ?? [];
  const place = address === undefined ? undefined : rowPlaceOf(address);
  return run !== undefined && place ? { run, place } : undefined;
}

/** Takes an address apart. */
export function filePlaceOf(what: string): FilePlace {
  const [, file, address = what] = WITH_FILE.exec(what) ?? [];
  return { file, address };
}

/** The latest run that read or wrote a file of this name; undefined for none. */
export async function runOfFile(ledger: Ledger, file: string): Promise<RunRow | undefined> {
  const runs = await ledger.runs(MOST_RUNS);
  return runs.find((run) => run.file === file) ?? runs.find((run) => basename(run.file) === basename(file));
}

/** Texts of a row that may be an id of the service, those below a title that says so first. */
export async function idsAt(run: RunRow, { sheet, row }: RowPlace): Promise<readonly string[]> {
  const path = sourceFileOf(run);
  if (path === undefined) return [];
  const source = await openSource(path, {}).catch((cause: unknown) => {
    if (cause instanceof Stop) return undefined;
    throw cause;
  });
  if (source === undefined) return [];
  try {
    const names = source.detection.sheets.map(({ name }) => name);
    const named = sheet === undefined ? names[0] : names.find((name) => name.toLowerCase() === sheet.toLowerCase());
    let titles: readonly string[] = [];
    for await (const batch of source.rows(named ?? '')) {
      for (const { row: number, cells } of batch) {
        const texts = cells.map(cellText);
        if (titles.length === 0) titles = texts;
        if (number === row) return idsIn(texts, titles);
        if (number > row) return [];
      }
    }
    return [];
  } finally {
    await source.close();
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}(?:[/:| ].*)?$/i;
/** As `id`, `Product ID` and `carbonsheet_id`. */
const TITLED_ID = /(?:^|[^a-z])id(?:$|[^a-z])/i;

function idsIn(texts: readonly string[], titles: readonly string[]): readonly string[] {
  const titled = texts.filter((text, index) => text !== '' && TITLED_ID.test(titles[index] ?? ''));
  const likely = texts.filter((text) => ID.test(text));
  return [...new Set([...titled.filter((text) => likely.includes(text)), ...titled, ...likely])];
}
