// Reads one cell as the typed value of its field. Required cells, lengths and limits are left to validation.

import type { Field, FieldValue } from '../datasets/field.js';
import { finding } from '../problems/problem.js';
import { type Cell, isBlank } from './cell.js';
import { characterNote, cleanKey, cleanText, cleanValue, isPlain } from './characters.js';
import { readCountry } from './countries/read-country.js';
import { readDate } from './dates/read-date.js';
import { errorFinding } from './error-cell.js';
import type { ColumnReading } from './evidence.js';
import { readGtin } from './identifiers/read-gtin.js';
import { readIdentifier } from './identifiers/read-identifier.js';
import { readUrl } from './identifiers/read-url.js';
import { readUuid } from './identifiers/read-uuid.js';
import { readNumber } from './numbers/read-number.js';
import { readShare } from './numbers/read-share.js';
import { readList, readText } from './read-text.js';
import { type Reading, read, unread } from './reading.js';
import { remembering } from './remembering.js';
import { isPivotLabel } from './words/pivot-label.js';
import { choiceReader } from './words/read-choice.js';

/** Reads the cells of one column. */
export type CellReader = (cell: Cell) => Reading<FieldValue | undefined>;

/**
 * Prepares for the cells of one column: each is read as the field's value, perhaps with a note or warning on how it was read;
 * undefined for a blank cell. A yearly field's cell is one year's: it gives that year's number.
 */
export function cellReader(field: Field, column: ColumnReading): CellReader {
  const readFilled = kindReader(field, column);
  const clean = cleanerOf(field);
  const readAny = (cell: Cell): Reading<FieldValue | undefined> => {
    if (isBlank(cell)) return BLANK;
    const error = errorFinding(cell);
    if (error !== undefined) return unread(error);
    const reading = readFilled(cell);
    if (typeof cell !== 'string' || isPlain(cell) || !reading.ok || reading.note !== undefined) return reading;
    const { value } = reading;
    return read(value, characterNote(cell, clean(cell), typeof value === 'number' ? String(value) : undefined));
  };
  const readText = remembering<Reading<FieldValue | undefined>>(readAny);
  return (cell) => (typeof cell === 'string' ? readText(cell) : readAny(cell));
}

const BLANK = read(undefined);

/** What the kind's reader makes of a text that has unusual characters. */
function cleanerOf({ kind }: Field): (text: string) => string {
  if (kind === 'text' || kind === 'list' || kind === 'choice' || kind === 'country') return cleanText;
  return kind === 'identifier' || kind === 'gtin' || kind === 'uuid' || kind === 'url' ? cleanKey : cleanValue;
}

/** One cell, read as cellReader does. */
export function readField(field: Field, cell: Cell, column: ColumnReading): Reading<FieldValue | undefined> {
  return cellReader(field, column)(cell);
}

function kindReader(field: Field, column: ColumnReading): CellReader {
  const { decimal, dateOrder, gtinLengths, inPercent, isExported } = column;
  switch (field.kind) {
    case 'text':
      return unlessPivotLabel(readText);
    case 'identifier':
      return unlessPivotLabel(readIdentifier);
    case 'gtin':
      return (cell) => readGtin(cell, gtinLengths);
    case 'uuid':
      return readUuid;
    case 'url':
      return readUrl;
    case 'number':
    case 'yearly':
      return (cell) => readNumber(cell, decimal, isExported);
    case 'share':
      return (cell) => readShare(cell, decimal, inPercent, isExported);
    case 'date':
      return (cell) => readDate(cell, dateOrder, field.edge);
    case 'country':
      return readCountry;
    case 'choice':
      return choiceReader(field.options);
    case 'list':
      return readList;
  }
}

/** A pivot table's own words are no name, and no code. */
function unlessPivotLabel(readCell: CellReader): CellReader {
  return (cell) =>
    typeof cell === 'string' && isPivotLabel(cell) ? unread(finding('PIVOT_LABEL', {})) : readCell(cell);
}
