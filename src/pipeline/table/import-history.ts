// Finds what the ledger tells of earlier imports into the account that a table's rows go to. Asks no service.

import { basename } from 'node:path';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { documentsOf } from '../../dedup/row-identity.js';
import type { Ledger, RunRow, Target } from '../../ledger/ledger.js';
import type { Mapping } from '../../mapping/mapping.js';
import { Stop } from '../../problems/stop.js';
import type { History } from '../../suspects/history.js';
import { parseKeptAmounts } from '../../suspects/kept-amounts.js';
import { onceOnlyColumns } from '../../suspects/known-documents.js';
import type { Tools } from '../tools.js';

/** Earlier imports, as far as a table needs them. */
export interface ImportHistory extends History {
  /** Whether a row was imported before, by its identity. */
  written(): Promise<(identity: string) => boolean>;
}

/** Finds the history of a table; undefined where there is none. @param name of the file, without its folders. */
export type HistoryFinder = (mapping: Mapping, name: string) => Promise<ImportHistory | undefined>;

/** Files that a run wrote hold rows of the file that it read, whatever somebody calls them. */
function isOwnFile(name: string, { columns }: Mapping): boolean {
  return /^(?:failed|results)\b/.test(name) || columns.some(({ mark }) => mark === 'hash' || mark === 'code');
}

/** Whether the names are those of one file, or of it and its corrected copy, as `ledger.fixed.csv`. */
function isSame(file: string, name: string): boolean {
  const [source, own] = [file, name].map((one) => one.replace(/\.\w+$/, ''));
  return file === name || own === `${source}.fixed`;
}

/** @param command A check has no account: it takes the only one that rows of the dataset went to. */
export function historyFinder(command: string, tools: Tools): HistoryFinder {
  return (mapping, name) =>
    find(mapping, name).catch((cause: unknown) => {
      if (!(cause instanceof Stop)) throw cause;
      // Other commands open the ledger again, and stop.
      if (command === 'check')
        tools.tell({ kind: 'warned', text: `rows are not compared with earlier imports: ${cause.message}` });
      return undefined;
    });

  async function find(mapping: Mapping, name: string): Promise<ImportHistory | undefined> {
    const { dataset } = mapping;
    const found = await withLedger(tools, async (ledger) => {
      const accountKey = await accountOf(command, dataset, ledger, tools);
      const target: Target | undefined = accountKey === undefined ? undefined : { accountKey, dataset: dataset.name };
      return target && { runs: await ledger.runsInto(target), amounts: await ledger.amountsInto(target) };
    });
    if (found === undefined || found.runs.length === 0) return undefined;
    const { runs } = found;
    const others = isOwnFile(name, mapping) ? [] : runs.filter(({ file }) => !isSame(basename(file), name));
    const hasDocuments = onceOnlyColumns(mapping).length > 0 && others.length > 0;
    return {
      fileOf: hasDocuments ? await documentFinder(others, tools) : () => undefined,
      written: () => writtenFinder(runs, tools),
      amounts: found.amounts.flatMap(parseKeptAmounts),
    };
  }
}

/** Does the work with the ledger, where there is one that can be read. */
async function withLedger<T>(tools: Tools, work: (ledger: Ledger) => Promise<T>): Promise<T | undefined> {
  const ledger = await tools.findLedger();
  try {
    return ledger && (await work(ledger));
  } finally {
    await ledger?.close();
  }
}

async function accountOf(
  command: string,
  { name, provider }: Mapping['dataset'],
  ledger: Ledger,
  tools: Tools,
): Promise<string | undefined> {
  const known = await ledger.accountsOf(name);
  if (known.length === 0) return undefined;
  if (command === 'check') return known.length === 1 ? known[0] : undefined;
  try {
    return (await tools.connect(provider)).session.accountKey;
  } catch (cause) {
    // Missing settings are reported where they are needed.
    if (cause instanceof Stop) return undefined;
    throw cause;
  }
}

async function documentFinder(runs: readonly RunRow[], tools: Tools): Promise<History['fileOf']> {
  const fingerprint = new Fingerprint();
  const known = new FirstRows();
  await eachIdentity(runs, tools, (identity, run) => {
    for (const document of documentsOf(identity)) known.see(fingerprint.ofText(document), run + 1);
  });
  return (document) => {
    const run = known.get(fingerprint.ofText(document));
    return run === undefined ? undefined : basename(runs[run - 1]?.file ?? '');
  };
}

async function writtenFinder(runs: readonly RunRow[], tools: Tools): Promise<(identity: string) => boolean> {
  const fingerprint = new Fingerprint();
  const known = new FirstRows();
  await eachIdentity(runs, tools, (identity, run) => known.see(fingerprint.ofText(identity), run + 1));
  return (identity) => known.get(fingerprint.ofText(identity)) !== undefined;
}

async function eachIdentity(
  runs: readonly RunRow[],
  tools: Tools,
  see: (identity: string, run: number) => void,
): Promise<void> {
  await withLedger(tools, async (ledger) => {
    for (const [index, { id }] of runs.entries())
      for await (const identities of ledger.identities(id)) for (const identity of identities) see(identity, index);
  });
}
