// Schemas of Variable's replies. Only a product's id is required; unknown keys are kept.

import { z } from 'zod';
import { shortestText } from '../../values/numbers/figure.js';
import type { ExportValue } from '../binding.js';
import { figure } from '../replies/reply.js';

const text = z.string().nullish();
const quantity = z.looseObject({ quantity: figure.nullish(), unit: text }).nullish();
const reference = z.looseObject({ uuid: text, name: text, path: text }).nullish();
const object = z.record(z.string(), z.unknown()).nullish();

/** A product. */
export const product = z.looseObject({
  uuid: z.string().min(1),
  name: text,
  description: text,
  notes: text,
  sku: text,
  syncId: text,
  cpcCode: text,
  unit: text,
  weight: quantity,
  packagingWeight: quantity,
  recycledPercent: figure.nullish(),
  dataSource: text,
  startDate: text,
  endDate: text,
  taxonomy: reference,
  location: reference,
  geoLocation: reference,
  image: text,
  footprint: z.looseObject({ CO2e: object }).nullish(),
  impacts: object,
  modeledWeight: quantity,
  modeledPackagingWeight: quantity,
  modeledTotalWeight: quantity,
  modeledRecycledPercent: figure.nullish(),
  dataQualityRating: figure.nullish(),
  dataQualityIndicators: object,
  created: text,
  updated: text,
});
export type Product = z.infer<typeof product>;

/** A unit; the key of its code is not documented. */
export const unit = z.union([
  z
    .string()
    .min(1)
    .transform((code) => ({ code, name: '', more: {} })),
  z.looseObject({}).transform((one, context) => {
    const isOdd = one.code !== undefined && one.code !== null && typeof one.code !== 'string';
    const codeKey = isOdd
      ? undefined
      : ['code', 'unit', 'symbol', 'name', 'id'].find((key) => typeof one[key] === 'string' && one[key]);
    if (codeKey === undefined) {
      context.addIssue({ code: 'custom', message: 'expected a code' });
      return z.NEVER;
    }
    const { [codeKey]: code, ...rest } = one;
    if (codeKey === 'name' || typeof rest.name !== 'string') return { code: String(code), name: '', more: rest };
    const { name, ...more } = rest;
    return { code: String(code), name, more };
  }),
]);
export type Unit = z.infer<typeof unit>;

/** A list in its envelope, or as a bare array (not documented for units). The envelope's counts may be of any type. */
export function listOf<S extends z.ZodType>(item: S) {
  // A union would not report which entry is wrong.
  return z.preprocess(
    (body) => (Array.isArray(body) ? { data: body } : body),
    z.object({
      count: z.unknown().optional(),
      pageSize: z.unknown().optional(),
      data: z.array(item),
    }),
  );
}

/** The form of an indicator's code; only the service knows which exist. */
const CODE = /^[A-Z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$/;

/** An indicator of a product. */
export interface Impact {
  readonly code: string;
  readonly unit: string | null;
  readonly method: string | null;
  /** Life cycle stage -> decimal text, digit by digit as it came; a stage without a value is absent. */
  readonly stages: Readonly<Record<string, string>>;
}

/** The indicators of a product, in the service's order. */
export function impactsOf({ impacts }: Product): readonly Impact[] {
  return Object.entries(impacts ?? {}).flatMap(([code, entry]) => {
    if (!CODE.test(code) || !isAmounts(entry)) return [];
    const { unit = null, method = null, ...amounts }: { readonly [key: string]: unknown } = { ...entry };
    return [{ code, unit: cellOf(unit), method: cellOf(method), stages: stagesOf(amounts) }];
  });
}

/** Entries among the indicators that are none, by path. */
export function oddImpacts({ impacts }: Product): Readonly<Record<string, unknown>> {
  const odd = Object.entries(impacts ?? {}).filter(([code, entry]) => CODE.test(code) && !isAmounts(entry));
  return Object.fromEntries(odd.map(([code, entry]) => [`impacts.${code}`, entry]));
}

function isAmounts(entry: unknown): entry is Readonly<Record<string, unknown>> {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry);
}

/** Amounts by stage as text; '' is no value. */
export function stagesOf(amounts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(amounts).flatMap(([stage, value]) => {
      const text = cellOf(value);
      return text === null ? [] : [[stage, text]];
    }),
  );
}

/** Any value as the text of a cell; null where there is none. */
function cellOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return shortestText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The unknown keys of a reply, as cells of columns of their own. */
export function extraCells(
  reply: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): Readonly<Record<string, ExportValue>> {
  const extra = Object.entries(reply).filter(([key]) => !known.has(key));
  return Object.fromEntries(extra.map(([key, value]) => [`extra.${key}`, cellOf(value)]));
}

/** The known keys of a product. */
export const productKeys: ReadonlySet<string> = new Set(Object.keys(product.shape));
