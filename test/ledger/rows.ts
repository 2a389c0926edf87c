// Made-up runs, intents and results for the ledger's tests, and a temporary folder for its files.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Intent, RowAddress, RowResult, RunHeader } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { Counts } from '../../src/plan/result.js';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new ledger in a temporary folder, closed when the test ends. */
export async function temporaryLedger() {
  const path = join(await temporaryFolder(), 'ledger.db');
  const ledger = await openLedger(path);
  onTestFinished(() => ledger.close());
  return { ledger, path };
}

export function runHeader(id: string): RunHeader {
  return {
    id,
    command: 'import',
    dataset: 'purchases',
    provider: 'dcycle',
    account: 'organisation-1',
    file: 'purchases.xlsx',
    sha256: 'ab'.repeat(32),
    startedAt: '2025-03-01T10:00:00.000Z',
    folder: `runs/${id}`,
  };
}

function address(ordinal: number): RowAddress {
  return { ordinal, sheet: 'Q1', row: ordinal + 2, identity: `hash-${ordinal}` };
}

export function intent(ordinal: number, change: Partial<Intent> = {}): Intent {
  return { ...address(ordinal), action: 'create', ...change };
}

export function result(ordinal: number, change: Partial<RowResult> = {}): RowResult {
  const written = { remoteId: `remote-${ordinal}`, field: '', requestId: `request-${ordinal}`, attempts: 1 };
  return { ...address(ordinal), status: 'created', ...written, ...change };
}

/** What a row is that was intended and never settled. */
export function doubtful(ordinal: number, remoteId = ''): RowResult {
  return { ...address(ordinal), status: 'in-doubt', remoteId, field: '', requestId: '', attempts: 0 };
}

export const noCounts: Counts = {
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  invalid: 0,
  failed: 0,
  inDoubt: 0,
  unsent: 0,
};

export function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

export async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
