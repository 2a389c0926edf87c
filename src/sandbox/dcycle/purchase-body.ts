// The content of a purchase: the body of a create, the fields of a change, a line of an uploaded file.

import { z } from 'zod';
import type { Purchase } from '../store/records.js';
import { isCountryCode } from './country-codes.js';

// Required texts must not be empty (assumed): an empty one would hide a mistake of the caller.
const required = {
  product_name: z.string().min(1).max(255),
  sector: z.string().min(1).max(255),
  country: z.string().refine(isCountryCode, 'Expected a 2-letter ISO country code'),
  quantity: z.number().min(0),
  unit_id: z.string().min(1),
  purchase_date: z.iso.date(),
  expense_type: z.enum(['capex', 'opex']),
};
const optional = {
  description: z.string().max(500).nullish(),
  purchase_type: z.enum(['spend_based', 'supplier_specific']).nullish(),
  status: z.enum(['active', 'pending', 'in_progress', 'in_review', 'inactive']).nullish(),
  recycled: z.number().min(0).max(1).nullish(),
  supplier_id: z.string().nullish(),
  custom_emission_factor_id: z.guid().nullish(),
  frequency: z.enum(['once']).nullish(),
  file_id: z.guid().nullish(),
  file_name: z.string().max(255).nullish(),
  file_url: z.string().nullish(),
};
/** The body of a create; a change has any part of it. */
export const purchaseBody = z.object({ ...required, ...optional });

/** The content of a purchase, without the service's own fields. */
export type Content = Omit<Purchase, 'id' | 'created_at' | 'updated_at' | 'calculatedAtMs'>;

const defaults = { purchase_type: 'spend_based', status: 'active' } as const;

/** The sent fields; null resets a field to its default. */
export function changes(body: object): Partial<Content> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? Reflect.get(defaults, name) ?? null]));
}

/** The content of a create; missing fields get the default, or null. */
export function complete(body: z.infer<typeof purchaseBody>): Content {
  return {
    product_name: body.product_name,
    sector: body.sector,
    country: body.country,
    quantity: body.quantity,
    unit_id: body.unit_id,
    purchase_date: body.purchase_date,
    expense_type: body.expense_type,
    purchase_type: body.purchase_type ?? defaults.purchase_type,
    status: body.status ?? defaults.status,
    description: body.description ?? null,
    recycled: body.recycled ?? null,
    supplier_id: body.supplier_id ?? null,
    custom_emission_factor_id: body.custom_emission_factor_id ?? null,
    frequency: body.frequency ?? null,
    file_id: body.file_id ?? null,
    file_name: body.file_name ?? null,
    file_url: body.file_url ?? null,
  };
}
