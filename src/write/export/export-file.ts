// What an export is while it is written, whatever its format.

/** A row keyed by column key; null, or no such key, is a blank cell. */
export type ExportRow = Readonly<Record<string, string | number | null>>;

/** An export in the making. */
export interface ExportFile {
  /** Adds a row. Wait for what it returns, if anything, before the next. */
  add(row: ExportRow): Promise<void> | void;
  /** Finishes the file and gives it its name. */
  close(): Promise<void>;
  /** Takes the unfinished file away; an older one of that name stays as it was. */
  discard(): Promise<void>;
}

/** What a workbook says about itself. */
export interface ExportOrigin {
  readonly exportedAt: Date;
  /** When the last of it was read. @default not told */
  readonly readTo?: Date;
  /** Where the rows come from, for people: service, account, filters. */
  readonly from: string;
}
