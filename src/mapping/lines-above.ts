// Reads units and scales from the lines above a header: `all amounts in EUR thousand`, `Beträge in TEUR`, `(in kt)`; and from a cell
// right above a title. column-measure.ts decides which columns they apply to.

import type { SourceRow } from '../values/cell.js';
import { findMeasure, type Measure, readMeasure, sameMeasure } from '../values/numbers/measure.js';

/** A measure that is said above the header. */
export interface MeasureAbove {
  readonly measure: Measure;
  /** The whole text, and its row as Excel shows it. */
  readonly text: string;
  readonly row: number;
  /** The only column that it is about, from 0; undefined for all. */
  readonly column: number | undefined;
}

/** Longer lines are prose. */
const LONGEST_LINE = 200;
/** A line of more cells is part of a table. */
const MOST_CELLS = 2;
const BRACKETS = /[([]([^)\]]*)[)\]]/g;
/** What a measure follows in a sentence. */
const LEAD = /(?:(?<![\p{L}])(?:in|en|i|em|w|v)|[:=–—-])\s+/giu;
const MOST_WORDS = 5;

/** What the rows above the header say. Rows of several cells count only right above it, each cell for its column. */
export function measuresAbove(rows: readonly SourceRow[], headerRow: number): readonly MeasureAbove[] {
  const found: MeasureAbove[] = [];
  for (const { row, cells } of rows) {
    const filled = [...cells.entries()].filter(([, cell]) => cell !== null && cell !== '');
    const isTable = filled.length > MOST_CELLS;
    if (isTable && row !== headerRow - 1) continue;
    for (const [column, cell] of filled) {
      const measure = typeof cell === 'string' ? lineMeasure(cell, isTable) : undefined;
      if (measure !== undefined)
        found.push({ measure, text: String(cell).trim(), row, column: isTable ? column : undefined });
    }
  }
  return found.filter((one, index) => !found.slice(0, index).some((other) => isSame(one, other)));
}

function isSame(a: MeasureAbove, b: MeasureAbove): boolean {
  return a.column === b.column && sameMeasure(a.measure, b.measure);
}

/** A single line may say more: a number with its unit, as in a sum, says nothing of the numbers below. */
function lineMeasure(line: string, isCell: boolean): Measure | undefined {
  if (line.length > LONGEST_LINE || NO_MEASURE.test(line.trim())) return undefined;
  const said = isCell ? readMeasure(line) : sentenceMeasure(line);
  return said?.unclear === 'number' || said?.unclear === 'rate' ? undefined : said;
}

function sentenceMeasure(line: string): Measure | undefined {
  const alone = readMeasure(line);
  if (alone !== undefined) return alone;
  const inside = [...line.matchAll(BRACKETS)].flatMap(([, text = '']) => findMeasure(text) ?? []);
  const behind = [...line.matchAll(LEAD)].flatMap((lead) => {
    const before = line.slice(0, lead.index);
    return measureBehind(before, lead[0].trim(), line.slice(lead.index + lead[0].length)) ?? [];
  });
  return [...inside, ...behind][0];
}

/**
 * What a line says behind `in` or a colon. Words that may be plain language or a name, such as `K. Maier` or `Region: T`, count only
 * at the end of a line about amounts, or as `in t`; a scale that is none of them ends any line.
 */
function measureBehind(before: string, lead: string, text: string): Measure | undefined {
  const isIn = /\p{L}/u.test(lead);
  const isAbout = ABOUT.test(before);
  const found = beginning(text);
  if (found === undefined || isCount(before, isIn, found)) return undefined;
  const { measure, rest } = found;
  if (measure.tens === 0 && PRICE.test(before) && !isAbout) return undefined;
  // Beside a word that is none of a measure, words of plain language are left out.
  const isSure = findMeasure(`${OTHER_WORD} ${measure.written}`) !== undefined;
  const isScale = measure.tens !== 0 || measure.unclear !== undefined;
  if (isSure && (isIn || isAbout || (isScale && rest === ''))) return measure;
  const isSmall = isIn && !/\p{Lu}|\d/u.test(measure.written);
  return rest === '' && (isSmall || isAbout) ? measure : undefined;
}

/** Whether it is a number of something: `Total: 1,000 EUR`, `Rows: 1000`, `in thousands of lines`. */
function isCount(before: string, isIn: boolean, { measure: { written, codes }, rest }: Beginning): boolean {
  if (!isIn && /\d/.test(written)) return codes.length === 0 ? !UNIT_ALONE.test(before) : SUM.test(before);
  return codes.length === 0 && rest !== '' && /\s(?:of|de|von|av|di)$/.test(written);
}

const OTHER_WORD = 'lines';
/** A number, or the letter of a column or a group: they stand above tables, too. */
const NO_MEASURE = /^(?:\p{Lu}\.?|[1-9][\d.,' ]*)$/u;
/** Words, as they begin, of lines that are about amounts, in whichever language. */
const ABOUT =
  /(?<!\p{L})(?:all(?!\p{L})|amount|value|figure|number|quantit|spend|scale|unit|currenc|alle|betr|wert|angabe|zahl|menge|einheit|währ|montant|valeur|chiffre|unité|devise|importe|valor|cifra|cantidad|unidad|moneda|import[oi]|unità|valut|quantid|moeda|bedrag|hoeveel|eenheid|kwot|wartoś|iloś|jednost|walut|belopp|värd|mängd|enhet|beløb|beløp|værdi|verdi|enhed|summ|määr|yksik|valuut|částk|hodnot|množs|měn)/iu;
const UNIT_ALONE = /^\s*(?:scale|units?|einheit|unité|unidad|unità|unidade|eenheid|jednostka|enhet|enhed)\s*$/iu;
const SUM = /(?<!\p{L})(?:grand|sub)?(?:total|sum|gesamt|somme|suma|razem|yhteensä|celkem)/iu;
const PRICE = /(?<!\p{L})(?:unit\s)?(?:price|preis|einzelpreis|prix|precio|prezz|preço|prij|cen[ay]|pris|hinta|rate)/iu;

interface Beginning {
  readonly measure: Measure;
  readonly rest: string;
}

/** The measure that a text begins with, the longest one, and the words behind it. */
function beginning(text: string): Beginning | undefined {
  const words = [...text.matchAll(/\S+/g)].slice(0, MOST_WORDS);
  for (const word of words.reverse()) {
    const end = word.index + word[0].length;
    const measure = readMeasure(text.slice(0, end).replace(/[.,;:)]+$/, ''));
    if (measure !== undefined) return { measure, rest: text.slice(end).trim() };
  }
  return undefined;
}
