// Purchases at Dcycle: what is there, compared by content and counted, and one request to create each.

import type { Values } from '../../datasets/dataset.js';
import dataset from '../../datasets/purchases.js';
import type { Match } from '../../plan/action.js';
import { heldValues } from '../held-values.js';
import { listCopier } from '../list-copier.js';
import type { Binding, Holdings, Session } from '../provider.js';
import { bodyOf, unlessGone } from '../reply.js';
import { everyPage } from './every-page.js';
import { purchaseKey } from './purchase-key.js';
import { created, purchase, wholePurchase } from './replies.js';
import { uploadFile } from './upload-file.js';

/** Ids of the purchases with the same content; one is held as it is, since most are alone. */
type Held = Map<string, string | string[]>;

function readHeld(session: Session): Promise<Held> {
  return everyPage(session, 'listPurchases', purchase, () => {
    const result: Held = new Map();
    return {
      result,
      take: (purchases) => {
        for (const one of purchases) add(result, purchaseKey(one), one.id);
      },
    };
  });
}

/** Services that keep decimals write amounts as text. */
function withNumbers(one: Readonly<Record<string, unknown>>): unknown {
  const { quantity, recycled } = purchase.parse(one);
  return { ...one, quantity, recycled };
}

/** A purchase can show up twice when others are added while the pages are read; it counts once. */
function add(held: Held, key: string, id: string): void {
  const known = held.get(key);
  if (known === undefined) held.set(key, id);
  else if (typeof known !== 'string') {
    if (!known.includes(id)) known.push(id);
  } else if (known !== id) held.set(key, [known, id]);
}

/** Each held purchase is matched once: of three equal rows, two held purchases match two. */
function matcherOver(held: Held): (record: Values, remoteId?: string) => Match | undefined {
  const taken = new Map<string, { readonly ids: Set<string>; next: number }>();
  return (record, remoteId) => {
    const key = purchaseKey(record);
    const ids = [held.get(key) ?? []].flat();
    // Most rows are new: nothing is remembered of them.
    if (ids.length === 0) return undefined;
    const used = taken.get(key) ?? { ids: new Set(), next: 0 };
    taken.set(key, used);
    while (used.ids.has(ids[used.next] ?? '')) used.next += 1;
    // A row that is known to be held and is not listed yet must not take its equal twin's.
    const isKnown = remoteId !== undefined && remoteId !== '';
    const id = isKnown ? ids.find((one) => one === remoteId && !used.ids.has(one)) : ids[used.next];
    if (id === undefined) return undefined;
    used.ids.add(id);
    return { remoteId: id, same: true };
  };
}

const binding: Binding = {
  async holdings(session): Promise<Holdings> {
    const held = await readHeld(session);
    return { matcher: () => matcherOver(held) };
  },
  writer: {
    by: 'row',
    // No update: a row that says something else is another purchase.
    async create(session, record) {
      // The dataset's fields bear the service's names.
      const reply = await session.call('createPurchase', { body: { kind: 'json', value: record } });
      const { id } = bodyOf(reply, created, 'createPurchase', 'unclear');
      return { remoteId: id, requestId: reply.requestId, attempts: reply.attempts };
    },
  },
  copier: () => listCopier('listPurchases', 'purchases', withNumbers),
  async readBack(session, remoteId) {
    const reply = await unlessGone(session.call('getPurchase', { params: { purchase_id: remoteId } }));
    if (reply === undefined) return undefined;
    const { purchase_date, ...held } = bodyOf(reply, wholePurchase, 'getPurchase');
    // The service may add a time to the day.
    return heldValues(dataset, { ...held, purchase_date: purchase_date?.slice(0, 10) });
  },
  isFoundIn: (record, held) => purchaseKey(record) === purchaseKey(held),
  async remove(session, remoteId) {
    await unlessGone(session.call('deletePurchase', { params: { purchase_id: remoteId } }));
  },
  file: uploadFile(dataset),
};

export default binding;
