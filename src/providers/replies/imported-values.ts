// Reads a service's row as an import of its export would read it: trimmed, with codes in the dataset's own letters.

import type { Fields, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import type { Cell } from '../../values/cell.js';
import { plainReading } from '../../values/evidence.js';
import { type Figure, figureNumber } from '../../values/numbers/figure.js';
import { type CellReader, cellReader } from '../../values/read-field.js';
import { heldValue } from './held-values.js';

/** The fields of a reply. */
export type HeldFields = Readonly<Record<string, FieldValue | Readonly<Record<string, Figure>> | null | undefined>>;

/** Reads the values of a dataset's fields in a reply. A value that its field does not take is absent. */
export type ValuesReader = (reply: HeldFields) => Values;

/** Prepares to read many replies of one dataset. */
export function valuesReader({ fields }: { readonly fields: Fields }): ValuesReader {
  const readers = Object.entries(fields).map(([name, field]) => {
    const read = cellReader(field, plainReading);
    // Figures of more digits than a number has are text.
    const isNumber = field.kind === 'number' || field.kind === 'share' || field.kind === 'yearly';
    return { name, kind: field.kind, read: isNumber ? (cell: Cell) => read(figureNumber(cell) ?? cell) : read };
  });
  return (reply) => {
    const values: Record<string, FieldValue> = {};
    for (const { name, kind, read } of readers) {
      const held = heldValue(kind, reply[name]);
      const value = held === undefined ? undefined : readWith(read, held);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** Whether a field's value is among the values that an import would read, or is empty. */
export function isImported(
  { fields }: { readonly fields: Fields },
  values: Values,
): (field: string, value: unknown) => boolean {
  return (field, value) => Object.hasOwn(fields, field) && (values[field] !== undefined || isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function readWith(read: CellReader, value: HeldFields[string]): FieldValue | undefined {
  // An export writes a list as one cell, and yearly amounts as one cell for each year.
  const cell = isList(value) ? value.join('; ') : (value ?? null);
  if (typeof cell !== 'object' || cell === null) {
    const reading = read(cell);
    return reading.ok ? reading.value : undefined;
  }
  const years = Object.entries(cell).flatMap(([year, amount]) => {
    const one = readWith(read, amount);
    return typeof one === 'number' ? [[year, one] as const] : [];
  });
  return years.length > 0 ? Object.fromEntries(years) : undefined;
}

function isList(value: HeldFields[string]): value is readonly string[] {
  return Array.isArray(value);
}
