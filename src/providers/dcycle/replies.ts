// Schemas of Dcycle's replies, except import sessions. Unused fields pass; undocumented forms are read leniently.

import { z } from 'zod';
import { figureNumber } from '../../values/numbers/figure.js';
import { figure } from '../replies/reply.js';
import { countryCode } from './country-code.js';

/** A page of a list: in an envelope, or as a bare array. The envelope's counts may be of any type. */
export function pageOf<S extends z.ZodType>(item: S) {
  const envelope = z.object({ items: z.array(item), total: z.unknown().optional(), size: z.unknown().optional() });
  return z.preprocess((body) => (Array.isArray(body) ? { items: body } : body), envelope);
}

/** A text that may be missing. */
export const text = z.string().nullish();

/** The fields of a purchase that identify it (nullable as documented). */
export const purchase = z.object({
  id: z.string().min(1),
  product_name: text,
  description: text,
  sector: text,
  country: text,
  quantity: figure.nullish(),
  unit_id: text,
  purchase_date: text,
  purchase_type: text,
  expense_type: text,
  recycled: figure.nullish(),
  supplier_id: text,
  custom_emission_factor_id: text,
});
export type Purchase = z.infer<typeof purchase>;

/** A purchase with every field, also unknown ones. */
export const wholePurchase = purchase
  .extend({
    status: text,
    frequency: text,
    file_id: text,
    file_name: text,
    file_url: text,
    organization_id: text,
    /** kg CO2e; null until it is calculated. */
    co2e: figure.nullish(),
    created_at: text,
    updated_at: text,
  })
  .loose();

/** A purchase of an uploaded file; its status shows whether the row was usable. */
export const purchaseOfFile = purchase.extend({ status: text, file_id: text });

/** The pre-signed URL of an announced file, and the file id of its purchases. */
export const announcedFile = z.object({ upload_url: z.string().min(1), file_id: z.string().min(1) });

/** A product and a country with sales; the field names are not documented. */
export const existingSale = z
  .looseObject({ product_id: z.string().nullish(), id: z.string().nullish(), country: z.string().nullish() })
  .transform((pair, context) => {
    const productId = pair.product_id ?? pair.id;
    const country = pair.country ?? first(pair, ['country_code', 'country_iso']);
    if (productId && country) {
      const productName = first(pair, ['product_name', 'name', 'product']) ?? '';
      return { productId, productName, country: countryCode(country), whole: pair };
    }
    context.addIssue({ code: 'custom', message: 'expected a product id and a country' });
    return z.NEVER;
  });
export type ExistingSale = z.infer<typeof existingSale>;

/** A sold product. `whole`: all fields. */
export const soldProduct = z
  .looseObject({ product_id: text, id: text, product_name: text, name: text })
  .transform((product, context) => {
    const id = product.product_id ?? product.id;
    if (id) return { id, name: first(product, ['product_name', 'name']) ?? '', whole: product };
    context.addIssue({ code: 'custom', message: 'expected a product id' });
    return z.NEVER;
  });
export type SoldProduct = z.infer<typeof soldProduct>;

/** A period; its days are inclusive (assumed). */
export const period = z
  .looseObject({ id: z.string().min(1), start_date: z.string(), end_date: z.string() })
  // The service may add a time to the day.
  .transform((whole) => ({
    id: whole.id,
    start: whole.start_date.slice(0, 10),
    end: whole.end_date.slice(0, 10),
    whole,
  }));
export type Period = z.infer<typeof period>;

/** Whether a period overlaps others; the field name is not documented. */
export const overlap = z.union([
  z.boolean(),
  z.object({ overlaps: z.boolean() }).transform(({ overlaps }) => overlaps),
  z.object({ has_overlap: z.boolean() }).transform(({ has_overlap }) => has_overlap),
  z.object({ overlap: z.boolean() }).transform((answer) => answer.overlap),
]);

/** Sales of one country in a period; the field names are not documented. */
export const countrySale = z
  .looseObject({
    country: text,
    country_code: text,
    quantity: figure.nullish(),
    emission_factor: figure.nullish(),
    factor: figure.nullish(),
    ef: figure.nullish(),
  })
  .transform((whole) => ({
    country: countryCode(first(whole, ['country', 'country_code']) ?? ''),
    quantity: figureNumber(whole.quantity) ?? null,
    factor: whole.emission_factor ?? whole.factor ?? whole.ef ?? null,
    whole,
  }));
export type CountrySale = z.infer<typeof countrySale>;

/** An emission of a period. */
export const emission = z.looseObject({
  type: text,
  status: text,
  /** kg CO2e. */
  quantity: figure.nullish(),
  use_of_product_data_id: text,
});

/** A unit of the legacy API. */
export const unit = z.looseObject({ id: text, name: text, type: text });

/** A list as a bare array, or in an envelope. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.union([z.array(item), z.object({ items: z.array(item) }).transform(({ items }) => items)]);
}

/** The first of some fields that is a text, for undocumented field names. */
export function first(record: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
