// The inputs in which a row differs from what it was.

import type { ComparableRow } from '../../report/delta/comparable.js';
import { inputsOf } from './comparison.js';

/** An input that changed; '' where it is blank. */
export interface InputChange {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** Empty for a row that is new or gone, and where the inputs are kept as hashes. */
export function inputChanges(
  before: ComparableRow | undefined,
  after: ComparableRow | undefined,
): readonly InputChange[] {
  if (before === undefined || after === undefined || before.inputs === after.inputs) return [];
  const [old, now] = [inputsOf(before.inputs), inputsOf(after.inputs)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((column) => {
    const [was, is] = [old.get(column) ?? '', now.get(column) ?? ''];
    return column === '' || was === is ? [] : [{ column, before: was, after: is }];
  });
}
