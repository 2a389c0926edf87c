import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula, unguardFormula } from '../../src/values/formula-guard.js';

const FORMULA_START = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const NUMBER = /^ *[+\-＋－][\d.,'’ \u00a0\u202feE+-]*%?$/;

describe('guardFormula', () => {
  it.each([
    '=SUM(A1:A9)',
    '+1+cmd',
    '-1+1|x',
    '@SUM(1)',
    '\tx',
    '\rx',
    '=1',
    '-',
    '+',
    '-2+3',
    '--1',
    '-1e',
    '+49 (0) 30',
    '-A1',
    "'=1",
    "''-x",
    ' =1',
    '  +cmd',
    '\u00a0=1',
    '\u3000@x',
    '\n=1',
    '\nx',
    '\r\n-1+1',
    '＝1+1',
    '＋x',
    '－x',
    '＠SUM(1)',
    ' ＝1',
    "' =1",
    "'＝1",
  ])('guards %j', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it.each(['-5', '+5', '-12,5', '-1.234,56', '-1 234', '-.5', '-1e-7', '-1.5E+10', '-25 %', '-25%', "-1'000"])(
    'leaves the number %j',
    (text) => {
      expect(guardFormula(text)).toBe(text);
    },
  );

  it.each(['', 'x', 'a=b', "'x", "'", '5', 'A-1', 'é', '„=“', ' x', 'a\n=1', '－5', ' -5'])('leaves %j', (text) => {
    expect(guardFormula(text)).toBe(text);
  });

  const hostile = fc.string({
    unit: fc.constantFrom(..."=+-@\t\r\n'1A, %e＝＋－＠\u00a0"),
  });

  it('gives back the text when one guard is taken off', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(unguardFormula(guardFormula(text))).toBe(text);
      }),
    );
  });

  it('leaves nothing that begins a formula but numbers', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const guarded = guardFormula(text);
        expect(!FORMULA_START.test(guarded) || NUMBER.test(guarded)).toBe(true);
      }),
    );
  });
});
