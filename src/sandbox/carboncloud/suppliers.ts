// CarbonCloud's suppliers: list, create, get, update, delete, and the products linked to one.

import { z } from 'zod';
import { type Facilities, listedFrom, type SandboxApp, type SandboxContext } from '../sandbox-app.js';
import type { ResoldProduct, Supplier } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { ChangeStamps } from './change-stamp.js';
import { carbonCloudRefusal, checkGroup, take, takeBody, takeId } from './refusal.js';

/** In the order of progress. Invites are answered only on request to the sandbox. */
const engagements = ['created', 'sent', 'declined', 'accepted', 'active'] as const;
/** The status of a supplier's engagement for a product. */
export type Engagement = (typeof engagements)[number];

const contact = z.object({ email: z.string(), firstName: z.string(), lastName: z.string() });
const newSupplier = z.object({
  groupId: z.guid(),
  name: z.string().min(3).max(255),
  customId: z.string().max(255).optional(),
  contacts: z.array(contact).default([]),
});
const supplierChange = z.object({
  name: z.string().min(3).max(255).optional(),
  customId: z.string().max(255).optional(),
  contacts: z.array(contact.extend({ id: z.guid().toLowerCase().optional() })).optional(),
});
const listQuery = z.object({ groupId: z.guid(), customId: z.string().optional() });
const linkedQuery = z.object({
  status: z.array(z.enum(engagements)).optional(),
});

export function mountCarbonCloudSuppliers(app: SandboxApp, facilities: Facilities, stamps: ChangeStamps): void {
  const { store, now, newId } = facilities;
  const viewOf = (supplier: Supplier) => supplierView(supplier, [...store.resoldProducts.byChange()]);

  app.get('/suppliers', (context) => {
    const { groupId, customId } = take(listQuery, context.req.query());
    checkGroup(groupId);
    const listed = store.suppliers.listed(now());
    const inGroup = listed.slice(0, listed.length).filter((one) => one.groupId === groupId.toLowerCase());
    const isWanted = (one: Supplier) => customId === undefined || customId === '' || one.customId === customId;
    return context.json(suppliersView(store, inGroup.filter(isWanted)));
  });
  app.post('/suppliers', async (context) => {
    const body = await takeBody(context, newSupplier);
    checkGroup(body.groupId);
    const stamp = stamps.next(now());
    const supplier: Supplier = {
      id: newId(),
      groupId: body.groupId.toLowerCase(),
      name: body.name,
      customId: body.customId ?? null,
      contacts: body.contacts.map((one) => ({ ...one, id: newId() })),
      createdAt: stamp,
      updatedAt: stamp,
    };
    store.suppliers.put(supplier, listedFrom(context, now()));
    return context.json(supplierView(supplier, []), 201);
  });
  app.get('/suppliers/:id', (context) => context.json(viewOf(findSupplier(context, store))));
  app.patch('/suppliers/:id', async (context) => {
    const supplier = findSupplier(context, store);
    const body = await takeBody(context, supplierChange);
    const known = new Set(supplier.contacts.map(({ id }) => id));
    const stranger = body.contacts?.find(({ id }) => id !== undefined && !known.has(id));
    if (stranger !== undefined)
      throw carbonCloudRefusal(400, 'bad_request', `contacts: the supplier has no contact ${stranger.id}`);
    const changed: Supplier = {
      ...supplier,
      name: body.name ?? supplier.name,
      customId: body.customId === undefined ? supplier.customId : body.customId || null,
      // Given contacts replace all earlier ones.
      contacts: body.contacts?.map((one) => ({ ...one, id: one.id ?? newId() })) ?? supplier.contacts,
      updatedAt: stamps.next(now()),
    };
    store.suppliers.put(changed);
    return context.json(viewOf(changed));
  });
  app.delete('/suppliers/:id', (context) => {
    const { id } = findSupplier(context, store);
    if (isInvited(store, id) || linkedProducts(store, id).length > 0)
      throw carbonCloudRefusal(409, 'conflict', 'The supplier is invited or connected to a product');
    store.suppliers.delete(id);
    return context.json({}, 201);
  });
  app.get('/suppliers/:id/linked-products', (context) => {
    const { id } = findSupplier(context, store);
    const { status } = take(linkedQuery, context.req.queries());
    const linked = linkedProducts(store, id).map((product) => ({
      id: product.id,
      name: product.fields.name,
      status: engagement(product, id),
    }));
    return context.json(linked.filter((one) => status === undefined || status.includes(one.status)));
  });
}

/** Suppliers as the service returns them. */
export function suppliersView(store: Store, suppliers: readonly Supplier[]): object[] {
  const invited = [...store.resoldProducts.byChange()].filter((product) => product.invited.length > 0);
  return suppliers.map((supplier) => supplierView(supplier, invited));
}

/** A supplier's status (not documented; assumed: the furthest one of its products). */
function supplierView(supplier: Supplier, products: readonly ResoldProduct[]): object {
  const ranks = products.map((product) => engagements.indexOf(engagement(product, supplier.id)));
  return { ...supplier, customId: supplier.customId ?? '', status: engagements[Math.max(0, ...ranks)] };
}

function isInvited(store: Store, supplierId: string): boolean {
  for (const { invited } of store.resoldProducts.byChange()) if (invited.includes(supplierId)) return true;
  return false;
}

/** The status of a supplier's engagement for a product. */
export function engagement({ invited, answers }: ResoldProduct, supplierId: string): Engagement {
  return invited.includes(supplierId) ? (answers[supplierId] ?? 'sent') : 'created';
}

function findSupplier(context: SandboxContext, store: Store): Supplier {
  const id = takeId(context);
  const supplier = store.suppliers.get(id);
  if (supplier === undefined) throw carbonCloudRefusal(404, 'not_found', `There is no supplier ${id}`);
  return supplier;
}

function linkedProducts(store: Store, supplierId: string): ResoldProduct[] {
  const isLinked = (product: ResoldProduct) => product.periods.some((period) => period.supplierId === supplierId);
  return [...store.resoldProducts.after(undefined)].filter(isLinked);
}
