// The records of a CSV file that carbonsheet wrote, one by one.

import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import Papa from 'papaparse';
import { z } from 'zod';

const record = z.array(z.string());

/** The records, the header first. */
export async function* readCsvRows(path: string): AsyncGenerator<readonly string[]> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: ',', skipEmptyLines: true });
  // An error of the file ends the loop below.
  pipeline(createReadStream(path, 'utf8'), parser, () => undefined);
  for await (const row of parser) yield record.parse(row);
}
