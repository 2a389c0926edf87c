// The one rule for when two things with keys are the same: rows of a file and rows of a service alike.

import type { Key } from '../datasets/dataset.js';

/** Finds things by the value of a key. */
export interface Shelf<T> {
  get(value: string): T | undefined;
  /** Stores the thing, unless one with this value is there already. */
  add(value: string, thing: T): void;
}

/**
 * A shelf that keeps the first thing of each value.
 * @param onFurther called with the value of each later thing.
 */
export function firstShelf<T>(onFurther: (value: string) => void = () => undefined): Shelf<T> {
  const things = new Map<string, T>();
  return {
    get: (value) => things.get(value),
    add: (value, thing) => {
      if (things.has(value)) onFurther(value);
      else things.set(value, thing);
    },
  };
}

/** The things that have the same keys beside one of this title. */
interface Ward<T> {
  /** The titles of their stronger keys. */
  readonly stronger: readonly string[];
  readonly shelf: Shelf<T>;
}

/**
 * Things by their keys, which are given from the strongest to the weakest.
 *
 * The strongest key that two things both have decides: they are the same when it is equal, and not when it differs, however
 * alike the rest is. So a row with a custom id and a GTIN is the held product that has this GTIN and no custom id.
 */
export class KeyIndex<T> {
  private readonly wards = new Map<string, Ward<T>[]>();

  /** @param newShelf makes an empty shelf. */
  constructor(private readonly newShelf: () => Shelf<T>) {}

  add(keys: readonly Key[], thing: T): void {
    for (const [rank, { title, value }] of keys.entries()) this.shelfFor(title, titlesOf(keys, rank)).add(value, thing);
  }

  /** The thing that has these keys, the best fit where several are the same, and the key that decided it. */
  find(keys: readonly Key[]): { readonly thing: T; readonly key: Key } | undefined {
    for (const [rank, key] of keys.entries()) {
      const looked = titlesOf(keys, rank);
      for (const { stronger, shelf } of this.wards.get(key.title) ?? []) {
        // These share a stronger key with the wanted thing; that key was compared already, and differs.
        if (stronger.some((title) => looked.includes(title))) continue;
        const thing = shelf.get(key.value);
        if (thing !== undefined) return { thing, key };
      }
    }
    return undefined;
  }

  private shelfFor(title: string, stronger: readonly string[]): Shelf<T> {
    const wards = this.wards.get(title) ?? [];
    const known = wards.find((ward) => ward.stronger.join() === stronger.join());
    if (known) return known.shelf;
    const ward = { stronger, shelf: this.newShelf() };
    // The fewer keys beyond the given ones, the better the fit.
    const sorted = [...wards, ward].sort((a, b) => a.stronger.length - b.stronger.length);
    this.wards.set(title, sorted);
    return ward.shelf;
  }
}

/** The titles of the keys before one. */
function titlesOf(keys: readonly Key[], end: number): readonly string[] {
  return keys.slice(0, end).map(({ title }) => title);
}
