// Reads one row at the service by its id, as it is now.

import type { Values } from '../../datasets/dataset.js';
import type { Binding } from '../../providers/binding.js';
import { ServiceError } from '../../providers/http/http.js';

/** What services answer to an id that they do not have, or that cannot be one of theirs. */
const NO_ROW: ReadonlySet<number> = new Set([400, 404, 410, 422]);

/** The row at the service; undefined when it does not exist or cannot be read. */
export async function readRow(
  { readBack, writer }: Pick<Binding, 'readBack' | 'writer'>,
  remoteId: string,
): Promise<Values | undefined> {
  try {
    if (readBack) return await readBack(remoteId);
    return writer.by === 'row' ? (await writer.read?.(remoteId))?.values : undefined;
  } catch (error) {
    if (error instanceof ServiceError && NO_ROW.has(error.status)) return undefined;
    throw error;
  }
}
