// Matches values to the options of a column of an import template.

import type { FieldValue } from '../../../datasets/field.js';
import { isCountry, readCountry } from '../../../values/countries/read-country.js';
import { fold } from '../../../values/fold.js';

/** A value that a column accepts. */
export interface TemplateOption {
  /** The value to send. */
  readonly value: string;
  /** Its other names. */
  readonly words: readonly string[];
}

/**
 * The option for a value: the same word, or the same country.
 * @returns the value itself where the column accepts any; undefined where no option matches.
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
