// A short print of what a column holds: the kind of its values and a few short hashes of them. By it a column is known again
// under another title. The hashes are too short to tell what the values are.

import { type Cell, cellText, isBlank } from '../values/cell.js';
import { valueKey } from './saved/value-key.js';

/** So many values are kept: those with the smallest hashes, so that two samples keep the same ones. */
const MOST_HASHES = 12;

/** The print of a column, as `text 03fa 1b20 77c1`. @param cells A sample of it. */
export function columnPrint(cells: readonly Cell[]): string {
  const hashes = [...hashesOf(cells)].sort().slice(0, MOST_HASHES);
  return [kindOf(cells), ...hashes].join(' ');
}

/** What share of the values of a print, from 0 to 1, are in a column; 0 where its values are of another kind. */
export function shareInPrint(print: string, cells: readonly Cell[]): number {
  const [kind, ...hashes] = print.split(' ');
  if (hashes.length === 0 || kind !== kindOf(cells)) return 0;
  const there = hashesOf(cells);
  return hashes.filter((hash) => there.has(hash)).length / hashes.length;
}

/** Whether the values of a column are of the kind of a print. */
export function isOfKind(print: string, cells: readonly Cell[]): boolean {
  return print.split(' ', 1)[0] === kindOf(cells);
}

function hashesOf(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.filter((cell) => !isBlank(cell)).map((cell) => shortHash(valueKey(cellText(cell)))));
}

/** 16 bits of an FNV-1a hash. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0');
}

const NUMBER = /^[-+(]?\p{Sc}?\s*[-+]?\d[\d.,'’\s]*\)?\s*(?:\p{Sc}|%)?$/u;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T\s].*)?$/;
/** Such a share of the cells decides the kind. */
const MOST = 0.8;

function kindOf(cells: readonly Cell[]): 'date' | 'number' | 'text' | 'empty' {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length === 0) return 'empty';
  const share = (test: (cell: Cell) => boolean): number => filled.filter(test).length / filled.length;
  if (share(isDate) >= MOST) return 'date';
  return share(isNumber) >= MOST ? 'number' : 'text';
}

function isDate(cell: Cell): boolean {
  return typeof cell === 'string' ? DATE.test(cell.trim()) : typeof cell === 'object' && cell?.kind === 'date';
}

function isNumber(cell: Cell): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && NUMBER.test(cell.trim()));
}
