// What the service holds of the rows that a run sent: read back by a list, by their ids, or by looking each one up.

import pLimit from 'p-limit';
import { fieldNames, type ImportDataset, type Values } from '../../datasets/dataset.js';
import { compareWritten } from '../../dedup/written-mark.js';
import type { Ledger, RowEntry } from '../../ledger/ledger.js';
import type { Binding, Holdings } from '../../providers/binding.js';
import type { Session } from '../../providers/session.js';
import type { ReadBack } from '../../report/totals/stations.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { JudgedRow } from '../rows/judge-row.js';

/** A row at the service: as it was sent, not there, or these values, which may be as they were sent all the same. */
export type Stored = 'same' | 'gone' | { readonly values: Values };

/** The rows that a run sent, as the service holds them. */
export interface StoredRows {
  readonly readBack: ReadBack;
  /** The row at the service; undefined for a row that is not to be there, or when nothing was read back. */
  of(row: Pick<JudgedRow, 'ordinal' | 'record'>): Stored | undefined | Promise<Stored | undefined>;
  /** Deleted rows that the service holds all the same. */
  readonly undeleted: ReadonlySet<number>;
}

/** What reading back needs. */
export interface ReadingBasis {
  readonly run: string;
  readonly dataset: ImportDataset;
  readonly binding: Binding;
  readonly session: Session;
  readonly ledger: Ledger;
  /** The records of the given rows, for services that are asked about each. */
  readonly records: (isWanted: (row: JudgedRow) => boolean) => AsyncIterable<Values>;
  /** The run itself reads back: a writer that confirms its rows has done so already. */
  readonly isJustWritten: boolean;
  /** So many rows are asked for by their ids; more are read as a list. */
  readonly mostById: number;
  /** Requests at the most. */
  readonly budget: number;
  /** How long a request is repeated. @default as long as any request */
  readonly patienceMs?: number;
}

const AT_ONCE = 8;
/** Pauses before rows that are not as expected are asked for again: a service may show what was written a little later. */
const LOOKS_MS = [0, 1_000, 4_000];

/** Nothing is read back, and why. */
export function notReadBack(why: string): StoredRows {
  return { readBack: { by: 'none', requests: 0, why }, of: () => undefined, undeleted: new Set() };
}

/** Reads the rows back. Throws a Stop or a ServiceError, and BudgetSpent. */
export async function readStored(basis: ReadingBasis): Promise<StoredRows> {
  const { binding, ledger, run } = basis;
  const counted = countingSession(basis);
  const reading = binding.withSession(counted.session);
  const found = new FoundRows(fieldNames(basis.dataset));
  for await (const entry of ledger.written(run)) found.expect(entry);
  if (found.size === 0) return stored(found, { by: 'id', requests: 0 });
  if (reading.readBack === undefined) return lookedUp(basis, reading, found, counted);
  let by: 'id' | 'list' = 'id';
  for (const pauseMs of LOOKS_MS) {
    const open = found.look();
    if (open.length === 0) break;
    if (pauseMs > 0) await basis.session.pause(pauseMs);
    if (open.length > basis.mostById) {
      by = 'list';
      await reading.holdings(none(), { watch: { ids: each(open), see: (id, values) => found.see(id, values) } });
    } else await byId(open, reading.readBack, found);
  }
  const hidden = basis.isJustWritten && !found.isAnyOther ? found.hidden : 0;
  if (hidden > 0)
    return notReadBack(`the service does not show ${hidden === 1 ? '1 row' : `${grouped(hidden)} rows`} yet`);
  return stored(found, { by, requests: counted.requests() });
}

async function byId(ids: readonly string[], readBack: NonNullable<Binding['readBack']>, found: FoundRows) {
  const limit = pLimit(AT_ONCE);
  const ask = async (id: string): Promise<void> => {
    const values = await readBack(id);
    if (values) found.see(id, () => values);
  };
  // Nothing more is asked after the first failure.
  await Promise.all(ids.map((id) => limit(() => ask(id)))).finally(() => limit.clearQueue());
}

function stored(found: FoundRows, readBack: ReadBack): StoredRows {
  return { readBack, of: ({ ordinal }) => found.of(ordinal), undeleted: found.undeleted };
}

