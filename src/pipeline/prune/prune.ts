// `runs prune`: removes the folders of old runs, and what no later command needs of them from the ledger. Which runs stay is
// prune/keep-run.ts's.

import { basename } from 'node:path';
import type { Ledger } from '../../ledger/ledger.js';
import { interruption, Stop } from '../../problems/stop.js';
import { onlyReads } from '../run/latest-run.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import { type FolderToPrune, foldersWithoutRun, pruneFolder, ranFolder } from './folders.js';
import { type KeptReason, keptBecause } from './keep-run.js';

/** Which runs to remove, and how. */
export interface PruneRequest {
  /** Runs that ended before this moment, in milliseconds since the epoch. */
  readonly olderThan: number;
  /** Where the folders of checks and plans are, which the ledger does not know. */
  readonly runsDir: string;
  /** Only reports what would be removed. */
  readonly dryRun: boolean;
  /** Do not ask first. */
  readonly yes: boolean;
}

/** What was removed; in a dry run, what would be. */
export interface PruneSummary {
  readonly version: 1;
  readonly command: 'runs prune';
  readonly dryRun: boolean;
  /** ISO 8601, UTC. */
  readonly olderThan: string;
  readonly removed: readonly { readonly run: string; readonly folder: string | null; readonly bytes: number }[];
  /** Runs that are old enough, and stay. */
  readonly kept: readonly { readonly run: string; readonly why: KeptReason }[];
  /** Of the removed folders. */
  readonly bytes: number;
  readonly ledger: {
    /** Rows that no later command needs. */
    readonly rows: number;
    /** Sizes of its file in bytes; null where there is no ledger, and `after` in a dry run. */
    readonly before: number | null;
    readonly after: number | null;
    /** The file could not be made smaller, because a run has not ended. */
    readonly later: boolean;
  };
  readonly exitCode: 0;
}

/** A run to remove. */
interface Prunable {
  readonly run: string;
  readonly folder: FolderToPrune | undefined;
  readonly isInLedger: boolean;
}

/**
 * Removes old runs.
 * @throws Stop `PRUNE_NOT_CONFIRMED` where nobody agrees, `DECLINED`; nothing is removed then.
 */
export async function pruneRuns(request: PruneRequest, tools: Tools): Promise<PruneSummary> {
  const ledger = await tools.findLedger();
  try {
    const { prunable, kept, rows } = await findPrunable(request, ledger, tools.clock.now());
    const bytes = prunable.reduce((sum, { folder }) => sum + (folder?.bytes ?? 0), 0);
    if (!request.dryRun && prunable.length > 0) {
      await consent(prunable.length, bytes, request, tools);
      for (const one of prunable) await prune(one, ledger, tools);
    }
    const shrunk = request.dryRun ? undefined : await ledger?.shrink();
    return {
      version: 1,
      command: 'runs prune',
      dryRun: request.dryRun,
      olderThan: new Date(request.olderThan).toISOString(),
      removed: prunable.map(({ run, folder }) => ({ run, folder: folder?.path ?? null, bytes: folder?.bytes ?? 0 })),
      kept,
      bytes,
      ledger: { rows, before: shrunk?.before ?? null, after: shrunk?.after ?? null, later: shrunk?.later ?? false },
      exitCode: 0,
    };
  } finally {
    await ledger?.close();
  }
}

async function findPrunable({ olderThan, runsDir }: PruneRequest, ledger: Ledger | undefined, now: number) {
  const runs = (await ledger?.runs(Number.MAX_SAFE_INTEGER)) ?? [];
  const prunable: Prunable[] = [];
  const kept: { readonly run: string; readonly why: KeptReason }[] = [];
  let rows = 0;
  for (const run of runs) {
    if (Date.parse(run.finishedAt ?? run.startedAt) >= olderThan) continue;
    const folder = await ranFolder(folderOf(run), run);
    const why = keptBecause(run, runs, now) ?? folder?.why;
    if (why !== undefined) {
      kept.push({ run: run.id, why });
      continue;
    }
    const unneeded = (await ledger?.prunable(run.id)) ?? 0;
    rows += unneeded;
    // Of an import that was pruned before, only what is needed is left; of an export or report, nothing.
    if (folder !== undefined || unneeded > 0 || onlyReads(run))
      prunable.push({ run: run.id, folder, isInLedger: true });
  }
  for (const { folder, why } of await foldersWithoutRun(runsDir, olderThan, new Set(runs.map(({ id }) => id)))) {
    const run = basename(folder.path);
    if (why === undefined) prunable.push({ run, folder, isInLedger: false });
    else kept.push({ run, why });
  }
  return { prunable, kept, rows };
}

async function consent(runs: number, bytes: number, { olderThan, yes }: PruneRequest, tools: Tools): Promise<void> {
  if (yes) return;
  const before = new Date(olderThan).toISOString();
  const question = `Remove ${runs} ${runs === 1 ? 'run' : 'runs'} that ended before ${before}, ${sizeText(bytes)}?`;
  const answer = await tools.ask(question);
  if (answer === true) return;
  throw answer === false
    ? new Stop('usage', 'DECLINED', 'nothing was removed: the answer was no')
    : new Stop('usage', 'PRUNE_NOT_CONFIRMED', `nobody can answer: ${question}`, 'run the command again with --yes');
}

/** The folder first: a run that is interrupted here is found again by the ledger. */
async function prune({ run, folder, isInLedger }: Prunable, ledger: Ledger | undefined, tools: Tools): Promise<void> {
  if (tools.signal.aborted) throw interruption(tools.signal);
  if (folder) await pruneFolder(folder);
  if (isInLedger) await ledger?.prune(run, new Date(tools.clock.now()).toISOString());
}

/** A size for people, as `4.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
