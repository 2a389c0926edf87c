import { describe, expect, it } from 'vitest';
import { formatUnit } from '../../src/read/format-unit.js';

describe('the unit that a number format shows', () => {
  it.each<[code: string, codes: readonly string[]]>([
    ['#,##0.00 "kg"', ['kg']],
    ['#,##0.00" kg"', ['kg']],
    ['0.0\\ "t"', ['t']],
    ['0\\ \\k\\g', ['kg']],
    ['General "kg"', ['kg']],
    ['#,##0.0 g', ['g']],
    ['#,##0.00 €', ['EUR']],
    ['#,##0.00\\ "€"', ['EUR']],
    ['#,##0.00\u00a0"€"', ['EUR']],
    ['#,##0.00\\ [$€-407]', ['EUR']],
    ['[$€-2]\\ #,##0.00', ['EUR']],
    ['[$EUR] #,##0', ['EUR']],
    ['[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00', ['GBP']],
    ['_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', ['EUR']],
    ['#,##0 "kg";-#,##0 "kg";"-"', ['kg']],
    ['#,##0 "kg"_);(#,##0 "kg")', ['kg']],
    ['#,##0\\ [$zł-415]', ['PLN']],
    ['#,##0 "m3"', ['m3']],
    ['_-* #,##0 "kg"_-;\\-* #,##0 "kg"_-;_-* "-"??_-;_-@_-', ['kg']],
  ])('%j: %j', (code, codes) => expect(formatUnit(code)?.codes ?? []).toEqual(codes));

  it('may be several', () => {
    expect(formatUnit('"$"#,##0')?.codes).toEqual(expect.arrayContaining(['USD', 'CAD']));
    expect(formatUnit('#,##0\\ [$kr-41D]')?.codes).toEqual(expect.arrayContaining(['SEK', 'DKK']));
  });

  it.each([
    '',
    'General',
    '0.00',
    '#,##0;[Red]-#,##0',
    '[$-407]#,##0.00',
    '0%',
    '0.0% "kg"',
    // The number is shown divided by a thousand, or a million.
    '#,##0, "t"',
    '0.0,, "t"',
    '#,##0,.0 "t"',
    // Words that are no unit, or more than one.
    '0 "days"',
    '0 "kg CO2e"',
    '"ca." 0 "kg"',
    '"€" 0 "kg"',
    '0 "€/kg"',
    '0 "pallets"',
    '0 "kg" 00 "g"',
    '0.00E+00 "kg"',
    '# ?/? "kg"',
    // Other units for other numbers.
    '[<1000]0 "g";0.0 "kg"',
    '0 "kg";-0',
    '000-0000',
    '"kg"',
    `${'0'.repeat(1000)}"kg"`,
    '['.repeat(2_000_000),
    '"'.repeat(999),
  ])('%.30j: none', (code) => expect(formatUnit(code)).toBeUndefined());
});
