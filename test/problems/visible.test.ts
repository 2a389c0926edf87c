import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as described, placeOf, problemAt } from '../../src/problems/place.js';
import { finding } from '../../src/problems/problem.js';
import { oneLine, visible, visibleLines } from '../../src/problems/visible.js';

/** One of each kind that a terminal obeys or hides. */
const hostile: readonly (readonly [name: string, text: string, shown: string])[] = [
  ['a colour', 'a\u001b[31mb', 'a\\u001b[31mb'],
  ['a title by OSC', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
  ['a link by OSC 8', '\u001b]8;;https://a.example\u001b\\', '\\u001b]8;;https://a.example\\u001b\\'],
  ['CSI as C1', '\u009b2J', '\\u009b2J'],
  ['backspace, bell, vertical tab, tab', '\b\u0007\v\t', '\\u0008\\u0007\\u000b\\u0009'],
  ['NUL and DEL', '\u0000\u007f', '\\u0000\\u007f'],
  ['a carriage return', 'abc\rxyz', 'abc\\u000dxyz'],
  ['a line feed', 'a\nStopped: b', 'a\\u000aStopped: b'],
  ['NEL', '\u0085', '\\u0085'],
  ['an override', '\u202efdp.exe\u202c', '\\u202efdp.exe\\u202c'],
  ['isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
  ['marks of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
  ['separators', '\u2028\u2029', '\\u2028\\u2029'],
  ['no width', '\u200b\u200c\u200d\u2060\ufeff\u00ad', '\\u200b\\u200c\\u200d\\u2060\\ufeff\\u00ad'],
  ['tags', '\u{e0041}', '\\udb40\\udc41'],
  ['halves', 'a\ud83db\ude00', 'a\\ud83db\\ude00'],
];

const harmless = ['Müller & Söhne', '数量 (kg)', 'כמות', 'الكمية', '🥛 ❤️', 'e\u0301', 'a\u00a0b', '\\u001b', ''];

describe('visible', () => {
  it.each(hostile)('shows %s', (_name, text, shown) => expect(visible(text)).toBe(shown));

  it.each(harmless)('leaves %j as it is', (text) => {
    expect([visible(text), oneLine(text), visibleLines(text)]).toEqual([text, text, text]);
  });

  it('changes nothing a second time, and keeps what JSON means', () => {
    const texts = fc
      .string({ unit: 'binary', maxLength: 30 })
      .map((text) => text + (hostile[text.length % hostile.length]?.[1] ?? ''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(visible(visible(text))).toBe(visible(text));
        expect(JSON.parse(visible(JSON.stringify({ [text]: text })))).toEqual({ [text]: text });
        expect(oneLine(text)).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the lines of a cell, and joins those of a message', () => {
    expect(visibleLines('a\r\nb\n\u001bc')).toBe('a\nb\n\\u001bc');
    expect(oneLine('Menge\r\n\nin kg')).toBe('Menge in kg');
  });
});

describe('a problem in words', () => {
  const place = { sheet: 'Q\u001b1', row: 3, column: 'Menge\n\u202ein kg', field: 'quantity', value: 'a\u0007b' };
  const problem = problemAt(place, finding('NOT_A_NUMBER', { suggestion: undefined }));

  it('shows what its place and its value hide', () => {
    expect(placeOf('b\u009b.csv', problem)).toBe('b\\u009b.csv, sheet Q\\u001b1, row 3, column Menge \\u202ein kg');
    expect(described(problem)).toBe('"a\\u0007b": expected a number');
  });

  it('cuts a long value between characters', () => {
    expect(described({ ...problem, value: `${'x'.repeat(58)}🥛${'y'.repeat(9)}` })).toContain(`${'x'.repeat(58)}…"`);
  });
});
