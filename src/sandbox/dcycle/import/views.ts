// Answers about import sessions and their rows.

import { z } from 'zod';
import { sandboxAccount } from '../../account.js';
import type { SandboxContext } from '../../sandbox-app.js';
import type { ImportSession } from '../../store/records.js';
import { take } from '../refusal.js';
import type { CheckedRow } from './check-rows.js';
import { isExpired } from './session.js';

const rowPaging = z.object({
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
  errors_only: z.enum(['true', 'false']).default('false'),
});
/** The number of errors in all rows. */
export function countErrors(rows: readonly CheckedRow[]): number {
  return rows.reduce((sum, { errors }) => sum + errors.length, 0);
}

/** A page of rows, and the totals of all rows. Throws a 422. */
export function rowsView(context: SandboxContext, rows: readonly CheckedRow[]): object {
  const { page, page_size, errors_only } = take(rowPaging, context.req.query(), 'query');
  const wrong = rows.filter(({ errors }) => errors.length > 0);
  const shown = errors_only === 'true' ? wrong : rows;
  const errors_by_column: Record<string, number> = {};
  for (const { column } of wrong.flatMap(({ errors }) => errors))
    errors_by_column[column] = (errors_by_column[column] ?? 0) + 1;
  return {
    total_rows: rows.length,
    valid_rows: rows.length - wrong.length,
    error_rows: wrong.length,
    total_errors: countErrors(rows),
    errors_by_column,
    rows: shown.slice((page - 1) * page_size, page * page_size),
    page,
    page_size,
    pages: Math.ceil(shown.length / page_size),
  };
}

/** A session's status, with its expiry. */
export function statusNow(session: ImportSession, now: number): string {
  return session.processedAtMs === null && isExpired(session, now) ? 'expired' : session.status;
}

/** The answer to opening a session. */
export function openedView(session: ImportSession): object {
  return {
    import_id: session.id,
    file_name: session.file_name,
    total_rows: session.cells.length,
    detected_header_row: session.detected_header_row,
    source_columns: session.source_columns,
    sample_rows: session.cells.slice(0, 5),
    numeric_locale: session.numeric_locale,
    sheets: session.sheets,
    selected_sheet: session.selected_sheet,
  };
}

/** A session in the list of sessions. */
export function sessionView(session: ImportSession, now: number): object {
  return {
    import_id: session.id,
    template_id: session.template_id,
    user_id: sandboxAccount.DCYCLE_USER_ID,
    file_name: session.file_name,
    file_id: session.file_id,
    total_rows: session.cells.length,
    status: statusNow(session, now),
    created_at: session.created_at,
  };
}
