// What earlier imports into the same account tell of rows: the documents that came from other files, and the usual amounts.

import type { KeptGroup } from './kept-amounts.js';

/** What is known of earlier imports. */
export interface History {
  /** The file of another name that a document was imported from; `document` as documentsOf() in dedup/ has it. */
  readonly fileOf: (document: string) => string | undefined;
  /** What was kept of the amounts that they sent. */
  readonly amounts: readonly KeptGroup[];
}
