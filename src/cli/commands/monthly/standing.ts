// carbonsheet runs --standing, and retry --standing

import { existsSync } from 'node:fs';
import type { ProviderName } from '../../../datasets/dataset.js';
import { retryStanding, type StandingEnd } from '../../../pipeline/standing/retry-standing.js';
import { standing as openRows } from '../../../pipeline/standing/standing.js';
import { Stop } from '../../../problems/stop.js';
import { exitCodeOfStop, gravest } from '../../../report/exit-code.js';
import { standingText } from '../../../report/standing/standing-text.js';
import { makeTools } from '../../context.js';
import { commandLine, nextText } from '../../ended/next-command.js';
import { showRun } from '../../ended/show-run.js';
import { exitWith } from '../../exit.js';
import { brakesOf } from '../../options/failure-limit.js';
import type { GlobalArguments } from '../../options/options.js';
import { ledgerOf } from '../../require-ledger.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { stopJson } from '../../terminal/stop-text.js';
import type { Terminal } from '../../terminal/terminal.js';
import { columnsOf, hanging } from '../../terminal/wrap.js';
import type { CommandArguments } from '../index.js';

/** Of the further lines of a row. */
const INDENT = 8;

/** Shows the open rows of all imports; with a profile, of those into its accounts. */
export async function standing(args: CommandArguments<'runs'>, terminal: Terminal): Promise<void> {
  const { run, dataset, profile } = args;
  if (run !== undefined) throw misuse('RUN cannot be given with --standing', 'it is about all imports');
  const providers = profile === undefined ? undefined : servicesWithSettings(args);
  const tools = makeTools(args, terminal, profile === undefined ? { settings: {} } : undefined);
  const all = existsSync(ledgerOf(args)) ? await openRows({ dataset, providers }, tools) : [];
  const width = columnsOf(process.stdout, process.env);
  terminal.answer(...standingText(all, terminal.paint).flatMap((line) => hanging(line, INDENT, width)));
  const isOpen = all.some(({ runs }) => runs.length > 0);
  if (isOpen) terminal.say(nextText(commandLine('retry', [], { ...args, yes: undefined, standing: true })));
  terminal.printJson({ version: 1, command: 'runs', standing: all, exitCode: 0 });
}

/** Sends the open rows of all imports again. */
export async function retryAllStanding(args: CommandArguments<'retry'>, terminal: Terminal): Promise<void> {
  const { run, from, acceptChanges } = args;
  if (run !== undefined) throw misuse('RUN cannot be given with --standing', 'name one of them');
  if (from !== undefined || acceptChanges)
    throw misuse(
      `${from === undefined ? '--accept-changes' : '--from'} cannot be given with --standing`,
      'name the run',
    );
  const request = { ...args, providers: servicesWithSettings(args), brakes: brakesOf(args) };
  const codes: number[] = [];
  for await (const end of retryStanding(request, makeTools(args, terminal))) codes.push(show(end, args, terminal));
  if (codes.length === 0) {
    terminal.print('No row is open: nothing to retry.');
    terminal.printJson({ version: 1, command: 'retry', run: null, exitCode: 0 });
  }
  exitWith(gravest(codes));
}

/** @returns the exit code. */
function show(end: StandingEnd, args: CommandArguments<'retry'>, terminal: Terminal): number {
  if (end.kind === 'retried') {
    const { finished } = end;
    showRun(finished, args, terminal);
    if (finished.stop?.code === 'NOT_CONFIRMED')
      terminal.complain(nextText(commandLine('retry', [], { ...args, yes: true })));
    return finished.summary.exitCode;
  }
  if (end.kind === 'to-fix') {
    const { run, rows, file } = end;
    terminal.complain(toFixText(end));
    terminal.printJson({ version: 1, command: 'retry', run, toFix: { rows, file }, exitCode: ROWS_LEFT });
    return ROWS_LEFT;
  }
  const { kind, code, message, hint } = end.stop;
  const stop = new Stop(kind, code, `run ${end.run}: ${message}`, hint);
  terminal.stopped(stop);
  terminal.printJson(stopJson(stop, { command: 'retry' }));
  return exitCodeOfStop(stop);
}

/** The exit code of rows that are invalid still. */
const ROWS_LEFT = 4;

function toFixText({ run, rows, file }: Extract<StandingEnd, { kind: 'to-fix' }>): string {
  const are = rows === 1 ? '1 row is' : `${rows} rows are`;
  const next = file === null ? 'fix them in the source, and import it' : `fix them in ${file}, then retry again`;
  return `run ${run}: ${are} invalid, and nobody has fixed one: ${next}`;
}

function servicesWithSettings(args: GlobalArguments): readonly ProviderName[] {
  const services = servicesOf(accountSource(accountConfig(args), args.profile, process.env));
  if (services.length > 0) return services.map(({ name }) => name);
  throw new Stop('usage', 'MISSING_SETTING', 'no service has settings', 'choose a profile with --profile');
}

function misuse(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
