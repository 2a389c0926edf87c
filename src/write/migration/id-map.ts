// idmap.csv: the id of each row in both accounts.

import { type CsvOptions, openCsv } from '../files/csv.js';
import { orLeave } from '../files/or-leave.js';

/** A row in both accounts. */
export interface IdPair {
  readonly dataset: string;
  readonly sourceId: string;
  readonly targetId: string;
  /** The text by which a person knows the row. */
  readonly key: string;
}

const layout: CsvOptions = {
  delimiter: ',',
  byteOrderMark: false,
  columns: ['dataset', 'source_id', 'target_id', 'key'],
};

/** Writes the file. Throws a Stop of kind `output`. */
export async function writeIdMap(path: string, pairs: AsyncIterable<IdPair>): Promise<void> {
  const file = await openCsv(path, layout);
  await orLeave(file, async () => {
    for await (const { dataset, sourceId, targetId, key } of pairs)
      await file.write([dataset, sourceId, targetId, key]);
    await file.close();
  });
}
