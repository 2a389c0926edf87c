// The unit that a column title says: `Quantity (t)`, `Menge [kg]`, `Betrag in EUR`. Which columns have a unit is the dataset's.

import type { ImportDataset } from '../datasets/dataset.js';
import { fold } from '../values/fold.js';
import { type Unit, unitOf } from '../values/units.js';

/** A title taken apart. */
export interface UnitTitle {
  /** The title without its unit. */
  readonly rest: string;
  readonly unit: Unit;
}

// No title is longer; it bounds the work on hostile cells.
export const LONGEST_TITLE = 500;

const BRACKETS = /[([]([^)\]]*)[)\]]/g;
const TRAILING = /^(.*[\p{L}\p{N})\]])[\s,;/_-]+(\S+)$/u;
const BEFORE_UNIT = /[\s_]+(?:in|en|i|em|w|v)$/i;
// Words that end a title in plain language, too.
const PLAIN_WORDS = new Set([
  'to',
  'piece',
  'pieces',
  'unit',
  'units',
  'stuk',
  'stuks',
  'pezzi',
  'peças',
  'sztuk',
  'kus',
  'kusy',
]);

/** The only unit that a title says, in brackets or at its end; undefined when it says none, or several. */
export function titleUnit(title: string): UnitTitle | undefined {
  if (title.length > LONGEST_TITLE) return undefined;
  const parts = [...title.matchAll(BRACKETS)].flatMap(([, inside = '']) => inside.split(/[,;]/));
  const said = parts.flatMap((part) => unitOf(part.trim().replace(/^(?:in|en|i|em|w|v)\s+/i, '')) ?? []);
  const [unit, ...others] = said;
  if (unit !== undefined) return others.length > 0 ? undefined : { rest: title.replace(BRACKETS, ' '), unit };
  const [, rest = '', word = ''] = TRAILING.exec(title.trim()) ?? [];
  const trailing = PLAIN_WORDS.has(word.toLowerCase()) ? undefined : unitOf(word);
  return trailing && { rest: rest.replace(BEFORE_UNIT, ''), unit: trailing };
}

/** The field that says the unit of an amount; undefined for a field that is no amount with a unit. */
export function unitFieldOf({ fields }: ImportDataset, name: string | undefined): string | undefined {
  const field = name === undefined ? undefined : fields[name];
  return field?.kind === 'number' ? field.unitField : undefined;
}

/** The unit that the title of an amount's column says beside the words that name the field. */
export function saidUnit(
  dataset: ImportDataset,
  name: string,
  title: string,
  titles: readonly string[],
): Unit | undefined {
  if (unitFieldOf(dataset, name) === undefined) return undefined;
  return titles.some((known) => fold(known) === fold(title)) ? undefined : titleUnit(title)?.unit;
}
