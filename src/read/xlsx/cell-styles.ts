// What cell styles show a number as: a date, a time, an amount in a unit, a scale or per cent. Decided by the number format, built in or the
// workbook's own.

import type { ShownAs } from '../../values/numbers/measure.js';
import { XmlScanner } from '../../workbook/xml-scanner.js';
import type { StyleUnits } from '../source/shown-units.js';
import { sameShown, shownAs } from './format-unit.js';

/** How a style shows a number: as it is, as a date (perhaps with a time), its month or year, a time of day, or elapsed time. */
export type Shown = 'number' | 'date' | 'month' | 'year' | 'time' | 'elapsed';

/** The cell styles of a workbook. */
export interface CellStyles extends StyleUnits {
  /** For each style, by its index, how it shows a number. */
  readonly shown: readonly Shown[];
}

/** A number format. */
interface Format {
  readonly shown: Shown;
  readonly shownAs: ShownAs | undefined;
}

/** Reads the styles part. @param where For errors: the file and the part. */
export function readCellStyles(bytes: Buffer, where: string): CellStyles {
  const scanner = new XmlScanner(where, bytes.length);
  scanner.push(bytes);
  const formats = new Map<number, Format>();
  const shown: Shown[] = [];
  const ways: (ShownAs | undefined)[] = [undefined];
  const places: number[] = [];
  let list = '';
  while (scanner.next()) {
    // Both lists hold only what is looked for; elements of these names elsewhere mean something else.
    if (scanner.is('numFmts') || scanner.is('cellXfs'))
      list = scanner.closing ? '' : scanner.is('cellXfs') ? 'xf' : 'numFmt';
    else if (!scanner.closing && list !== '' && scanner.is(list)) {
      const id = Number(scanner.attribute('numFmtId') ?? 0);
      if (list === 'numFmt') formats.set(id, formatOf(scanner.attribute('formatCode') ?? ''));
      else {
        const format = formats.get(id);
        shown.push(format?.shown ?? shownByBuiltIn(id));
        places.push(placeIn(ways, format === undefined ? shownAsByBuiltIn(id) : format.shownAs));
      }
    }
  }
  return { shown, shownAs: ways, placeOf: places };
}

function formatOf(code: string): Format {
  const shown = shownBy(code);
  return { shown, shownAs: shown === 'number' ? shownAs(code) : undefined };
}

/** Per cent; other built-in formats show the currency of whoever looks at them, and so none. */
function shownAsByBuiltIn(id: number): ShownAs | undefined {
  return id === 9 || id === 10 ? shownAs('0%') : undefined;
}

/** The place of a way among the others, or of one that comes to the same. */
function placeIn(ways: (ShownAs | undefined)[], way: ShownAs | undefined): number {
  const known = ways.findIndex((other) => sameShown(other, way));
  return known >= 0 ? known : ways.push(way) - 1;
}

/**
 * Built-in formats are known by number alone (ECMA-376 part 1, 18.8.30 numFmt). 27 to 36 and 50 to 58 are the dates of
 * Chinese, Japanese and Korean, 71 to 81 those of Thai.
 */
function shownByBuiltIn(id: number): Shown {
  if (id === 46) return 'elapsed';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time';
  if (id === 55 || id === 56 || (id >= 75 && id <= 80)) return 'time';
  if (id === 17) return 'month';
  if ((id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return id >= 71 && id <= 81 ? 'date' : 'number';
}

/** What cannot be a date's letter: quoted and escaped text, widths and fills, colours, conditions and locales in brackets. */
const NOT_LETTERS = /"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;

/** Characters of a format code that are looked at; Excel takes 255. It bounds the work on codes that are made to last. */
const LONGEST_FORMAT = 1000;
/** Places for digits, the parts of a second aside: formats of dates have none. A stray letter beside them is a unit. */
const DIGITS = /(?<!s\]?[.,]0*)[0#?]/;

/** How a format code shows a number. Codes are stored in English letters whatever language Excel speaks. */
export function shownBy(code: string): Shown {
  const letters = code.slice(0, LONGEST_FORMAT).replace(NOT_LETTERS, '').split(';', 1)[0]?.toLowerCase() ?? '';
  if (letters.includes('general') || /^standard$/.test(letters.trim())) return 'number';
  if (/\[(?:h+|m+|s+)\]/.test(letters)) return 'elapsed';
  if (DIGITS.test(letters)) return 'number';
  const plain = letters.replace(/am\/pm|a\/p/g, 'h');
  // Days and years, also of eras (e, g), of Buddhists (b), and days of the week in Japanese (aaa).
  if (/[ydegb]|aaa/.test(plain)) return /[dhs]|aaa/.test(plain) ? 'date' : plain.includes('m') ? 'month' : 'year';
  if (/[hs]/.test(plain)) return 'time';
  return plain.includes('m') ? 'date' : 'number';
}
