// Which rows an export was asked for, out of the ledger: exports of the same question are compared, and one stands for another.

import { z } from 'zod';
import type { RunRow } from '../../ledger/ledger.js';

/** What of a request says where, how and when rows are written, and not which. */
const FORM = ['out', 'html', 'runsDir', 'force', 'format', 'columns', 'askedAt', 'sheetRows'];

/** Which rows an export was asked for; equal for equal questions. */
export function questionOf({ request }: Pick<RunRow, 'request'>): string {
  const asked = z.record(z.string(), z.unknown()).safeParse(request).data ?? {};
  return JSON.stringify(
    Object.entries(asked)
      .filter(([name, value]) => !FORM.includes(name) && !isDefault(value))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** An option that is left out asks the same as one that narrows nothing. */
function isDefault(value: unknown): boolean {
  return value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

const narrowed = z.object({ changed: z.boolean().optional(), filters: z.record(z.string(), z.unknown()).optional() });

/** Whether an export holds only what had changed, as asked for with --changed or --since. Lists of changes are whole. */
export function isOfChanges({ request, dataset }: Pick<RunRow, 'request' | 'dataset'>): boolean {
  const { changed, filters } = narrowed.safeParse(request).data ?? {};
  return changed === true || (filters?.since !== undefined && !dataset.startsWith('updated-'));
}
