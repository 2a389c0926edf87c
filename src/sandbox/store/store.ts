// The sandbox's data in memory, and its form in the data file. Writing the file is save-loop.ts's.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';
import {
  bulkUploadRecord,
  importRecord,
  purchaseRecord,
  resoldProductRecord,
  soldProductRecord,
  supplierRecord,
  variableProductRecord,
  variableUnitRecord,
} from './records.js';
import { ArrivalTable, IdTable } from './tables.js';

const version = 1;

/** A store without records: a table for each kind. `onChange` is called after every change. */
export function emptyStore(onChange: () => void) {
  return {
    purchases: new ArrivalTable(purchaseRecord, onChange),
    bulkUploads: new ArrivalTable(bulkUploadRecord, onChange),
    soldProducts: new ArrivalTable(soldProductRecord, onChange),
    imports: new ArrivalTable(importRecord, onChange),
    resoldProducts: new IdTable(resoldProductRecord, onChange),
    suppliers: new ArrivalTable(supplierRecord, onChange),
    variableProducts: new ArrivalTable(variableProductRecord, onChange),
    variableUnits: new ArrivalTable(variableUnitRecord, onChange),
  };
}

/** All that the sandbox keeps of an account. */
export type Store = ReturnType<typeof emptyStore>;

/** Tables by their names in the data file. */
export type Tables = Readonly<Record<string, Store[keyof Store]>>;

/** The tables of both accounts: those of the first have their own names, as in files of a sandbox with one account. */
export function tablesOf(first: Store, second: Store): Tables {
  const others = Object.entries(second).map(([name, table]) => [`second ${name}`, table] as const);
  return { ...first, ...Object.fromEntries(others) };
}

/** Fills tables from a data file; a file that does not exist leaves them empty. Throws a SandboxError. */
export async function loadStore(store: Tables, file: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw unreadable(file, error instanceof Error ? error.message : String(error), error);
  }
  const data = parse(file, text);
  for (const [name, table] of Object.entries(store)) {
    // A kind that an older file lacks is empty.
    const fault = table.load(data[name] ?? []);
    if (fault) throw unreadable(file, whyOf(fault, name), fault);
  }
}

function parse(file: string, text: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, 'it is not JSON', error);
  }
  const parsed = z.looseObject({ version: z.literal(version) }).safeParse(json);
  if (parsed.success) return parsed.data;
  throw unreadable(file, whyOf(parsed.error), parsed.error);
}

function whyOf({ issues: [issue] }: z.ZodError, ...within: readonly string[]): string {
  return `${[...within, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'wrong shape'}`;
}

function unreadable(file: string, why: string, cause: unknown): SandboxError {
  return new SandboxError(
    'DATA_FILE_UNREADABLE',
    `The sandbox cannot use its data file ${file}: ${why}. Name another file, or move this one away to start empty.`,
    cause,
  );
}

const recordsPerChunk = 500;

/**
 * The data file's text in pieces, so that writing a large store needs little memory and never blocks for long. Changes during writing
 * are not included: all tables are copied before the first piece.
 */
export function* storeText(store: Tables): Generator<string> {
  const tables = Object.entries(store).map(([name, table]) => [name, table.saved()] as const);
  yield `{"version":${version}`;
  for (const [name, records] of tables) yield* tableText(name, records);
  yield '}\n';
}

function* tableText(name: string, records: readonly object[]): Generator<string> {
  yield `,\n"${name}":[`;
  for (let start = 0; start < records.length; start += recordsPerChunk) {
    const lines = records.slice(start, start + recordsPerChunk).map((record) => JSON.stringify(record));
    yield `${start === 0 ? '\n' : ',\n'}${lines.join(',\n')}`;
  }
  yield ']';
}
