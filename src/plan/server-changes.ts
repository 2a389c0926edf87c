// Finds the fields that the service stored differently. Pure.

import type { Values } from '../datasets/dataset.js';
import type { FieldValue } from '../datasets/field.js';

/** A field that came back different. */
export interface ServerChange {
  readonly field: string;
  readonly sent: string;
  /** '' when the service dropped the value. */
  readonly held: string;
}

/** The fields in which `held` differs from `sent`; fields that were not sent are ignored. */
export function serverChanges(sent: Values, held: Values): readonly ServerChange[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const [wanted, got] = [shownValueOf(value), shownValueOf(held[field])];
    return wanted === got ? [] : [{ field, sent: wanted, held: got }];
  });
}

/** A value as text, equal for equal values. A list has no order. */
export function shownValueOf(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return [...value].sort().join('; ');
  return Object.entries(value)
    .map(([year, amount]) => `${year}: ${amount}`)
    .join('; ');
}
