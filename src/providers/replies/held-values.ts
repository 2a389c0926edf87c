// The values of a dataset's fields in a reply, without empty ones.

import type { Values } from '../../datasets/dataset.js';
import type { Field, FieldValue } from '../../datasets/field.js';
import { cleanKey, cleanText } from '../../values/characters.js';

/** The values of a dataset's fields. Empty texts, lists and objects are absent, as empty cells are. */
export function heldValues(
  { fields }: { readonly fields: Readonly<Record<string, Pick<Field, 'kind'>>> },
  reply: Readonly<Record<string, FieldValue | null | undefined>>,
): Values {
  const values: Record<string, FieldValue> = {};
  for (const [field, { kind }] of Object.entries(fields)) {
    const value = heldValue(kind, reply[field]);
    if (value !== undefined) values[field] = value;
  }
  return values;
}

/** The value of one field; undefined for an empty one. */
export function heldValue<T extends FieldValue | object>(
  kind: Field['kind'],
  held: T | null | undefined,
): T | string | undefined {
  const value = typeof held === 'string' ? asRead(held, kind) : held;
  return value === undefined || value === null || isEmpty(value) ? undefined : value;
}

/** Without invisible characters, which an import removes, too. */
function asRead(text: string, kind: Field['kind']): string {
  if (kind === 'text') return cleanText(text);
  return kind === 'identifier' || kind === 'gtin' ? cleanKey(text) : text;
}

function isEmpty(value: FieldValue | object): boolean {
  if (typeof value === 'number') return false;
  return (typeof value === 'string' || Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
