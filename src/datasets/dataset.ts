// What a dataset is: a kind of row that goes to a service, or that comes from one. Each dataset is one file of this room
// whose default export is a Dataset; index.ts finds it by its file name. Knows no HTTP.

import type { Finding } from '../problems/problem.js';
import type { Field, FieldValue, ValueOf } from './field.js';

export type ProviderName = 'dcycle' | 'carboncloud' | 'variable';

export type Fields = Readonly<Record<string, Field>>;

/** A row that passed its dataset's schema: typed and normalised. An empty optional field is absent. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: ValueOf<F[K]>;
};

/** Any dataset's record. */
export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** A finding about a row that stands in one of its fields. */
export interface RowFinding {
  readonly field: string;
  readonly finding: Finding;
}

/**
 * What makes two rows of a dataset the same thing.
 * - `content`: rows have no key; equal rows are counted (a multiset).
 * - `key`: rows with the same key are the same thing; the key's title is what a person calls it.
 * - `period`: rows of one group must not share a day; the group's title is what a person calls it.
 */
export type Identity<V> =
  | { readonly by: 'content' }
  | { readonly by: 'key'; key(record: V): { readonly title: string; readonly value: string } }
  | { readonly by: 'period'; group(record: V): string; readonly start: string; readonly end: string };

/** A kind of row that can be imported. */
export interface ImportDataset<F extends Fields = Fields> {
  readonly direction: 'import';
  readonly name: string;
  readonly title: string;
  readonly provider: ProviderName;
  /** One or two sentences for people: what a row is. */
  readonly summary: string;
  readonly fields: F;
  /** Rules over several fields of one row, asked only where the fields themselves are sound. */
  check(record: RecordOf<F>): readonly RowFinding[];
  readonly identity: Identity<RecordOf<F>>;
  /** The amount whose sum is reported as a control total, and the field that says its unit, if there is one. */
  readonly total: { readonly field: keyof F & string; readonly unit?: keyof F & string };
}

/** A column of an export. */
export interface ExportColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'datetime';
  /** '' for text. */
  readonly unit: string;
  /** What the column means, for the explaining sheet. */
  readonly note: string;
  /** Whether a sum over rows is shown below the column. */
  readonly total: boolean;
}

/** A kind of row that can be exported. */
export interface ExportDataset {
  readonly direction: 'export';
  readonly name: string;
  readonly title: string;
  readonly provider: ProviderName;
  readonly summary: string;
  readonly columns: readonly ExportColumn[];
}

export type Dataset = ImportDataset | ExportDataset;

/** Declares a dataset for import and lets the compiler infer its record from its fields. */
export function importDataset<const F extends Fields>(dataset: Omit<ImportDataset<F>, 'direction'>): ImportDataset<F> {
  return { direction: 'import', ...dataset };
}

/** Declares a dataset for export. */
export function exportDataset(dataset: Omit<ExportDataset, 'direction'>): ExportDataset {
  return { direction: 'export', ...dataset };
}
