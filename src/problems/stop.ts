// Why a run cannot go on. A problem is a value about a row; a Stop is thrown. The exit code is chosen in cli/ from `kind`.

/**
 * - `usage`: options, configuration or settings that cannot be used.
 * - `input`: a file that cannot be read as what it should be.
 * - `mapping`: a table whose columns do not fit the dataset, or rows that are not fit to send.
 * - `refused`: the provider refuses credentials or permission.
 * - `unreachable`: the provider cannot be reached or keeps failing; the run can be taken up later.
 * - `limit`: a brake, limit or deadline; the run can be taken up later.
 * - `interrupted`: the user asked to stop; the run can be taken up later.
 * - `output`: results cannot be written (a full disk, a folder without permission).
 */
export type StopKind = 'usage' | 'input' | 'mapping' | 'refused' | 'unreachable' | 'limit' | 'interrupted' | 'output';

/** An error meant for the user. Tests and callers use `kind` and `code`, never the text. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly kind: StopKind;
  readonly code: string;
  /** What to do next, best as a command; '' when the message says it. */
  readonly hint: string;

  constructor(kind: StopKind, code: string, message: string, hint = '', cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.code = code;
    this.hint = hint;
  }
}

/** Why an aborted signal ends the run: its reason when that is a Stop, else that the user asked for it. */
export function interruption(signal: AbortSignal): Stop {
  if (signal.reason instanceof Stop) return signal.reason;
  return new Stop('interrupted', 'INTERRUPTED', 'interrupted', 'what is left can be done later; nothing is sent twice');
}
