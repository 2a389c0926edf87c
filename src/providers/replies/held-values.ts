// What a service says of a row, in the dataset's own terms: its fields only, and none that has no value.

import type { Values } from '../../datasets/dataset.js';
import type { Field, FieldValue } from '../../datasets/field.js';
import { cleanKey, cleanText } from '../../values/characters.js';

/** The values of a dataset's fields in a reply. Empty texts, lists and objects count as no value, as empty cells do. */
export function heldValues(
  { fields }: { readonly fields: Readonly<Record<string, Pick<Field, 'kind'>>> },
  reply: Readonly<Record<string, FieldValue | null | undefined>>,
): Values {
  const values: Record<string, FieldValue> = {};
  for (const [field, { kind }] of Object.entries(fields)) {
    const held = reply[field];
    const value = typeof held === 'string' ? asRead(held, kind) : held;
    if (value !== undefined && value !== null && !isEmpty(value)) values[field] = value;
  }
  return values;
}

/** Without the characters that an import leaves out, so that what nobody sees makes no difference. */
function asRead(text: string, kind: Field['kind']): string {
  if (kind === 'text') return cleanText(text);
  return kind === 'identifier' || kind === 'gtin' ? cleanKey(text) : text;
}

function isEmpty(value: FieldValue): boolean {
  if (typeof value === 'number') return false;
  return (typeof value === 'string' || Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
