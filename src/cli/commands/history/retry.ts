// carbonsheet retry [RUN], and retry --standing

import { retryRun } from '../../../pipeline/resume.js';
import { latestWrittenRun } from '../../../pipeline/run/latest-run.js';
import type { Tools } from '../../../pipeline/tools.js';
import { Stop } from '../../../problems/stop.js';
import { makeTools } from '../../context.js';
import { showResumed } from '../../ended/show-resumed.js';
import { brakesOf } from '../../options/failure-limit.js';
import { requireLedger } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

export async function run(args: CommandArguments<'retry'>): Promise<void> {
  const terminal = openTerminal(args);
  requireLedger(args);
  if (args.standing) {
    const { retryAllStanding } = await import('../monthly/standing.js');
    return retryAllStanding(args, terminal);
  }
  if (args.dataset !== undefined)
    throw new Stop('usage', 'USAGE', '--dataset goes with --standing', 'name a run, or add --standing');
  const tools = makeTools(args, terminal);
  const id = args.run ?? (await latestWritten(tools, terminal));
  showResumed(await retryRun({ ...args, run: id, brakes: brakesOf(args) }, tools), args, terminal);
}

/** The id of the latest import that sent a row, which is printed. */
async function latestWritten(tools: Tools, terminal: Terminal): Promise<string> {
  const { id, file } = await latestWrittenRun(tools);
  terminal.say(`run ${id}, the latest: ${file}`);
  return id;
}
