// Keeps the rows of an account in a file until all have arrived: only then are all columns known.

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ExportRow } from '../../write/export/export-file.js';
import { openLines } from '../../write/files/lines.js';
import { makeTemporaryFolder } from '../run/temporary-folder.js';

/** Rows that are kept. */
export interface KeptRows {
  /** Wait for what it returns, if anything, before the next. */
  add(row: ExportRow): Promise<void> | void;
  /** The keys of all rows so far. */
  readonly keys: ReadonlySet<string>;
  /** How many there are. */
  readonly count: number;
  /** All rows, in their order; none can be added any more. */
  rows(): AsyncIterable<ExportRow>;
  /** Removes the file. */
  discard(): Promise<void>;
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Starts with no rows. */
export async function keepRows(): Promise<KeptRows> {
  const folder = await makeTemporaryFolder();
  const path = join(folder.path, 'rows.ndjson');
  const lines = await openLines(path);
  const keys = new Set<string>();
  let count = 0;
  return {
    keys,
    get count() {
      return count;
    },
    add(cells) {
      count += 1;
      for (const key of Object.keys(cells)) keys.add(key);
      return lines.write(`${JSON.stringify(cells)}\n`);
    },
    async *rows() {
      await lines.close();
      for await (const line of createInterface({
        input: createReadStream(path, 'utf8'),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        yield row.parse(JSON.parse(line));
      }
    },
    async discard() {
      await lines.discard();
      await folder.remove();
    },
  };
}
