// How far exports of changes have read each feed, and what they have exported of it. Only the interface and its types.

import type { Target } from './ledger.js';

/** What was exported of one row. */
export interface ExportedMark {
  /** The moment of its last change by the feed, verbatim; '' when the feed did not name it. */
  readonly stamp: string;
  /** Differs where the row differs, as far as it is known without the feed. */
  readonly digest: string;
}

/** A row that an export has written; without a mark, it is gone. */
export interface MarkedRow {
  readonly id: string;
  readonly mark?: ExportedMark;
}

/** The cursors of all feeds. What a run notes counts only once its cursor is moved. */
export interface Cursors {
  /** The newest moment that was read of a feed, verbatim; '' when nothing has ever changed; undefined before the first export. Read it
   * before the marks: it lets the last export's count. */
  cursor(target: Target): Promise<string | undefined>;

  /** What was exported of these rows. */
  marks(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, ExportedMark>>;

  /** The ids of all exported rows that are not gone, many at a time. */
  ids(target: Target): AsyncIterable<readonly string[]>;

  /** Notes rows of a run that is going on. */
  noteMarks(run: string, rows: readonly MarkedRow[]): Promise<void>;

  /** Moves the cursor, and lets count what the run has noted: both or nothing, durably. */
  moveCursor(target: Target, run: string, stamp: string): Promise<void>;
}
