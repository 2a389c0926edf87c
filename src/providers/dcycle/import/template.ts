// Maps the fields of country sales to the columns of an import template, and writes the file to upload.

import Papa from 'papaparse';
import { requiredGroups, sameName, type Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/country-sales.js';
import { Stop } from '../../../problems/stop.js';
import { ServiceError } from '../../http/http.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Template, template } from './replies.js';
import { optionFor, type TemplateOption } from './template-options.js';

/** A column of the template that one of our fields fills. */
export interface FittedColumn {
  readonly key: string;
  readonly field: string;
  /** Whether its key is our name of the field. */
  readonly isExact: boolean;
  /** The accepted values; empty where it accepts any, or those of a list at the service. */
  readonly options: readonly TemplateOption[];
  /** Whether it accepts values of a list only. */
  readonly isCategory: boolean;
}

/** A template with its columns mapped to fields. */
export interface FittedTemplate {
  readonly id: string;
  /** In the template's order. */
  readonly columns: readonly FittedColumn[];
  /** Columns without a field. */
  readonly open: Template['columns'];
  /** Fields without a column. */
  readonly unplaced: readonly string[];
}

const VIA_FILE = 'or use --via file, which writes a file for a manual upload and sends nothing';

/** Reads the account's import template. Throws a Stop when it cannot be used. */
export async function readTemplate(session: Session): Promise<FittedTemplate> {
  const id = requireTemplate(session);
  const route = 'getImportTemplate';
  try {
    const reply = await session.call(route, { params: { template_id: id } });
    const fitted = fittedTo(id, bodyOf(reply, template, route));
    // A suggestion of the service can only help where both a column and a field are left.
    const hope = fitted.open.length > 0 && homelessIn(fitted).length > 0;
    if (!hope) requireFit(fitted);
    return fitted;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'refused') throw error;
    const message = `Dcycle does not know the import template ${id} (DCYCLE_IMPORT_TEMPLATE): ${error.detail}`;
    throw new Stop('usage', 'UNKNOWN_TEMPLATE', message, `correct the setting, ${VIA_FILE}`, error);
  }
}

/** The id of the account's import template. Throws a Stop when it is not set. */
export function requireTemplate({ account: { importTemplate } }: Session): string {
  if (importTemplate) return importTemplate;
  throw new Stop(
    'usage',
    'MISSING_SETTING',
    'Dcycle imports country sales through an import template, and DCYCLE_IMPORT_TEMPLATE is not set',
    `set it to the id of the template for sold products, ${VIA_FILE}`,
  );
}

type Column = Template['columns'][number];

/** A column with the field that fills it. */
function fittedColumn({ key, type, options, options_source }: Column, field: string, isExact: boolean): FittedColumn {
  const isCategory = options.length > 0 || Boolean(options_source) || type === 'category';
  return { key, field, isExact, options, isCategory };
}

/** Maps columns to fields by their keys, labels and aliases. */
function fittedTo(id: string, { columns }: Template): FittedTemplate {
  const open = new Map(
    Object.entries(dataset.fields).map(([field, { title, aliases }]) => {
      const titles = [field, title, ...Object.values(aliases).flat()].map(folded);
      return [field, new Set(titles)];
    }),
  );
  const names = ({ key, label, aliases }: Column): readonly string[][] => [[key], [label ?? ''], [...(aliases ?? [])]];
  const fitted = new Map<string, FittedColumn>();
  // Keys first, over all columns: an alias must not take the field that another column names by its key.
  for (const level of [0, 1, 2]) {
    for (const column of columns) {
      if (fitted.has(column.key)) continue;
      const words = (names(column)[level] ?? []).map(folded);
      const field = [...open].find(([, titles]) => words.some((word) => word !== '' && titles.has(word)))?.[0];
      if (field === undefined) continue;
      open.delete(field);
      fitted.set(column.key, fittedColumn(column, field, isNameOf(field, column.key)));
    }
  }
  return {
    id,
    columns: columns.flatMap(({ key }) => fitted.get(key) ?? []),
    open: columns.filter(({ key }) => !fitted.has(key)),
    unplaced: [...open.keys()],
  };
}

/** Whether a key is our own name for the field; all other words are weaker. */
function isNameOf(field: string, key: string): boolean {
  const { title = '' } = dataset.fields[field as keyof typeof dataset.fields] ?? {}; // the fields are the dataset's
  return [field, title].some((name) => folded(name) === folded(key));
}

/** The template with one more column mapped. */
export function withColumn(fitted: FittedTemplate, key: string, field: string): FittedTemplate {
  const column = fitted.open.find((one) => one.key === key);
  if (column === undefined) return fitted;
  return {
    ...fitted,
    columns: [...fitted.columns, fittedColumn(column, field, false)],
    open: fitted.open.filter((one) => one !== column),
    unplaced: fitted.unplaced.filter((one) => one !== field),
  };
}

/** Whether every required column and field is mapped. */
export function isFit(fitted: FittedTemplate): boolean {
  return unfilledIn(fitted).length === 0 && homelessIn(fitted).length === 0;
}

/** Throws a Stop when a required column or field is not mapped. */
export function requireFit(fitted: FittedTemplate): void {
  if (isFit(fitted)) return;
  const unfilled = unfilledIn(fitted);
  const homeless = homelessIn(fitted);
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

/** The columns that the template requires and nothing fills, its own default neither. */
function unfilledIn({ open }: FittedTemplate): Template['columns'] {
  return open.filter(({ required, default: fallback }) => required && fallback == null);
}

/** The first of each group of needed fields that has no column. */
function homelessIn({ columns }: FittedTemplate): readonly string[] {
  const filled = new Set(columns.map(({ field }) => field));
  return requiredGroups(dataset)
    .filter((group) => !group.some((field) => filled.has(field)))
    .flatMap(([field]) => field ?? []);
}

function folded(title: string): string {
  return sameName(title.replace(/[_-]+/g, ' '));
}

/** Our fields that go into the file under their own names, as the service may know what to do with them. */
function waitingIn(fitted: FittedTemplate): readonly string[] {
  return isFit(fitted) ? [] : fitted.unplaced;
}

/** The titles of the file: the template's keys, then our fields that wait for a column. */
export function fileColumns(fitted: FittedTemplate): readonly string[] {
  return [...fitted.columns.map(({ key }) => key), ...waitingIn(fitted)];
}

/** The file of an import session: one line for each record, its values as the columns want them. */
export function importFile(fitted: FittedTemplate, records: readonly Values[]): Uint8Array {
  const data = records.map((record) => [
    ...fitted.columns.map((column) => optionFor(column, record[column.field] ?? '') ?? ''),
    ...waitingIn(fitted).map((field) => record[field] ?? ''),
  ]);
  const text = Papa.unparse({ fields: [...fileColumns(fitted)], data }, { newline: '\n' });
  return new TextEncoder().encode(text);
}

/** A value that the template does not take, with some of those that it does. */
export interface Outside {
  readonly field: string;
  readonly value: string;
  readonly options: readonly string[];
}

/** The first value of a record that is none of its column's options. */
export function outsideOptions({ columns }: FittedTemplate, record: Values): Outside | undefined {
  for (const column of columns) {
    const value = record[column.field];
    if (value === undefined || optionFor(column, value) !== undefined) continue;
    return { field: column.field, value: String(value), options: column.options.map((option) => option.value) };
  }
  return undefined;
}

/** Whether the template can say which product a record is about. */
export function namesProduct({ columns }: FittedTemplate, record: Values): boolean {
  return columns.some(
    ({ field }) => (field === 'product_name' || field === 'product_id') && record[field] !== undefined,
  );
}
