// What an archive says of a run besides its files: how it was asked for, by which rules, and what the ledger has of each row.

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { exportableNamed, importDatasetNamed } from '../../datasets/index.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { PackedFile } from '../../write/pack/pack-file.js';
import { openSourceOfRun } from '../run/source-of-run.js';

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

/** Options of a request without paths: these differ from machine to machine. */
const PATHS: ReadonlySet<string> = new Set(['file', 'shownAs', 'runsDir', 'result', 'out', 'mapping']);

/** What the run was asked for, without paths and without its mapping. */
function optionsOf({ request }: RunRow): Readonly<Record<string, unknown>> {
  const all = z.record(z.string(), z.unknown()).safeParse(request).data ?? {};
  return Object.fromEntries(Object.entries(all).filter(([name]) => !PATHS.has(name)));
}

const mapped = z.object({ mapping: z.looseObject({ file: z.string() }) });

/** The mapping that the run was asked to read by; undefined for none. */
function mappingOf({ request }: RunRow): Readonly<Record<string, unknown>> | undefined {
  const { mapping } = mapped.safeParse(request).data ?? {};
  return mapping && { ...mapping, file: basename(mapping.file) };
}

/** The dataset's rules by their hash: another version of them may judge the same row otherwise. */
export async function rulesOf({
  dataset,
  command,
}: RunRow): Promise<{ readonly dataset: string; readonly sha256: string }> {
  const rules = command === 'export' ? await exportableNamed(dataset) : await importDatasetNamed(dataset);
  return { dataset, sha256: createHash('sha256').update(JSON.stringify(rules)).digest('hex') };
}

/** run.json: the run as the ledger has it, its mapping and options. */
export async function* runFile(basis: PackBasis, about: Readonly<Record<string, unknown>>): AsyncGenerator<PackedFile> {
  const { run, versions } = basis;
  const { id, command, dataset, provider, account, parent, sha256, startedAt, finishedAt, exitCode, counts } = run;
  const header = { id, command, dataset, provider, account, parent, startedAt, finishedAt, exitCode, counts };
  const mapping = mappingOf(run);
  const rules = await rulesOf(run);
  yield jsonFile('run.json', { version: 1, ...header, ...about, sha256, options: optionsOf(run), rules, versions });
  if (mapping) yield jsonFile('mapping.json', mapping);
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
  if (run.command === 'export') return undefined;
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

/** What the ledger has of each row, a line of JSON each. @param isBare without messages, which quote values of the row. */
export async function* ledgerLines({ ledger, run }: PackBasis, isBare: boolean): AsyncGenerator<Uint8Array> {
  for await (const { ordinal } of ledger.results(run.id)) {
    const entry = await ledger.row(run.id, ordinal);
    if (entry === undefined) continue;
    const { run: _, before: __, finding, problems, ...row } = entry;
    const why = isBare ? { finding: finding && { code: finding.code } } : { finding, problems };
    yield Buffer.from(`${JSON.stringify({ ...row, ...why, log: await ledger.attempts(run.id, ordinal) })}\n`);
  }
}
