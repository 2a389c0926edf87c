// What the filling of a workbook from another service reports: which cells stay empty, and why. Data alone.

/** A cell that stays empty. */
export interface EmptyCell {
  readonly sheet: string;
  /** As Excel shows it. */
  readonly row: number;
  readonly product: string;
  /** The title of the column. */
  readonly column: string;
  readonly why: string;
  /** What the source says instead; '' where it says nothing. */
  readonly known: string;
  /** What the cell may be; nothing is filled in by it. */
  readonly suggestion: string;
}

/** A product of the source, or a year of it, that has no row. */
export interface WithoutRow {
  readonly product: string;
  readonly sourceId: string;
  readonly why: string;
}

/** The summary: what summary.json holds and --json prints. */
export interface FilledSummary {
  readonly version: 1;
  readonly run: string;
  readonly command: 'migrate';
  /** The dataset that the workbook is a template of. */
  readonly dataset: string;
  readonly provider: string;
  /** The accounts, for people. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly counts: { readonly products: number; readonly rows: number; readonly complete: number };
  /** By the title of the column: how many of its cells are empty. */
  readonly empty: Readonly<Record<string, number>>;
  readonly cells: readonly EmptyCell[];
  readonly without: readonly WithoutRow[];
  readonly exitCode: 0;
  readonly folder: string;
  readonly file: string;
}
