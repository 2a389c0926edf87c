// carbonsheet runs prune --older-than AGE

import { type PruneSummary, pruneRuns, sizeText } from '../../../pipeline/prune/prune.js';
import { Stop } from '../../../problems/stop.js';
import { grouped } from '../../../values/numbers/grouped.js';
import { makeTools } from '../../context.js';
import { commandLine } from '../../ended/next-command.js';
import { parseOlderThan } from '../../options/older-than.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

type PruneArguments = CommandArguments<'runs'>;

/** Runs in a line of the output; more are counted. */
const MOST_NAMED = 5;

/** Removes old runs, and says what was freed. */
export async function prune(args: PruneArguments, terminal: Terminal): Promise<void> {
  const { olderThan, runsDir, dryRun, yes } = args;
  if (olderThan === undefined)
    throw new Stop('usage', 'USAGE', '--older-than is missing', 'for example: carbonsheet runs prune --older-than 90d');
  // Runs are removed from this machine alone: no account is needed.
  const tools = makeTools(args, terminal, { settings: {} });
  const request = { olderThan: parseOlderThan(olderThan, tools.clock.now()), runsDir, dryRun, yes };
  const summary = await pruneRuns(request, tools).catch((cause: unknown) => {
    throw cause instanceof Stop && cause.code === 'PRUNE_NOT_CONFIRMED' ? withCommand(cause, args) : cause;
  });
  show(summary, terminal);
  terminal.printJson(summary);
}

function withCommand({ kind, code, message }: Stop, args: PruneArguments): Stop {
  return new Stop(kind, code, message, `to go ahead: ${commandLine('runs', ['prune'], { ...args, yes: true })}`);
}

function show({ removed, kept, bytes, ledger, dryRun }: PruneSummary, terminal: Terminal): void {
  const would = dryRun ? 'would be ' : '';
  const folders = removed.filter(({ folder }) => folder !== null).length;
  terminal.print(
    terminal.paint('strong', `${runCount(removed.length)} ${would}removed`),
    `  ${grouped(folders)} ${folders === 1 ? 'folder' : 'folders'}, ${sizeText(bytes)}`,
    `  ${grouped(ledger.rows)} ${ledger.rows === 1 ? 'row' : 'rows'} of the ledger${sizeChange(ledger)}`,
  );
  if (ledger.later) terminal.print('  the file of the ledger gets smaller next time: a run has not ended');
  for (const why of new Set(kept.map((one) => one.why))) {
    const runs = kept.filter((one) => one.why === why).map(({ run }) => run);
    const more = runs.length > MOST_NAMED ? ` and ${runs.length - MOST_NAMED} more` : '';
    terminal.print(`${runCount(runs.length)} kept, ${why}: ${runs.slice(0, MOST_NAMED).join(', ')}${more}`);
  }
}

function sizeChange({ before, after }: PruneSummary['ledger']): string {
  return before === null || after === null ? '' : `, its file ${sizeText(before)} → ${sizeText(after)}`;
}

function runCount(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'run' : 'runs'}`;
}
