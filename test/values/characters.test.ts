import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanKey, cleanText, isPlain } from '../../src/values/characters.js';
import { decide, findingOf, readAs } from './fields.js';

/** The code of what is said of a cell, and its message's arguments. */
function said(kind: 'text' | 'identifier' | 'number' | 'date' | 'gtin' | 'uuid', cell: string) {
  const found = findingOf(kind, cell);
  return found && [found.code, found.args];
}

describe('codes', () => {
  it.each([
    ['K-7\u200b', 'K-7', ['U+200B'], []],
    ['\ufeffK-7', 'K-7', ['U+FEFF'], []],
    ['K\u00ad-7', 'K-7', ['U+00AD'], []],
    ['\u202aK-7\u202c', 'K-7', ['U+202A', 'U+202C'], []],
    ['\u2067K-7\u2069', 'K-7', ['U+2067', 'U+2069'], []],
    ['K\u2060-\u200d7', 'K-7', ['U+2060', 'U+200D'], []],
    ['K\ufe0f-7', 'K-7', ['U+FE0F'], []],
    ['K\u20117', 'K-7', [], ['U+2011']],
    ['K\u20107', 'K-7', [], ['U+2010']],
    ['K\u22127', 'K-7', [], ['U+2212']],
    ['K-\u0667', 'K-7', [], ['U+0667']],
    ['\u06f1\u06f2\u06f3', '123', [], ['U+06F1', 'U+06F2', 'U+06F3']],
    ['\u200fK\u20117\u200f', 'K-7', ['U+200F'], ['U+2011']],
  ])('%j is %s, with a note', (cell, code, without, replaced) => {
    expect(readAs('identifier', cell)).toBe(code);
    expect(said('identifier', cell)).toEqual(['TEXT_CLEANED', { read: code, without, replaced }]);
  });

  it.each(['K-7', 'K–7', 'Ж-7', 'K 7', 'é-7', '號-7'])('%s stays as it is, without a word', (cell) => {
    expect(readAs('identifier', cell)).toBe(cell);
    expect(said('identifier', cell)).toBeUndefined();
  });

  it('may be blank but for what nobody sees', () => {
    expect(readAs('identifier', '\u200b\ufeff ')).toBeUndefined();
    expect(said('identifier', '\u200b')).toBeUndefined();
  });

  it('of other kinds are cleaned too', () => {
    expect(readAs('gtin', '\u200e4006381333931')).toBe('4006381333931');
    expect(readAs('gtin', '٤٠٠٦٣٨١٣٣٣٩٣١')).toBe('4006381333931');
    expect(readAs('uuid', '3fa85f64\u20115717\u20114562\u2011b3fc\u20112c963f66afa6')).toBe(
      '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    );
  });
});

describe('names and descriptions', () => {
  it.each([
    ['Northern\u200b Oats', 'Northern Oats'],
    ['Nord\u00adsee', 'Nordsee'],
    ['Auf\u200clage', 'Auflage'],
    ['\u202bקפה\u202c', 'קפה'],
    ['Oats\u{e0041}', 'Oats'],
  ])('%j lose what means nothing there', (cell, text) => {
    expect(readAs('text', cell)).toBe(text);
    expect(said('text', cell)?.[0]).toBe('TEXT_CLEANED');
  });

  it.each([
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क\u094d\u200dष'],
    ['Sinhala', 'ශ\u0dca\u200dරී ලංකා'],
    ['Malayalam, at a word’s end', 'അവന\u0d4d\u200d'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['a heart', '❤\ufe0f'],
    ['a rainbow flag', '🏳\ufe0f\u200d🌈'],
    ['a runner of another colour', '🏃🏽\u200d♀\ufe0f'],
    ['the flag of Wales', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
    ['a chosen form of a Japanese character', '葛\u{e0100}城'],
    ['en dashes and other hyphens', 'A – B\u2011C'],
  ])('keep what means something: %s', (_, text) => {
    expect(readAs('text', text)).toBe(text);
    expect(said('text', text)).toBeUndefined();
  });

  it('are cleaned once and for all', () => {
    const odd = fc.constantFrom(
      '\u200b',
      '\u200c',
      '\u200d',
      '\u00ad',
      '\ufeff',
      '\u202e',
      'ن',
      'क',
      '👩',
      'a',
      '-',
      '\u2011',
      '٣',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(odd, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) }),
        (text) => {
          expect(cleanText(cleanText(text))).toBe(cleanText(text));
          expect(cleanKey(cleanKey(text))).toBe(cleanKey(text));
          expect(!isPlain(text) || (cleanText(text) === text && cleanKey(text) === text)).toBe(true);
        },
      ),
    );
  });

  it('cost no more than they are long', () => {
    const long = '\u{e0041}'.repeat(100_000);
    expect(cleanText(`a${long}`)).toBe('a');
    expect(cleanText('\u200d'.repeat(200_000))).toBe('');
  });
});

