// The kinds of field a dataset can have, as data: reading, validation, templates and documentation all follow from it.

/** The languages of the column titles. `da` includes Norwegian, which is often the same. */
export const languages = ['en', 'es', 'de', 'fr', 'sv', 'it', 'pt', 'nl', 'pl', 'da', 'fi', 'cs'] as const;
type Language = (typeof languages)[number];

/** Column titles that stand for a field, beside its own title and name. Only English is required. */
export type Aliases = { readonly en: readonly string[] } & Readonly<Partial<Record<Language, readonly string[]>>>;

/** The title of a yearly field in a year: its own title names one year as an example. */
export function titleInYear(title: string, year: string): string {
  return title.replace(/\d{4}/, year);
}

/** What a field is called where all its values are meant: a yearly one without the year of its example. */
export function fieldTitle(fields: Readonly<Record<string, Field>>, name: string): string {
  const { kind, title = name } = fields[name] ?? {};
  return kind === 'yearly' ? title.replace(/ ?\d{4}/, '') : title;
}

/** The units that the numbers of a field can be in; `share` is a part of 1. */
export type FixedUnit = 't' | 'kg CO2e' | 'pcs' | '%' | '% vol' | 'share';

interface Common {
  /** The column's title in templates. */
  readonly title: string;
  /** What the field means and its rule, for a template's cell note and the documentation. */
  readonly note: string;
  /** What a cell may hold; used in templates, so it must be valid. */
  readonly example: string;
  readonly aliases: Aliases;
  /** Titles of any language that may mean the field where no column has one of its own: a guess, which is to be confirmed. */
  readonly weakAliases?: readonly string[];
  readonly required: boolean;
  /** Given where the service lists what the field may hold: a template of an account offers it. */
  readonly listed?: Listed;
}

/** Where values of a field are listed. */
export interface Listed {
  /** The dataset whose rows have them. */
  readonly dataset: string;
  /** The key of their column in an export of it. */
  readonly column: string;
  /** The columns that say what a value stands for. */
  readonly beside?: readonly string[];
  /**
   * - `reference`: a value names one row. One that several rows have names none of them.
   * - `word`: one of the service's words.
   * - `used`: what earlier rows have; new rows may have others.
   */
  readonly as: 'reference' | 'word' | 'used';
}

/** Free text, trimmed; lengths in characters (UTF-16 units). */
export interface TextField extends Common {
  readonly kind: 'text';
  readonly min?: number;
  readonly max?: number;
  /** It often has one value in all rows of a file, as a sector does. */
  readonly repeats?: true;
}
/** A code: text whatever type the cell has, never coerced. */
export interface IdentifierField extends Common {
  readonly kind: 'identifier';
  readonly max?: number;
}
/** A GTIN: digits, at most 14, check digit verified (GS1 General Specifications, 7.9). */
export interface GtinField extends Common {
  readonly kind: 'gtin';
}
export interface UuidField extends Common {
  readonly kind: 'uuid';
}
export interface UrlField extends Common {
  readonly kind: 'url';
}
export interface NumberField extends Common {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
  /** Greater than this. */
  readonly above?: number;
  /** The field that says the unit of this amount. A unit in the title or in the cell counts as well. */
  readonly unitField?: string;
  /** Whether the amount excludes tax: a title that does not say so leads to a question. */
  readonly taxed?: true;
  /** The only unit that the number is in, where no field says it: amounts in another one are converted. */
  readonly unit?: FixedUnit;
}
/** A share from 0 to 1; a cell shown as 25 % is 0.25. */
export interface ShareField extends Common {
  readonly kind: 'share';
}
/** A calendar day, `YYYY-MM-DD` once read. */
export interface DateField extends Common {
  readonly kind: 'date';
  /** Which days it may hold: of something bought or sold, in a plausible range of years (an option); `past`: none after today. */
  readonly range?: 'plausible' | 'past' | undefined;
  /** In a field where periods start or end: which day a month, quarter or year stands for. */
  readonly edge?: 'first' | 'last';
}
/** A country, ISO 3166-1 alpha-2 once read. */
export interface CountryField extends Common {
  readonly kind: 'country';
}
/** One of a few words; each may have synonyms that people type. */
export interface ChoiceField extends Common {
  readonly kind: 'choice';
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** Taken when the cell is empty. */
  readonly fallback?: string;
}
/** Several texts in one cell, separated by `;` or `|`. */
export interface ListField extends Common {
  readonly kind: 'list';
}
/**
 * Numbers in columns titled by year (`2024`, `Sales 2025 (t)`): year -> number. The field's own title names a year too, so
 * that a template is valid as it is.
 */
export interface YearlyField extends Common {
  readonly kind: 'yearly';
  /** The only unit that the numbers are in. */
  readonly unit: FixedUnit;
  readonly min?: number;
}

export type Field =
  | TextField
  | IdentifierField
  | GtinField
  | UuidField
  | UrlField
  | NumberField
  | ShareField
  | DateField
  | CountryField
  | ChoiceField
  | ListField
  | YearlyField;

/** What a field holds once read. */
export type ValueOf<F extends Field> = F extends NumberField | ShareField
  ? number
  : F extends ListField
    ? readonly string[]
    : F extends YearlyField
      ? Readonly<Record<string, number>>
      : string;

/** Any field's value. */
export type FieldValue = string | number | readonly string[] | Readonly<Record<string, number>>;

/** The only unit that the numbers of a field are in; undefined where another field says it, or they are no numbers. */
export function fixedUnitOf(field: Field | undefined): FixedUnit | undefined {
  if (field?.kind === 'share') return 'share';
  return field?.kind === 'number' || field?.kind === 'yearly' ? field.unit : undefined;
}
