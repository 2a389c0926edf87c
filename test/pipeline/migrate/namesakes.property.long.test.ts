// Whatever rows have equal names, however often a migration is run and wherever it is stopped: each row of the target comes from one
// row of the source, what hangs on a row hangs on its copy, and all that stays is named.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

const name = fc.constantFrom('Acme AB', 'acme ab', 'Bolt AB');
const number = fc.constantFrom(undefined, 'N1', 'N2', 'N3');
const thing = fc.record({ name, customId: number });

const account = fc.record({
  // A service gives a number once in an account.
  suppliers: fc.uniqueArray(thing, { maxLength: 5, selector: ({ customId }) => customId ?? Symbol('none') }),
  products: fc.uniqueArray(fc.record({ name, customId: number, supplier: fc.nat(4) }), {
    maxLength: 5,
    selector: ({ customId }) => customId ?? Symbol('none'),
  }),
  own: fc.array(thing, { maxLength: 1 }),
  stops: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
  onExisting: fc.constantFrom('skip' as const, 'update' as const),
});

it('melts no rows and names all that stays', async () => {
  await fc.assert(
    fc.asyncProperty(account, async ({ suppliers, products, own, stops, onExisting }) => {
      let writes = 0;
      let stopping: { readonly at: number; readonly abort: () => void } | undefined;
      const at = await openMigrating({
        holdings: {
          suppliers: [
            ...suppliers.map((one, index) =>
              supplier(index, { ...one, contacts: [{ email: `p${index}@x.example`, firstName: '', lastName: '' }] }),
            ),
            ...own.map((one) => ({ ...supplier(91, { ...one, contacts: [] }), groupId: toGroup })),
          ],
          resoldProducts: products.map(({ supplier: at, ...one }, index) =>
            product(index, {
              ...one,
              yearlySalesVolumes: { 2026: index + 1 },
              suppliers: at < suppliers.length ? [period(index, at)] : [],
            }),
          ),
        },
        fault: ({ method, path }) => {
          if (method === 'GET' || !/^\/(suppliers|resold-products)/.test(path)) return undefined;
          writes += 1;
          if (writes === stopping?.at) stopping.abort();
          return undefined;
        },
      });
      for (const stop of stops) {
        const controller = new AbortController();
        writes = 0;
        stopping = { at: stop, abort: () => controller.abort() };
        await at.migrate({ onExisting, concurrency: 1 }, { signal: controller.signal }).catch(() => undefined);
      }
      stopping = undefined;
      const migrated = await at.migrate({ onExisting });
      const held = () => JSON.stringify([at.sandbox.suppliers(), at.sandbox.resoldProducts()]);
      const before = held();
      const again = await at.migrate({ onExisting });
      expect(held()).toBe(before);
      for (const { lines, summary } of [migrated, again]) {
        const copies = new Map(lines.map((line) => [`${line.dataset} ${line.source_id}`, line.target_id]));
        expect(new Set(copies.values()).size).toBe(lines.length);
        const left = new Set(summary.left.map(({ dataset, sourceId }) => `${dataset} ${sourceId}`));
        const there = new Map(
          [...inGroup(at.sandbox.suppliers(), toGroup), ...inGroup(at.sandbox.resoldProducts(), toGroup)].map((row) => [
            String(row.id),
            row,
          ]),
        );
        const mapped = new Set(copies.values());
        for (const rowId of there.keys()) expect(mapped.has(rowId) || rowId === id('bb', 91)).toBe(true);
        for (const row of inGroup(at.sandbox.suppliers(), fromGroup)) {
          const copy = copies.get(`suppliers ${row.id}`);
          expect(copy === undefined).toBe(left.has(`suppliers ${row.id}`));
          const contacts = (one: unknown): unknown => JSON.stringify(one).match(/p\d@x/g) ?? [];
          // A supplier that the target had before keeps its own contacts, and is given those of its copy with `update`.
          const given = contacts(there.get(copy ?? '')?.contacts ?? []);
          if (copy !== undefined && copy !== id('bb', 91)) expect(given).toEqual(contacts(row.contacts));
        }
        for (const row of inGroup(at.sandbox.resoldProducts(), fromGroup)) {
          const copy = copies.get(`resold-products ${row.id}`);
          expect(copy === undefined).toBe(left.has(`resold-products ${row.id}`));
          const linked = (one: unknown): readonly string[] =>
            (Array.isArray(one) ? one : []).map((each) => String(Reflect.get(Object(each), 'supplierId')));
          const parents = linked(row.suppliers).map((one) => copies.get(`suppliers ${one}`));
          const expected = copy === undefined ? [] : parents.filter((one) => one !== undefined);
          expect(linked(there.get(copy ?? '')?.suppliers)).toEqual(expected);
        }
      }
    }),
    { numRuns: 12 },
  );
}, 240_000);
