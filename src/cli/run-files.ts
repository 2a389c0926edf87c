// What check, plan and import have in common: one run per table, how it ended shown, the gravest exit code kept.

import type { RunRequest, TableRequest } from '../pipeline/requests.js';
import { ParentRows } from '../pipeline/rows/parent-rows.js';
import type { FinishedRun } from '../pipeline/run/finish-run.js';
import type { TableOfFile } from '../pipeline/table/tables-of.js';
import type { Tools } from '../pipeline/tools.js';
import { interruption, Stop, type StopKind } from '../problems/stop.js';
import { EXIT_INTERRUPTED, exitCodeOfStop } from '../report/exit-code.js';
import type { Summary } from '../report/summary.js';
import type { GlobalArguments, ReadingArguments } from './arguments.js';
import { openTerminal, readMapping } from './context.js';
import { findTables, type Invalid, nameOf, placeOf, settleInvalid } from './find-tables.js';
import { readLimits } from './limit-option.js';
import { commandLine, type Ended, nextCommand, nextText } from './next-command.js';
import { failedFileOf, showRun } from './show-run.js';
import { type Input, isReadOnce, withInput } from './spool-input.js';
import { stopJson, stopText } from './stop-text.js';
import type { Terminal } from './terminal.js';

/** What every run over a file is asked. */
export type FileRequest = TableRequest & RunRequest;

/** A command over files. */
export interface FileCommand {
  readonly command: Ended['command'];
  readonly args: GlobalArguments & ReadingArguments;
  readonly makeTools: (terminal: Terminal) => Tools;
  readonly run: (request: FileRequest, tools: Tools, invalid: Invalid) => Promise<FinishedRun>;
  /** Nothing is written to the service, but to a copy of it. */
  readonly isRehearsal?: boolean;
  /** What rows that are not fit to send mean for the others. @default nothing is sent anyway */
  readonly invalid?: Invalid;
}

/** Stops that the files after this one would meet as well. */
const endsAll: ReadonlySet<StopKind> = new Set<StopKind>(['interrupted', 'refused', 'unreachable', 'limit']);

/**
 * Runs a command on each table of the files in turn and shows how it ended; what would stop the other tables too leaves them
 * untaken. Tables whose rows refer to each other are one undertaking: none is sent before all are fit to be, and what does not
 * end well leaves those that refer to it untaken.
 * @returns the exit code: the gravest of all tables'.
 */
export async function runFiles(command: FileCommand): Promise<number> {
  const { args } = command;
  const terminal = openTerminal(args);
  const prepared = prepare(command, terminal);
  if (prepared instanceof Stop) {
    terminal.complain(...stopText(prepared, terminal.paintMessage));
    return withoutRun(command.command, args.files, prepared, terminal);
  }
  const { mapping, limits, tools } = prepared;
  const reading = { ...args, mapping, limits };
  const { tables, related } = await findTables(reading);
  if (related && command.isRehearsal) return refuseRehearsal(command, tables, terminal);
  const parents = related ? new ParentRows() : undefined;
  const needsAll = related && command.command === 'import';
  const { unfit, invalid } = related
    ? await settleInvalid(command.invalid, tables, reading, tools)
    : { invalid: command.invalid };
  const codes: number[] = [];
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    const { signal } = tools;
    const waiting = tables.slice(index);
    if (signal.aborted) {
      codes.push(await leave(command, waiting, waiting, interruption(signal), terminal));
      break;
    }
    if (unfit !== undefined && unfit !== table) continue;
    const ended = await runTable({ ...command, invalid }, table, { ...prepared, parents }, terminal);
    codes.push(ended.exitCode);
    rows += ended.toImport;
    const untaken = unfit === undefined ? waiting.slice(1) : tables.filter((other) => other !== unfit);
    const isEnd = unfit !== undefined || (ended.stop !== undefined && (needsAll || isForAll(ended.stop)));
    if (ended.stop && isEnd) {
      // What is left of this table is its run's; one without a run is taken up with those behind it.
      if (ended.run !== undefined) await showNext({ ...ended, command: command.command }, args, [table], terminal);
      const unfinished = ended.run === undefined ? [table, ...untaken] : untaken;
      codes.push(await leave(command, unfinished, untaken, ended.stop, terminal));
      break;
    }
    await showNext({ ...ended, command: command.command }, args, [table], terminal);
  }
  const exitCode = gravest(codes);
  if (exitCode === 0 && rows > 0) {
    const { files, readOnce } = await namedFiles(args.files);
    const next = nextText(commandLine('import', files, { ...args, rehearse: undefined }));
    terminal.say(readOnce ? sameInput(next) : next);
  }
  return exitCode;
}

/** A copy is made for each table: what one writes there, the next one's copy does not have. */
function refuseRehearsal({ command, args }: FileCommand, tables: readonly TableOfFile[], terminal: Terminal): number {
  const named = tables.map(nameOf).join(', ');
  const stop = new Stop(
    'usage',
    'NO_REHEARSAL',
    `rows of ${named} refer to each other, and cannot be rehearsed together`,
    'carbonsheet plan says what an import of them would do; each can be rehearsed by itself once those before it are imported',
  );
  terminal.complain(...stopText(stop, terminal.paintMessage));
  return withoutRun(command, args.files, stop, terminal);
}

