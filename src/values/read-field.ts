// Reads one cell as the typed value of its field. Required cells, lengths and limits are left to validation.

import type { Field, FieldValue } from '../datasets/field.js';
import { finding } from '../problems/problem.js';
import { type Cell, isBlank } from './cell.js';
import { errorOf } from './error-cell.js';
import type { ColumnReading } from './evidence.js';
import { readChoice } from './read-choice.js';
import { readCountry } from './read-country.js';
import { readDate } from './read-date.js';
import { readGtin } from './read-gtin.js';
import { readIdentifier } from './read-identifier.js';
import { readNumber } from './read-number.js';
import { readShare } from './read-share.js';
import { readList, readText } from './read-text.js';
import { readUrl } from './read-url.js';
import { readUuid } from './read-uuid.js';
import { type Reading, read, unread } from './reading.js';

/**
 * The cell as the field's value, perhaps with a note or warning on how it was read; undefined for a blank cell.
 * A yearly field's cell is one year's: it gives that year's number.
 */
export function readField(field: Field, cell: Cell, column: ColumnReading): Reading<FieldValue | undefined> {
  if (isBlank(cell)) return read(undefined);
  const error = errorOf(cell);
  return error === undefined ? readKind(field, cell, column) : unread(finding('ERROR_CELL', { error }));
}

function readKind(field: Field, cell: Cell, column: ColumnReading): Reading<FieldValue | undefined> {
  switch (field.kind) {
    case 'text':
      return readText(cell);
    case 'identifier':
      return readIdentifier(cell);
    case 'gtin':
      return readGtin(cell);
    case 'uuid':
      return readUuid(cell);
    case 'url':
      return readUrl(cell);
    case 'number':
    case 'yearly':
      return readNumber(cell, column.decimal);
    case 'share':
      return readShare(cell, column.decimal);
    case 'date':
      return readDate(cell, column.dateOrder);
    case 'country':
      return readCountry(cell);
    case 'choice':
      return readChoice(cell, field.options);
    case 'list':
      return readList(cell);
  }
}
