// Schemas of CarbonCloud's replies. Unused fields pass.

import { z } from 'zod';
import { figure } from '../replies/reply.js';

const text = z.string().nullish();
const amount = figure.nullish();

export const group = z.looseObject({ id: z.string().min(1), name: z.string().nullish() });

/** The known fields of a resold product. */
const productFields = z.object({
  id: z.string().min(1),
  name: text,
  pickUpLocation: text,
  productionLocation: text,
  shipToLocation: text,
  customId: text,
  gtin: text,
  alcoholPercentage: amount,
  brandName: text,
  categories: z.array(z.string()).nullish(),
  description: text,
  imageUrl: text,
  ingredients: text,
  packagingMaterial: text,
  packagingType: text,
  packagingWeightValue: amount,
  packagingWeightUnit: text,
  productNetQuantityValue: amount,
  productNetQuantityUnit: text,
  yearlySalesVolumes: z.record(z.string(), figure).nullish(),
  createdAt: text,
  updatedAt: text,
});
export type ProductFields = z.infer<typeof productFields>;

/** A resold product; unknown fields are kept for exports. */
export const product = productFields.loose();
export type Product = z.infer<typeof product>;

/** A product with all fields: a replace clears omitted ones. */
export const wholeProduct = z.looseObject({ id: z.string().min(1) });

/** The tree of a footprint, or of a baseline. */
export const footprint = z.looseObject({});

/** Footprints of many products; one that is not calculated is absent or null. */
export const footprints = z.array(z.object({ productId: z.string(), footprint: footprint.nullish() }));

/** A changed product, with the time of the change: RFC 3339 to the nanosecond. */
export const changedProduct = z.looseObject({ productId: z.string().min(1), updatedAt: z.string().min(1) });

const heldContact = z.looseObject({ id: z.string().min(1), email: text, firstName: text, lastName: text });
export type HeldContact = z.infer<typeof heldContact>;

/** A supplier; other fields are kept for exports. */
export const supplier = z.looseObject({
  id: z.string().min(1),
  name: text,
  customId: text,
  status: text,
  contacts: z.array(heldContact).nullish(),
  createdAt: text,
  updatedAt: text,
});
export type Supplier = z.infer<typeof supplier>;

/** A period in which a supplier supplies a product. */
export const period = z.looseObject({
  id: z.string().min(1),
  supplierId: z.string().min(1),
  supplierName: text,
  validFrom: text,
  validTo: text,
  createdAt: text,
  updatedAt: text,
});
export type Period = z.infer<typeof period>;

/** A product linked to a supplier, or the supplier of a product, with the status of the engagement. */
export const linkedProduct = z.looseObject({ id: z.string().min(1), name: text, status: text });
export type LinkedProduct = z.infer<typeof linkedProduct>;
