// The exact command to type next, made of the parsed arguments.

import { basename, extname } from 'node:path';
import type { Stop, StopKind } from '../../problems/stop.js';
import { argumentName, type Options } from '../options/option.js';
import { globalOptions, type ReadingArguments, readingOptions, writingOptions } from '../options/options.js';
import { applyOptions, checkOptions, migrateOptions, planOptions, runsOptions } from '../options/own-options.js';
import { shellWord } from '../terminal/shell-word.js';

/** How the run of one file ended. */
export interface Ended {
  readonly command: 'check' | 'plan' | 'import';
  readonly stop: Stop | undefined;
  /** The run's id, if the ledger has it and its source can be read again. */
  readonly run: string | undefined;
  /** Rows that the service may or may not have. */
  readonly inDoubt: number;
  /** The file with the rows to fix, if there is one. */
  readonly failedFile?: string | undefined;
  /** The result workbook, if there is one. */
  readonly workbook?: string | undefined;
  /** Rows that are held back until they are corrected or accepted. */
  readonly toAccept?: number | undefined;
  /** Rows that are open since they are not as the plan says. */
  readonly outOfDate?: number | undefined;
  /** Whether a check found causes that another text in the cells answers. */
  readonly isAnswerable?: boolean | undefined;
  /** Rows that were edited after the service had them, and that an update would send. */
  readonly edited?: number | undefined;
  /** The mapping file that the file was read by. */
  readonly mapping?: string | undefined;
  /** Of the plan that was to be applied. */
  readonly planHash?: string | undefined;
}

/** Stops after which the same command does the rest. */
const laterKinds: ReadonlySet<StopKind> = new Set<StopKind>(['interrupted', 'unreachable', 'limit']);

/**
 * The command to type next; undefined if no command alone would help.
 * @param files The file whose run has ended, and those that were not processed because of that.
 */
export function nextCommand(
  { command, stop, run, inDoubt, failedFile, isAnswerable = false, edited = 0, mapping, planHash, ...open }: Ended,
  args: ReadingArguments & { readonly fixes?: string | undefined; readonly plan?: string | undefined },
  files: readonly string[],
): string | undefined {
  const [file = ''] = files;
  const { workbook, toAccept = 0, outOfDate = 0 } = open;
  if (isAnswerable && files.length === 1 && file !== '-') return answering(file, args, mapping);
  // A plan knows its files and sheets.
  const named = args.plan === undefined ? files : [];
  const same = args.plan === undefined ? args : { ...args, sheet: undefined };
  const agreed = planHash === undefined ? { yes: true } : { planHash };
  if (stop?.code === 'NOT_CONFIRMED') return commandLine(command, named, { ...same, ...agreed });
  if (stop?.code === 'INVALID_ROWS')
    return command === 'check' ? undefined : commandLine('import', files, { ...args, invalid: 'skip' });
  // If it were sent again, the row would not be found and would be created twice.
  if (run !== undefined && stop?.code === 'CANARY_CHANGED') return commandOnRun('undo', run, args);
  if (stop === undefined && inDoubt === 0) {
    const isToRetry = command === 'import' && run !== undefined && failedFile !== undefined;
    if (isToRetry) return retryCommand(run, args);
    // The workbook says how it is read.
    if (toAccept > 0 && workbook !== undefined && command === 'import') return givenBack(workbook, args);
    if (outOfDate > 0 && workbook !== undefined) return planAgain(workbook, args);
    const isEdited = edited > 0 && args.plan === undefined;
    return isEdited ? commandLine(command, files, { ...args, onExisting: 'update' }) : undefined;
  }
  if (inDoubt === 0 && !(stop && laterKinds.has(stop.kind))) return undefined;
  return run === undefined ? commandLine(command, named, same) : resumeCommand(run, args);
}

/** The import of a result workbook, which says itself how it is read. */
function givenBack(workbook: string, args: Readonly<Record<string, unknown>>): string {
  const inWorkbook = new Set(
    Object.keys(readingOptions)
      .filter((name) => !KEPT_OF_READING.has(name))
      .map(argumentName),
  );
  const notAgain = new Set([...inWorkbook, 'plan', 'planHash', 'outOfDate', 'fixes', 'watch', 'rehearse']);
  const others = Object.fromEntries(Object.entries(args).filter(([name]) => !notAgain.has(name)));
  return commandLine('import', [workbook], others);
}

