// How our own sheets and columns are found again in a workbook that somebody has worked on: hidden names, which programs keep, and
// which follow what is renamed, moved, sorted or put between.

import { columnLetters } from '../../values/column-letters.js';
import { columnOf } from './cell-range.js';
import type { OwnColumn } from './patch.js';
import type { XmlPart } from './xml-part.js';

/** What is ours in a workbook. */
export interface OwnParts {
  /** The sheet in front. */
  readonly front?: string;
  /** Other sheets that were added. */
  readonly added: readonly string[];
  /** The columns by the name of the sheet that they are in. */
  readonly columns: ReadonlyMap<string, readonly OwnColumn[]>;
}

/** The name of the hidden column that names the faulty cells of each row. */
export const FAULTS = 'faults';

const PREFIX = '_carbonsheet_';
const COLUMN = 'column_';
const FRONT = 'front';
const ADDED = 'added';

/** Whether a defined name is ours. */
export function isOwnName(name: string | undefined): boolean {
  return name?.startsWith(PREFIX) ?? false;
}

/** A name that is defined in a workbook, for one of its sheets. */
export interface DefinedName {
  readonly name: string;
  readonly refersTo: string;
}

/** The name that marks a column of a sheet. */
export function columnName(sheet: string, { name, column }: OwnColumn): DefinedName {
  const letters = `$${columnLetters(column - 1)}`;
  return { name: `${PREFIX}${COLUMN}${name}`, refersTo: `${quotedSheet(sheet)}!${letters}:${letters}` };
}

/** The name that marks a sheet as ours. */
export function sheetName(sheet: string, place: 'front' | 'added'): DefinedName {
  return { name: `${PREFIX}${place}`, refersTo: `${quotedSheet(sheet)}!$A$1` };
}

/** A sheet's name as formulas have it. */
export function quotedSheet(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

/** Finds what is ours by the names that a workbook defines. @param workbook Its own part. */
export function ownPartsOf(workbook: XmlPart): OwnParts {
  let front: string | undefined;
  const added: string[] = [];
  const columns = new Map<string, OwnColumn[]>();
  const names = workbook.child(workbook.root, 'definedNames');
  for (const element of names === undefined ? [] : workbook.children(names, 'definedName')) {
    const name = element.attribute('name');
    if (name === undefined || !isOwnName(name)) continue;
    const place = placeOf(workbook.text(element));
    // A name whose place was deleted leads nowhere.
    if (place === undefined) continue;
    const own = name.slice(PREFIX.length);
    if (own === FRONT) front = place.sheet;
    else if (own === ADDED) added.push(place.sheet);
    else if (own.startsWith(COLUMN)) {
      const found = columns.get(place.sheet) ?? [];
      columns.set(place.sheet, [...found, { name: own.slice(COLUMN.length), column: place.column }]);
    }
  }
  return { ...(front !== undefined && { front }), added, columns };
}

/** The sheet and the first column that a name refers to, as `'Q1'!$L:$L` or `Q1!$L$1:$L$1048576`. */
function placeOf(refersTo: string): { readonly sheet: string; readonly column: number } | undefined {
  const match = /^(?:'((?:[^']|'')+)'|([^'!\s]+))!\$?([A-Z]{1,3})(?:\$?\d+)?(?::|$)/.exec(refersTo.trim());
  if (match === null) return undefined;
  const sheet = match[1]?.replaceAll("''", "'") ?? match[2] ?? '';
  return { sheet, column: columnOf(match[3] ?? '') };
}
