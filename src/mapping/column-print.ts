// A short print of what a column holds: the kind of its values and a few short hashes of them. By it a column is known again
// under another title. The hashes are too short to tell what the values are.

import { type Cell, cellText, isBlank } from '../values/cell.js';
import { type ColumnKind, columnKind } from './column-kind.js';
import { valueKey } from './saved/value-key.js';
import { speaksOfAnother, speaksOfMore } from './titles/title-roles.js';

/** So many values are kept: those with the smallest hashes, so that two samples keep the same ones. */
const MOST_HASHES = 12;
/** A column with at least this share of the values that the mapping has seen may be the same one … */
const SAME_VALUES = 0.5;
/** … if so many different ones come again: amounts and days of one month coincide more easily than names. */
const LEAST_SHARED = { text: 3, number: 4, date: 6, empty: Number.POSITIVE_INFINITY } as const;
/** Two texts are enough where the column holds nothing else, before and now. */
const LEAST_OF_ALL = 2;
/** Shorter numbers and texts come again by chance, as quantities, codes, yes and no do. */
const LEAST_CHARACTERS = 4;

type PrintKind = keyof typeof LEAST_SHARED;

/** The print of a column, as `text 03fa 1b20 77c1`. @param cells A sample of it. */
export function columnPrint(cells: readonly Cell[]): string {
  const hashes = [...hashesOf(filledOf(cells))].sort().slice(0, MOST_HASHES);
  return [printKind(columnKind(cells)), ...hashes].join(' ');
}

/** A column of a file. */
export interface PrintedColumn {
  readonly title: string;
  /** A sample of it. */
  readonly cells: readonly Cell[];
}

/**
 * How surely a column is the one of a print under another title: the share of its values that come again, from 0 to 1. 0 where that
 * may be chance: too few different values, or a title that speaks of another party, moment or currency.
 */
export function sameColumn(title: string, print: string, { title: now, cells }: PrintedColumn): number {
  const [kind, hashes] = partsOf(print);
  const kindNow = columnKind(cells);
  if (kind !== printKind(kindNow) || speaksOfAnother(title, now)) return 0;
  // The same few currencies, countries, units and days are in many columns: a word more in the title means another one.
  if (kindNow !== 'text' && kindNow !== 'number' && speaksOfMore(title, now)) return 0;
  const filled = filledOf(cells);
  const there = hashesOf(kindNow === 'text' || kindNow === 'number' ? filled.filter(isTelling) : filled);
  const shared = hashes.filter((hash) => there.has(hash)).length;
  const share = shared / hashes.length;
  const isWhole = kindNow === 'text' && share === 1 && shared === hashesOf(filled).size;
  return shared >= (isWhole ? LEAST_OF_ALL : LEAST_SHARED[kind]) && share >= SAME_VALUES ? share : 0;
}

/** Whether the values of a column are of the kind of a print. */
export function isOfKind(print: string, cells: readonly Cell[]): boolean {
  return partsOf(print)[0] === printKind(columnKind(cells));
}

function partsOf(print: string): readonly [PrintKind, readonly string[]] {
  const [kind = '', ...hashes] = print.split(' ');
  return [kind === 'date' || kind === 'number' || kind === 'empty' ? kind : 'text', hashes];
}

function printKind(kind: ColumnKind): PrintKind {
  if (kind === 'none') return 'empty';
  return kind === 'date' || kind === 'number' ? kind : 'text';
}

function filledOf(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter((cell) => !isBlank(cell));
}

function isTelling(cell: Cell): boolean {
  return cellText(cell).replace(/[^\p{L}\p{N}]/gu, '').length >= LEAST_CHARACTERS;
}

function hashesOf(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.map((cell) => shortHash(valueKey(cellText(cell)))));
}

/** 16 bits of an FNV-1a hash. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0');
}
