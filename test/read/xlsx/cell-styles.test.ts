import { describe, expect, it } from 'vitest';
import { readCellStyles, type Shown, shownBy } from '../../../src/read/xlsx/cell-styles.js';

describe('how a number format shows a number', () => {
  it.each<[code: string, shown: Shown]>([
    ['General', 'number'],
    ['GENERAL', 'number'],
    ['Standard', 'number'],
    ['0.00', 'number'],
    ['#,##0;[Red]-#,##0', 'number'],
    ['0.00E+00', 'number'],
    ['##0.0E+0', 'number'],
    ['0%', 'number'],
    ['@', 'number'],
    ['', 'number'],
    ['0 "days"', 'number'],
    ['0\\ \\d\\a\\y\\s', 'number'],
    ['_-* #,##0.00 "€"_-', 'number'],
    ['[$€-407]#,##0.00', 'number'],
    ['[$USD] #,##0', 'number'],
    ['[Red]0;[Blue]0;[Magenta]0', 'number'],
    ['[<=9999999]000-0000;(000) 000-0000', 'number'],
    ['0_d', 'number'],
    ['0*y', 'number'],
    ['# ?/?', 'number'],
    ['#,##0.0 g', 'number'],
    ['0 d', 'number'],
    ['['.repeat(2_000_000), 'number'],
    ['"'.repeat(2_000_001), 'number'],
    ['aaaa', 'date'],
    ['[ss].00', 'elapsed'],
    ['yyyy-mm-dd hh:mm:ss.000', 'date'],
    ['yyyy-mm-dd', 'date'],
    ['DD.MM.YYYY', 'date'],
    ['m/d/yy h:mm', 'date'],
    ['mmm', 'date'],
    ['[$-409]mmmm d, yyyy;@', 'date'],
    ['[$-F800]dddd, mmmm dd, yyyy', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-411]ggge"年"m"月"d"日"', 'date'],
    ['[Red]yyyy', 'year'],
    ['"Q" yyyy', 'year'],
    ['mmm-yy', 'month'],
    ['yyyy\\-mm', 'month'],
    ['mmmm yyyy', 'month'],
    ['mm/yyyy hh:mm', 'date'],
    ['h:mm AM/PM', 'time'],
    ['hh:mm:ss', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'elapsed'],
    ['[HH]:MM', 'elapsed'],
    ['[mm]:ss', 'elapsed'],
  ])('%j: %s', (code, shown) => {
    expect(shownBy(code)).toBe(shown);
  });

  it.each<[id: number, shown: Shown]>([
    [13, 'number'],
    [14, 'date'],
    [17, 'month'],
    [18, 'time'],
    [21, 'time'],
    [22, 'date'],
    [23, 'number'],
    [31, 'date'],
    [37, 'number'],
    [44, 'number'],
    [45, 'time'],
    [46, 'elapsed'],
    [47, 'time'],
    [48, 'number'],
    [49, 'number'],
    [58, 'date'],
    [59, 'number'],
  ])('built-in format %d: %s', (id, shown) => {
    expect(
      readCellStyles(Buffer.from(`<styleSheet><cellXfs><xf numFmtId="${id}"/></cellXfs></styleSheet>`), 'x'),
    ).toMatchObject({ shown: [shown], shownAs: [undefined], placeOf: [0] });
  });

  it("a workbook's own format stands above a built-in one", () => {
    const xml =
      '<s><numFmts><numFmt numFmtId="14" formatCode="0.0"/></numFmts><cellXfs><xf numFmtId="14"/></cellXfs></s>';
    expect(readCellStyles(Buffer.from(xml), 'x').shown).toEqual(['number']);
  });

  it.each([9, 10])('built-in format %d shows per cent', (id) => {
    const xml = `<s><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs></s>`;
    const { shownAs, placeOf } = readCellStyles(Buffer.from(xml), 'x');
    expect(placeOf).toEqual([0, 1]);
    expect(shownAs[1]).toMatchObject({ display: 2, measure: { codes: ['%'] } });
  });

  it('may say a unit, each once', () => {
    const codes = ['0', '0 &quot;kg&quot;', '0 [$€-407]', '0.0 &quot;kg&quot;', 'yyyy &quot;kg&quot;'];
    const formats = codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`);
    const styles = [0, ...codes.map((_, index) => 200 + index), 44].map((id) => `<xf numFmtId="${id}"/>`);
    const xml = `<s><numFmts>${formats.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></s>`;
    const { shownAs, placeOf } = readCellStyles(Buffer.from(xml), 'x');
    expect(shownAs.map((one) => one?.measure?.written)).toEqual([undefined, 'kg', '€']);
    expect(placeOf).toEqual([0, 0, 1, 2, 1, 0, 0]);
  });
});
