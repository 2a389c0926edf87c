// Sorts the changes of one commit into sets that one statement each can write. Pure.

import type { StoredChange } from './stored.js';

/** Changes of one kind to one run, in the order of the calls. */
export interface ChangeSet {
  readonly kind: StoredChange['kind'];
  readonly run: number;
  readonly changes: readonly StoredChange[];
}

/**
 * The sets, to be written in this order. The answers of a turn settle rows and intend the next ones in turns; as these are
 * different rows nearly always, all intents come first. Where a row changes twice, the order of the calls is kept.
 */
export function changeSets(changes: readonly StoredChange[], mostChanges: number): readonly ChangeSet[] {
  const ordered = changesRowTwice(changes)
    ? changes
    : [...changes.filter(({ kind }) => kind === 'intent'), ...changes.filter(({ kind }) => kind === 'settlement')];
  const sets: { kind: StoredChange['kind']; run: number; changes: StoredChange[] }[] = [];
  for (const change of ordered) {
    const last = sets.at(-1);
    const fits = last?.kind === change.kind && last.run === change.run && last.changes.length < mostChanges;
    if (fits) last.changes.push(change);
    else sets.push({ kind: change.kind, run: change.run, changes: [change] });
  }
  return sets;
}

function changesRowTwice(changes: readonly StoredChange[]): boolean {
  // One run is written at a time, so ordinals alone tell; with two runs it may only be too careful.
  const settled = new Set(changes.flatMap(({ kind, row: [ordinal] }) => (kind === 'settlement' ? [ordinal] : [])));
  return changes.some(({ kind, row: [ordinal] }) => kind === 'intent' && settled.has(ordinal));
}
