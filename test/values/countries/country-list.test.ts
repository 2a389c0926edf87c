import { expect, it } from 'vitest';
import { countryList } from '../../../src/values/countries/country-list.js';
import { findingOf, readAs } from '../fields.js';

it('lists every country once, by code, with a name that reads as it', () => {
  const list = countryList();
  const codes = list.map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(240);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(list).toContainEqual({ code: 'SE', name: 'Sweden' });
  for (const { code, name } of list) {
    expect(findingOf('country', code)).toBeUndefined();
    expect(readAs('country', name)).toBe(code);
  }
});
