// What a dataset is: a kind of row that goes to a service, or that comes from one. A dataset is a file of this room whose default
// export is made by declare.ts, and an entry in catalogue.ts and index.ts. Knows no HTTP.

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

/** A finding about a row, reported at one of its fields. */
export interface RowFinding {
  readonly field: string;
  readonly finding: Finding;
}

/** Something that identifies a thing among others of its kind. */
export interface Key {
  /** Its name for people; one for each kind of key. */
  readonly title: string;
  /** Equal for equal keys of this title. */
  readonly value: string;
}

/**
 * What makes two rows of a dataset the same thing.
 * - `content`: rows have no key; equal rows are counted (a multiset).
 * - `key`: a row has one or more keys, listed from the strongest to the weakest, always in the same order. The strongest
 *   one that two rows both have decides whether they are the same thing.
 * - `period`: rows of one group must not share a day; the group's title is what a person calls it.
 */
export type Identity<V> =
  | { readonly by: 'content' }
  | { readonly by: 'key'; keys(record: V): readonly Key[] }
  | { readonly by: 'period'; group(record: V): string; readonly start: string; readonly end: string };

/** The fields of a dataset whose tables may be a matrix. */
export interface Matrix<K extends string = string> {
  readonly value: K;
  readonly country: K;
  readonly start: K;
  readonly end: K;
}

/** An amount that adds up over rows, and the fields by which its control totals are broken down. */
export interface Total<K extends string = string> {
  readonly field: K;
  /** Absent where the unit is fixed. */
  readonly unit?: K;
  readonly country?: K;
}

/** A narrowing of what a service lists: an option of `export`. */
export interface Filter {
  /** The option's name, as `status`. */
  readonly name: string;
  /** What it narrows by, for the help. */
  readonly note: string;
  /** The words that it takes; absent when it takes any. */
  readonly options?: readonly string[];
  /** Whether several values may be given, separated by commas. */
  readonly many: boolean;
  /** Whether nothing can be listed without it. */
  readonly required?: boolean;
}

/** The columns or fields that say which days a row is about. */
export interface RowPeriod<K extends string = string> {
  readonly start: K;
  /** The last day; absent where a row is about one day. */
  readonly end?: K;
}

/**
 * Titles of the columns that an export adds, hidden in a workbook: by them an edited export is known again. The id is the
 * service's, the hash is that of the row as it was exported, the version says when the service changed it last, the owner
 * whose data it is: provider, organisation or group, and host.
 */
export const markTitles = {
  remoteId: 'carbonsheet id',
  hash: 'carbonsheet hash',
  version: 'carbonsheet version',
  owner: 'carbonsheet owner',
} as const;

/** The key of the column of an export that has the service's id. */
export const idColumn = 'carbonsheet_id';

/** What an export of a dataset that can also be imported has besides its fields. */
export interface Exported {
  /** Columns that only the service fills, such as emissions; an import passes over them. */
  readonly columns: readonly ExportColumn[];
  readonly filters: readonly Filter[];
}

/** What is known of a dataset without its rules. */
export interface Heading {
  readonly title: string;
  readonly provider: ProviderName;
  readonly ways: 'import' | 'export' | 'import and export';
  /** One or two sentences for people: what a row is. */
  readonly summary: string;
  /** Names of datasets whose rows must be at the service before rows of this one, as suppliers before their periods. */
  readonly parents?: readonly string[];
}

