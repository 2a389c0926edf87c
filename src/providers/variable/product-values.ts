// Maps products to the dataset's fields, and the fields to request bodies.

import type { Values } from '../../datasets/dataset.js';
import dataset from '../../datasets/variable/variable-products.js';
import { numberText } from '../../values/cell.js';
import { FIGURE, type Figure, figureNumber, figureOf } from '../../values/numbers/figure.js';
import { textOf } from '../../values/read-text.js';
import { heldValues } from '../replies/held-values.js';
import { type Product, stagesOf } from './replies.js';

const FOOTPRINT = 'footprint';
/** Field -> life cycle stage of the product's own footprint. */
const stageFields: ReadonlyMap<string, string> = new Map(
  Object.keys(dataset.fields)
    .filter((field) => field.startsWith(FOOTPRINT))
    .map((field) => [field, field.slice(FOOTPRINT.length)]),
);

const amounts = [
  ['weight', 'weightQuantity', 'weightUnit'],
  ['packagingWeight', 'packagingWeightQuantity', 'packagingWeightUnit'],
] as const;

/** A period ends with the last second of its last day (documented by a sample). */
const momentOf = { startDate: 'T00:00:00.000Z', endDate: 'T23:59:59.000Z' } as const;

/** The values of a product, as an import would read them. */
export function valuesOf(product: Product): Values {
  const { weight, packagingWeight, taxonomy } = product;
  return heldValues(dataset, {
    uuid: product.uuid.toLowerCase(),
    syncId: text(product.syncId),
    sku: text(product.sku),
    name: text(product.name),
    description: text(product.description),
    notes: text(product.notes),
    cpcCode: text(product.cpcCode),
    unit: text(product.unit),
    weightUnit: text(weight?.unit),
    packagingWeightUnit: text(packagingWeight?.unit),
    dataSource: sourceOf(product),
    startDate: day(product.startDate),
    endDate: day(product.endDate),
    taxonomyUuid: text(taxonomy?.uuid)?.toLowerCase(),
    ...Object.fromEntries(Object.entries(numbersOf(product)).map(([field, figure]) => [field, rounded(figure)])),
  });
}

function text(value: string | null | undefined): string | undefined {
  return value ? textOf(value) : undefined;
}

/** The numbers of a product by field, with all digits that the service gives. */
export function numbersOf(product: Product): Readonly<Record<string, Figure | null | undefined>> {
  const { weight, packagingWeight, recycledPercent } = product;
  const stages = Object.entries(ownStages(product)).map(([field, text]) => {
    const isPlain = text === undefined || FIGURE.test(text);
    return [field, isPlain ? text && figureOf(text) : Number(text)];
  });
  return {
    weightQuantity: weight?.quantity,
    packagingWeightQuantity: packagingWeight?.quantity,
    recycledPercent,
    ...Object.fromEntries(stages),
  };
}

/** To the 15 digits of a spreadsheet. */
function rounded(figure: Figure | null | undefined): number | undefined {
  const number = figureNumber(figure);
  return number === undefined ? undefined : Number(numberText(number));
}

/** The service writes a day as a time of that day. */
function day(value: string | null | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(value ?? '')?.[0];
}

/** The source, where it is an option of the field. */
function sourceOf({ dataSource }: Product): string | undefined {
  const source = text(dataSource);
  return source !== undefined && Object.hasOwn(dataset.fields.dataSource.options, source) ? source : undefined;
}

/** The stages of an external product's own footprint as text, by field. Other footprints are calculated by the service. */
export function ownStages(product: Product): Readonly<Record<string, string | undefined>> {
  if (sourceOf(product) !== 'external') return {};
  const held = heldStages(product);
  return Object.fromEntries([...stageFields].map(([field, stage]) => [field, held[stage]]));
}

function heldStages({ footprint }: Product): Readonly<Record<string, string>> {
  return stagesOf(footprint?.CO2e ?? {});
}

/**
 * The body of a request that sets some fields.
 * @param given the fields to set.
 * @param after all values after the request: a quantity is always sent with its unit.
 * @param held the product before: a footprint is always sent with all its stages.
 */
export function bodyFor(given: Values, after: Values, held?: Product): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const field of [
    'syncId',
    'sku',
    'name',
    'description',
    'notes',
    'cpcCode',
    'unit',
    'recycledPercent',
    'dataSource',
  ])
    if (field in given) body[field] = given[field] ?? null;
  for (const [property, quantity, unit] of amounts) {
    if (!(quantity in given || unit in given)) continue;
    const isThere = after[quantity] !== undefined || after[unit] !== undefined;
    body[property] = isThere ? { quantity: after[quantity], unit: after[unit] } : null;
  }
  for (const [field, moment] of Object.entries(momentOf))
    if (field in given) body[field] = given[field] === undefined ? null : `${given[field]}${moment}`;
  if ('taxonomyUuid' in given) body.taxonomy = given.taxonomyUuid === undefined ? null : { uuid: given.taxonomyUuid };
  const stages = [...stageFields].filter(([field]) => field in given);
  if (stages.length > 0) body.footprint = { CO2e: { ...settable(held), ...Object.fromEntries(stages.map(stageOf)) } };
  return body;

  function stageOf([field, stage]: readonly [string, string]): readonly [string, string] {
    const value = given[field];
    // Footprints have numbers as text, and '' for none (documented).
    return [stage, typeof value === 'number' ? numberText(value) : ''];
  }
}

/** The settable stages of a held footprint, digit by digit; the service calculates sums. */
function settable(held: Product | undefined): Record<string, string> {
  if (held === undefined || sourceOf(held) !== 'external') return {};
  const stages = heldStages(held);
  return Object.fromEntries(
    [...stageFields.values()].flatMap((stage) => (stages[stage] ? [[stage, stages[stage]]] : [])),
  );
}
