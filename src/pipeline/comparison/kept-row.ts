// What an export keeps of each row in its run's folder, so that a later one can be compared with it: `rows.ndjson`, a line that
// says whose rows they are, then a line per row.

import { hash } from 'node:crypto';
import { z } from 'zod';

/** The file in the folder of an export's run. */
export const KEPT_ROWS = 'rows.ndjson';

/** The first line. */
export const keptHeader = z.object({
  version: z.literal(1),
  dataset: z.string(),
  /** See Session. */
  owner: z.string(),
});

/** A row, in few words: a line for each of many. */
export const keptRow = z.object({
  key: z.string(),
  label: z.string(),
  period: z.string(),
  /** Hash of the inputs. */
  inputs: z.string(),
  /** Exact decimals by measure. */
  figures: z.record(z.string(), z.string()),
  /** When the service gave the row. ISO 8601, UTC. */
  readAt: z.string(),
});

const HASH_CHARACTERS = 20;

/** What is kept of a row's inputs: equal for equal inputs. */
export function inputsHash(inputs: string): string {
  return hash('sha1', inputs, 'base64').slice(0, HASH_CHARACTERS);
}
