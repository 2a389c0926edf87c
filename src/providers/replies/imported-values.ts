// What a service says of a row, as an import of its export would read it back: trimmed, codes in the dataset's own letters.

import type { Fields, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import { plainReading } from '../../values/evidence.js';
import { type CellReader, cellReader } from '../../values/read-field.js';
import { heldValues } from './held-values.js';

// Datasets are constants, so the readers of their fields are made once; the map holds no dataset alive.
const readersOf = new WeakMap<Fields, ReadonlyMap<string, CellReader>>();

/** The values of a dataset's fields in a reply. What a field does not take, such as a word that is no option of it, is absent. */
export function importedValues(
  { fields }: { readonly fields: Fields },
  reply: Readonly<Record<string, FieldValue | null | undefined>>,
): Values {
  const readers = readersOf.get(fields) ?? prepared(fields);
  const values: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(heldValues({ fields }, reply))) {
    const read = readWith(readers.get(field), value);
    if (read !== undefined) values[field] = read;
  }
  return values;
}

/** For fields that are extra only where the row could not take their value. */
export function isImported(
  { fields }: { readonly fields: Fields },
  values: Values,
): (field: string, value: unknown) => boolean {
  return (field, value) => Object.hasOwn(fields, field) && (values[field] !== undefined || isNothing(value));
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function readWith(read: CellReader | undefined, value: FieldValue | undefined): FieldValue | undefined {
  // An exported list is one cell; its texts are read from there. Of amounts by year, each has a cell.
  const cell = isList(value) ? value.join('; ') : (value ?? null);
  if (typeof cell !== 'object' || cell === null) {
    const reading = read?.(cell);
    return reading?.ok ? reading.value : undefined;
  }
  const years = Object.entries(cell).flatMap(([year, amount]) => {
    const one = readWith(read, amount);
    return typeof one === 'number' ? [[year, one] as const] : [];
  });
  return years.length > 0 ? Object.fromEntries(years) : undefined;
}

function prepared(fields: Fields): ReadonlyMap<string, CellReader> {
  const readers = new Map(Object.entries(fields).map(([name, field]) => [name, cellReader(field, plainReading)]));
  readersOf.set(fields, readers);
  return readers;
}

function isList(value: FieldValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}
