// `migrate --verify`: compares both accounts again, by what the ledger knows of all migrations between them.

import { join } from 'node:path';
import { importDatasetNamed } from '../../datasets/index.js';
import { Stop } from '../../problems/stop.js';
import type { MigrationSummary } from '../../report/migration.js';
import { migrationTables } from '../../report/migration-tables.js';
import { writeTablesBook } from '../../write/delta/tables-book.js';
import { writeJson } from '../run/write-summary.js';
import type { Tools } from '../tools.js';
import type { Accounts } from './accounts.js';
import { inLedger } from './in-ledger.js';
import type { Migrated, MigrateRequest } from './migration-request.js';
import { knownMigrations, summed } from './migration-run.js';
import { datasetsToMove, type IdMaps } from './movable.js';
import { carriedRows, idsOf } from './move-dataset.js';
import { ownRows } from './own-rows.js';
import { compareAccounts, type KnownRows } from './parity.js';

/** What is known of the rows of both accounts. @param folders those of the migrations between both accounts, the latest first. */
export function knownRows(folders: readonly string[], ids: IdMaps, accounts: Accounts, tools: Tools): KnownRows {
  const { accountKey } = accounts.target;
  return {
    ids,
    ownIds: (dataset) => inLedger(tools, (ledger) => ownRows(dataset, folders, { ledger, accountKey })),
  };
}

/** Compares both accounts by what the ledger knows of all migrations between them. Sends nothing. */
export async function verifyLatest(
  request: Pick<MigrateRequest, 'provider' | 'datasets'>,
  accounts: Accounts,
  tools: Tools,
): Promise<Migrated> {
  const { source, target } = accounts;
  const migrations = (await inLedger(tools, (ledger) => knownMigrations(ledger, accounts))) ?? [];
  const [latest] = migrations;
  if (latest === undefined) throw noMigration(accounts);
  const moved = new Set(migrations.flatMap(({ datasets }) => datasets));
  const named = request.datasets.length > 0 ? request.datasets : [...moved];
  const datasets = await Promise.all(datasetsToMove(request.provider, named).map(importDatasetNamed));
  const ids = new Map<string, ReadonlyMap<string, string>>();
  for (const { name } of datasets) {
    const carried = await carriedRows(name, accounts, tools);
    if (carried) ids.set(name, idsOf(carried));
  }
  const startedAt = new Date(tools.startedAt ?? tools.clock.now()).toISOString();
  const folders = migrations.map(({ run }) => run.folder);
  const parity = await compareAccounts(datasets, accounts, knownRows(folders, ids, accounts, tools), tools);
  const { id, folder } = latest.run;
  tools.tell({ kind: 'within', run: id });
  const summary: MigrationSummary = {
    version: 1,
    run: id,
    command: 'migrate',
    provider: request.provider,
    from: source.owner,
    to: target.owner,
    startedAt,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    dryRun: true,
    datasets: [],
    counts: summed([]),
    lost: [],
    unmoved: [],
    left: [],
    parity,
    exitCode: parity.isEqual ? 0 : 4,
    folder,
  };
  const book = join(folder, 'parity.xlsx');
  const json = join(folder, 'parity.json');
  await writeTablesBook(book, new Date(summary.finishedAt), migrationTables(summary));
  await writeJson(json, summary);
  return { summary, stop: undefined, stops: [], isUnconfirmed: false, files: [book, json] };
}

function noMigration({ source, target }: Accounts): Stop {
  const message = `the ledger knows no migration from ${source.owner} to ${target.owner}`;
  return new Stop('usage', 'NO_SUCH_RUN', message, 'migrate first, or name the ledger of the migration with --ledger');
}