describe('damaged texts', () => {
  it.each([
    ['Coil\u0000plate', ['U+0000'], 'Coil\\u0000plate'],
    ['Coil\u0007\u001b[31m', ['U+0007', 'U+001B'], 'Coil\\u0007\\u001B[31m'],
    ['Coil\ufffd', ['U+FFFD'], 'Coil\\uFFFD'],
    ['Coil\u0085x', ['U+0085'], 'Coil\\u0085x'],
    ['Coil\u000bx', ['U+000B'], 'Coil\\u000Bx'],
    ['Coil\ud800x', ['U+D800'], 'Coil\\uD800x'],
    ['Coil\uffff', ['U+FFFF'], 'Coil\\uFFFF'],
    [`${'a'.repeat(100)}\u0001${'b'.repeat(100)}`, ['U+0001'], `${'a'.repeat(20)}\\u0001${'b'.repeat(19)}`],
  ])('%j is sent as it is, with a warning that shows the place', (cell, codes, shown) => {
    expect(readAs('text', cell)).toBe(cell);
    expect(said('text', cell)).toEqual(['ODD_CHARACTERS', { codes, shown }]);
    expect(said('identifier', cell)?.[0]).toBe('ODD_CHARACTERS');
  });

  it.each(['Coil\nplate', 'Coil\tplate', 'Coil\r\nplate', 'Coil\u2028plate'])('%j is none', (cell) => {
    expect(said('text', cell)).toBeUndefined();
  });
});

describe('digits of other scripts', () => {
  it.each([
    ['١٠٢', 102],
    ['۱۰۲', 102],
    ['٢٣٬٧٠٠٫٢٥', 23700.25],
    ['۲۳٬۷۰۰٫۲۵', 23700.25],
    ['٢٣٬٧٠٠', 23700],
    ['٠٫٥', 0.5],
    ['-٧', -7],
    ['\u200e-٧', -7],
    ['१०२', 102],
    ['１０２', 102],
  ])('%s is %d', (cell, number) => {
    expect(readAs('number', cell)).toBe(number);
    expect(said('number', cell)?.[0]).toBe('TEXT_CLEANED');
  });

  it('mean the same whatever the decimal sign of the column', () => {
    expect(readAs('number', '٢٣٬٧٠٠٫٢٥', { decimal: ',' })).toBe(23700.25);
    expect(readAs('number', '٢٣٬٧٠٠٫٢٥', { decimal: '.' })).toBe(23700.25);
    expect(readAs('share', '٢٥٪')).toBe(0.25);
  });

  it('make dates, whose order the column decides', () => {
    expect(readAs('date', '٢٠٢٤-٠٣-١٥')).toBe('2024-03-15');
    expect(readAs('date', '۱۵/۰۳/۲۰۲۴', { dateOrder: 'dmy' })).toBe('2024-03-15');
    expect(decide('date', ['۱۵/۰۳/۲۰۲۴']).reading.dateOrder).toBe('dmy');
    expect(readAs('date', '\u200e3/15/2024\u200e', { dateOrder: 'mdy' })).toBe('2024-03-15');
  });
});
