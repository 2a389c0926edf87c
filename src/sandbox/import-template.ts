// The sandbox's one import template: country sales of sold products. Its columns drive the suggestion and the checks.

import { sandboxAccount } from './account.js';

interface TemplateColumn {
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'uuid' | 'category' | 'number' | 'date';
  readonly required: boolean;
  readonly aliases: readonly string[];
  readonly options: readonly string[];
  readonly options_source: 'countries' | null;
  readonly default: null;
  readonly validations: readonly { readonly type: string; readonly value: number }[];
}

function column(
  key: string,
  label: string,
  type: TemplateColumn['type'],
  required: boolean,
  aliases: readonly string[],
  validations: TemplateColumn['validations'] = [],
): TemplateColumn {
  const options_source = type === 'category' ? 'countries' : null;
  return { key, label, type, required, aliases, options: [], options_source, default: null, validations };
}

export const countrySalesTemplate = {
  template_id: sandboxAccount.DCYCLE_IMPORT_TEMPLATE,
  columns: [
    // A row names its product by name or by id, so neither is required on its own.
    column(
      'product_name',
      'Product name',
      'text',
      false,
      ['product', 'name', 'producto'],
      [{ type: 'max_length', value: 255 }],
    ),
    column('product_id', 'Product id', 'uuid', false, ['id', 'product uuid']),
    column('country', 'Country', 'category', true, ['country code', 'market', 'país', 'pais']),
    column(
      'quantity',
      'Quantity sold',
      'number',
      true,
      ['units', 'units sold', 'cantidad'],
      [{ type: 'greater_than', value: 0 }],
    ),
    column('start_date', 'Period start', 'date', true, ['start', 'from', 'desde', 'inicio']),
    column('end_date', 'Period end', 'date', true, ['end', 'to', 'hasta', 'fin']),
  ],
} as const satisfies { template_id: string; columns: readonly TemplateColumn[] };

export const templateKeys: readonly string[] = countrySalesTemplate.columns.map(({ key }) => key);

/** Which source column each template column most likely is, and how sure that is (0 to 1). */
export function suggestMapping(sourceColumns: readonly string[]): {
  readonly mapping: Readonly<Record<string, string>>;
  readonly confidence: Readonly<Record<string, number>>;
} {
  const mapping: Record<string, string> = {};
  const confidence: Record<string, number> = {};
  for (const { key, label, aliases } of countrySalesTemplate.columns) {
    const named = sourceColumns.find((source) => [key, label].some((word) => folded(word) === folded(source)));
    const found = named ?? sourceColumns.find((source) => aliases.some((word) => folded(word) === folded(source)));
    if (found === undefined) continue;
    mapping[key] = found;
    confidence[key] = named === undefined ? 0.8 : 1;
  }
  return { mapping, confidence };
}

function folded(title: string): string {
  return title
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
