// Why a run cannot go on. A problem is a value about a row; a Stop is thrown. Its kind decides the exit code.

import type { StopCode } from './stop-codes.js';
import type { StopKind } from './stops/stop-type.js';

export type { StopCode, StopKind };

/** An error meant for the user. Tests and callers use `kind` and `code`, never the text. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly kind: StopKind;
  readonly code: StopCode;
  /** What to do next, best as a command; '' when the message says it. */
  readonly hint: string;

  constructor(kind: StopKind, code: StopCode, message: string, hint = '', cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
    this.code = code;
    this.hint = hint;
  }
}

/** Why an aborted signal ends the run: its reason if that is a Stop, else that the user asked for it. */
export function interruption(signal: AbortSignal): Stop {
  if (signal.reason instanceof Stop) return signal.reason;
  return new Stop('interrupted', 'INTERRUPTED', 'interrupted', 'the rest can be done later; nothing is sent twice');
}
