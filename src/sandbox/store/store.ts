// The sandbox's data in memory, and its form in the data file. Writing the file is save-loop.ts's.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';
import {
  type BulkUpload,
  bulkUploadRecord,
  type ImportSession,
  importRecord,
  type Purchase,
  purchaseRecord,
  type ResoldProduct,
  resoldProductRecord,
  type SoldProduct,
  type Supplier,
  soldProductRecord,
  supplierRecord,
  type VariableProduct,
  type VariableUnit,
  variableProductRecord,
  variableUnitRecord,
} from './records.js';
import { ArrivalTable, IdTable } from './tables.js';

const version = 1;

const dataFile = z.object({
  version: z.literal(version),
  purchases: z.array(purchaseRecord),
  bulkUploads: z.array(bulkUploadRecord).default([]),
  soldProducts: z.array(soldProductRecord),
  imports: z.array(importRecord),
  resoldProducts: z.array(resoldProductRecord),
  suppliers: z.array(supplierRecord),
  // Missing in older files.
  variableProducts: z.array(variableProductRecord).default([]),
  variableUnits: z.array(variableUnitRecord).default([]),
});

export interface Store {
  readonly purchases: ArrivalTable<Purchase>;
  readonly bulkUploads: ArrivalTable<BulkUpload>;
  readonly soldProducts: ArrivalTable<SoldProduct>;
  readonly imports: ArrivalTable<ImportSession>;
  readonly resoldProducts: IdTable<ResoldProduct>;
  readonly suppliers: ArrivalTable<Supplier>;
  readonly variableProducts: ArrivalTable<VariableProduct>;
  readonly variableUnits: ArrivalTable<VariableUnit>;
}

/** An empty store; `onChange` is called after every change. */
export function emptyStore(onChange: () => void): Store {
  return {
    purchases: new ArrivalTable(onChange),
    bulkUploads: new ArrivalTable(onChange),
    soldProducts: new ArrivalTable(onChange),
    imports: new ArrivalTable(onChange),
    resoldProducts: new IdTable(onChange),
    suppliers: new ArrivalTable(onChange),
    variableProducts: new ArrivalTable(onChange),
    variableUnits: new ArrivalTable(onChange),
  };
}

/** Fills a store from a data file; a file that does not exist leaves it empty. Throws a SandboxError. */
export async function loadStore(store: Store, file: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw unreadable(file, error instanceof Error ? error.message : String(error), error);
  }
  const data = parse(file, text);
  for (const record of data.purchases) store.purchases.put(record);
  for (const record of data.bulkUploads) store.bulkUploads.put(record);
  for (const record of data.soldProducts) store.soldProducts.put(record);
  for (const record of data.imports) store.imports.put(record);
  store.resoldProducts.fill(data.resoldProducts);
  for (const record of data.suppliers) store.suppliers.put(record);
  for (const record of data.variableProducts) store.variableProducts.put(record);
  for (const record of data.variableUnits) store.variableUnits.put(record);
}

function parse(file: string, text: string): z.infer<typeof dataFile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, 'it is not JSON', error);
  }
  const parsed = dataFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`, parsed.error);
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
export function* storeText(store: Store): Generator<string> {
  const tables: readonly (readonly [string, readonly object[]])[] = [
    ['purchases', [...store.purchases.rows()]],
    ['bulkUploads', [...store.bulkUploads.rows()]],
    ['soldProducts', [...store.soldProducts.rows()]],
    ['imports', [...store.imports.rows()]],
    // In the order of change, which loading restores.
    ['resoldProducts', [...store.resoldProducts.byChange()]],
    ['suppliers', [...store.suppliers.rows()]],
    ['variableProducts', [...store.variableProducts.rows()]],
    ['variableUnits', [...store.variableUnits.rows()]],
  ];
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
