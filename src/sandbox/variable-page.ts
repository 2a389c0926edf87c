// Variable's paging: `page` in, `{count, page, pageSize, data}` out. The size of a page is the service's own.

import { z } from 'zod';
import type { SandboxContext } from './sandbox-app.js';
import type { Listing } from './tables.js';
import { take } from './variable-refusal.js';

/** As in the documented sample. */
const pageSize = 100;

const paging = z.object({ page: z.coerce.number().int().min(1).default(1) });

/** The page of `rows` that the query asks for. Throws a 400. */
export function pageOf<T>(context: SandboxContext, rows: Listing<T>, view: (row: T) => unknown): object {
  const { page } = take(paging, context.req.query());
  const data = rows.slice((page - 1) * pageSize, page * pageSize).map(view);
  return { count: rows.length, page, pageSize, data };
}
