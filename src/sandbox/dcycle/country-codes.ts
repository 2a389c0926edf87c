// The countries of the sandbox's Dcycle: ISO 3166-1 alpha-2, in capitals.

import countries from 'i18n-iso-countries';
import type { ListHabits } from '../habits/list-habits.js';

const codes = new Set(Object.keys(countries.getAlpha2Codes()));

export function isCountryCode(text: string): boolean {
  return codes.has(text);
}

/** The code of an English country name; undefined when there is none. */
export function codeOfCountryName(name: string): string | undefined {
  return countries.getAlpha2Code(name, 'en');
}

/** A row with its country in the form of a habit. */
export function sayCountry(row: object, { countries: habit }: ListHabits): object {
  const code: unknown = Reflect.get(row, 'country');
  if (typeof code !== 'string' || habit === undefined) return row;
  const said = {
    name: () => countries.getName(code, 'en'),
    german: () => countries.getName(code, 'de'),
    'alpha-3': () => countries.alpha2ToAlpha3(code),
    lower: () => code.toLowerCase(),
  }[habit]();
  return { ...row, country: said ?? code };
}