/** Options of reading that are about more than the one file. */
const KEPT_OF_READING: ReadonlySet<string> = new Set(['equal-rows', 'limit', 'runs-dir', 'ledger']);

/** The plan of what one left open that was out of date; it takes the place of that one. */
function planAgain(workbook: string, args: Readonly<Record<string, unknown>> & { readonly plan?: string | undefined }) {
  const names = ['profile', 'config', 'caFile', 'openapi', 'ledger', 'runsDir', 'equalRows'];
  const same = Object.fromEntries(names.map((name) => [name, args[name]] as const));
  return commandLine('plan', [workbook], { ...same, out: args.plan, force: true });
}

/** The command that writes the list of fixes, or applies it: to the mapping file that there is, else to a copy. */
function answering(
  file: string,
  { fixes, ...args }: ReadingArguments & { readonly fixes?: string | undefined },
  mapping: string | undefined,
): string {
  if (fixes === undefined) return commandLine('check', [file], { ...args, watch: undefined, fixes: 'fixes.csv' });
  const notItsOwn = { acceptSuspects: undefined, equalRows: undefined, ledger: undefined, runsDir: undefined };
  const own = { ...args, ...notItsOwn, watch: undefined };
  if (mapping !== undefined) return commandLine('fix', [file, fixes], { ...own, mapping });
  return commandLine('fix', [file, fixes], { ...own, out: copyOf(file) });
}

/** The name of a corrected copy: a workbook keeps the end of its name. */
function copyOf(file: string): string {
  const end = extname(file);
  return `${basename(file, end)}.fixed${/^\.xl[st][xm]$/i.test(end) ? end : '.csv'}`;
}

/** The command that resumes a run. */
export function resumeCommand(run: string, args: Readonly<Record<string, unknown>>): string {
  return commandOnRun('resume', run, args);
}

/** The command that sends the rows of a run's failed file. */
export function retryCommand(run: string, args: Readonly<Record<string, unknown>>): string {
  return commandOnRun('retry', run, args);
}

/** The command that takes a run's control totals again. */
export function reconcileCommand(run: string, args: Readonly<Record<string, unknown>>): string {
  return commandOnRun('reconcile', run, args);
}

/** The line that names the next command. `failedFile`: its rows have to be fixed first. */
export function nextText(command: string, failedFile?: string, done = 'fixed'): string {
  return failedFile === undefined ? `Next: ${command}` : `Next, once the rows in ${failedFile} are ${done}: ${command}`;
}

function commandOnRun(
  command: 'resume' | 'retry' | 'undo' | 'reconcile',
  run: string,
  args: Readonly<Record<string, unknown>>,
): string {
  // An undo only deletes rows of its run, so it has no --deletes. Reconciling writes nothing.
  const names = [
    'profile',
    'config',
    'caFile',
    'openapi',
    'logFile',
    'ledger',
    'rate',
    'maxPages',
    'replyBytes',
    ...(command === 'undo' || command === 'reconcile' ? [] : ['deletes']),
    ...(command === 'reconcile' ? [] : ['yes']),
  ];
  const same = names.map((name) => [name, args[name]] as const);
  return commandLine(command, [run], Object.fromEntries(same));
}

const writing: Options = { ...checkOptions, ...planOptions, ...applyOptions, ...writingOptions, ...globalOptions };

/** In the order in which they are printed. Of options that commands share, those of an import count. */
const options: Options = { ...writing, ...runsOptions, ...migrateOptions, ...writing };

/** A command line that results in these arguments, regardless of the environment and the config file. */
export function commandLine(
  command: string,
  files: readonly string[],
  args: Readonly<Record<string, unknown>>,
): string {
  const words = Object.entries(options).flatMap(([name, option]) => {
    const value = args[argumentName(name)];
    return value === undefined || value === option.default ? [] : [value].flat().flatMap((one) => flag(name, one));
  });
  return ['carbonsheet', command, ...[...files, ...words].map((word) => shellWord(word))].join(' ');
}

function flag(name: string, value: unknown): readonly string[] {
  if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`];
  const text = String(value);
  return text.startsWith('-') ? [`--${name}=${text}`] : [`--${name}`, text];
}
