// Purchases at Dcycle: matched by content and count; one request to create, change or delete each.

import type { z } from 'zod';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/purchases.js';
import type { Match } from '../../../plan/action.js';
import { changedFields } from '../../../plan/changed-fields.js';
import { figureNumber } from '../../../values/numbers/figure.js';
import type { Binding, Filters, Holdings, ListedRow } from '../../binding.js';
import type { Reply } from '../../http/http.js';
import { listCopier } from '../../lists/list-copier.js';
import { eachPage, everyEntry } from '../../lists/read-list.js';
import { createdId } from '../../replies/created-id.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { pagedList } from '../lists.js';
import { bulkPurchases } from '../purchase/bulk-purchases.js';
import { listedPurchase, purchaseReader } from '../purchase/listed-purchase.js';
import { purchaseKey } from '../purchase/purchase-key.js';
import { type Purchase, purchase, wholePurchase } from '../replies.js';
import { uploadFile } from '../upload-file.js';

/** Ids of purchases by content; most have one, which is kept without an array. */
type IdsByKey = Map<string, string | string[]>;

/** @param see receives every listed purchase. */
function readHeld<T extends Purchase>(
  session: Session,
  item: z.ZodType<T>,
  see: (one: T) => void = () => undefined,
): Promise<IdsByKey> {
  return everyEntry(session, pagedList('listPurchases', item), () => {
    const result: IdsByKey = new Map();
    return {
      result,
      take: (purchases) => {
        for (const one of purchases) {
          add(result, purchaseKey(one), one.id);
          see(one);
        }
      },
    };
  });
}

/** Services that keep decimals write amounts as text. */
function withNumbers(one: Readonly<Record<string, unknown>>): unknown {
  const { quantity, recycled } = purchase.parse(one);
  return { ...one, quantity: figureNumber(quantity) ?? null, recycled: figureNumber(recycled) ?? null };
}

/** A purchase may be listed twice when others are added meanwhile; it counts once. */
function add(held: IdsByKey, key: string, id: string): void {
  const known = held.get(key);
  if (known === undefined) held.set(key, id);
  else if (typeof known !== 'string') {
    if (!known.includes(id)) known.push(id);
  } else if (known !== id) held.set(key, [known, id]);
}

/** Each held purchase is matched once: of three equal rows, two held purchases match two. */
function matcherOver(held: IdsByKey): (record: Values, remoteId?: string) => Match | undefined {
  const taken = new Map<string, { readonly ids: Set<string>; next: number }>();
  return (record, remoteId) => {
    const key = purchaseKey(record);
    const ids = [held.get(key) ?? []].flat();
    // Most rows are new and use no memory.
    if (ids.length === 0) return undefined;
    const used = taken.get(key) ?? { ids: new Set(), next: 0 };
    taken.set(key, used);
    while (used.ids.has(ids[used.next] ?? '')) used.next += 1;
    // A row with a known id that is not listed yet must not match an equal purchase.
    const isKnown = remoteId !== undefined && remoteId !== '';
    const id = isKnown ? ids.find((one) => one === remoteId && !used.ids.has(one)) : ids[used.next];
    if (id === undefined) return undefined;
    used.ids.add(id);
    return { remoteId: id, same: true };
  };
}

/** Changes the given fields only. */
function change(session: Session, id: string, value: object): Promise<Reply> {
  return session.call('updatePurchase', { params: { purchase_id: id }, body: { kind: 'json', value } });
}

/** @param valuesOf reads the values of a purchase */
export function open(session: Session, valuesOf = purchaseReader()): Binding {
  const read = async (id: string): Promise<{ readonly values: Values; readonly whole: unknown }> => {
    const reply = await session.call('getPurchase', { params: { purchase_id: id } });
    return { values: valuesOf(bodyOf(reply, wholePurchase, 'getPurchase')), whole: reply.body };
  };
  const readBack = async (id: string): Promise<Values | undefined> => (await unlessGone(read(id)))?.values;
  const pages = async function* (filters: Filters): AsyncGenerator<readonly ListedRow[]> {
    // The query names `purchase-type` as `purchase_type[]`.
    const query = Object.fromEntries(
      Object.entries(filters).map(([name, values]) => [`${name.replaceAll('-', '_')}[]`, values]),
    );
    for await (const page of eachPage(session, pagedList('listPurchases', wholePurchase, query)))
      yield page.map((one) => listedPurchase(one, valuesOf(one)));
  };
  return {
    withSession: (other) => open(other, valuesOf),
    async holdings(_, { watch, each } = {}): Promise<Holdings> {
      const held = await (watch
        ? readHeld(session, wholePurchase, (one) => {
            watch.see(one.id, () => valuesOf(one));
            each?.(one.id, () => valuesOf(one));
          })
        : readHeld(session, purchase, each && ((one) => each(one.id, () => valuesOf(one)))));
      return { matcher: () => matcherOver(held) };
    },
    // Content identifies a row without an id, so a row that says something else is another purchase. Only a row with an id, as in
    // an edited export, is an update.
    writer: {
      by: 'row',
      async create(record) {
        // The dataset's fields have the service's names.
        const reply = await session.call('createPurchase', { body: { kind: 'json', value: record } });
        const remoteId = await createdId(reply, 'createPurchase', 'id', readBack);
        return { remoteId, requestId: reply.requestId, attempts: reply.attempts };
      },
      read,
      async update(remoteId, record, held) {
        const changed = held ? changedFields(held.values, record) : record;
        if (Object.keys(changed).length === 0) return { remoteId, requestId: '', attempts: 0 };
        const { requestId, attempts } = await change(session, remoteId, changed);
        return { remoteId, requestId, attempts };
      },
      async restore(remoteId, before, fields) {
        const value = Object.fromEntries(fields.map((field) => [field, before[field] ?? null]));
        await change(session, remoteId, value);
      },
    },
    bulk: bulkPurchases(session),
    copier: () => listCopier('listPurchases', 'purchases', withNumbers),
    async *rows(filters) {
      for await (const page of pages(filters)) yield* page;
    },
    pages,
    readBack,
    isFoundIn: (record, held) => purchaseKey(record) === purchaseKey(held),
    async remove(remoteId) {
      await unlessGone(session.call('deletePurchase', { params: { purchase_id: remoteId } }));
    },
    file: uploadFile(Object.keys(dataset.fields)),
  };
}
