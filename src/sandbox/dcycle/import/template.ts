// The sandbox's import templates for country sales: one with the names of carbonsheet, and one of a Spanish organisation.

import { sandboxAccount } from '../../account.js';

type Stands = 'product_name' | 'product_id' | 'country' | 'quantity' | 'start_date' | 'end_date' | 'channel';

export interface TemplateColumn {
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'uuid' | 'category' | 'number' | 'date';
  readonly required: boolean;
  readonly aliases: readonly string[];
  readonly options: readonly string[];
  readonly options_source: 'countries' | null;
  readonly default: string | null;
  readonly validations: readonly { readonly type: string; readonly value: number }[];
  /** The meaning of the column, which is not published. */
  readonly stands: Stands;
  /** Whether countries are read by code or English name, or by English name only. */
  readonly countries?: 'any' | 'names';
}

export interface ImportTemplate {
  readonly template_id: string;
  readonly columns: readonly TemplateColumn[];
  /** The locale of numbers; null for that of the session. */
  readonly locale: string | null;
}

type Given = Pick<TemplateColumn, 'key' | 'label' | 'type' | 'required' | 'stands'> & Partial<TemplateColumn>;

function column(given: Given): TemplateColumn {
  const options_source = given.type === 'category' && given.options === undefined ? 'countries' : null;
  return { aliases: [], options: [], options_source, default: null, validations: [], ...given };
}

const nameLimit = [{ type: 'max_length', value: 255 }];
const aboveZero = [{ type: 'greater_than', value: 0 }];

const countrySalesTemplate: ImportTemplate = {
  template_id: sandboxAccount.DCYCLE_IMPORT_TEMPLATE,
  locale: null,
  columns: [
    // A row names its product by name or by id, so neither is required on its own.
    column({
      key: 'product_name',
      label: 'Product name',
      type: 'text',
      required: false,
      aliases: ['product', 'name', 'producto'],
      validations: nameLimit,
      stands: 'product_name',
    }),
    column({
      key: 'product_id',
      label: 'Product id',
      type: 'uuid',
      required: false,
      aliases: ['id', 'product uuid'],
      stands: 'product_id',
    }),
    column({
      key: 'country',
      label: 'Country',
      type: 'category',
      required: true,
      aliases: ['country code', 'market', 'país', 'pais'],
      stands: 'country',
    }),
    column({
      key: 'quantity',
      label: 'Quantity sold',
      type: 'number',
      required: true,
      aliases: ['units', 'units sold', 'cantidad'],
      validations: aboveZero,
      stands: 'quantity',
    }),
    column({
      key: 'start_date',
      label: 'Period start',
      type: 'date',
      required: true,
      aliases: ['start', 'from', 'desde', 'inicio'],
      stands: 'start_date',
    }),
    column({
      key: 'end_date',
      label: 'Period end',
      type: 'date',
      required: true,
      aliases: ['end', 'to', 'hasta', 'fin'],
      stands: 'end_date',
    }),
  ],
};

/** A template with other keys, a column of unknown meaning, a list of country names, a locale, and a default. */
export const spanishTemplate: ImportTemplate = {
  template_id: 'e8d1c3b5-7a94-4f02-9c6e-3b5d7f9a1c44',
  locale: 'es-ES',
  columns: [
    column({ key: 'producto', label: 'Producto', type: 'text', required: true, stands: 'product_name' }),
    column({ key: 'pais', label: 'País', type: 'category', required: true, stands: 'country', countries: 'names' }),
    // Only the service knows its meaning.
    column({ key: 'vol_tot', label: 'Vol. tot.', type: 'number', required: true, stands: 'quantity' }),
    column({ key: 'p1', label: 'Inicio', type: 'date', required: true, stands: 'start_date' }),
    column({ key: 'p2', label: 'Fin', type: 'date', required: true, stands: 'end_date' }),
    column({
      key: 'canal',
      label: 'Canal',
      type: 'category',
      required: true,
      options: ['minorista', 'mayorista'],
      default: 'minorista',
      stands: 'channel',
    }),
  ],
};

const templates = [countrySalesTemplate, spanishTemplate];

/** The template with an id; undefined when the sandbox has none. */
export function templateWithId(id: string): ImportTemplate | undefined {
  return templates.find(({ template_id }) => template_id === id.toLowerCase());
}

/** The template of an open session. */
export function templateOfSession({ template_id }: { readonly template_id: string }): ImportTemplate {
  return templateWithId(template_id) ?? countrySalesTemplate;
}

/** A template as the service returns it. */
export function templateView({ template_id, columns }: ImportTemplate): object {
  return { template_id, columns: columns.map(({ stands: _, countries: __, ...shown }) => shown) };
}

/** Other names of columns that the service has learned. */
const learned: Readonly<Partial<Record<Stands, readonly string[]>>> = {
  product_id: ['product id'],
  quantity: ['quantity', 'quantity sold', 'units sold'],
};

/** The most likely source column of each template column, with a confidence from 0 to 1. */
export function suggestMapping(
  { columns }: ImportTemplate,
  sourceColumns: readonly string[],
): {
  readonly mapping: Readonly<Record<string, string>>;
  readonly confidence: Readonly<Record<string, number>>;
} {
  const mapping: Record<string, string> = {};
  const confidence: Record<string, number> = {};
  for (const { key, label, aliases, stands } of columns) {
    const named = (words: readonly string[]) =>
      sourceColumns.find((source) => words.some((word) => folded(word) === folded(source)));
    const found = [named([key, label]), named(aliases), named(learned[stands] ?? [])];
    const level = found.findIndex((source) => source !== undefined);
    const source = found[level];
    if (source === undefined) continue;
    mapping[key] = source;
    confidence[key] = [1, 0.8, 0.7][level] ?? 0;
  }
  return { mapping, confidence };
}

function folded(title: string): string {
  return title
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
