// The run of a migration: its folder and its row in the ledger, and the one that was stopped and goes on.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import type { OnExisting } from '../../plan/action.js';
import type { Counts } from '../../plan/result.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import { makeRunFolder, newRunId } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import type { Accounts } from './accounts.js';
import { keptAgreement } from './agreement.js';
import { inLedger } from './in-ledger.js';

/** A migration that is under way. */
export interface MigrationRun {
  readonly id: string;
  readonly folder: string;
  readonly startedAt: string;
  /** Whether it was stopped before. */
  readonly isContinued: boolean;
}

/** What the ledger keeps of a migration's request. */
const storedMigration = z.object({ source: z.string(), target: z.string(), datasets: z.array(z.string()) });

/** Migrations that are searched for one to go on with. */
const MOST_SEARCHED = 500;
/** Ends after which the rest is still to be done. */
const UNFINISHED: ReadonlySet<number | undefined> = new Set([undefined, 5, 6, 7, 130]);

/** A migration that the ledger knows. */
export interface KnownMigration {
  readonly run: RunRow;
  readonly datasets: readonly string[];
}

/** The migrations between the accounts, the latest first. */
export async function knownMigrations(
  ledger: Ledger,
  { source, target }: Accounts,
): Promise<readonly KnownMigration[]> {
  return (await ledger.runs(MOST_SEARCHED)).flatMap((run) => {
    const asked = run.command === 'migrate' ? storedMigration.safeParse(run.request).data : undefined;
    const isOurs = asked?.source === source.accountKey && asked.target === target.accountKey;
    return isOurs ? [{ run, datasets: asked.datasets }] : [];
  });
}

/** The latest migration, where it was stopped or killed. */
async function unfinishedMigration(ledger: Ledger, accounts: Accounts): Promise<KnownMigration | undefined> {
  const [latest] = await knownMigrations(ledger, accounts);
  return latest && UNFINISHED.has(latest.run.exitCode) && existsSync(latest.run.folder) ? latest : undefined;
}

/** The latest migration, where it was stopped and the same is asked for again; says why where it is not gone on with. */
export async function migrationToGoOn(
  accounts: Accounts,
  asked: { readonly datasets: readonly string[]; readonly onExisting: OnExisting },
  tools: Tools,
): Promise<MigrationRun | undefined> {
  const stopped = await inLedger(tools, (ledger) => unfinishedMigration(ledger, accounts));
  if (stopped === undefined) return undefined;
  const { id, folder, startedAt } = stopped.run;
  const agreed = await keptAgreement(folder);
  const onExisting = agreed?.onExisting ?? asked.onExisting;
  const isSame = stopped.datasets.join(' ') === asked.datasets.join(' ') && onExisting === asked.onExisting;
  if (isSame) return { id, folder, startedAt, isContinued: true };
  const lines = [
    `${id} was stopped before its end; this is another migration.`,
    `To go on with that one: --on-existing ${onExisting} ${stopped.datasets.join(' ')}`,
  ];
  for (const text of lines) tools.tell({ kind: 'said', text });
  return undefined;
}

/** Makes the folder of a new migration. The ledger does not know it yet. */
export async function newMigration(runsDir: string, tools: Tools): Promise<MigrationRun> {
  const id = newRunId('migration', tools);
  const folder = join(runsDir, id);
  await makeRunFolder(folder);
  await makePrivateFolder(join(folder, 'source'));
  return { id, folder, startedAt: new Date(tools.startedAt ?? tools.clock.now()).toISOString(), isContinued: false };
}

/** Notes a new migration, before its first part begins. */
export async function beginMigration(
  ledger: Ledger,
  { id, folder, startedAt }: MigrationRun,
  { source, target }: Accounts,
  datasets: readonly string[],
): Promise<void> {
  await ledger.beginRun({
    id,
    command: 'migrate',
    dataset: datasets.join(' '),
    provider: target.provider,
    account: Object.values(target.account).join(' '),
    request: { source: source.accountKey, target: target.accountKey, datasets },
    file: source.owner,
    sha256: '',
    startedAt,
    folder: resolve(folder),
  });
}

/** The counts of all parts together. */
export function summed(all: readonly Counts[]): Counts {
  const sum = (name: Exclude<keyof Counts, 'deleted' | 'exported'>): number =>
    all.reduce((total, counts) => total + counts[name], 0);
  return {
    rows: sum('rows'),
    created: sum('created'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    skipped: sum('skipped'),
    invalid: sum('invalid'),
    failed: sum('failed'),
    inDoubt: sum('inDoubt'),
    unsent: sum('unsent'),
  };
}