/** A kind of row that can be imported. */
export interface ImportDataset<F extends Fields = Fields> extends Heading {
  readonly direction: 'import';
  readonly name: string;
  readonly fields: F;
  /** Groups of optional fields: a row needs a value in at least one of each group, a table at least one of its columns. */
  readonly oneOf?: readonly (readonly string[])[];
  /**
   * Rules over several fields of one row. In a row with a field that could not be read or has no column, the field is
   * absent, and a finding about a field that could not be read is dropped. `titleOf` gives a field's title in the user's table.
   */
  check(record: Values, titleOf: (field: string) => string): readonly RowFinding[];
  readonly identity: Identity<Values>;
  /** The fields by whose cell a person knows a row again, the best first: messages name it beside the row number. */
  readonly knownBy?: readonly string[];
  /**
   * Of which fields a row that asks to be deleted needs one, and no other field, where that is less than other rows need. A key
   * lacks where its fields do.
   */
  readonly deletedBy?: readonly string[];
  /**
   * For tables that have the amount `value` in columns titled by country, or by period (whose first and last day are `start`
   * and `end`): they can be read as one row for each such cell.
   */
  readonly matrix?: Matrix;
  /** The amount that adds up, if there is one: control totals sum it. */
  readonly total?: Total;
  /** Which days a row is about; absent where it is about none. Closed periods and the comparison of exports follow it. */
  readonly period?: RowPeriod;
  /** Whether the service deletes rows about days together with a row, as the sales periods of a sold product. */
  readonly takesPeriods?: true;
  /**
   * Fields in which rows of one thing may differ, as the contacts of a supplier that has a row for each: such rows are no
   * repeats of each other. Only where `identity` is by key.
   */
  readonly parts?: readonly string[];
  /** Given where the service's rows can be listed: then the dataset can be exported too, and an edited export imported. */
  readonly exported?: Exported;
}

/** A column of an export. */
export interface ExportColumn {
  readonly key: string;
  readonly title: string;
  /** `decimal`: a number as exact decimal text, whose digits are kept. */
  readonly kind: 'text' | 'number' | 'decimal' | 'date' | 'datetime';
  /** '' for text. */
  readonly unit: string;
  /** What the column means, for the explaining sheet. */
  readonly note: string;
  /**
   * What is shown below the column. `total`: a sum, only where amounts are all in one unit and add up. `spread`: of intensities
   * and shares, how many there are, the smallest, the median and the largest. @default nothing
   */
  readonly below?: 'total' | 'spread';
  /**
   * What the comparison of two exports takes the column for. `key`: it identifies the row, together with the other keys.
   * `input`: it is given to the service. `amount`: a figure of the service that adds up. `intensity`: one that does not, such as
   * a footprint per kilogram. @default nothing: it is not compared. Fields of an import dataset are inputs, its id is the key.
   */
  readonly compared?: 'key' | 'input' | 'amount' | 'intensity';
  /** Only the service fills it: an import passes over it. */
  readonly readOnly?: true;
  /** Not shown in a workbook. */
  readonly hidden?: true;
}

/** A kind of row that can be exported. */
export interface ExportDataset extends Heading {
  readonly direction: 'export';
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  /** The key of the column of moments by which rows are sorted. @default by the first column */
  readonly sortedBy?: string;
  /** What is assumed about the figures, for the explaining sheet. */
  readonly assumption?: string;
  readonly filters?: readonly Filter[];
  /** The columns that say which days a row is about. */
  readonly period?: RowPeriod;
}

export type Dataset = ImportDataset | ExportDataset;

/** A column of an export that holds text. @param compared See ExportColumn. */
export function textColumn(
  key: string,
  title: string,
  note: string,
  compared?: NonNullable<ExportColumn['compared']>,
): ExportColumn {
  return { key, title, kind: 'text', unit: '', note, ...(compared && { compared }) };
}

/** The names of a dataset's fields, sorted: the order in which marks of what was written count them. */
export function fieldNames({ fields }: Pick<ImportDataset, 'fields'>): readonly string[] {
  return Object.keys(fields).sort();
}

/** The fields that a table cannot do without, in groups of which one is enough. */
export function requiredGroups(dataset: ImportDataset): readonly (readonly string[])[] {
  const single = Object.entries(dataset.fields).flatMap(([name, { required }]) => (required ? [[name]] : []));
  return [...single, ...(dataset.oneOf ?? [])];
}

/** A name as identities compare it: case, width, repeated blanks and characters that nobody sees do not matter, accents do. */
export function sameName(name: string): string {
  const seen = name.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return seen.replace(/\s+/g, ' ').trim().toLowerCase();
}
