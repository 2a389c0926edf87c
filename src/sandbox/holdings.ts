// Loads rows of a real account into the sandbox, in the form of the services' list routes; unknown fields are dropped.

import { z } from 'zod';
import { groups, sandboxAccount } from './account.js';
import { ChangeStamps, sortableInstant } from './carboncloud/change-stamp.js';
import { productFieldNames } from './carboncloud/products.js';
import { derivedUuid } from './derive.js';
import { SandboxError } from './sandbox-error.js';
import type {
  Purchase,
  ResoldProduct,
  SoldProduct,
  Supplier,
  SupplierPeriod,
  VariableProduct,
} from './store/records.js';
import type { Store } from './store/store.js';
import { footprintStages } from './variable/derive-impacts.js';

/**
 * The initial content of a sandbox. Organisations and groups are the sandbox's own; it calculates emissions and footprints, and
 * knows no invites.
 */
export interface SandboxHoldings {
  /** As `GET /v1/purchases` lists them. Needed: `id`. */
  readonly purchases?: readonly unknown[] | undefined;
  /**
   * As the list of sold products answers them. Needed: `product_id`, `product_name`. With `periods`, as the list of a product's
   * periods answers them (needed: `id`, `start_date`, `end_date`), each with its `country_sales` (needed: `country`, `quantity`).
   */
  readonly soldProducts?: readonly unknown[] | undefined;
  /**
   * As CarbonCloud lists resold products. Needed: `id`, `name`. With `suppliers`, as the list of a product's supplier periods
   * answers them (needed: `id`, `supplierId`). A `groupId` that is none of the sandbox's is its first group's.
   */
  readonly resoldProducts?: readonly unknown[] | undefined;
  /** As CarbonCloud lists suppliers. Needed: `id`, `name`. */
  readonly suppliers?: readonly unknown[] | undefined;
  /** As Variable lists products. Needed: `uuid`, `name`. Without it, a new sandbox begins with products of its own. */
  readonly variableProducts?: readonly unknown[] | undefined;
  /** As Variable lists units. Needed: `code`. Without it, a new sandbox begins with units of its own. */
  readonly variableUnits?: readonly unknown[] | undefined;
}

const id = z.string().transform((text) => text.toLowerCase());
const text = z.string().nullable().default(null);
const amount = z.number().nullable().default(null);

const purchaseRow = z.object({
  id,
  product_name: text,
  sector: text,
  country: text,
  quantity: amount,
  unit_id: text,
  purchase_date: text,
  expense_type: text,
  purchase_type: text,
  status: text,
  description: text,
  recycled: amount,
  supplier_id: text,
  custom_emission_factor_id: text,
  frequency: text,
  file_id: text,
  file_name: text,
  file_url: text,
  created_at: text,
  updated_at: text,
});

const soldProductRow = z.object({
  product_id: id,
  product_name: z.string(),
  periods: z
    .array(
      z.object({
        id,
        start_date: z.string(),
        end_date: z.string(),
        country_sales: z.array(z.object({ country: z.string(), quantity: z.number() })).nullish(),
      }),
    )
    .nullish(),
});

const resoldProductRow = z.looseObject({
  id,
  groupId: text,
  name: z.string(),
  createdAt: text,
  updatedAt: text,
  suppliers: z
    .array(z.object({ id, supplierId: id, validFrom: text, validTo: text, createdAt: text, updatedAt: text }))
    .nullish(),
});

const supplierRow = z.object({
  id,
  groupId: text,
  name: z.string(),
  customId: text,
  contacts: z
    .array(
      z.object({
        id: z.string().nullish(),
        email: z.string().default(''),
        firstName: z.string().default(''),
        lastName: z.string().default(''),
      }),
    )
    .nullish(),
  createdAt: text,
  updatedAt: text,
});

const known = z.string().nullish();
const quantity = z.object({ quantity: z.number(), unit: z.string() }).nullish();
const variableProductRow = z.object({
  uuid: id,
  name: z.string(),
  description: known,
  notes: known,
  sku: known,
  syncId: known,
  cpcCode: known,
  unit: known,
  weight: quantity,
  packagingWeight: quantity,
  recycledPercent: z.number().nullish(),
  dataSource: known,
  startDate: known,
  endDate: known,
  taxonomy: z.object({ uuid: z.string(), name: z.string().optional(), path: z.string().optional() }).nullish(),
  footprint: z.object({ CO2e: z.record(z.string(), z.string()).nullish() }).nullish(),
  created: known,
  updated: known,
});

const variableUnitRow = z.object({ code: z.string(), name: z.string().default('') });

