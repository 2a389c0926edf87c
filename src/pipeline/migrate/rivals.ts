// Rows of the source that the target could not tell apart by their keys: of such rows one moves, or none, and the others are named.
// An import takes rows of one key for one thing, as the rows of a supplier's contacts; here every row is a thing of its own. Pure.

import type { Key } from '../../datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../dedup/key-index.js';
import { idKey } from './movable.js';

/** A row and what it is known by. */
export interface KeyedRow {
  readonly id: string;
  readonly keys: readonly Key[];
}

/** What becomes of the rows of the source before anything is sent. */
interface Settled {
  /** By their id, the ids of rows that the target has already: each of no other row. */
  readonly found: ReadonlyMap<string, string>;
  /** By their id, why rows stay at the source. */
  readonly heldBack: ReadonlyMap<string, string>;
}

/** A row of the source that matches one of the target. */
interface Claim {
  readonly row: KeyedRow;
  readonly key: Key;
  /** How strong the key is that decides; 0 is the strongest. */
  readonly rank: number;
}

/** @param carried the ids at the target of rows that earlier migrations carried over */
export function settleRivals(
  source: readonly KeyedRow[],
  target: readonly KeyedRow[],
  carried: ReadonlyMap<string, string>,
): Settled {
  const held = new KeyIndex<KeyedRow>(firstShelf);
  for (const row of target) held.add(row.keys, row);
  const copies = new Set([...carried.values()].map(idKey));
  const claims = new Map<KeyedRow, Claim[]>();
  const fresh: KeyedRow[] = [];
  const found = new Map<string, string>();
  const heldBack = new Map<string, string>();
  for (const row of source.filter(({ id }) => !carried.has(id))) {
    const match = held.find(row.keys);
    if (match === undefined) fresh.push(row);
    else if (copies.has(idKey(match.thing.id))) heldBack.set(row.id, copyOfAnother(match.thing, match.key));
    else claims.set(match.thing, [...(claims.get(match.thing) ?? []), { row, ...claimOf(match) }]);
  }
  for (const [thing, claiming] of claims) {
    const strongest = Math.min(...claiming.map(({ rank }) => rank));
    const [owner, ...others] = claiming.filter(({ rank }) => rank === strongest);
    const isClear = owner !== undefined && others.length === 0;
    if (isClear) found.set(owner.row.id, thing.id);
    for (const { row, key } of claiming)
      if (!isClear) heldBack.set(row.id, contested(thing));
      else if (row !== owner.row) heldBack.set(row.id, copyOfAnother(thing, key));
  }
  const moving = new KeyIndex<KeyedRow>(firstShelf);
  for (const row of inOrder(source, fresh, carried, found)) {
    const rival = moving.find(row.keys);
    if (rival === undefined || carried.has(row.id)) moving.add(row.keys, row);
    else {
      found.delete(row.id);
      heldBack.set(row.id, namesakeOf(rival.thing, rival.key));
    }
  }
  return { found, heldBack };
}

function claimOf({ thing, key }: { readonly thing: KeyedRow; readonly key: Key }): Pick<Claim, 'key' | 'rank'> {
  return { key, rank: thing.keys.findIndex(({ title }) => title === key.title) };
}

/** Those that the target has go first, then those with the most keys: a row known by its name alone gives way to one with a number. */
function inOrder(
  source: readonly KeyedRow[],
  fresh: readonly KeyedRow[],
  carried: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly KeyedRow[] {
  const known = [carried, found].flatMap((ids) => source.filter(({ id }) => ids.has(id)));
  return [...known, ...[...fresh].sort((one, other) => other.keys.length - one.keys.length)];
}

const NEXT = 'give each a number of its own at the source, and migrate again';

function namesakeOf({ id }: KeyedRow, { title }: Key): string {
  return `${id} of the source has its ${title}, too, and the target would take both for one; ${NEXT}`;
}

function copyOfAnother({ id }: KeyedRow, { title }: Key): string {
  return `${id} of the target has its ${title}, and is the copy of another row of the source; ${NEXT}`;
}

function contested({ id }: KeyedRow): string {
  return `several rows of the source have its key, and nothing proves that ${id} of the target is its copy; ${NEXT}`;
}
