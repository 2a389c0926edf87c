// Variable's products: list, get, create, and change given fields. Computed fields in a request are ignored.

import { z } from 'zod';
import { variableBase } from '../account.js';
import { type Facilities, listedFrom, type SandboxApp, type SandboxContext } from '../sandbox-app.js';
import type { VariableProduct } from '../store/records.js';
import type { Store } from '../store/store.js';
import { deriveImpacts, footprintStages, mostDecimals } from './derive-impacts.js';
import { wantedCodes } from './impact-codes.js';
import { modelledFields } from './modelled-product.js';
import { pageOf } from './page.js';
import { take, takeBody, variableRefusal } from './refusal.js';

const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true }).nullish();
const amount = z.object({ quantity: z.number().min(0), unit: z.string() }).nullish();
const decimal = new RegExp(`^(-?\\d{1,30}(\\.\\d{1,${mostDecimals}})?)?$`);
// Numbers of a footprint are text; '' is no value (documented).
const stages = z.partialRecord(z.enum(footprintStages), z.string().regex(decimal, 'Expected a number as text'));

// Nothing is documented about what is required and how long texts may be; a name is assumed to be needed.
const productFields = z.object({
  name: z.string().min(1),
  description: text,
  notes: text,
  sku: text,
  syncId: text,
  cpcCode: text,
  unit: text,
  weight: amount,
  packagingWeight: amount,
  recycledPercent: z.number().min(0).max(100).nullish(),
  dataSource: z.enum(['model', 'external']).nullish(),
  startDate: instant,
  endDate: instant,
  taxonomy: z.looseObject({ uuid: z.guid() }).nullish(),
  footprint: z.looseObject({ CO2e: stages.optional() }).nullish(),
});
type Fields = VariableProduct['fields'];
const someFields = productFields.partial();

export function mountVariableProducts(app: SandboxApp, { store, now, newId, lists }: Facilities): void {
  const path = `${variableBase}/v1/product`;

  app.get(path, (context) => {
    const codes = wantedCodes(context.req.query('impacts'));
    return context.json(
      pageOf(context, store.variableProducts.listed(now()), (product) => viewOf(product, codes), lists),
    );
  });
  app.post(path, async (context) => {
    const body = await takeBody(context, productFields);
    const stamp = new Date(now()).toISOString();
    const fields = changed({ name: body.name, dataSource: 'model' }, body, store);
    const product = { id: newId(), fields, created: stamp, updated: stamp };
    store.variableProducts.put(product, listedFrom(context, now()));
    return context.json(variableProductView(product), 201);
  });
  app.get(`${path}/:uuid`, (context) => {
    const codes = wantedCodes(context.req.query('impacts'));
    return context.json(viewOf(find(context, store), codes));
  });
  app.patch(`${path}/:uuid`, async (context) => {
    const product = find(context, store);
    const body = await takeBody(context, someFields);
    const fields = changed(product.fields, body, store);
    const stored = { ...product, fields, updated: new Date(now()).toISOString() };
    store.variableProducts.put(stored);
    return context.json(variableProductView(stored));
  });
}

function find(context: SandboxContext, store: Store): VariableProduct {
  const { uuid } = take(z.object({ uuid: z.guid() }), { uuid: context.req.param('uuid') });
  const product = store.variableProducts.get(uuid.toLowerCase());
  if (product === undefined) throw variableRefusal(404, 'NotFound', `There is no product ${uuid}`);
  return product;
}

/** What was not sent stays, and null takes a value away (assumed). Throws a 400 when a unit is not known. */
function changed(before: Fields, body: z.infer<typeof someFields>, store: Store): Fields {
  for (const unit of [body.unit, body.weight?.unit, body.packagingWeight?.unit]) checkUnit(unit, store);
  const { footprint, taxonomy, ...rest } = body;
  const given = Object.entries({ ...rest, ...(taxonomy !== undefined && { taxonomy: taxonomyOf(taxonomy) }) });
  const kept = Object.entries({ ...before, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) });
  const fields: Fields = {
    ...plain(kept),
    name: body.name ?? before.name,
    dataSource: body.dataSource ?? before.dataSource,
  };
  // The footprint of a modelled product is computed, and what is sent of it ignored.
  const stagesGiven = fields.dataSource === 'external' ? footprint?.CO2e : undefined;
  if (stagesGiven === undefined) return fields;
  // The whole footprint is replaced (assumed); '' is no value.
  const own = Object.entries(stagesGiven).flatMap(([stage, value]) => (value ? [[stage, value] as const] : []));
  return { ...fields, footprint: { CO2e: Object.fromEntries(own) } };
}

function plain(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

function checkUnit(unit: string | null | undefined, store: Store): void {
  if (typeof unit !== 'string' || store.variableUnits.get(unit) !== undefined) return;
  const errors = [{ field: 'unit', message: `There is no unit ${JSON.stringify(unit)}` }];
  throw variableRefusal(400, 'BadRequest', 'The request is not valid', { errors });
}

/** The sandbox names every taxonomy after its id: the account's own are not known to it. */
function taxonomyOf(taxonomy: { readonly uuid: string } | null): object | null {
  if (taxonomy === null) return null;
  const name = `Category ${taxonomy.uuid.slice(0, 4)}`;
  return { uuid: taxonomy.uuid.toLowerCase(), name, path: `Products / ${name}` };
}

/** A product as its routes answer it when no indicator is asked for. */
export function variableProductView(product: VariableProduct): object {
  return viewOf(product, wantedCodes(undefined));
}

function viewOf(product: VariableProduct, codes: readonly string[]): object {
  const { id: uuid, fields, created, updated } = product;
  const { footprint: _, ...own } = fields;
  return {
    uuid,
    ...own,
    footprint: { CO2e: olderFootprint(product) },
    ...modelledFields(product),
    impacts: deriveImpacts(product, codes),
    created,
    updated,
  };
}

/** The older form of GWP-fossil, in which '' stands for no value. */
function olderFootprint(product: VariableProduct): object {
  const { unit: __, method: ___, ...amounts } = deriveImpacts(product, ['GWP-fossil'])['GWP-fossil'] ?? {};
  const none = [...footprintStages, 'A1_A3', 'totalCarbonFootprint'].map((stage) => [stage, '']);
  return { ...Object.fromEntries(none), ...amounts };
}
