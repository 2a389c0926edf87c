// What of an account does not move: whole datasets that a service calculates or lets nobody write, and products and periods of
// Dcycle without sales, which only sales create.

import type { ImportDataset, ProviderName } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import type { Session } from '../../providers/session.js';
import type { RowLeft, UnmovedDataset } from '../../report/migration.js';
import type { Tools } from '../tools.js';
import type { HeldBack } from './held-back.js';
import { type LackingIds, lackedParent } from './movable.js';
import { DECLINED, hasSnapshot, type MovingRow, snapshotRows, takeSnapshot, wholeSnapshot } from './source-rows.js';

const CALCULATED = 'the service calculates it for the rows of the target';

const unmovable: Readonly<Record<ProviderName, readonly UnmovedDataset[]>> = {
  carboncloud: [
    { what: 'footprints', why: CALCULATED },
    { what: 'baselines', why: CALCULATED },
    {
      what: 'engagements',
      why: 'the answers of suppliers belong to the group that asked; invite them from the target',
    },
  ],
  dcycle: [
    { what: 'sold-products', why: 'the API cannot create one; it comes with its country sales' },
    { what: 'sales-periods', why: 'the API cannot create one; it comes with its country sales' },
    { what: 'period-emissions', why: CALCULATED },
    { what: 'import-sessions', why: 'the API cannot create one for a file of the past; a session lasts a day' },
    { what: 'custom emission factors', why: 'the API does not list them; create them at the target' },
    { what: 'files', why: 'the API does not list them; upload them at the target' },
  ],
  variable: [
    { what: 'product-impacts', why: CALCULATED },
    { what: 'variable-units', why: 'the API cannot create one; the target has units of its own' },
    {
      what: 'bills of materials',
      why: 'carbonsheet does not read materials, energy and processes; model them at the target',
    },
  ],
};

/** The datasets of a service that do not move. @param moved those that do */
export function unmovedDatasets(provider: ProviderName, moved: readonly string[]): readonly UnmovedDataset[] {
  const invites = { what: 'invites', why: 'they send mail: they move only when you name them' };
  const named = provider === 'carboncloud' && !moved.includes('invites') ? [invites] : [];
  return [...named, ...unmovable[provider]];
}

/** The datasets whose rows come into being with country sales. */
const WITH_SALES = ['sold-products', 'sales-periods'] as const;

/** Reads the products and periods of the source, where its country sales move. */
export async function noteSalesParents(
  moved: readonly string[],
  source: Session,
  folder: string,
  tools: Pick<Tools, 'signal' | 'tell'>,
): Promise<void> {
  if (!moved.includes('country-sales')) return;
  for (const name of WITH_SALES)
    if (!hasSnapshot(folder, name)) await takeSnapshot(await importDatasetNamed(name), source, folder, tools);
}

/** The rows of the source that stay there: also those whose parent does, and products and periods without sales. */
export async function rowsThatStay(
  datasets: readonly ImportDataset[],
  folder: string,
  { lacking, heldBack }: { readonly lacking: LackingIds; readonly heldBack: ReadonlyMap<string, HeldBack> },
): Promise<readonly RowLeft[]> {
  const left: RowLeft[] = [];
  for (const dataset of datasets)
    for await (const row of wholeSnapshot(folder, dataset.name)) {
      const lacked = lackedParent(dataset, row.values, lacking);
      const why =
        row.stays ?? heldBack.get(dataset.name)?.get(row.id) ?? (lacked && `its ${lacked} was not carried over`);
      if (why !== undefined) left.push(notMoved(dataset.name, row, why));
    }
  return [...left, ...(await rowsWithoutSales(folder))];
}

async function rowsWithoutSales(folder: string): Promise<readonly RowLeft[]> {
  if (!WITH_SALES.every((name) => hasSnapshot(folder, name))) return [];
  const sold = new Set<string>();
  for await (const { values } of snapshotRows(folder, 'country-sales')) {
    sold.add(placeOf('sold-products', values));
    sold.add(placeOf('sales-periods', values));
  }
  const left: RowLeft[] = [];
  for (const dataset of WITH_SALES)
    for await (const row of snapshotRows(folder, dataset))
      if (!sold.has(placeOf(dataset, row.values))) left.push(notMoved(dataset, row, NO_SALES));
  return left;
}

const NO_SALES = 'it has no country sales, and the API creates it only with them';

/** Whether a row stays as it should, and nothing is wrong about that. */
export function staysRightly({ message }: Pick<RowLeft, 'message'>): boolean {
  return message === NO_SALES || message === DECLINED;
}

function notMoved(dataset: string, { id, key }: Pick<MovingRow, 'id' | 'key'>, message: string): RowLeft {
  return { dataset, key, sourceId: id, status: 'not moved', code: '', message };
}

function placeOf(dataset: string, { product_id, start_date, end_date }: MovingRow['values']): string {
  return JSON.stringify(dataset === 'sold-products' ? [product_id] : [product_id, start_date, end_date]);
}
