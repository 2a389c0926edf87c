// Dcycle's paging: `page` and `size` in, `{items, total, page, size, pages}` out.

import { z } from 'zod';
import { take } from './dcycle-refusal.js';
import type { SandboxContext } from './sandbox-app.js';
import type { Listing } from './tables.js';

// The default is documented for sibling lists; the cap is assumed (the largest size in the provider's own examples).
const paging = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(50),
});

export interface Page {
  readonly items: readonly unknown[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
}

/** The page of `rows` that the query asks for. Throws a 422. */
export function pageOf<T>(context: SandboxContext, rows: Listing<T>, view: (row: T) => unknown): Page {
  const { page, size } = take(paging, context.req.query(), 'query');
  const items = rows.slice((page - 1) * size, page * size).map(view);
  return { items, total: rows.length, page, size, pages: Math.ceil(rows.length / size) };
}
