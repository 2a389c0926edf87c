// A sandbox of its own for each test, a session on it, and the rows of datasets as a run would send and list them.

import { onTestFinished } from 'vitest';
import type { Values } from '../../../src/datasets/dataset.js';
import type { Match } from '../../../src/plan/action.js';
import type {
  BatchResult,
  BatchRow,
  BatchWriter,
  Binding,
  Filters,
  ListedRow,
  LookUpResult,
} from '../../../src/providers/binding.js';
import type { ParentLookup, Session } from '../../../src/providers/session.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { connect, openerOf, rowWriter, stream } from '../connecting.js';
import { type FakeClock, fakeClock } from '../fake-clock.js';

/** The fake clock's day. */
export const today = '2025-01-31';

export interface Running {
  readonly server: Sandbox;
  readonly session: Session;
  readonly clock: FakeClock;
  /** Requests of a route so far, as `PUT /resold-products/{id}/suppliers`. */
  count(route: string): number;
}

export async function running(options: Partial<SandboxOptions> = {}): Promise<Running> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now, processingMs: 0, ...options });
  onTestFinished(() => server.close());
  const { session } = connect('carboncloud', server.url, { clock });
  return { server, session, clock, count: (route) => server.stats().byRoute[route] ?? 0 };
}

/** A session in which rows of other files are known. */
export function withParents(session: Session, find: ParentLookup['find']): Session {
  return { ...session, parents: { find } };
}

/** What opens a dataset. */
export type Opener = (session: Session) => Binding;

export function bindingOf(name: string): Promise<Opener> {
  return openerOf(name, 'carboncloud');
}

const products = await bindingOf('resold-products');

export const product = {
  name: 'Oat drink',
  pickUpLocation: 'Malmö',
  productionLocation: 'Lund',
  shipToLocation: 'Göteborg',
  customId: 'P1',
};

/** A product of a custom id, by its id. */
export async function makeProduct(session: Session, changes: Values = {}): Promise<string> {
  return (await rowWriter(products(session)).create({ ...product, ...changes })).remoteId;
}

/** Sends rows as one batch. */
export function send(
  open: Opener,
  session: Session,
  ...rows: readonly (Values | BatchRow)[]
): Promise<readonly BatchResult[]> {
  const all = rows.map((row): BatchRow => (isBatchRow(row) ? row : { kind: 'create', remoteId: '', record: row }));
  return (open(session).writer as BatchWriter).send(all);
}

function isBatchRow(row: Values | BatchRow): row is BatchRow {
  return typeof row.record === 'object' && 'kind' in row;
}

/** A row of a batch. */
export function row(kind: BatchRow['kind'], remoteId: string, record: Values = {}): BatchRow {
  return { kind, remoteId, record };
}

export async function makeSupplier(session: Session, record: Values): Promise<string> {
  const [result] = await send(await bindingOf('suppliers'), session, record);
  return result?.remoteId ?? '';
}

/** What a look-up over all rows finds for each of them. */
export async function look(
  open: Opener,
  session: Session,
  ...records: readonly Values[]
): Promise<readonly LookUpResult[]> {
  const match = (await open(session).holdings(stream(...records))).matcher();
  const found: LookUpResult[] = [];
  for (const record of records) found.push(await match(record));
  return found;
}

/** The one match of a row. */
export async function matchOf(open: Opener, session: Session, record: Values): Promise<Match> {
  const [found] = await look(open, session, record);
  if (found === undefined || 'obstacle' in found) throw new Error(`expected a match, got ${JSON.stringify(found)}`);
  return found;
}

export async function list(open: Opener, session: Session, filters: Filters = {}): Promise<readonly ListedRow[]> {
  const listed: ListedRow[] = [];
  for await (const one of open(session).rows?.(filters) ?? []) listed.push(one);
  return listed;
}

/** The code of what keeps a row from being written. */
export function obstacleOf(found: LookUpResult): string | undefined {
  return found && 'obstacle' in found ? `${found.obstacle.code}${found.isLeftOut ? ' left out' : ''}` : undefined;
}
