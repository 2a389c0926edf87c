// The exit code of a run or a stop. The codes are a promise to users (README, "Exit codes").

import type { Counts } from '../plan/result.js';
import type { Stop, StopKind } from '../problems/stop.js';

/** The exit code of an unexpected error: a bug of ours. */
export const EXIT_BUG = 1;
/** The exit code of wrong options or settings, and of input that cannot be read. */
export const EXIT_USAGE = 2;
/** The exit code of a run that its user interrupted. */
export const EXIT_INTERRUPTED = 130;

/** With `plan --detailed-exitcode`: something is to be done. As Terraform has it, where 2 is wrong usage without the option. */
export const EXIT_CHANGES = 2;
/** With the same option: there is no plan, or nothing of it can be done. */
export const EXIT_TROUBLE = 1;

/** What each exit code means. */
export const exitCodeTexts: Readonly<Record<number, string>> = {
  0: 'Done; every row is fine',
  [EXIT_BUG]: 'A bug in carbonsheet',
  [EXIT_USAGE]: 'Wrong usage or configuration, or input that cannot be read',
  3: 'Stopped before sending: problems in the file or its mapping',
  4: 'Finished; some rows are invalid, failed, held back as unusual, or stored otherwise than sent',
  5: 'Finished; some rows are in doubt',
  6: 'Refused by the service: credentials or permission',
  7: 'Stopped by a limit, a brake or a deadline; can be resumed',
  8: 'Stopped before sending: the plan is out of date',
  [EXIT_INTERRUPTED]: 'Interrupted; can be resumed',
};

const byKind: Readonly<Record<StopKind, number>> = {
  usage: EXIT_USAGE,
  input: EXIT_USAGE,
  output: EXIT_USAGE,
  mapping: 3,
  refused: 6,
  unreachable: 7,
  limit: 7,
  outdated: 8,
  interrupted: EXIT_INTERRUPTED,
};

/** The exit code of a command that a Stop of this kind ended. */
export function exitCodeOfKind(kind: StopKind): number {
  return byKind[kind];
}

/** The exit code of a command that a Stop ended. */
export function exitCodeOfStop({ kind }: Stop): number {
  return exitCodeOfKind(kind);
}

/** The exit code of an export. @param unknown ids that were asked for and that the service does not have. */
export function exitCodeOfExport(unknown: readonly string[]): number {
  return unknown.length > 0 ? 4 : 0;
}

/**
 * The exit code of a finished run: rows in doubt weigh more than failed rows.
 * @param unwritten rows that are not written, and are no failures: conflicts of a plan, and rows that are held back.
 * @param isOtherwise the service does not hold what was sent.
 */
export function exitCodeOfCounts(counts: Counts, unwritten = 0, isOtherwise = false): number {
  if (counts.inDoubt > 0) return 5;
  if (counts.invalid > 0 || counts.failed > 0 || unwritten > 0 || isOtherwise) return 4;
  return 0;
}

/** The gravest first. A bug (1) ends the command, so it is never the code of a part. */
const byGravity = [EXIT_INTERRUPTED, 6, 7, 5, 8, 4, 3, 2];

/** The code of a command whose parts, as files, ended in several ways. */
export function gravest(codes: readonly number[]): number {
  return byGravity.find((code) => codes.includes(code)) ?? 0;
}
