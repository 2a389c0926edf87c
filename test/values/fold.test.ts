import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/values/fold.js';

describe('fold', () => {
  it.each([
    ['Product Name', 'product name'],
    ['product_name', 'product name'],
    ['  Product—name (required)* ', 'product name required'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Größe', 'grosse'],
    ['Köpenhamn', 'kopenhamn'],
    ['København', 'kobenhavn'],
    ['Færøerne', 'faeroerne'],
    ['Åland', 'aland'],
    ['Łódź', 'lodz'],
    ['œuvre', 'oeuvre'],
    ['İstanbul', 'istanbul'],
    ['Καλημέρα ΚΌΣΜΟΣ', 'καλημερα κοσμοσ'],
    ['CO₂e (kg)', 'co2e kg'],
    ['Ｍｅｎｇｅ', 'menge'],
    ['m²', 'm2'],
    ['数量', '数量'],
    ['कीमत', 'कीमत'],
    ['---', ''],
    ['', ''],
  ])('%j -> %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('makes no difference when done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
  });

  it('makes no difference between composed and decomposed letters', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(text.normalize('NFD')) === fold(text)));
  });
});
