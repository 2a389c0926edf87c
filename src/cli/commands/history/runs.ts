// carbonsheet runs [RUN], runs --standing, and runs prune --older-than AGE

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { findRun, noSuchRun } from '../../../ledger/find-run.js';
import type { RunRow } from '../../../ledger/ledger.js';
import { openLedger } from '../../../ledger/open-ledger.js';
import { onlyReads } from '../../../pipeline/run/latest-run.js';
import { folderOf } from '../../../pipeline/run/run-folder.js';
import { Stop } from '../../../problems/stop.js';
import { ledgerOf } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

const LATEST = 20;

export async function run(args: CommandArguments<'runs'>): Promise<void> {
  const terminal = openTerminal(args);
  if (args.run === 'prune') {
    const { prune } = await import('./prune.js');
    return prune(args, terminal);
  }
  if (args.standing) {
    const { standing } = await import('../monthly/standing.js');
    return standing(args, terminal);
  }
  if (args.dataset !== undefined)
    throw new Stop(
      'usage',
      'USAGE',
      '--dataset goes with --standing',
      'carbonsheet runs --standing --dataset purchases',
    );
  if (args.olderThan !== undefined || args.dryRun)
    throw new Stop(
      'usage',
      'USAGE',
      '--older-than and --dry-run go with runs prune',
      'carbonsheet runs prune --older-than 90d',
    );
  const path = ledgerOf(args);
  // Opening a ledger would create it.
  if (!existsSync(path)) {
    if (args.run !== undefined) throw noSuchRun(args.run, `there is no ledger yet: no file ${path}`);
    terminal.answer(
      `There is no ledger yet (no file ${path}): nothing has been imported or exported from this folder.`,
    );
    return;
  }
  const ledger = await openLedger(path);
  try {
    const found = args.run === undefined ? await ledger.runs(LATEST) : [await findRun(ledger, args.run)];
    for (const run of found) show(run, terminal);
    if (found.length === 0) terminal.answer('The ledger holds no run yet.');
  } finally {
    await ledger.close();
  }
}

function show(run: RunRow, terminal: Terminal): void {
  terminal.printJson(run);
  const { rows, ...counts } = run.counts;
  const ended = run.exitCode === undefined ? 'not ended' : `exit ${run.exitCode}`;
  const parts = Object.entries(counts).flatMap(([status, count]) => (count > 0 ? [`${count} ${status}`] : []));
  const way = onlyReads(run) ? 'from' : 'to';
  terminal.answer(
    `${terminal.paint('strong', run.id)}  ${ended}`,
    `  ${[`${run.file}: ${rows} rows`, ...parts].join(', ')}`,
    `  ${run.command} ${way} ${run.provider} ${run.account}, ${run.startedAt} to ${run.finishedAt ?? '…'}`,
    ...restatedLines(run),
    ...(run.parent === undefined ? [] : [`  resumes ${run.parent}`]),
    run.prunedAt === undefined ? `  ${folderOf(run)}` : `  pruned ${run.prunedAt}`,
  );
}

const restating = z.object({ restate: z.string() });

/** Why the run, or its undo, wrote into closed periods, if it was allowed to. */
function restatedLines({ request, undoRestated }: RunRow): readonly string[] {
  const { restate } = restating.safeParse(request).data ?? {};
  return [
    ...(restate === undefined ? [] : [`  allowed to write into closed periods: ${restate}`]),
    ...(undoRestated === undefined ? [] : [`  undone in closed periods: ${undoRestated}`]),
  ];
}