/** Rows without an id of their own are looked up by what they say. */
async function lookedUp(
  basis: ReadingBasis,
  reading: Binding,
  found: FoundRows,
  counted: Counted,
): Promise<StoredRows> {
  const isSent = ({ ordinal }: Pick<JudgedRow, 'ordinal'>): boolean => found.isExpected(ordinal);
  const { writer } = basis.binding;
  if (writer.by === 'batch' && writer.confirms && basis.isJustWritten) {
    const of = (row: Pick<JudgedRow, 'ordinal'>) => (isSent(row) ? 'same' : undefined);
    return { readBack: { by: 'write', requests: 0 }, of, undeleted: new Set() };
  }
  const match = (await reading.holdings(basis.records(isSent))).matcher();
  return {
    readBack: { by: 'look-up', requests: counted.requests() },
    of: (row) => (isSent(row) ? fateOf(row, match) : undefined),
    undeleted: new Set(),
  };
}

async function fateOf({ record }: Pick<JudgedRow, 'record'>, match: ReturnType<Holdings['matcher']>): Promise<Stored> {
  const held = record && (await match(record));
  if (held === undefined || !('remoteId' in held)) return 'gone';
  return held.same ? 'same' : { values: { ...record, ...held.values } };
}

/** The expected rows, and what was seen of them. Values are kept only where they may differ: most rows are as they were sent. */
class FoundRows {
  readonly #byId = new Map<string, RowEntry[]>();
  readonly #expected = new Map<number, Stored>();
  /** Deleted rows that nobody has looked for yet. */
  readonly #deleted = new Set<number>();
  readonly undeleted = new Set<number>();

  constructor(private readonly fields: readonly string[]) {}

  get size(): number {
    return this.#expected.size + this.#deleted.size;
  }

  expect(entry: RowEntry): void {
    const { ordinal, remoteId, status } = entry;
    if (status !== 'deleted') this.#expected.set(ordinal, 'gone');
    if (remoteId === '') return;
    if (status === 'deleted') this.#deleted.add(ordinal);
    const known = this.#byId.get(remoteId);
    if (known) known.push(entry);
    else this.#byId.set(remoteId, [entry]);
  }

  /** How many rows are not there. */
  get hidden(): number {
    return [...this.#expected.values()].filter((one) => one === 'gone').length;
  }

  /** Whether a row is there that was sent otherwise, or was deleted. */
  get isAnyOther(): boolean {
    return this.undeleted.size > 0 || [...this.#expected.values()].some((one) => typeof one === 'object');
  }

  isExpected(ordinal: number): boolean {
    return this.#expected.has(ordinal);
  }

  of(ordinal: number): Stored | undefined {
    return this.#expected.get(ordinal);
  }

  /** The ids of the rows to look for: those that were not seen, and deleted ones that may be there. Begins another look. */
  look(): readonly string[] {
    const ids = [...this.#byId].flatMap(([id, entries]) => (entries.some((one) => this.#isOpen(one)) ? [id] : []));
    this.#deleted.clear();
    this.undeleted.clear();
    return ids;
  }

  #isOpen({ ordinal }: RowEntry): boolean {
    return this.#expected.get(ordinal) === 'gone' || this.#deleted.has(ordinal) || this.undeleted.has(ordinal);
  }

  see(remoteId: string, valuesOf: () => Values): void {
    const entries = this.#byId.get(remoteId);
    if (entries === undefined) return;
    const values = valuesOf();
    for (const { ordinal, status, written, finding } of entries) {
      if (status === 'deleted') {
        this.undeleted.add(ordinal);
        continue;
      }
      // The mark of a canary that the service changed is that of the changed values.
      const isMarked = written !== undefined && finding?.code !== 'SERVER_CHANGED';
      const isSame = isMarked && compareWritten(written, this.fields, values).kind === 'same';
      this.#expected.set(ordinal, isSame ? 'same' : { values });
    }
  }
}

/** The requests that reading back may take are spent. */
export class BudgetSpent extends Error {}

interface Counted {
  readonly session: Session;
  requests(): number;
}

function countingSession({ session, budget, patienceMs }: ReadingBasis): Counted {
  let requests = 0;
  return {
    requests: () => requests,
    session: {
      ...session,
      call(route, call) {
        requests += 1;
        if (requests > budget) return Promise.reject(new BudgetSpent());
        return session.call(route, patienceMs === undefined ? call : { ...call, patienceMs });
      },
    },
  };
}

async function* none(): AsyncGenerator<never> {}

async function* each(ids: readonly string[]): AsyncGenerator<string> {
  yield* ids;
}
