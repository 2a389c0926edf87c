// What two exports of a dataset are compared by: their rows, each with its key, its inputs, its period and its figures. Leaves to
// pipeline/delta where the rows come from.

/** A figure that is compared. */
export interface Measure {
  /** Its column; with the unit of the row behind it where a column says the unit. */
  readonly key: string;
  readonly title: string;
  /** '' where the service does not say it. */
  readonly unit: string;
  /** Whether it adds up. A footprint per kilogram does not. */
  readonly adds: boolean;
}

/** A row of an export. */
export interface ComparableRow {
  /** Equal for one row in both exports; no other row of its export has it. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  /** As `2025-03`; '' where the row has none. */
  readonly period: string;
  /** Equal for equal inputs. */
  readonly inputs: string;
  /** The figures that the row has, as exact decimals, by the key of their measure. */
  readonly figures: Readonly<Record<string, string>>;
}

/** Why a row is not what it was. */
export const parts = ['new', 'gone', 'moved', 'edited', 'recalculated'] as const;

export type Part = (typeof parts)[number];

/** A row before and after; one of them is absent where the row is new or gone. */
export interface RowChange<R extends ComparableRow = ComparableRow> {
  readonly part: Part | 'unchanged';
  readonly before: R | undefined;
  readonly after: R | undefined;
}
