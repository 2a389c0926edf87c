import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/read/csv/csv-dialect.js';

describe('the delimiter of a CSV file', () => {
  it.each<[what: string, text: string, delimiter: string]>([
    ['commas', 'a,b,c\n1,2,3\n', ','],
    ['semicolons', 'a;b;c\n1;2;3\n', ';'],
    ['tabs', 'a\tb\tc\n1\t2\t3\n', '\t'],
    ['pipes', 'a|b|c\n1|2|3\n', '|'],
    ['semicolons with decimal commas in every row', 'Menge;Preis\n1,5;2,5\n3,5;4,5\n', ';'],
    ['decimal commas without a header', '1,5;2,5;3,5\n4,5;5,5;6,5\n', ';'],
    ['commas with a list in a column', 'name,categories\nx,a;b\ny,c;d\nz,e\n', ','],
    ['semicolons with prose', 'Produkt;Notiz\nStahl;Guss, roh, grau\nHolz;Buche, Eiche, Fichte\n', ';'],
    ['quoted cells full of another delimiter', 'a,b\n"x;y;z",1\n"u;v;w",2\n', ','],
    ['a title above the header', 'Purchases 2024\n\na;b;c\n1;2;3\n4;5;6\n', ';'],
    ['a header without rows', 'a;b;c\n', ';'],
    ['one column', 'name\nfoo\nbar\n', ','],
    ['nothing but blanks', '\n \n', ','],
    ['carets', 'a^b^c\n1^2^3\n4^5, 6^7\n', '^'],
    ['tildes', 'a~b~c\n1~2~3\n', '~'],
    ['broken bars', 'a¦b¦c\n1¦2¦3\n', '¦'],
    ['colons', 'a:b:c\n1:2:3\n', ':'],
    ['commas with a time in every row', 'name,time\nx,10:30\ny,11:30\n', ','],
    ['one column of times', 'time\n10:30:00\n11:30:00\n', ','],
    ['unit separators', 'a\x1fb\x1fc\n1\x1f2\x1f3\n', '\x1f'],
    ['commas with a blank behind each', 'a, b, c\n1, 2, 3\n', ', '],
    ['commas with a blank, and decimal commas', 'Item, Quantity, Unit\nSteel, 12,5, kg\nZinc, 3,5, kg\n', ', '],
    ['semicolons with a blank behind each', 'a; b\n1,5; 2\n3,5; 4\n', '; '],
    ['double pipes', 'a||b||c\n1||2||3\n', '||'],
    ['commas, one of them with a blank', 'a,b\n1, 2\n3,4\n', ','],
    ['one column of names, one with a semicolon', 'Supplier name\nAcme GmbH\nMüller; Söhne KG\nBeta AB\n', ','],
    ['one column of names, the last with a semicolon', 'Supplier\nAcme GmbH\nBeta AB\nMüller; Söhne KG\n', ','],
    ['one column of names with a pipe', 'Supplier\nAcme\nA|B\nBeta\nGamma\n', ','],
    ['one column of addresses', 'Office\nMain St 1; Berlin\nHarbour 2; Malmö\nKungsgatan 3; Lund\n', ','],
    ['one column of times, many of them', `time\n${'10:30:00\n'.repeat(50)}`, ','],
    ['one column of links and clocks', `seen\n${'https://x.example:80:1\n'.repeat(50)}`, ','],
    ['notes above the table', `${'note\n'.repeat(60)}a;b\n1;2\n3;4\n`, ';'],
    ['notes above a table of one row', `${'note\n'.repeat(60)}a;b;c\n1;2;3\n`, ';'],
    ['a title over a table of two columns', 'Purchases\na;b\n1;2\n3;4\n', ';'],
    ['a ragged row among even ones', 'a,b,c\n1,2,3\n1,2\n1,2,3\n', ','],
  ])('%s', (_, text, delimiter) => {
    expect(dialectOf(text, undefined).delimiter).toBe(delimiter);
  });

  it.each([
    ['sep=;\na,b;c\n', ';', 6],
    ['sep=|\r\na,b|c\n', '|', 7],
    ['"sep=\t"\na,b\tc\n', '\t', 8],
    ['SEP=;\na,b\n', ';', 6],
    ['sepal,sep=;\n1,2\n', ',', 0],
  ])('a first line that states it: %j', (text, delimiter, skip) => {
    expect(dialectOf(text, undefined)).toMatchObject({ delimiter, skip });
  });

  it.each([
    [';', ';'],
    ['^', '^'],
    ['tab', '\t'],
    ['||', '||'],
    [', ', ', '],
    ['\\t', '\t'],
    ['\t', '\t'],
  ])('the option %j', (asked, delimiter) => {
    expect(dialectOf('sep=,\na,b\n1,2\n', asked)).toMatchObject({ delimiter, skip: 6 });
  });

  it.each(['', ';;;', '"', ';"', '\n'])('an option that cannot be one: %j', (asked) => {
    expect(() => dialectOf('a,b\n', asked)).toThrow(expect.objectContaining({ kind: 'usage', code: 'BAD_DELIMITER' }));
  });
});

describe('the line ends of a CSV file', () => {
  it.each([
    ['a,b\n1,2\n', '\n'],
    ['a,b\r\n1,2\r\n', '\n'],
    ['a,b\r1,2\r', '\r'],
    ['a,"x\ny\nz"\r1,2\r', '\r'],
    ['a,"x\ry\rz"\n1,2\n', '\n'],
  ] as const)('%j', (text, newline) => {
    expect(dialectOf(text, undefined)).toMatchObject({ newline, mixed: false });
  });

  it.each(['a,b\r\n1,2\n3,4\r5,6\r', 'a,b\r1,2\r3,4\n'])('%j has them mixed', (text) => {
    expect(dialectOf(text, undefined)).toMatchObject({ newline: '\n', mixed: true });
  });

  it('behind a line that states the delimiter may be a return alone', () => {
    expect(dialectOf('sep=;\ra;b\r1;2\r', undefined)).toMatchObject({ delimiter: ';', newline: '\r', skip: 6 });
  });
});
