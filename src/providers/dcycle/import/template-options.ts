// The values that a column of an import template takes, where it names them: which of them a value of ours is.

import type { FieldValue } from '../../../datasets/field.js';
import { isCountry, readCountry } from '../../../values/countries/read-country.js';
import { fold } from '../../../values/fold.js';

/** One of the values that a column takes. */
export interface TemplateOption {
  /** As the service wants it. */
  readonly value: string;
  /** What else it is called. */
  readonly words: readonly string[];
}

/**
 * The option that a value is: the same word, or the same country.
 * @returns the value itself where the column takes any, undefined where it takes none like it.
 */
export function optionFor(
  { field, options }: { readonly field: string; readonly options: readonly TemplateOption[] },
  value: FieldValue,
): FieldValue | undefined {
  if (options.length === 0 || typeof value === 'object') return value;
  const text = String(value);
  const same = options.find((option) => option.value === text) ?? options.find(({ words }) => isAmong(text, words));
  if (same) return same.value;
  if (field !== 'country') return undefined;
  return options.find(({ words }) => words.some((word) => isCountry(word) && codeOf(word) === text))?.value;
}

function isAmong(text: string, words: readonly string[]): boolean {
  return words.some((word) => fold(word) === fold(text));
}

function codeOf(word: string): string | undefined {
  const reading = readCountry(word);
  return reading.ok ? reading.value : undefined;
}
