// What check, plan and import have in common: each table's end is shown, and the gravest exit code is kept.

import { nameOf } from '../pipeline/files/find-tables.js';
import type { TableEnd, Unprocessed } from '../pipeline/files/run-files.js';
import { isReadOnce } from '../pipeline/files/spool-input.js';
import { isAnswerable } from '../pipeline/fixes/answerable.js';
import type { FileRequest, FilesRequest } from '../pipeline/requests.js';
import type { FinishedRun } from '../pipeline/run/finish-run.js';
import type { TableEnds } from '../pipeline/several-files.js';
import type { TableOfFile } from '../pipeline/table/tables-of.js';
import type { Tools } from '../pipeline/tools.js';
import { SHORT_HASH } from '../plan/saved-plan.js';
import { Stop } from '../problems/stop.js';
import { exitCodeOfStop, gravest } from '../report/exit-code.js';
import type { Summary } from '../report/summary.js';
import { readMapping } from './context.js';
import { commandLine, type Ended, nextCommand, nextText } from './ended/next-command.js';
import { failedFileOf, showRun, showWorkbook } from './ended/show-run.js';
import { readLimits } from './options/limit-option.js';
import { argumentName } from './options/option.js';
import { type GlobalArguments, type ReadingArguments, readingOptions } from './options/options.js';
import { readConstants } from './options/set-option.js';
import { openTerminal } from './terminal/open-terminal.js';
import { stopJson } from './terminal/stop-text.js';
import type { Terminal } from './terminal/terminal.js';

/** A command over files. */
export interface FileCommand {
  readonly command: Ended['command'];
  readonly args: GlobalArguments & ReadingArguments;
  readonly makeTools: (terminal: Terminal) => Tools;
  readonly run: (request: FilesRequest<FileRequest>, tools: Tools) => TableEnds;
  /** The exit code, given the usual one and how many rows are to be written. @default the usual one */
  readonly exitCodeOf?: (usual: number, rows: number) => number;
}

/**
 * Runs a command on the tables of all files and shows how each ended.
 * @returns the exit code: the gravest of all tables'.
 */
export async function runFiles(command: FileCommand): Promise<number> {
  const { args } = command;
  const terminal = openTerminal({ ...args, everyFailure: command.command === 'plan' });
  const { exitCodeOf = (usual) => usual } = command;
  const codes: number[] = [];
  let rows = 0;
  let deletes = 0;
  let applied: string | undefined;
  let kept: Summary['planFile'];
  try {
    const tools = command.makeTools(terminal);
    for await (const end of command.run(filesRequest(args, terminal.canAsk), tools)) {
      codes.push(
        await (end.kind === 'ended'
          ? showEnd(command, end, terminal)
          : showUnprocessed(command, end, terminal, applied)),
      );
      if (end.kind !== 'ended' || end.finished === undefined) continue;
      rows += toImport(end.finished.summary, command.command);
      deletes += end.finished.summary.plan?.delete ?? 0;
      applied = shortHashOf(end.finished);
      if (command.command === 'plan') kept = end.finished.summary.planFile ?? kept;
    }
  } catch (cause) {
    // Trust is asked for, and then the command begins again.
    if (!(cause instanceof Stop) || cause.code === 'CONFIG_NOT_TRUSTED') throw cause;
    terminal.stopped(cause);
    return exitCodeOf(withoutRun(command.command, args.files, cause, terminal), 0);
  }
  const exitCode = gravest(codes);
  if (kept) showKept(kept, terminal);
  if (rows > 0 && (exitCode === 0 || kept)) {
    const { files, readOnce } = await namedFiles(args.files);
    const next = nextText(importCommand(files, args, kept, deletes));
    terminal.say(readOnce && kept === undefined ? sameInput(next) : next);
  }
  return exitCodeOf(exitCode, rows);
}

/** What people compare of the hash of the plan that a run made or applied. */
function shortHashOf({ summary }: FinishedRun): string | undefined {
  return summary.planFile?.hash.slice(0, SHORT_HASH);
}

/** The import that does what was checked, planned or rehearsed; of a kept plan, the one that applies it. */
function importCommand(
  files: readonly string[],
  args: FileCommand['args'],
  kept: Summary['planFile'],
  deletes: number,
): string {
  const plan = kept?.files.find((file) => /\.json$/i.test(file));
  if (kept && plan !== undefined) {
    const inPlan = Object.keys(readingOptions).filter((name) => name !== 'runs-dir' && name !== 'result');
    const reading = new Set([
      ...inPlan.map(argumentName),
      'onExisting',
      'out',
      'force',
      'detailedExitcode',
      'readOnly',
    ]);
    const others = Object.fromEntries(Object.entries(args).filter(([name]) => !reading.has(name)));
    const planHash = kept.hash.slice(0, SHORT_HASH);
    return commandLine('import', [], { ...others, plan, planHash, ...(deletes > 0 && { deletes }) });
  }
  const onlyHere = ['rehearse', 'fixes', 'watch', 'readOnly', 'out', 'force', 'detailedExitcode'];
  return commandLine(
    'import',
    files,
    Object.fromEntries(Object.entries(args).filter(([name]) => !onlyHere.includes(name))),
  );
}

