// A year of monthly exports of changes, from a service that changes between them: put together, they are the full export, whatever ties,
// nanoseconds, late entries and killed runs there were.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import type { Reply } from '../../../src/providers/http/http.js';
import type { Call, Session } from '../../../src/providers/session.js';

const GROUP = '00000000-0000-4000-8000-000000000001';
/** The largest page that the service gives, whatever is asked for. */
const CAP = 20;
const SECOND = 1_000_000_000n;

interface Product {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  /** Nanoseconds since the epoch: of the product, and of its footprint. */
  readonly changedAt: bigint;
  readonly calculatedAt: bigint;
}

function stamp(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(ns % SECOND).padStart(9, '0')}Z`;
}

function nanoseconds(text: string): bigint {
  const [, seconds = '', decimals = ''] = /^(.{19})\.?(\d*)Z$/.exec(text) ?? [];
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(decimals.padEnd(9, '0'));
}

/** CarbonCloud, as far as these exports ask it. */
class Service {
  readonly products = new Map<string, Product>();
  now = BigInt(Date.UTC(2025, 0, 1)) * 1_000_000n;
  /** Requests until one fails; none fails where it is negative. */
  left = -1;
  private made = 0;

  constructor(private readonly shuffle: () => number) {}

  get session(): Session {
    return {
      provider: 'carboncloud',
      account: { groupId: GROUP },
      accountKey: 'carboncloud here',
      shownAs: 'here',
      owner: 'carboncloud here',
      parents: { find: () => undefined },
      maxPages: 10_000,
      now: () => 0,
      say: () => undefined,
      warn: () => undefined,
      pause: async () => undefined,
      put: async () => Promise.reject(new Error('nothing is put')),
      call: async (route, call = {}) => this.answer(route, call),
    } as Session;
  }

  add(name: string): void {
    // Ids are in no order of time.
    this.made += 1;
    const id = `${String((this.made * 7919) % 10_007).padStart(8, '0')}-0000-4000-8000-000000000000`;
    this.products.set(id, { id, name, total: 1, changedAt: this.now, calculatedAt: this.now });
  }

  change(at: number, what: 'name' | 'total', value: number, lateNs: bigint): void {
    const product = [...this.products.values()][at % Math.max(1, this.products.size)];
    if (product === undefined) return;
    const when = this.now - lateNs;
    // What is late must not look older than what was there.
    const after = (before: bigint) => (when > before ? when : before + 1n);
    this.products.set(product.id, {
      ...product,
      ...(what === 'name' ? { name: `name ${value}`, changedAt: after(product.changedAt) } : { total: value }),
      calculatedAt: after(product.calculatedAt),
    });
  }

  remove(at: number): void {
    const product = [...this.products.values()][at % Math.max(1, this.products.size)];
    if (product) this.products.delete(product.id);
  }

  private answer(route: string, call: Call): Reply {
    if (this.left === 0) throw new Error('killed');
    this.left -= 1;
    return { status: 200, body: this.bodyOf(route, call), requestId: 'r', attempts: 1, log: [] } as unknown as Reply;
  }

  private bodyOf(route: string, { query = {}, body }: Call): unknown {
    const all = [...this.products.values()];
    if (route === 'listResoldProducts') {
      const from = String(query.from ?? '');
      const page = all.filter(({ id }) => id > from).sort((one, other) => (one.id < other.id ? -1 : 1));
      return page
        .slice(0, CAP)
        .map(({ id, name, changedAt }) => ({ id, name, groupId: GROUP, updatedAt: stamp(changedAt) }));
    }
    if (route === 'listFootprints') {
      const ids = new Set(body?.kind === 'json' ? (body.value as string[]) : []);
      return all
        .filter(({ id }) => ids.has(id))
        .sort(this.shuffle)
        .map(({ id, total, calculatedAt }) => ({
          productId: id,
          footprint: { total, updatedAt: stamp(calculatedAt) },
        }));
    }
    const atOf = (product: Product) => (route === 'listUpdatedFootprints' ? product.calculatedAt : product.changedAt);
    const since = query.since === undefined ? 0n : nanoseconds(String(query.since));
    const changed = all
      .filter((product) => atOf(product) >= since)
      .sort(this.shuffle)
      .sort((one, other) => (atOf(one) < atOf(other) ? -1 : atOf(one) > atOf(other) ? 1 : 0));
    return changed.slice(0, CAP).map((product) => ({ productId: product.id, updatedAt: stamp(atOf(product)) }));
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), value: fc.nat(99) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('name' as const, 'total' as const), at: fc.nat(99), value: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(99) }) },
  // From a tie to a day.
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ns: fc.constantFrom(1n, 999n, 1_000_000n, SECOND, 86_400n * SECOND),
    }),
  },
);

const month = fc.record({
  // A page full of one moment could not be read.
  steps: fc.array(step, { maxLength: 12 }),
  /** Changes whose moments are before the end of the last export: they were under way. */
  late: fc.array(fc.record({ at: fc.nat(99), value: fc.nat(99) }), { maxLength: 3 }),
  kill: fc.constantFrom('no', 'no', 'no', 'while it reads', 'before the cursor is moved'),
  killAt: fc.nat(6),
});

type Row = Readonly<Record<string, unknown>>;

async function linesOf(path: string): Promise<readonly Row[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

it.each(['footprints', 'resold-products'])('%s', async (what) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(month, { minLength: 12, maxLength: 12 }),
      fc.infiniteStream(fc.nat(2)),
      async (months, order) => {
        const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-year-'));
        const service = new Service(() => order.next().value - 1);
        let ids = 0;
        let isCut = false;
        const ledgerOf = async (): Promise<Ledger> => {
          const ledger = await openLedger(join(folder, 'ledger.db'));
          const { cursors } = ledger;
          const moveCursor: typeof cursors.moveCursor = (...all) =>
            isCut ? Promise.reject(new Error('killed')) : cursors.moveCursor(...all);
          return new Proxy(ledger, {
            get(target, name) {
              if (name === 'cursors')
                return new Proxy(cursors, { get: (one, key) => (key === 'moveCursor' ? moveCursor : bound(one, key)) });
              return bound(target, name);
            },
          });
        };
        const tools = {
          clock: { now: () => Number(service.now / 1_000_000n), sleep: async () => undefined, random: () => 0.5 },
          newId: () => {
            ids += 1;
            return String(ids).padStart(6, '0');
          },
          signal: new AbortController().signal,
          tell: () => undefined,
          holdAccount: async () => ({ release: () => undefined }),
          openLedger: ledgerOf,
          connect: async () => ({ session: service.session, traffic: { sent: 0, retried: 0, throttled: 0 } }),
        } as unknown as Tools;
        const out = join(folder, 'out.ndjson');
        const runsDir = join(folder, 'runs');
        const joined = new Map<unknown, Row>();
        const idOf = (row: Row) => row.id ?? row.carbonsheet_id;
        const take = async () => {
          for (const row of await linesOf(out)) {
            const { change, ...cells } = row;
            if (change === 'vanished') joined.delete(idOf(row));
            else joined.set(idOf(row), cells);
          }
          await rm(out, { force: true });
        };
        const exportChanged = () => exportData({ what, changed: true, out, runsDir }, tools);

        for (const { steps, late, kill, killAt } of months) {
          for (const one of late)
            service.change(one.at, what === 'footprints' ? 'total' : 'name', one.value, 50n * SECOND);
          for (const one of steps) {
            if (one.do === 'add') service.add(`name ${one.value}`);
            else if (one.do === 'remove') service.remove(one.at);
            else if (one.do === 'pass') service.now += one.ns;
            else service.change(one.at, one.do, one.value, 0n);
          }
          if (kill !== 'no') {
            isCut = kill === 'before the cursor is moved';
            service.left = isCut ? -1 : killAt;
            await exportChanged().catch(() => undefined);
            isCut = false;
            service.left = -1;
            await take();
          }
          await exportChanged();
          await take();
          // The list of changes has not moved: nothing comes twice.
          expect((await exportChanged()).rows).toBe(0);
          await rm(out, { force: true });
        }
        await exportData({ what, out, runsDir }, tools);
        const full = new Map((await linesOf(out)).map((row) => [idOf(row), row]));
        await rm(folder, { recursive: true, force: true });
        expect([...joined.keys()].sort()).toEqual([...full.keys()].sort());
        for (const [id, row] of full) expect(joined.get(id)).toEqual(row);
      },
    ),
    { numRuns: 12 },
  );
});

function bound<T extends object>(target: T, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
}