/** Puts the rows into a store. Throws a SandboxError that names the first invalid one. */
export function holdRows(store: Store, holdings: SandboxHoldings, now: number): void {
  const iso = new Date(now).toISOString();
  const stamp = new ChangeStamps().next(now);
  for (const row of rowsOf('purchases', purchaseRow, holdings)) store.purchases.put(purchaseOf(row, iso, now));
  for (const row of rowsOf('soldProducts', soldProductRow, holdings)) store.soldProducts.put(soldProductOf(row));
  const products = rowsOf('resoldProducts', resoldProductRow, holdings);
  const held = products.map((row) => resoldProductOf(row, stamp, now));
  // In the order of their last change, as in the lists of changes.
  store.resoldProducts.fill(held.sort((one, other) => (changedAt(one) < changedAt(other) ? -1 : 1)));
  for (const row of rowsOf('suppliers', supplierRow, holdings)) store.suppliers.put(supplierOf(row, stamp));
  for (const row of rowsOf('variableProducts', variableProductRow, holdings))
    store.variableProducts.put(variableProductOf(row, iso));
  for (const { code, name } of rowsOf('variableUnits', variableUnitRow, holdings))
    store.variableUnits.put({ id: code, name });
}

function rowsOf<S extends z.ZodType>(name: keyof SandboxHoldings, schema: S, holdings: SandboxHoldings): z.infer<S>[] {
  const rows = holdings[name] ?? [];
  // Row by row: a schema of the whole array takes several times as long for many rows.
  return rows.map((row, index) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const place = [name, index, ...(issue?.path ?? [])].join('.');
    const why = `The sandbox cannot use the given rows: ${place}: ${issue?.message ?? 'wrong shape'}.`;
    throw new SandboxError('HOLDINGS_UNREADABLE', why, parsed.error);
  });
}

function purchaseOf(row: z.infer<typeof purchaseRow>, iso: string, now: number): Purchase {
  const created_at = row.created_at ?? iso;
  return { ...row, created_at, updated_at: row.updated_at ?? created_at, calculatedAtMs: now };
}

function soldProductOf({ product_id, product_name, periods }: z.infer<typeof soldProductRow>): SoldProduct {
  return {
    id: product_id,
    name: product_name,
    periods: (periods ?? []).map(({ country_sales, ...period }) => ({ ...period, sales: country_sales ?? [] })),
  };
}

function resoldProductOf(row: z.infer<typeof resoldProductRow>, stamp: string, now: number): ResoldProduct {
  const { id: productId, groupId, createdAt, updatedAt, suppliers, ...fields } = row;
  const created = createdAt ?? stamp;
  return {
    id: productId,
    groupId: groupOf(groupId),
    fields: { ...knownFields(fields), name: fields.name },
    createdAt: created,
    updatedAt: updatedAt ?? created,
    processedAtMs: now,
    invited: [],
    answers: {},
    periods: (suppliers ?? []).map((period): SupplierPeriod => {
      const since = period.createdAt ?? stamp;
      return { ...period, createdAt: since, updatedAt: period.updatedAt ?? since };
    }),
  };
}

function supplierOf({ groupId, contacts, ...row }: z.infer<typeof supplierRow>, stamp: string): Supplier {
  const created = row.createdAt ?? stamp;
  return {
    ...row,
    groupId: groupOf(groupId),
    customId: row.customId === '' ? null : row.customId,
    contacts: (contacts ?? []).map((one, index) => ({
      ...one,
      id: one.id ?? derivedUuid(`contact ${index} of ${row.id}`),
    })),
    createdAt: created,
    updatedAt: row.updatedAt ?? created,
  };
}

function changedAt({ updatedAt }: ResoldProduct): string {
  return sortableInstant(updatedAt) ?? '';
}

function groupOf(groupId: string | null): string {
  const own = groups.find((group) => group.id === groupId?.toLowerCase());
  return own?.id ?? sandboxAccount.CARBONCLOUD_GROUP_ID;
}

/** Null in an answer means that the field was not set. */
function knownFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null && productFieldNames.has(name)),
  );
}

function variableProductOf(row: z.infer<typeof variableProductRow>, iso: string): VariableProduct {
  const { uuid, created, updated, footprint, ...fields } = row;
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const dataSource = row.dataSource ?? 'model';
  const stages = Object.entries(footprint?.CO2e ?? {}).filter(
    ([stage, text]) => footprintStages.includes(stage) && text !== '',
  );
  // The footprint of a modelled product is computed.
  const own = dataSource === 'external' && stages.length > 0 && { footprint: { CO2e: Object.fromEntries(stages) } };
  return {
    id: uuid,
    fields: { ...Object.fromEntries(given), name: row.name, dataSource, ...own },
    created: created ?? iso,
    updated: updated ?? created ?? iso,
  };
}
