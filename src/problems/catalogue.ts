// The catalogue of problem codes: the typed arguments of each, its severity, and the only place with its texts.
// Codes never change once released. The place of a problem is added by place.ts.

import { cellProblems } from './catalogue/cells.js';
import { headerProblems } from './catalogue/header.js';
import type { Answer, ProblemType, Severity } from './catalogue/problem-type.js';
import { resultProblems } from './catalogue/results.js';
import { rowProblems } from './catalogue/rows.js';
import { selectionProblems } from './catalogue/selection.js';
import { serviceProblems } from './catalogue/service.js';
import { spellingProblems } from './catalogue/spelling.js';
import { suspectProblems } from './catalogue/suspects.js';

const catalogue = {
  ...headerProblems,
  ...cellProblems,
  ...rowProblems,
  ...selectionProblems,
  ...suspectProblems,
  ...spellingProblems,
  ...serviceProblems,
  ...resultProblems,
};

export type ProblemCode = keyof typeof catalogue;

/** The arguments of every code. */
export type Catalogue = {
  [C in ProblemCode]: (typeof catalogue)[C] extends ProblemType<infer Args> ? Args : never;
};

/** What is wrong or worth saying, without the place: rooms that see only a value return these. */
export type Finding = { [C in ProblemCode]: { readonly code: C; readonly args: Catalogue[C] } }[ProblemCode];

/** Every code, from the header on to what happened to a row. */
export const problemCodes = Object.keys(catalogue) as readonly ProblemCode[];

/** The entry of a code. Its type forgets which arguments the code has: a finding pairs the two. */
export function problemTypeOf(code: ProblemCode): ProblemType<Finding['args']> {
  return catalogue[code] as ProblemType<Finding['args']>;
}

/** Whether the finding holds its row back until a person accepts it. */
export function isSuspect({ code }: Pick<Finding, 'code'>): boolean {
  return code in suspectProblems;
}

/** The severity of a code. */
export function severityOf(code: ProblemCode): Severity {
  return catalogue[code].severity;
}

/** The message of a finding: what is wrong, expected and got. */
export function messageOf({ code, args }: Finding): string {
  return problemTypeOf(code).message(args);
}

/** What to do about the finding; '' when the message says it all. */
export function suggestionOf({ code, args }: Finding): string {
  return problemTypeOf(code).suggestion?.(args) ?? '';
}

/** The text to write instead of the value, where the finding holds one. */
export function answerOf({ code, args }: Finding): Answer | undefined {
  return problemTypeOf(code).answer?.(args);
}
