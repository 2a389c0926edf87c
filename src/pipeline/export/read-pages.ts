// The rows of an export as they come from the service, many at a time.

import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import type { Changes, Filters } from '../../providers/binding.js';
import { bindingFor, exporterFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { exportedRow } from './exported-table.js';

/** The rows of an export, a page at a time. */
export async function* exportPages(
  dataset: ImportDataset | ExportDataset,
  session: Session,
  filters: Filters,
): AsyncGenerator<readonly ExportRow[]> {
  if (dataset.direction === 'export') {
    const { pages, rows } = await exporterFor(dataset);
    yield* pages?.(session, filters) ?? each(rows(session, filters));
    return;
  }
  const { pages, rows } = (await bindingFor(dataset))(session);
  if (rows === undefined)
    throw new Error(`${dataset.name} is to be exported, and ${dataset.provider} lists no rows of it`);
  for await (const page of pages?.(filters) ?? each(rows(filters)))
    yield page.map((row) => exportedRow(dataset, row, session.owner));
}

/** The rows of an export as they come. */
export async function* exportRows(
  dataset: ImportDataset | ExportDataset,
  session: Session,
  filters: Filters,
): AsyncGenerator<ExportRow> {
  for await (const page of exportPages(dataset, session, filters)) yield* page;
}

/** What has changed of a dataset; undefined where its service does not say. */
export async function exportChanges(
  dataset: ImportDataset | ExportDataset,
  session: Session,
): Promise<Changes<ExportRow> | undefined> {
  if (dataset.direction === 'export') return (await exporterFor(dataset)).changes?.(session);
  const changes = (await bindingFor(dataset))(session).changes?.();
  if (changes === undefined) return undefined;
  return {
    ...changes,
    rows: async (items) => (await changes.rows(items)).map((row) => exportedRow(dataset, row, session.owner)),
  };
}

async function* each<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  for await (const item of items) yield [item];
}
