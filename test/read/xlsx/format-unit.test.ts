import { describe, expect, it } from 'vitest';
import { shownAs } from '../../../src/read/xlsx/format-unit.js';

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
    ['0.00E+00 "kg"', ['kg']],
    ['# ?/? "kg"', ['kg']],
    ['"ca." 0 "kg"', ['kg']],
    ['0 "kg";-0', ['kg']],
    ['0 "kg CO2e"', ['kg CO2e']],
    ['_-* #,##0 "kg"_-;\\-* #,##0 "kg"_-;_-* "-"??_-;_-@_-', ['kg']],
  ])('%j: %j', (code, codes) => {
    expect(shownAs(code)).toMatchObject({ display: 0, measure: { codes, tens: 0 } });
  });

  it('may be several', () => {
    expect(shownAs('"$"#,##0')?.measure?.codes).toEqual(expect.arrayContaining(['USD', 'CAD']));
    expect(shownAs('#,##0\\ [$kr-41D]')?.measure?.codes).toEqual(expect.arrayContaining(['SEK', 'DKK']));
  });

  it.each([
    '',
    'General',
    '0.00',
    '#,##0;[Red]-#,##0',
    '[$-407]#,##0.00',
    // Words that are no unit.
    '0 "days"',
    '0 "pallets"',
    '000-0000',
    '"kg"',
    `${'0'.repeat(1000)}"kg"`,
    '['.repeat(2_000_000),
    '"'.repeat(999),
    // What is seen is the number itself, in short.
    '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0',
  ])('%.30j: none', (code) => expect(shownAs(code)).toBeUndefined());

  it.each<[code: string, display: number, codes: readonly string[], tens: number]>([
    ['#,##0 "TEUR"', 0, ['EUR'], 3],
    ['#,##0\\ "Tsd. €"', 0, ['EUR'], 3],
    ['#,##0.0" kt"', 0, ['t'], 3],
    ['0"k"', 0, [], 3],
    ['#,##0, "TEUR"', -3, ['EUR'], 3],
    ['0.0,, "Mio. €"', -6, ['EUR'], 6],
    ['[$€-407]#,##0.0,,"M"', -6, ['EUR'], 6],
    ['0.0,,"m€"', -6, ['EUR'], 6],
    ['#,##0, "t"', -3, ['t'], 0],
    ['0%', 2, ['%'], 0],
    ['0.00 %', 2, ['%'], 0],
    ['0"%"', 0, ['%'], 0],
  ])('%s shows 10^%d of the number in %j, times 10^%d', (code, display, codes, tens) => {
    expect(shownAs(code)).toMatchObject({ display, measure: { codes, tens } });
  });

  it.each(['#,##0,', '0.0,,', '#,##0,.0'])('%s shows a part of the number, and says no unit', (code) => {
    expect(shownAs(code)).toEqual({ display: code === '0.0,,' ? -6 : -3, measure: undefined });
  });

  it.each([
    '0 "m€"',
    '0"M"',
    '0.0% "kg"',
    '"€" 0 "kg"',
    '0 "€/kg"',
    '0 "kg" 00 "g"',
    '[<1000]0 "g";0.0 "kg"',
    '[<1000]0;0.0,"k€"',
  ])('%s is not clear', (code) => expect(shownAs(code)?.measure?.unclear).toBeDefined());
});
