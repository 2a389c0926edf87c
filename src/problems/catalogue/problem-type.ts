// What the catalogue says about one problem code.

/** `error` keeps the row from being sent; `warning` deserves a look; `note` says how a value was read. */
export type Severity = 'error' | 'warning' | 'note';

/** A text to write into the cell instead of its value, and how sure it is: from 0 to 1. */
export interface Answer {
  readonly text: string;
  readonly confidence: number;
}

/** One problem code: its severity, its texts and an example. */
export interface ProblemType<Args> {
  readonly severity: Severity;
  /** What the code means, as a sentence without arguments. */
  readonly meaning: string;
  /** What is wrong, expected and got. The place and the value are printed before it. */
  readonly message: (args: Args) => string;
  /** What to do next, as a value to type where there is one; '' when the message says it all. */
  readonly suggestion?: (args: Args) => string;
  /** The text to write instead, where the arguments hold one. */
  readonly answer?: (args: Args) => Answer | undefined;
  /** How to fix it, as a sentence. @default the suggestion of the example */
  readonly fix?: string;
  readonly example: readonly [value: string, args: Args];
}

/** Declares a problem code; the compiler checks that message, suggestion and example agree on the arguments. */
export function problem<Args = Record<never, never>>(type: ProblemType<Args>): ProblemType<Args> {
  return type;
}
