// Dcycle's purchases: list, get, create, update, delete; emissions are calculated a little later.

import { z } from 'zod';
import type { SandboxAccount } from '../account.js';
import { derivedNumbers, rounded } from '../derive.js';
import { type Facilities, listedFrom, type SandboxApp, type SandboxContext } from '../sandbox-app.js';
import type { Purchase } from '../store/records.js';
import type { ArrivalTable, Listing } from '../store/tables.js';
import { applyDueUploads } from './bulk-upload.js';
import { sayCountry } from './country-codes.js';
import { pageOf } from './page.js';
import { type Content, changes, complete, purchaseBody } from './purchase-body.js';
import { dcycleRefusal, take, takeBody, takeId } from './refusal.js';

const filters = z.object({
  'status[]': z.array(z.enum(['active', 'pending', 'in_progress', 'in_review', 'inactive', 'error'])).optional(),
  'purchase_type[]': z.array(z.enum(['spend_based', 'supplier_specific'])).optional(),
  'expense_type[]': z.array(z.enum(['capex', 'opex'])).optional(),
  'file_id[]': z.array(z.guid()).optional(),
  'file_name[]': z.array(z.string()).optional(),
});
type Filters = z.infer<typeof filters>;

export function mountDcyclePurchases(app: SandboxApp, facilities: Facilities): void {
  const { account, store, now, newId, processingMs, lists } = facilities;
  const viewOf = (purchase: Purchase) => sayCountry(purchaseView(purchase, now(), account), lists);
  const find = (context: SandboxContext): Purchase => {
    const id = takeId(context, 'id');
    const purchase = store.purchases.get(id);
    if (purchase === undefined) throw dcycleRefusal(404, 'PURCHASE_NOT_FOUND', `There is no purchase ${id}`);
    return purchase;
  };

  app.use('/v1/purchases/*', (_context, next) => {
    applyDueUploads(facilities);
    return next();
  });
  app.get('/v1/purchases', (context) => {
    const wanted = take(filters, context.req.queries(), 'query');
    return context.json(pageOf(context, matching(store.purchases, wanted, now()), viewOf, lists));
  });
  app.post('/v1/purchases', async (context) => {
    const body = await takeBody(context, purchaseBody);
    const stamp = new Date(now()).toISOString();
    const purchase = { ...complete(body), id: newId(), created_at: stamp, updated_at: stamp };
    const stored: Purchase = { ...purchase, calculatedAtMs: now() + processingMs };
    store.purchases.put(stored, listedFrom(context, now()));
    return context.json(viewOf(stored), 201);
  });
  app.get('/v1/purchases/:id', (context) => context.json(viewOf(find(context))));
  app.patch('/v1/purchases/:id', async (context) => {
    const purchase = find(context);
    // Fields that were not sent stay as they are.
    const stored: Purchase = {
      ...purchase,
      ...changes(await takeBody(context, purchaseBody.partial())),
      updated_at: new Date(now()).toISOString(),
      calculatedAtMs: now() + processingMs,
    };
    store.purchases.put(stored);
    return context.json(viewOf(stored));
  });
  app.delete('/v1/purchases/:id', (context) => {
    store.purchases.delete(find(context).id);
    return context.body(null, 204);
  });
}

/** A purchase as the service returns it. `co2e` in kg; null until it is calculated, and when that failed. */
export function purchaseView({ calculatedAtMs, ...purchase }: Purchase, now: number, account: SandboxAccount): object {
  const calculated = now >= calculatedAtMs;
  const co2e = calculated ? emissions(purchase) : null;
  const status = calculated ? settledStatus(purchase) : purchase.status;
  return { organization_id: account.DCYCLE_ORGANIZATION_ID, ...purchase, status, co2e };
}

/** A supplier-specific purchase without a factor of its own cannot be calculated (assumed: status `error`). */
function settledStatus(purchase: Content): string | null {
  const cannot = purchase.purchase_type === 'supplier_specific' && purchase.custom_emission_factor_id === null;
  return cannot ? 'error' : purchase.status;
}

function emissions(purchase: Content): number | null {
  const kgPerUnit = factor(purchase);
  if (purchase.status === 'error' || kgPerUnit === undefined || purchase.quantity === null) return null;
  // Recycled content lowers spend-based emissions only.
  const share = purchase.purchase_type === 'spend_based' ? 1 - (purchase.recycled ?? 0) : 1;
  return rounded(purchase.quantity * kgPerUnit * share, 6);
}

function factor(purchase: Content): number | undefined {
  const source = purchase.purchase_type === 'spend_based' ? purchase.sector : purchase.custom_emission_factor_id;
  return source === null ? undefined : rounded(0.05 + derivedNumbers(source.toLowerCase())() * 0.95, 4);
}

function matching(purchases: ArrivalTable<Purchase>, wanted: Filters, now: number): Listing<Purchase> {
  if (Object.keys(wanted).length === 0) return purchases.listed(now);
  const isWanted = (purchase: Purchase) => matches(purchase, wanted, now);
  if (wanted['status[]'] === undefined) return purchases.matching(now, JSON.stringify(wanted), isWanted);
  // A status changes with time.
  const listed = purchases.listed(now);
  return listed.slice(0, listed.length).filter(isWanted);
}

function matches(purchase: Purchase, wanted: Filters, now: number): boolean {
  const status = now >= purchase.calculatedAtMs ? settledStatus(purchase) : purchase.status;
  return (
    isWanted(wanted['status[]'], status) &&
    isWanted(wanted['purchase_type[]'], purchase.purchase_type) &&
    isWanted(wanted['expense_type[]'], purchase.expense_type) &&
    isWanted(wanted['file_id[]'], purchase.file_id) &&
    isWanted(wanted['file_name[]'], purchase.file_name)
  );
}

function isWanted(values: readonly string[] | undefined, value: string | null): boolean {
  return values === undefined || (value !== null && values.includes(value));
}
