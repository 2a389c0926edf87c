import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type RowFormat, splitRows } from '../../../src/read/csv/split-rows.js';
import type { QuoteRule } from '../../../src/read/source/source.js';

const strict: RowFormat = { delimiter: ',', newline: '\n', quoteRule: 'strict', cellLength: 1000 };
const lenient: RowFormat = { ...strict, quoteRule: 'lenient' };

function split(text: string, format: RowFormat = strict): readonly (readonly string[])[] {
  return splitRows(text, format, true).rows;
}

/** A text that counts how many of its characters were looked at, one by one or by searching. */
function watched(text: string): { readonly text: string; readonly looked: () => number } {
  let looked = 0;
  const found = (from: number, place: number): number => {
    looked += (place < 0 ? text.length : place) - from + 1;
    return place;
  };
  const handler: ProxyHandler<object> = {
    get(_, name) {
      if (name === 'length') return text.length;
      if (typeof name === 'string' && /^\d+$/.test(name)) {
        looked++;
        return text[Number(name)];
      }
      if (name === 'indexOf') return (what: string, from = 0) => found(from, text.indexOf(what, from));
      if (name === 'charCodeAt') return (at: number) => text.charCodeAt(at + 0 * looked++);
      if (name === 'startsWith') return (what: string, at: number) => text.startsWith(what, at + 0 * looked++);
      if (name === 'endsWith') return (what: string, at: number) => text.endsWith(what, at + 0 * looked++);
      if (name === 'slice')
        return (from: number, to: number) => {
          looked += to - from;
          return text.slice(from, to);
        };
      throw new Error(`not watched: ${String(name)}`);
    },
  };
  // A stand-in for a text: it has all that is asked of one here.
  return { text: new Proxy({}, handler) as unknown as string, looked: () => looked };
}

describe('the rows of a CSV text', () => {
  it('are those that another parser finds, whatever was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', ';', '\r\n', '7'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '||', ', '),
        (table, delimiter) => {
          const text = Papa.unparse(table, { delimiter, newline: '\n', quotes: true });
          // A cell that is nothing but a quoted blank line end is a blank row to neither.
          const expected = Papa.parse<string[]>(text, { delimiter, newline: '\n' }).data;
          expect(split(text, { ...strict, delimiter })).toEqual(expected);
          expect(split(text, { ...lenient, delimiter })).toEqual(expected);
        },
      ),
    );
  });

  it.each<[what: string, text: string, rows: readonly (readonly string[])[]]>([
    ['a quote within a cell', '6" pipe,x\n', [['6" pipe', 'x']]],
    ['a quote within a quoted cell of one line', '"5" pipe",x\n', [['5" pipe', 'x']]],
    ['blanks around quotes', ' "a, b" , "c"\n', [['a, b', 'c']]],
    [
      'a quote behind a blank that closes nothing',
      'a, "b\nc,d\n',
      [
        ['a', ' "b'],
        ['c', 'd'],
      ],
    ],
    [
      'a delimiter at the end',
      'a,\n"a",\n',
      [
        ['a', ''],
        ['a', ''],
      ],
    ],
    ['blank lines', '\n\na\n', [[], [], ['a']]],
    ['no line end at the end', 'a,"b"', [['a', 'b']]],
    ['quotes written twice', '"""a""",""\n', [['"a"', '']]],
  ])('%s', (_, text, rows) => {
    expect(split(text)).toEqual(rows);
  });

  it.each<[text: string, openQuote: number]>([
    ['a\n"b\nc', 2],
    ['a,"b\nc"d",e\n', 2],
    ['"Big" Mac,"x"\n', 0],
    ['"Big" Mac, "x"\n', 0],
    ['"a" b,c\n"d"\n', 0],
  ])('end before a quote that does not close its cell: %j', (text, openQuote) => {
    expect(splitRows(text, strict, true)).toMatchObject({ openQuote });
  });

  it.each<[text: string, rows: readonly (readonly string[])[]]>([
    ['a\n"b\nc', [['a'], ['"b'], ['c']]],
    [
      '"Big" Mac,"x, y"\nc,d\n',
      [
        ['"Big" Mac', 'x, y'],
        ['c', 'd'],
      ],
    ],
    [
      '1,"5 inch,x\n2,"ok, fine",y\n',
      [
        ['1', '"5 inch', 'x'],
        ['2', 'ok, fine', 'y'],
      ],
    ],
    ['1,"two\nlines",y\n', [['1', 'two\nlines', 'y']]],
  ])('are kept line by line where asked for: %j', (text, rows) => {
    expect(split(text, lenient)).toEqual(rows);
  });

  it('of a lenient text do not wait for a quote that never comes', () => {
    const text = `a,"b\n${'1,2\n'.repeat(400)}`;
    expect(splitRows(text, strict, false)).toMatchObject({ rows: [], end: 0 });
    expect(splitRows(text, lenient, false).rows).toHaveLength(401);
  });

  it.each<[what: string, piece: string, head: string]>([
    ['stray quotes in one cell', '"a" b"', ''],
    ['stray quotes, cell by cell', '"a" b",', ''],
    ['stray quotes, line by line', '"a" b",\n', ''],
    ['a stray quote before each cell', '"a" b,', ''],
    ['quotes alone', '"', ''],
    ['pairs of quotes', '""', '"'],
    ['empty cells in quotes', '"",', ''],
    ['empty cells behind an open quote', '"",', '"x,'],
    ['blanks behind quotes', '"   ', ''],
    ['quotes behind blanks', ',   "', ''],
    ['open quotes, line by line', 'a,"b\n', ''],
    ['odd runs of quotes', '"""y,', ''],
    ['blank lines', '\n', ''],
    ['plain cells and one quote', 'a,', '"x",'],
  ])('cost no more than their length: %s', (_, piece, head) => {
    for (const format of [strict, lenient]) {
      const times = (count: number): number => {
        const { text, looked } = watched(head + piece.repeat(count));
        splitRows(text, format, true);
        return looked();
      };
      expect(times(4000), format.quoteRule satisfies QuoteRule).toBeLessThan(4.5 * times(1000) + 1000);
    }
  });
});
