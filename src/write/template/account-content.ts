// What an account adds to a template: the values of its dropdowns, and its rows. The pipeline reads them.

import type { BookTable } from '../delta/tables-book.js';
import type { ExportRow } from '../export/export-file.js';

/** What an account adds to a template. */
export interface AccountContent {
  readonly filledAt: Date;
  /** Whose account it is, for people. */
  readonly from: string;
  /** By field; undefined where nobody asked for it. */
  readonly lists?: ReadonlyMap<string, AccountList> | undefined;
  /** Undefined where nobody asked for them. */
  readonly rows?: AccountRows | undefined;
  /** Sheets about the rows, behind them. */
  readonly explained?: readonly BookTable[];
}

/** The values of a field, or why there are none. */
export type AccountList =
  | {
      readonly kind: 'list';
      /** Equal for fields with the same values. */
      readonly source: string;
      readonly values: readonly string[];
      /** What each value stands for; '' where nothing is known. */
      readonly meanings: readonly string[];
      /** Whether a new row may have another value. */
      readonly isOpen: boolean;
      /** Values that stand for several things, and are not in the list. */
      readonly ambiguous: number;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'too many'; readonly count: number }
  | { readonly kind: 'refused'; readonly why: string };

/** The rows of an account. */
export interface AccountRows {
  readonly count: number;
  /** The keys of all their cells: a field by year has one for each year, as `field.2025`. */
  readonly keys: ReadonlySet<string>;
  /** They come from another service: nothing identifies them at the one of the dataset. */
  readonly areNew?: true;
  rows(): AsyncIterable<ExportRow>;
}

/** The most values that a dropdown shows (Microsoft: "Data validation", list limits). */
export const MOST_CHOICES = 32_767;
