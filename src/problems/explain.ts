// What every problem and stop code means, with an example and its fix: for `carbonsheet explain` and the documentation.

import { type ProblemCode, problemCodes, problemTypeOf } from './catalogue.js';
import { describe, problemAt } from './place.js';
import type { Finding, Severity } from './problem.js';
import { type StopCode, stopTypes } from './stop-codes.js';
import type { StopKind } from './stops/stop-type.js';

/** A code, explained. */
export type Explanation = {
  readonly code: string;
  /** What it means, as a sentence. */
  readonly meaning: string;
  /** A message as it is printed; of a problem without its place. */
  readonly example: string;
  /** How to go on, as a sentence. */
  readonly fix: string;
} & ({ readonly about: 'problem'; readonly severity: Severity } | { readonly about: 'stop'; readonly kind: StopKind });

/** All codes: first the problems, then the stops. One code can be both. */
export function explanations(): readonly Explanation[] {
  return [...problemCodes.map(explainProblem), ...Object.keys(stopTypes).map((code) => explainStop(code as StopCode))];
}

function explainProblem(code: ProblemCode): Explanation {
  const { severity, meaning, suggestion, fix, example } = problemTypeOf(code);
  const [value, args] = example;
  // The catalogue guarantees that the example has the arguments of its code.
  const found = { code, args } as Finding;
  const shown = describe(problemAt({ sheet: '', row: 0, column: '', field: '', value }, found));
  return { code, about: 'problem', severity, meaning, example: shown, fix: fix ?? sentence(suggestion?.(args) ?? '') };
}

function explainStop(code: StopCode): Explanation {
  const { kind, meaning, example, fix } = stopTypes[code];
  return { code, about: 'stop', kind, meaning, example, fix };
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(whole) ? whole : `${whole}.`;
}