/** Names the plan that was kept. */
function showKept({ hash, files }: NonNullable<Summary['planFile']>, terminal: Terminal): void {
  terminal.print(`${terminal.paint('strong', `Plan ${hash.slice(0, SHORT_HASH)}`)} in ${files.join(' and ')}`);
  terminal.print(terminal.paint('dim', `whole hash ${hash}`));
}

/** How the files of a command are read, by its options. @param isTerminal A person can read what is said. */
export function filesRequest<A extends ReadingArguments & { readonly json?: boolean }>(args: A, isTerminal: boolean) {
  return {
    ...args,
    mapping: readMapping(args.mapping),
    constants: readConstants(args.set),
    findMapping: true,
    attended: isTerminal && !args.json,
    limits: readLimits(args.limit),
    stdin: process.stdin,
  };
}

/** Rows that an import would write: after a check, a plan or a rehearsal. */
function toImport({ counts, heldBack = 0, plan, rehearsed }: Summary, command: Ended['command']): number {
  if (command === 'check') return counts.unsent - heldBack;
  if (command === 'plan') return (plan?.create ?? 0) + (plan?.update ?? 0) + (plan?.delete ?? 0);
  return rehearsed ? counts.created + counts.updated + (counts.deleted ?? 0) : 0;
}

/** Shows how a table ended, and the command that goes on; the exit code. */
async function showEnd(
  { command, args }: FileCommand,
  { table, finished, stop, resumable, endsAll }: TableEnd,
  terminal: Terminal,
): Promise<number> {
  if (finished) showRun(finished, args, terminal);
  else if (stop) terminal.stopped(stop);
  const code = finished?.summary.exitCode ?? (stop ? withoutRun(command, [table.file], stop, terminal) : 0);
  // Without a run to resume, the command for the files that are not processed has this one too.
  if ((endsAll && resumable === undefined) || (command === 'plan' && finished?.summary.planFile)) {
    if (finished) showWorkbook(finished, terminal);
    return code;
  }
  // Rows are fixed in one place: failed.csv is for machines where there is a workbook.
  const workbook = finished?.summary.workbook;
  const failedFile = finished && failedFileOf(finished.summary) && (workbook ?? failedFileOf(finished.summary));
  const ended = {
    command,
    stop,
    run: resumable,
    inDoubt: finished?.summary.counts.inDoubt ?? 0,
    failedFile,
    isAnswerable: command === 'check' && finished?.causes.some(isAnswerable),
    planHash: finished && shortHashOf(finished),
    mapping: finished?.mapping,
    edited: finished?.steps.update,
    workbook,
    toAccept: finished?.steps.accept,
    outOfDate: finished?.steps.plan,
  };
  await showNext(ended, args, [table], terminal);
  if (finished) showWorkbook(finished, terminal);
  return code;
}

/** Prints a line of JSON for files without a run, so that there is one for every file. */
function withoutRun(command: string, files: readonly string[], stop: Stop, terminal: Terminal): number {
  for (const file of files) terminal.printJson(stopJson(stop, { command, file }));
  return exitCodeOfStop(stop);
}

/** Names the tables that are not processed, and the command for all that is unfinished; the exit code. */
async function showUnprocessed(
  { command, args }: FileCommand,
  { tables, unfinished, stop }: Unprocessed,
  terminal: Terminal,
  planHash: string | undefined,
): Promise<number> {
  if (tables.length > 0) terminal.complain(`Not processed: ${tables.map(nameOf).join(', ')}`);
  const own = new Stop(stop.kind, 'NOT_TAKEN_UP', `not processed: ${stop.message}`, stop.hint);
  const files = tables.map(({ file }) => file);
  const code = withoutRun(command, files, own, terminal);
  const ended = { command, stop, run: undefined, inDoubt: 0, planHash };
  if (unfinished.length > 0) await showNext(ended, args, unfinished, terminal);
  return code;
}

async function showNext(
  ended: Ended,
  args: ReadingArguments,
  tables: readonly TableOfFile[],
  terminal: Terminal,
): Promise<void> {
  // The next command distinguishes several sheets of one file as this one did.
  const files = [...new Set(tables.map(({ file }) => file))];
  const [only, ...others] = tables;
  const sheet = others.length === 0 ? only?.sheet : args.sheet;
  const named = await namedFiles(files);
  const next = nextCommand(ended, { ...args, sheet }, named.files);
  if (next === undefined) return;
  const isAtEnd = ended.stop === undefined && ended.inDoubt === 0;
  const toEdit = ended.failedFile ?? ((ended.toAccept ?? 0) > 0 ? ended.workbook : undefined);
  const done = (ended.toAccept ?? 0) > 0 ? 'fixed or accepted' : 'fixed';
  const text = nextText(next, isAtEnd ? toEdit : undefined, done);
  terminal.complain(named.readOnce ? sameInput(text) : text);
}

/** Files as the next command names them: the name of a shell's pipe is gone once the command has ended. */
async function namedFiles(
  files: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly readOnce: boolean }> {
  const once = await Promise.all(files.map(isReadOnce));
  return { files: files.map((file, index) => (once[index] ? '-' : file)), readOnce: once.includes(true) };
}

function sameInput(next: string): string {
  return next.replace(/^Next:/, 'Next, with the same input sent again:');
}
