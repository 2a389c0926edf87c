// Keys that several things at the service share: the service makes no key unique, and a row must not delete the wrong one.

import type { Key, Values } from '../../datasets/dataset.js';
import type { Obstacle } from '../../plan/action.js';
import { finding } from '../../problems/problem.js';

/** Values that are keys of more than one thing. */
export class AmbiguousKeys {
  private readonly others = new Map<string, number>();

  /** @param what the things are, for people. */
  constructor(private readonly what: string) {}

  /** Counts a further thing with a value. */
  readonly note = (value: string): void => {
    this.others.set(value, (this.others.get(value) ?? 0) + 1);
  };

  /** The obstacle to a deletion, where the key that found the row's thing is that of several. */
  obstacle(key: Key | undefined, { customId, gtin, name }: Values): Obstacle | undefined {
    const others = key && this.others.get(key.value);
    if (key === undefined || others === undefined) return undefined;
    const named = key.value === customId ? customId : (name ?? gtin ?? customId);
    const why = finding('AMBIGUOUS_PARENT', { what: this.what, named: String(named), matches: others + 1 });
    return { obstacle: why, isLeftOut: false };
  }
}
