// The columns by which rows name a product and a supplier of the service or of another file: its id, number, GTIN or name.
// Shared by the datasets that link the two; the provider finds them.

import { idColumn, sameName } from '../dataset.js';
import type { GtinField, IdentifierField, Listed, TextField, UuidField } from '../field.js';
import { words } from '../words/references.js';

const inProducts = (column: string, beside: readonly string[]): Listed => ({
  dataset: 'resold-products',
  column,
  beside,
  as: 'reference',
});

const inSuppliers = (column: string, beside: readonly string[]): Listed => ({
  dataset: 'suppliers',
  column,
  beside,
  as: 'reference',
});

const productId: UuidField & { readonly required: false } = {
  kind: 'uuid',
  title: 'Product id',
  note: 'The id that CarbonCloud gave to the product, a UUID. One of the columns that name the product is enough; they must not name different ones.',
  example: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  required: false,
  listed: inProducts(idColumn, ['name', 'customId']),
  aliases: words.productId,
};

const productCustomId: IdentifierField & { readonly required: false } = {
  kind: 'identifier',
  title: 'Product custom id',
  note: 'Your own number of the product, as in the list of resold products.',
  example: 'OAT-1000',
  required: false,
  max: 255,
  listed: inProducts('customId', ['name']),
  aliases: words.productCustomId,
};

const productGtin: GtinField & { readonly required: false } = {
  kind: 'gtin',
  title: 'Product GTIN',
  note: 'The number under the bar code of the product: digits only, at most 14. Format the column as Text.',
  example: '9520000000011',
  required: false,
  listed: inProducts('gtin', ['name']),
  aliases: words.productGtin,
};

const productName: TextField & { readonly required: false } = {
  kind: 'text',
  title: 'Product name',
  note: 'The name of the product, where only one product has it.',
  example: 'Oat drink 1 l',
  required: false,
  listed: inProducts('name', ['customId']),
  aliases: words.productName,
};

const supplierId: UuidField & { readonly required: false } = {
  kind: 'uuid',
  title: 'Supplier id',
  note: 'The id that CarbonCloud gave to the supplier, a UUID. One of the columns that name the supplier is enough; they must not name different ones.',
  example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  required: false,
  listed: inSuppliers(idColumn, ['name', 'customId']),
  aliases: words.supplierId,
};

const supplierCustomId: IdentifierField & { readonly required: false } = {
  kind: 'identifier',
  title: 'Supplier custom id',
  note: 'Your own number of the supplier, as in the list of suppliers.',
  example: 'SUP-100',
  required: false,
  max: 255,
  listed: inSuppliers('customId', ['name']),
  aliases: words.supplierNumber,
};

const supplierName: TextField & { readonly required: false } = {
  kind: 'text',
  title: 'Supplier name',
  note: 'The name of the supplier, where only one supplier has it.',
  example: 'Skåne Oats AB',
  required: false,
  listed: inSuppliers('name', ['customId']),
  aliases: words.supplierName,
};

/** The columns that name a product; every row needs one of them. */
export const productReference = { productId, productCustomId, productGtin, productName } as const;

/** The columns that name a supplier; every row needs one of them. */
export const supplierReference = { supplierId, supplierCustomId, supplierName } as const;

type Reference = Readonly<Partial<Record<string, unknown>>>;

/** Equal for rows that name a product in the same way; rows that name one in two ways differ. */
export function namedProduct(record: Reference): string {
  return strongest(record, Object.keys(productReference));
}

/** Equal for rows that name a supplier in the same way; rows that name one in two ways differ. */
export function namedSupplier(record: Reference): string {
  return strongest(record, Object.keys(supplierReference));
}

function strongest(record: Reference, fields: readonly string[]): string {
  const field = fields.find((name) => record[name] !== undefined) ?? '';
  const value = String(record[field] ?? '');
  return JSON.stringify([field, field.endsWith('Name') ? sameName(value) : value]);
}
