// Processes a submitted import into sold products, their periods and country sales.

import type { ImportSession, SalesPeriod, SoldProduct } from '../../store/records.js';
import type { Store } from '../../store/store.js';
import { type CheckedRow, checkRows } from './check-rows.js';
import { templateOfSession } from './template.js';

/** Processes every submitted import that is due. */
export function applyDueImports(store: Store, now: number, newId: () => string): void {
  for (const session of store.imports.rows()) {
    if (session.status !== 'submitting' || session.processedAtMs === null || now < session.processedAtMs) continue;
    store.imports.put({ ...session, status: 'submitted' });
    apply(store, session, newId);
  }
}

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly periods: Map<string, SalesPeriod & { readonly sales: SalesPeriod['sales'][number][] }>;
}

/**
 * Adds the valid rows. A sale is stored as often as it is sent: the documentation leaves it to the caller to avoid duplicates.
 */
function apply(store: Store, session: ImportSession, newId: () => string): void {
  const drafts = new Map<string, Draft>();
  const idsByName = new Map(store.soldProducts.rows().map(({ id, name }) => [name, id]));
  const { columns } = templateOfSession(session);
  for (const { data: read, errors } of checkRows(session, (id) => store.soldProducts.get(id) !== undefined)) {
    if (errors.length > 0) continue;
    const data = Object.fromEntries(columns.map(({ key, stands }) => [stands, read[key] ?? null]));
    const name = String(data.product_name ?? '');
    const id = typeof data.product_id === 'string' ? data.product_id : (idsByName.get(name) ?? newId());
    const draft = drafts.get(id) ?? draftOf(store.soldProducts.get(id) ?? { id, name, periods: [] });
    drafts.set(id, draft);
    idsByName.set(draft.name, id);
    addSale(draft, data, newId);
  }
  for (const { id, name, periods } of drafts.values())
    store.soldProducts.put({ id, name, periods: [...periods.values()] });
}

function draftOf({ id, name, periods }: SoldProduct): Draft {
  const drafted = periods.map((period) => ({ ...period, sales: [...period.sales] }));
  return { id, name, periods: new Map(drafted.map((period) => [`${period.start_date} ${period.end_date}`, period])) };
}

function addSale(draft: Draft, data: CheckedRow['data'], newId: () => string): void {
  const start_date = String(data.start_date);
  const end_date = String(data.end_date);
  const key = `${start_date} ${end_date}`;
  const period = draft.periods.get(key) ?? { id: newId(), start_date, end_date, sales: [] };
  draft.periods.set(key, period);
  period.sales.push({ country: String(data.country), quantity: Number(data.quantity) });
}
