// What an archive says of a run besides its files: how it was asked for, by which rules, and what the ledger has of each row.

import { createHash } from 'node:crypto';
import { exportableNamed, importDatasetNamed } from '../../datasets/index.js';
import type { Ledger, RowEntry, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { PackedFile } from '../../write/pack/pack-file.js';
import { sendsRows } from '../run/latest-run.js';
import { openSourceOfRun } from '../run/source-of-run.js';
import { bareMapping, bareOptions, mappingOf, optionsOf } from './asked.js';

/** What packing needs. */
export interface PackBasis {
  readonly run: RunRow;
  readonly folder: string;
  readonly ledger: Ledger;
  readonly versions: Readonly<Record<string, string>>;
}

/** A JSON file of an archive. */
export function jsonFile(name: string, content: unknown): PackedFile {
  return { name, bytes: [Buffer.from(`${JSON.stringify(content, null, 2)}\n`)] };
}

/** The dataset's rules by their hash: another version of them may judge the same row otherwise. A migration has several datasets. */
export async function rulesOf({
  dataset,
  command,
}: RunRow): Promise<{ readonly dataset: string; readonly sha256: string }> {
  const hash = createHash('sha256');
  for (const name of dataset.split(' ')) {
    const rules = command === 'export' ? await exportableNamed(name) : await importDatasetNamed(name);
    hash.update(JSON.stringify(rules));
  }
  return { dataset, sha256: hash.digest('hex') };
}

/**
 * run.json: the run as the ledger has it, with its options. And its mapping and columns, if it has them.
 * @param isBare without texts of the options and of the mapping that may be values of rows.
 */
export async function* runFile(
  basis: PackBasis,
  about: Readonly<Record<string, unknown>>,
  isBare: boolean,
): AsyncGenerator<PackedFile> {
  const { run, ledger, versions } = basis;
  const { id, command, dataset, provider, account, parent, sha256, startedAt, finishedAt, exitCode, counts } = run;
  const header = { id, command, dataset, provider, account, parent, startedAt, finishedAt, exitCode, counts };
  const parts = (await ledger.children(id)).map((part) => part.id);
  const runs = { ...(parts.length > 0 && { parts }) };
  const [options, mapping] = [optionsOf(run), mappingOf(run)];
  const asked = isBare ? bareOptions(options) : { options };
  const rules = await rulesOf(run);
  yield jsonFile('run.json', { version: 1, ...header, ...runs, ...about, sha256, ...asked, rules, versions });
  if (mapping) yield jsonFile('mapping.json', isBare ? bareMapping(mapping) : mapping);
  const columns = await columnsOf(run);
  if (columns) yield jsonFile('columns.json', columns);
}

/** A column of the source, and the field that it was read as. */
export interface PackedColumn {
  readonly title: string;
  readonly field: string | null;
  readonly year?: string;
}

/** The columns of the source as they were read; undefined where it cannot be read again. */
export async function columnsOf(run: RunRow): Promise<readonly PackedColumn[] | undefined> {
  if (!sendsRows(run)) return undefined;
  const source = await openSourceOfRun(run).catch((cause: unknown) => {
    if (cause instanceof Stop) return undefined;
    throw cause;
  });
  if (source === undefined) return undefined;
  const columns = source.table.mapping.columns.map(({ title, field = null, year }) => {
    return { title, field, ...(year !== undefined && { year }) };
  });
  await source.table.source.close();
  return columns;
}

/**
 * What the ledger has of each row, a line of JSON each.
 * @param isBare without messages, which quote values of the row, and without digests, from which short values could be guessed.
 */
export async function* ledgerLines({ ledger, run }: PackBasis, isBare: boolean): AsyncGenerator<Uint8Array> {
  for await (const { ordinal } of ledger.results(run.id)) {
    const entry = await ledger.row(run.id, ordinal);
    if (entry === undefined) continue;
    const { run: _, before: __, ...whole } = entry;
    const row = isBare ? bareEntry(whole) : whole;
    yield Buffer.from(`${JSON.stringify({ ...row, log: await ledger.attempts(run.id, ordinal) })}\n`);
  }
}

function bareEntry({
  identity: _,
  written: __,
  problems: ___,
  finding,
  ...row
}: Omit<RowEntry, 'run' | 'before'>): object {
  return { ...row, ...(finding && { finding: { code: finding.code } }) };
}
