// CarbonCloud's resold products: list, create, get, replace, delete, and the three lists of changes.

import { z } from 'zod';
import { listedChanges, listedStamp } from '../habits/feed-habits.js';
import { anotherRow, type ListHabits } from '../habits/list-habits.js';
import { type Facilities, listedFrom, type SandboxApp, type SandboxContext } from '../sandbox-app.js';
import type { ResoldProduct } from '../store/records.js';
import type { Store } from '../store/store.js';
import { type ChangeStamps, laterStamp, sortableInstant } from './change-stamp.js';
import { carbonCloudRefusal, checkGroup, take, takeBody, takeId } from './refusal.js';

const amount = z.number().min(0).optional();
const text = z.string().optional();
// A replace has the same fields, without `groupId`.
const productFields = z.object({
  name: z.string().min(3).max(255),
  pickUpLocation: z.string().min(1),
  productionLocation: z.string().min(1),
  shipToLocation: z.string().min(1),
  customId: z.string().max(255).optional(),
  gtin: z.string().max(14).optional(),
  alcoholPercentage: z.number().min(0).max(100).optional(),
  packagingWeightValue: amount,
  productNetQuantityValue: amount,
  brandName: text,
  description: text,
  imageUrl: text,
  ingredients: text,
  packagingMaterial: text,
  packagingType: text,
  packagingWeightUnit: text,
  productNetQuantityUnit: text,
  categories: z.array(z.string()).optional(),
  yearlySalesVolumes: z.record(z.string().regex(/^\d{4}$/, 'Expected a year'), z.number().min(0)).optional(),
});
/** The fields of a create and a replace. */
export const productFieldNames: ReadonlySet<string> = new Set(Object.keys(productFields.shape));
const newProduct = productFields.extend({ groupId: z.guid() });

const listQuery = z.object({ groupId: z.guid(), from: z.guid().optional() });
const sinceQuery = z.object({
  groupId: z.guid(),
  since: z
    .string()
    .refine((since) => sortableInstant(since) !== undefined, 'Expected an RFC 3339 time')
    .optional(),
});

/** The page size: `usual` by default, `most` at the most. Throws a 400. */
function limitOf(
  context: SandboxContext,
  usual: number,
  most: number,
  { cap = most, largest = most }: ListHabits,
): number {
  const allowed = Math.min(most, largest);
  const limit = z.coerce.number().int().min(1).max(allowed).default(Math.min(usual, allowed));
  return Math.min(cap, take(z.object({ limit }), context.req.query()).limit);
}

export function mountCarbonCloudProducts(app: SandboxApp, facilities: Facilities, stamps: ChangeStamps): void {
  const { store, now, newId, processingMs, lists } = facilities;

  app.get('/resold-products', (context) => {
    const { groupId, from } = take(listQuery, context.req.query());
    checkGroup(groupId);
    const limit = limitOf(context, 32, 128, lists);
    const page = first(limit, productsAfter(from?.toLowerCase(), facilities), ofGroup(groupId)).map(resoldProductView);
    const isEndless = lists.pages === 'endless' && from !== undefined;
    return context.json(isEndless ? page.map((row) => anotherRow(row, from)) : page);
  });
  app.post('/resold-products', async (context) => {
    const { groupId, ...fields } = await takeBody(context, newProduct);
    checkGroup(groupId);
    const stamp = stamps.next(now());
    const product: ResoldProduct = {
      id: newId(),
      groupId: groupId.toLowerCase(),
      fields,
      createdAt: stamp,
      updatedAt: stamp,
      processedAtMs: now() + processingMs,
      invited: [],
      answers: {},
      periods: [],
    };
    store.resoldProducts.put(product, listedFrom(context, now()));
    return context.json(resoldProductView(product), 201);
  });
  app.get('/resold-products/updated', (context) =>
    context.json(changesSince(context, facilities, (one) => one.updatedAt)),
  );
  for (const kind of ['footprints', 'footprint-baselines'])
    app.get(`/resold-products/${kind}/updated`, (context) =>
      context.json(changesSince(context, facilities, (one) => footprintStamp(one, facilities))),
    );
  app.get('/resold-products/:id', (context) => context.json(resoldProductView(findProduct(context, store))));
  app.put('/resold-products/:id', async (context) => {
    const product = findProduct(context, store);
    const fields = await takeBody(context, productFields);
    // The product is processed again and has no footprint until then (assumed).
    const replaced: ResoldProduct = {
      ...product,
      fields,
      updatedAt: stamps.next(now()),
      processedAtMs: now() + processingMs,
    };
    store.resoldProducts.put(replaced);
    return context.json(resoldProductView(replaced));
  });
  app.delete('/resold-products/:id', (context) => {
    store.resoldProducts.delete(findProduct(context, store).id);
    // The documented status is 201.
    return context.json({}, 201);
  });
}

/** The product of the path. Throws a 404. */
export function findProduct(context: SandboxContext, store: Store): ResoldProduct {
  const id = takeId(context);
  const product = store.resoldProducts.get(id);
  if (product === undefined) throw carbonCloudRefusal(404, 'not_found', `There is no resold product ${id}`);
  return product;
}

/** A product as the service returns it. */
export function resoldProductView({ id, groupId, fields, createdAt, updatedAt }: ResoldProduct): object {
  return { id, groupId, ...fields, createdAt, updatedAt };
}

/** When a product's footprint was calculated; undefined before. */
export function footprintStamp(
  product: ResoldProduct,
  { now, processingMs, lists: { recalculated } }: Pick<Facilities, 'now' | 'processingMs' | 'lists'>,
): string | undefined {
  if (now() < product.processedAtMs) return undefined;
  const own = laterStamp(product.updatedAt, processingMs);
  const isAnew = recalculated !== undefined && now() >= Date.parse(recalculated) && own < recalculated;
  return isAnew ? recalculated : own;
}

/** The products of a page, and all after it. */
function* productsAfter(from: string | undefined, { store, now, lists }: Facilities): Iterable<ResoldProduct> {
  const isFromStart = lists.from === 'ignored' || lists.pages === 'endless';
  const product = lists.from === 'inclusive' ? store.resoldProducts.get(from ?? '') : undefined;
  if (product !== undefined) yield product;
  yield* store.resoldProducts.after(isFromStart ? undefined : from, now());
}

function ofGroup(groupId: string): (product: ResoldProduct) => boolean {
  const wanted = groupId.toLowerCase();
  return (product) => product.groupId === wanted;
}

function first<T>(limit: number, items: Iterable<T>, isWanted: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (!isWanted(item)) continue;
    found.push(item);
    if (found.length === limit) break;
  }
  return found;
}

/** Products changed at or after `since`, the oldest change first. */
function changesSince(
  context: SandboxContext,
  { store, now, lists }: Facilities,
  stampOf: (product: ResoldProduct) => string | undefined,
): object[] {
  const { groupId, since } = take(sinceQuery, context.req.query());
  checkGroup(groupId);
  const limit = limitOf(context, 100, 256, lists);
  const from = since === undefined ? '' : (sortableInstant(since) ?? '');
  const inGroup = ofGroup(groupId);
  const isChange = (product: ResoldProduct): boolean => {
    const stamp = inGroup(product) ? stampOf(product) : undefined;
    return stamp !== undefined && (sortableInstant(listedStamp(stamp, lists)) ?? '') >= from;
  };
  const changed = first(limit, store.resoldProducts.byChange(now()), isChange);
  const page = changed.map((product) => {
    return { productId: product.id, updatedAt: listedStamp(stampOf(product) ?? '', lists) };
  });
  return [...listedChanges(page, lists)];
}
