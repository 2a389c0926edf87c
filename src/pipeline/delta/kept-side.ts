// The rows that the run of an export kept, as one side of a comparison.

import { join } from 'node:path';
import type { Dataset } from '../../datasets/dataset.js';
import { exportableNamed } from '../../datasets/index.js';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { comparisonOf } from '../comparison/comparison.js';
import { jsonLines } from '../comparison/json-lines.js';
import { KEPT_ROWS, keptHeader, keptRow } from '../comparison/kept-row.js';
import { exportedTable } from '../export/exported-table.js';
import { folderOf } from '../run/run-folder.js';
import type { Side } from './side.js';

/** @throws Stop `NO_KEPT_ROWS` for a run whose rows are gone. */
export async function keptSide(run: RunRow): Promise<Side> {
  const path = join(folderOf(run), KEPT_ROWS);
  const header = await headerOf(run, path);
  const dataset = await exportableNamed(header.dataset);
  return {
    name: `${run.id} (${run.file})`,
    dataset,
    datasets: [dataset.name],
    comparison: comparisonOf(dataset, columnsOf(dataset)),
    inputs: undefined,
    owners: () => [header.owner],
    async *rows() {
      for await (const { number, value } of jsonLines(path)) {
        if (number === 1) continue;
        const row = keptRow.safeParse(value);
        if (!row.success) throw noRows(run, `line ${number} of ${path} is not as it was written`);
        yield row.data;
      }
    },
    close: async () => undefined,
  };
}

/** Whose rows the run of an export kept; undefined where they are gone. */
export async function keptOwner(run: RunRow): Promise<string | undefined> {
  const header = await headerOf(run, join(folderOf(run), KEPT_ROWS)).catch(() => undefined);
  return header?.owner;
}

/** Whose rows the run of an export kept. Throws a Stop where they are gone. */
async function headerOf(run: RunRow, path: string): Promise<{ readonly dataset: string; readonly owner: string }> {
  try {
    for await (const { value } of jsonLines(path)) {
      const header = keptHeader.safeParse(value);
      if (header.success) return header.data;
      break;
    }
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    throw noRows(run, `there is no file ${path}`);
  }
  throw noRows(run, `${path} is not as it was written`);
}

function columnsOf(dataset: Dataset) {
  return exportedTable(dataset, new Set()).columns;
}

function noRows({ id }: RunRow, why: string): Stop {
  return new Stop(
    'input',
    'NO_KEPT_ROWS',
    `the rows of export ${id} are gone: ${why}`,
    'compare the exported files instead',
  );
}
