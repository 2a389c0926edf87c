// Rows of exports, all of them.

import type { ExportValue, Filters } from '../../../src/providers/binding.js';
import { exporterFor } from '../../../src/providers/index.js';
import type { Session } from '../../../src/providers/session.js';
import { openerOf } from '../connecting.js';

export const countrySales = await openerOf('country-sales', 'dcycle');

/** What an exporter of Dcycle gives. */
export async function exporterRows(
  name: string,
  session: Session,
  filters: Filters = {},
): Promise<readonly Readonly<Record<string, ExportValue>>[]> {
  const { rows } = await exporterFor({ name, provider: 'dcycle' });
  const list: Readonly<Record<string, ExportValue>>[] = [];
  for await (const row of rows(session, filters)) list.push(row);
  return list;
}