/** Whether the tables after this one would meet the same. */
function isForAll({ kind, code }: Stop): boolean {
  return endsAll.has(kind) || code === 'NOT_CONFIRMED';
}

interface Prepared {
  readonly tools: Tools;
  readonly mapping: ReturnType<typeof readMapping>;
  readonly limits: ReturnType<typeof readLimits>;
}

/** What all files need; the Stop that keeps every one of them from being taken up. */
function prepare({ args, makeTools }: FileCommand, terminal: Terminal): Prepared | Stop {
  try {
    return { tools: makeTools(terminal), mapping: readMapping(args.mapping), limits: readLimits(args.limit) };
  } catch (cause) {
    // That is asked for before the command is begun again.
    if (cause instanceof Stop && cause.code !== 'CONFIG_NOT_TRUSTED') return cause;
    throw cause;
  }
}

interface RunEnd extends Omit<Ended, 'command'> {
  readonly exitCode: number;
  /** Rows that an import would write: after a check, a plan or a rehearsal. */
  readonly toImport: number;
}

function toImport({ counts, plan, rehearsed }: Summary, command: Ended['command']): number {
  if (command === 'check') return counts.unsent;
  if (command === 'plan') return (plan?.create ?? 0) + (plan?.update ?? 0) + (plan?.delete ?? 0);
  return rehearsed ? counts.created + counts.updated + (counts.deleted ?? 0) : 0;
}

async function runTable(
  { command, args, run, invalid }: FileCommand,
  table: TableOfFile,
  { tools, mapping, limits, parents }: Prepared & { readonly parents: ParentRows | undefined },
  terminal: Terminal,
): Promise<RunEnd> {
  const { file } = table;
  const place = placeOf(table, args.dataset);
  const work = ({ path, shownAs }: Input) =>
    run({ ...args, ...place, file: path, shownAs, mapping, limits, parents }, tools, invalid);
  try {
    const finished = await withInput(file, process.stdin, work, tools.signal, limits);
    showRun(finished, terminal);
    const { summary, stop, inLedger } = finished;
    // What was read from a pipe is gone: only the same command, with the same input, can go on.
    // Where nothing was sent for want of a yes, the command that has it does for all files.
    const goesOn = inLedger && stop?.code !== 'NOT_CONFIRMED' && !(await isReadOnce(file));
    const run = goesOn ? summary.run : undefined;
    const { counts, exitCode } = summary;
    const failedFile = failedFileOf(summary);
    return { stop, run, inDoubt: counts.inDoubt, failedFile, exitCode, toImport: toImport(summary, command) };
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    terminal.complain(...stopText(cause, terminal.paintMessage));
    const exitCode = withoutRun(command, [file], cause, terminal);
    return { stop: cause, run: undefined, inDoubt: 0, exitCode, toImport: 0 };
  }
}

/** Files without a run have a line of JSON too, so that there is one for every file. */
function withoutRun(command: string, files: readonly string[], stop: Stop, terminal: Terminal): number {
  for (const file of files) terminal.printJson(stopJson(stop, { command, file }));
  return exitCodeOfStop(stop);
}

/** Names the tables that are not taken up, and the command for all that is unfinished. */
async function leave(
  { command, args }: FileCommand,
  unfinished: readonly TableOfFile[],
  untaken: readonly TableOfFile[],
  stop: Stop,
  terminal: Terminal,
): Promise<number> {
  if (untaken.length > 0) terminal.complain(`Not taken up: ${untaken.map(nameOf).join(', ')}`);
  const untakenStop = new Stop(stop.kind, 'NOT_TAKEN_UP', `not taken up: ${stop.message}`, stop.hint);
  const exitCode = withoutRun(
    command,
    untaken.map(({ file }) => file),
    untakenStop,
    terminal,
  );
  if (unfinished.length > 0) await showNext({ command, stop, run: undefined, inDoubt: 0 }, args, unfinished, terminal);
  return exitCode;
}

async function showNext(
  ended: Ended,
  args: ReadingArguments,
  tables: readonly TableOfFile[],
  terminal: Terminal,
): Promise<void> {
  // Several sheets of one file are told apart by the next command as they were by this one.
  const files = [...new Set(tables.map(({ file }) => file))];
  const [only, ...others] = tables;
  const sheet = others.length === 0 ? only?.sheet : args.sheet;
  const named = await namedFiles(files);
  const next = nextCommand(ended, { ...args, sheet }, named.files);
  if (next === undefined) return;
  const text = nextText(next, ended.stop === undefined && ended.inDoubt === 0 ? ended.failedFile : undefined);
  terminal.complain(named.readOnce ? sameInput(text) : text);
}

/** Files as the next command names them: a pipe of the shell has no name any more once the command has ended. */
async function namedFiles(
  files: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly readOnce: boolean }> {
  const once = await Promise.all(files.map(isReadOnce));
  return { files: files.map((file, index) => (once[index] ? '-' : file)), readOnce: once.includes(true) };
}

function sameInput(next: string): string {
  return next.replace(/^Next:/, 'Next, with the same input sent again:');
}

/** From the gravest on. A bug of ours (1) ends the command, so that it is not among a file's codes. */
const byGravity = [EXIT_INTERRUPTED, 6, 7, 5, 4, 3, 2];

/** The code of a command that ended in several ways. */
export function gravest(codes: readonly number[]): number {
  return byGravity.find((code) => codes.includes(code)) ?? 0;
}
