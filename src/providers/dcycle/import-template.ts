// Fits country sales to an import template: which of its columns stands for which of our fields, and the file to upload.

import Papa from 'papaparse';
import dataset from '../../datasets/country-sales.js';
import { requiredGroups, sameName, type Values } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { ServiceError } from '../http.js';
import type { Session } from '../provider.js';
import { bodyOf, oncePerSession } from '../reply.js';
import { type Template, template } from './replies.js';

/** A template whose columns are understood. */
export interface FittedTemplate {
  readonly id: string;
  /** Template keys in order, each with our field. */
  readonly columns: readonly { readonly key: string; readonly field: string }[];
}

const VIA_FILE = 'or use --via file, which writes a file to upload by hand and sends nothing';

/** The account's import template, probed before anything is sent. Throws a Stop when it cannot be used. */
export const templateOf = oncePerSession(async (session: Session): Promise<FittedTemplate> => {
  const id = session.account.importTemplate;
  if (!id) {
    throw new Stop(
      'usage',
      'MISSING_SETTING',
      'Dcycle takes country sales through an import template, and DCYCLE_IMPORT_TEMPLATE is not set',
      `set it to the id of the template for sold products, ${VIA_FILE}`,
    );
  }
  const route = 'getImportTemplate';
  try {
    return {
      id,
      columns: columnsThatFit(bodyOf(await session.call(route, { params: { template_id: id } }), template, route)),
    };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'refused') throw error;
    const message = `Dcycle does not know the import template ${id} (DCYCLE_IMPORT_TEMPLATE): ${error.detail}`;
    throw new Stop('usage', 'UNKNOWN_TEMPLATE', message, `correct the setting, ${VIA_FILE}`, error);
  }
});

/** The columns that our fields fill. Throws a Stop when a needed column or field has no counterpart. */
function columnsThatFit({ columns }: Template): FittedTemplate['columns'] {
  const fitted: { key: string; field: string }[] = [];
  const open = new Map(
    Object.entries(dataset.fields).map(([field, { title, aliases }]) => {
      const titles = [field, title, ...Object.values(aliases).flat()].map(folded);
      return [field, new Set(titles)];
    }),
  );
  const names = ({ key, label, aliases }: Template['columns'][number]): readonly string[][] => [
    [key],
    [label ?? ''],
    [...(aliases ?? [])],
  ];
  // Keys first, over all columns: an alias of one must not take the field that is another's very name.
  for (const level of [0, 1, 2]) {
    for (const column of columns) {
      if (fitted.some(({ key }) => key === column.key)) continue;
      const words = (names(column)[level] ?? []).map(folded);
      const field = [...open].find(([, titles]) => words.some((word) => word !== '' && titles.has(word)))?.[0];
      if (field === undefined) continue;
      open.delete(field);
      fitted.push({ key: column.key, field });
    }
  }
  checkFit(columns, fitted);
  return columns.flatMap(({ key }) => fitted.filter((one) => one.key === key));
}

function checkFit(columns: Template['columns'], fitted: FittedTemplate['columns']): void {
  const filled = new Set(fitted.map(({ field }) => field));
  const unfilled = columns.filter(
    ({ key, required, default: fallback }) => required && fallback == null && !fitted.some((one) => one.key === key),
  );
  const homeless = requiredGroups(dataset)
    .filter((group) => !group.some((field) => filled.has(field)))
    .map(([field]) => field);
  if (unfilled.length === 0 && homeless.length === 0) return;
  const parts = [
    unfilled.length > 0 && `it requires ${unfilled.map(({ key }) => key).join(', ')}, which country sales do not have`,
    homeless.length > 0 && `it has no column for ${homeless.join(', ')}`,
  ].filter(Boolean);
  throw new Stop(
    'usage',
    'TEMPLATE_MISMATCH',
    `the import template of DCYCLE_IMPORT_TEMPLATE is not one for country sales: ${parts.join('; ')}`,
    `set DCYCLE_IMPORT_TEMPLATE to the template for sold products, ${VIA_FILE}`,
  );
}

function folded(title: string): string {
  return sameName(title.replace(/[_-]+/g, ' '));
}

/** The file of an import session: the template's keys as header, one line for each record. */
export function importFile({ columns }: FittedTemplate, records: readonly Values[]): Uint8Array {
  const data = records.map((record) => columns.map(({ field }) => record[field] ?? ''));
  const text = Papa.unparse({ fields: columns.map(({ key }) => key), data }, { newline: '\n' });
  return new TextEncoder().encode(text);
}

/** Whether the template can say which product a record is about. */
export function namesProduct({ columns }: FittedTemplate, record: Values): boolean {
  return columns.some(
    ({ field }) => (field === 'product_name' || field === 'product_id') && record[field] !== undefined,
  );
}
