// Keeps a row from deleting one of several things at the service that are all what it says. Nothing there makes a key unique.

import type { Key, Values } from '../../datasets/dataset.js';
import type { Obstacle } from '../../plan/action.js';
import { finding } from '../../problems/problem.js';

/** Values of keys that further things at the service have. */
export class OneOfSeveral {
  private readonly others = new Map<string, number>();

  /** @param what the things are, for people. */
  constructor(private readonly what: string) {}

  /** Takes note of a further thing with a value. */
  readonly note = (value: string): void => {
    this.others.set(value, (this.others.get(value) ?? 0) + 1);
  };

  /** What keeps a row from being taken for one of them, where the key that found it is that of several. */
  obstacle(key: Key | undefined, { customId, gtin, name }: Values): Obstacle | undefined {
    const others = key && this.others.get(key.value);
    if (key === undefined || others === undefined) return undefined;
    const named = key.value === customId ? customId : (name ?? gtin ?? customId);
    const why = finding('AMBIGUOUS_PARENT', { what: this.what, named: String(named), matches: others + 1 });
    return { obstacle: why, isLeftOut: false };
  }
}
