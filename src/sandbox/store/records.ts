// Schemas of the sandbox's records, which check the data file when it is loaded. Names are those of the APIs; times in milliseconds
// are the sandbox clock's.

import { z } from 'zod';

const text = z.string().nullable();

export const purchaseRecord = z.object({
  id: z.string(),
  // A purchase created elsewhere may lack any of them (documented), and have values that a create refuses.
  product_name: text,
  sector: text,
  country: text,
  quantity: z.number().nullable(),
  unit_id: text,
  purchase_date: text,
  expense_type: text,
  purchase_type: text,
  status: text,
  description: text,
  recycled: z.number().nullable(),
  supplier_id: text,
  custom_emission_factor_id: text,
  frequency: text,
  file_id: text,
  file_name: text,
  file_url: text,
  created_at: z.string(),
  updated_at: z.string(),
  /** When `co2e` is calculated. */
  calculatedAtMs: z.number(),
});
export type Purchase = z.infer<typeof purchaseRecord>;

/** An uploaded file of purchases that waits to be processed. */
export const bulkUploadRecord = z.object({
  id: z.string(),
  file_id: z.string(),
  file_name: z.string(),
  text: z.string(),
  /** When its lines become purchases. */
  processedAtMs: z.number(),
});
export type BulkUpload = z.infer<typeof bulkUploadRecord>;

const salesPeriod = z.object({
  id: z.string(),
  start_date: z.string(),
  end_date: z.string(),
  sales: z.array(z.object({ country: z.string(), quantity: z.number() })).readonly(),
});
export type SalesPeriod = z.infer<typeof salesPeriod>;

export const soldProductRecord = z.object({
  id: z.string(),
  name: z.string(),
  periods: z.array(salesPeriod).readonly(),
});
export type SoldProduct = z.infer<typeof soldProductRecord>;

/** A cell of an uploaded file; a date of a workbook is its ISO text. */
const importCell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type ImportCell = z.infer<typeof importCell>;

export const importRecord = z.object({
  id: z.string(),
  template_id: z.string(),
  file_name: z.string(),
  file_id: z.string(),
  numeric_locale: z.string(),
  date_locale: text,
  sheets: z.array(z.string()).readonly(),
  selected_sheet: text,
  detected_header_row: z.number(),
  source_columns: z.array(z.string()).readonly(),
  cells: z.array(z.array(importCell).readonly()).readonly(),
  status: z.enum(['parsed', 'mapped', 'validated', 'submitting', 'submitted']),
  /** Template key -> source column. */
  mapping: z.record(z.string(), z.string()),
  /** Template key -> value in the file -> mapped value. */
  value_mappings: z.record(z.string(), z.record(z.string(), z.string())),
  created_at: z.string(),
  createdAtMs: z.number(),
  /** When the submitted rows become sold products; null before the submit. */
  processedAtMs: z.number().nullable(),
});
export type ImportSession = z.infer<typeof importRecord>;

export const resoldProductRecord = z.object({
  id: z.string(),
  groupId: z.string(),
  /** The fields that a replace sets; absent ones were not given. */
  fields: z.looseObject({ name: z.string() }),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** When its footprint is calculated. */
  processedAtMs: z.number(),
  /** Suppliers that were sent an invite for it. */
  invited: z.array(z.string()).readonly(),
  /** Answers to invites, by id of the supplier. */
  answers: z.record(z.string(), z.enum(['declined', 'accepted', 'active'])).default({}),
  periods: z
    .array(
      z.object({
        id: z.string(),
        supplierId: z.string(),
        validFrom: text,
        validTo: text,
        createdAt: z.string(),
        updatedAt: z.string(),
      }),
    )
    .readonly(),
});
export type ResoldProduct = z.infer<typeof resoldProductRecord>;
export type SupplierPeriod = ResoldProduct['periods'][number];

export const supplierRecord = z.object({
  id: z.string(),
  groupId: z.string(),
  name: z.string(),
  customId: text,
  contacts: z
    .array(z.object({ id: z.string(), email: z.string(), firstName: z.string(), lastName: z.string() }))
    .readonly(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Supplier = z.infer<typeof supplierRecord>;

const quantity = z.object({ quantity: z.number(), unit: z.string() });
const stages = z.record(z.string(), z.string());

export const variableProductRecord = z.object({
  id: z.string(),
  /** The fields that a caller sets; absent ones were not given. */
  fields: z.object({
    name: z.string(),
    description: z.string().optional(),
    notes: z.string().optional(),
    sku: z.string().optional(),
    syncId: z.string().optional(),
    cpcCode: z.string().optional(),
    unit: z.string().optional(),
    weight: quantity.optional(),
    packagingWeight: quantity.optional(),
    recycledPercent: z.number().optional(),
    dataSource: z.string(),
    startDate: z.string().optional(),
    endDate: z.string().optional(),
    taxonomy: z.object({ uuid: z.string(), name: z.string().optional(), path: z.string().optional() }).optional(),
    /** CO2e by life cycle stage, as decimal text; kept for external products only. */
    footprint: z.object({ CO2e: stages }).optional(),
  }),
  created: z.string(),
  updated: z.string(),
});
export type VariableProduct = z.infer<typeof variableProductRecord>;

/** A unit; its id is its code. */
export const variableUnitRecord = z.object({ id: z.string(), name: z.string() });
export type VariableUnit = z.infer<typeof variableUnitRecord>;
