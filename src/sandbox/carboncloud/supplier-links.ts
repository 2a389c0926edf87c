// CarbonCloud's links between products and suppliers: periods, the current supplier, and invites.

import { z } from 'zod';
import type { Facilities, SandboxApp } from '../sandbox-app.js';
import type { ResoldProduct, SupplierPeriod } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { ChangeStamps } from './change-stamp.js';
import { findProduct, resoldProductView } from './products.js';
import { carbonCloudRefusal, takeBody } from './refusal.js';
import { engagement } from './suppliers.js';

const guid = z.guid().toLowerCase();
const periodsBody = z.object({
  suppliers: z.array(
    z.object({
      id: guid.optional(),
      supplierId: guid,
      validFrom: z.iso.date().nullish(),
      validTo: z.iso.date().nullish(),
    }),
  ),
});
const answerBody = z.object({
  supplierId: guid,
  productId: guid.optional(),
  answer: z.enum(['declined', 'accepted', 'active']),
});
const inviteBody = z.object({ products: z.array(z.object({ id: guid })), supplierId: guid });

export function mountCarbonCloudSupplierLinks(app: SandboxApp, facilities: Facilities, stamps: ChangeStamps): void {
  const { store, now, newId } = facilities;
  const today = () => new Date(now()).toISOString().slice(0, 10);

  app.get('/resold-products/:id/suppliers', (context) => {
    const { periods } = findProduct(context, store);
    return context.json(periods.map((period) => periodView(store, period)));
  });
  app.put('/resold-products/:id/suppliers', async (context) => {
    const product = findProduct(context, store);
    const { suppliers } = await takeBody(context, periodsBody);
    const stamp = stamps.next(now());
    const periods = suppliers.map((sent): SupplierPeriod => {
      const before = product.periods.find(({ id }) => id === sent.id);
      if (sent.id !== undefined && before === undefined) throw bad(`There is no period ${sent.id}`);
      if (store.suppliers.get(sent.supplierId)?.groupId !== product.groupId)
        throw bad(`The group of the product has no supplier ${sent.supplierId}`);
      if (before !== undefined && before.supplierId !== sent.supplierId)
        throw bad('The supplier of a period cannot be changed');
      const created = { id: newId(), supplierId: sent.supplierId, createdAt: stamp };
      const dates = { validFrom: sent.validFrom ?? null, validTo: sent.validTo ?? null };
      return { ...(before ?? created), ...dates, updatedAt: stamp };
    });
    checkPeriods(periods, today());
    // The request replaces the list, so omitted periods are deleted.
    store.resoldProducts.amend({ ...product, periods });
    return context.json(periods.map((period) => periodView(store, period)));
  });
  app.get('/resold-products/:id/supplier', (context) => {
    const product = findProduct(context, store);
    const supplier = store.suppliers.get(currentSupplier(product, today()) ?? '');
    if (supplier === undefined) return context.body(null, 204);
    return context.json({ id: supplier.id, name: supplier.name, status: engagement(product, supplier.id) });
  });
  app.post('/invite', async (context) => {
    const { products, supplierId } = await takeBody(context, inviteBody);
    const supplier = store.suppliers.get(supplierId);
    if (supplier === undefined) throw carbonCloudRefusal(404, 'not_found', `There is no supplier ${supplierId}`);
    const invited = products.map(({ id }) => {
      const product = store.resoldProducts.get(id);
      if (product?.groupId !== supplier.groupId)
        throw carbonCloudRefusal(404, 'not_found', `The group of the supplier has no resold product ${id}`);
      return product;
    });
    if (invited.some(({ processedAtMs }) => now() < processedAtMs))
      throw carbonCloudRefusal(425, 'too_early', 'A product is still being processed');
    if (invited.some((product) => currentSupplier(product, today()) !== supplierId))
      throw bad('The supplier is not the current one of every product');
    for (const product of invited) {
      const { [supplierId]: answer, ...answers } = product.answers;
      // A declined invite becomes a new one; an accepted one stays as it is.
      const kept = answer === undefined || answer === 'declined' ? answers : product.answers;
      const all = [...new Set([...product.invited, supplierId])];
      store.resoldProducts.amend({ ...product, invited: all, answers: kept });
    }
    return context.json({ status: 'sent' });
  });
  // Not a route of the service: simulates the answer of a supplier.
  app.post('/_sandbox/answers', async (context) => {
    const { supplierId, productId, answer } = await takeBody(context, answerBody);
    const invited = [...store.resoldProducts.after(undefined)].filter(
      (product) => product.invited.includes(supplierId) && (productId ?? product.id) === product.id,
    );
    for (const product of invited)
      store.resoldProducts.amend({ ...product, answers: { ...product.answers, [supplierId]: answer } });
    return context.json({ answered: invited.map(({ id }) => id) });
  });
}

function bad(detail: string): Error {
  return carbonCloudRefusal(400, 'bad_request', detail);
}

const firstDay = '0000-01-01';
const lastDay = '9999-12-31';

/** Throws a 400 for days after today, reversed periods and overlaps. A missing day is an open end. */
function checkPeriods(periods: readonly SupplierPeriod[], today: string): void {
  const spans = periods
    .map(({ validFrom, validTo }) => ({ from: validFrom ?? firstDay, to: validTo ?? lastDay }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  for (const [index, { from, to }] of spans.entries()) {
    if (from > today || (to > today && to !== lastDay)) throw bad('A period reaches beyond today');
    if (from > to) throw bad('A period ends before it starts');
    const next = spans[index + 1];
    if (next !== undefined && next.from <= to) throw bad('Two periods share a day');
  }
}

/** The supplier with a period that includes today. */
function currentSupplier({ periods }: ResoldProduct, today: string): string | undefined {
  const current = periods.find((one) => (one.validFrom ?? firstDay) <= today && today <= (one.validTo ?? lastDay));
  return current?.supplierId;
}

function periodView(store: Store, { validFrom, validTo, ...period }: SupplierPeriod): object {
  const supplierName = store.suppliers.get(period.supplierId)?.name ?? '';
  // Open ends are omitted (assumed).
  return {
    ...period,
    supplierName,
    ...(validFrom === null ? {} : { validFrom }),
    ...(validTo === null ? {} : { validTo }),
  };
}

/** A product with its supplier periods, to inspect the sandbox. */
export function resoldProductState(store: Store, product: ResoldProduct): object {
  const suppliers = product.periods.map((period) => periodView(store, period));
  return { ...resoldProductView(product), ...(suppliers.length > 0 && { suppliers }) };
}
