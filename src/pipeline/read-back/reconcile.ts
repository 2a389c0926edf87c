// `reconcile`: takes the control totals of a run again: of an import, from its file, the ledger and the service as they are now; of
// an export, from its file.

import { importDatasetNamed } from '../../datasets/index.js';
import { findRun } from '../../ledger/find-run.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { interruption } from '../../problems/stop.js';
import { bindingFor } from '../../providers/index.js';
import { stopFor } from '../../providers/stop-for.js';
import { tally } from '../../report/summary.js';
import type { Reconciliation } from '../../report/totals/stations.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import { stationBooks } from '../reconcile/station-books.js';
import { readStored } from '../reconcile/stored-rows.js';
import { reconciliationOf, writeReconciliation } from '../reconcile/write-reconciliation.js';
import { rowBooks } from '../rows/book-rows.js';
import { requireAccountOf } from '../run/account-of-run.js';
import { fitRecords } from '../run/judge-rows.js';
import { migrationStop } from '../run/migration-stop.js';
import { recordedRows, resultOfRow } from '../run/recorded-rows.js';
import { reportStop } from '../run/report-stop.js';
import { requireWhole } from '../run/require-whole.js';
import { folderOf } from '../run/run-folder.js';
import { openSourceOfRun, type SourceOfRun } from '../run/source-of-run.js';
import type { Tools } from '../tools.js';
import { reconcileWritten } from './written-rows.js';

/** Which run to reconcile. */
export interface ReconcileRequest {
  /** A run's id, how it begins, or `last`. */
  readonly run: string;
}

/** A reconciled run. */
export interface FinishedReconciliation {
  readonly reconciliation: Reconciliation;
  /** Paths of the files written into the run's folder. */
  readonly files: readonly string[];
  /** 0 when the service holds what was sent, or the file of an export what was read; else 4. */
  readonly exitCode: 0 | 4;
}

/** So many rows are asked for by their ids; more are read as a list. */
const MOST_BY_ID = 25;

/**
 * Reconciles a run: reads from the service, writes nothing there. Of an export it reads the file alone.
 * @throws Stop: an unknown or pruned run, another account, a source that is gone or has changed, a service that cannot be read.
 */
export async function reconcileRun({ run: named }: ReconcileRequest, tools: Tools): Promise<FinishedReconciliation> {
  const ledger = await tools.openLedger();
  try {
    const run = await findRun(ledger, named);
    if (run.command === 'report') throw reportStop(run);
    if (run.command === 'migrate')
      throw migrationStop(run, { command: 'reconcile', parts: await ledger.children(run.id) });
    requireWhole(run, 'reconciled');
    if (run.command === 'export') {
      const reconciliation = await reconcileWritten(run, new Date(tools.clock.now()).toISOString());
      return await finished(run, reconciliation);
    }
    const source = await openSourceOfRun(run);
    try {
      return await reconcileFound(run, source, ledger, tools);
    } finally {
      await source.table.source.close();
    }
  } finally {
    await ledger.close();
  }
}

async function reconcileFound(
  run: RunRow,
  source: SourceOfRun,
  ledger: Ledger,
  tools: Tools,
): Promise<FinishedReconciliation> {
  const { mapping } = source.table;
  const dataset = await importDatasetNamed(run.dataset);
  const { session } = await tools.connect(dataset.provider);
  requireAccountOf(run, session);
  const open = await bindingFor(dataset);
  tools.tell({ kind: 'step', step: 'look up', done: 0, total: undefined });
  const stored = await readStored({
    run: run.id,
    dataset,
    binding: open(session),
    session,
    ledger,
    records: (isWanted) => fitRecords(source.table, source.equalRows, isWanted),
    isJustWritten: false,
    mostById: MOST_BY_ID,
    budget: Number.POSITIVE_INFINITY,
  }).catch((cause: unknown) => {
    throw stopFor(cause, dataset.provider);
  });
  tools.tell({ kind: 'end', step: 'look up' });
  const [stations, books, counts] = [stationBooks(mapping, stored), rowBooks(mapping, false), tally(dataset)];
  for await (const batch of recordedRows(source, ledger.results(run.id))) {
    if (tools.signal.aborted) throw interruption(tools.signal);
    for (const one of batch) {
      const result = resultOfRow(one, 'the run did not come to it');
      books?.add(one.row, result);
      counts.add(result, one.row.record);
      await stations.add(one.row, result);
    }
  }
  const about = {
    run: run.id,
    command: 'reconcile',
    dataset: run.dataset,
    provider: run.provider,
    file: run.file,
    sha256: run.sha256,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    totals: counts.totals(),
    ...(books && { reconciliation: books.reconciled() }),
  };
  const reconciliation = reconciliationOf(about, stations, stored.readBack);
  return finished(run, reconciliation);
}

async function finished(run: RunRow, reconciliation: Reconciliation): Promise<FinishedReconciliation> {
  const folder = folderOf(run);
  await makePrivateFolder(folder);
  const files = await writeReconciliation(folder, reconciliation);
  return { reconciliation, files, exitCode: reconciliation.isEqual ? 0 : 4 };
}
