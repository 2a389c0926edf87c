// Random sheets are patched: every cell is read back, beside its row's statuses, and patching again changes nothing.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowPatch } from '../../../src/workbook/patch/patch.js';
import { flat, rowsOf, temporaryFolder, zipOf } from '../../read/files.js';
import { bookParts, partsOf, patched, sheetPatch } from './books.js';

const write = temporaryFolder();

interface RandomCell {
  readonly gap: number;
  readonly kind: 'number' | 'text' | 'blank' | 'empty' | 'formula';
}

interface RandomRow {
  readonly gap: number;
  readonly cells: readonly RandomCell[];
}

const cell: fc.Arbitrary<RandomCell> = fc.record({
  gap: fc.nat({ max: 2 }),
  kind: fc.constantFrom('number', 'text', 'blank', 'empty', 'formula'),
});
const sheet = fc.record({
  prefix: fc.constantFrom('', 'x:'),
  references: fc.constantFrom('all', 'of cells', 'none'),
  piece: fc.constantFrom('', ' ', '\n<!-- </row> -->\n'),
  rows: fc.array(fc.record({ gap: fc.nat({ max: 3 }), cells: fc.array(cell, { maxLength: 6 }) }), { maxLength: 8 }),
});
const statuses = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 2, max: 40 }),
    status: fc.tuple(fc.string({ unit: 'binary', maxLength: 8 }), fc.integer(), fc.constantFrom('', 'k')),
    faulty: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }), { nil: undefined }),
    notes: fc.option(
      fc.array(fc.record({ column: fc.integer({ min: 1, max: 5 }), text: fc.string() }), { maxLength: 2 }),
      {
        nil: undefined,
      },
    ),
  }),
  { selector: ({ row }) => row, maxLength: 10 },
);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The XML of the rows; without references, gaps are filled with empty cells and rows. */
function rowsXml(
  p: string,
  references: 'all' | 'of cells' | 'none',
  between: string,
  rows: readonly RandomRow[],
): string {
  let number = 1;
  const xml = [`<${p}row><${p}c t="inlineStr"><${p}is><${p}t>Title</${p}t></${p}is></${p}c></${p}row>`];
  for (const { gap, cells } of rows) {
    for (let skipped = 0; skipped < gap; skipped += 1) if (references !== 'all') xml.push(`<${p}row/>`);
    number += gap + 1;
    let column = -1;
    const inside = cells.map(({ gap: empty, kind }) => {
      const filler = references !== 'none' ? '' : `<${p}c/>`.repeat(empty);
      column += empty + 1;
      const tag = references !== 'none' ? `${p}c r="${LETTERS[column]}${number}" s="0"` : `${p}c`;
      return filler + cellXml(p, tag, kind, number * 100 + column);
    });
    const row = references === 'all' ? `${p}row r="${number}" spans="1:9"` : `${p}row`;
    xml.push(
      inside.length === 0 ? `<${row}/>` : `<${row}>${inside.join(between.trim() === '' ? between : '')}</${p}row>`,
    );
  }
  return xml.join(between);
}

function cellXml(p: string, tag: string, kind: RandomCell['kind'], value: number): string {
  const end = `</${p}c>`;
  switch (kind) {
    case 'number':
      return `<${tag}><${p}v>${value}</${p}v>${end}`;
    case 'text':
      return `<${tag} t="inlineStr"><${p}is><${p}t><![CDATA[</c></row>${value}]]></${p}t></${p}is>${end}`;
    case 'formula':
      return `<${tag}><${p}f>1+1</${p}f><${p}v>${value}</${p}v>${end}`;
    case 'blank':
      return `<${tag}/>`;
    case 'empty':
      return `<${tag}>${end}`;
  }
}

describe('a random sheet', () => {
  it('has all its cells and its statuses, however often it is patched', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, statuses, async ({ prefix, references, piece, rows }, patches) => {
        const xml = rowsXml(prefix, references, piece, rows);
        const declared = prefix === '' ? 'xmlns="m"' : 'xmlns:x="m"';
        const whole = `<${prefix}worksheet ${declared}><${prefix}sheetData>${xml}</${prefix}sheetData></${prefix}worksheet>`;
        const source = write('random.xlsx', zipOf(bookParts({ sheet: whole }), { deflate: true }));
        const before = new Map(flat(await rowsOf(source)));
        const ascending = patches.toSorted((one, other) => one.row - other.row);
        const out = write('random-out.xlsx', '');
        const report = await patched(source, out, { sheets: [sheetPatch(ascending)] });

        const first = (report.sheets[0]?.columns[0]?.column ?? 0) - 1;
        const after = new Map(flat(await rowsOf(out)));
        for (const [row, cells] of before) expect(withoutTail(after.get(row)?.slice(0, first) ?? [])).toEqual(cells);
        expect([...after.keys()].filter((row) => !before.has(row))).toEqual(
          ascending.map(({ row }) => row).filter((row) => !before.has(row)),
        );
        for (const patch of ascending) expect(after.get(patch.row)?.slice(first)).toEqual(ownCells(patch));

        const again = write('random-again.xlsx', '');
        await patched(out, again, { sheets: [sheetPatch(ascending)] });
        expect(await partsOf(again)).toEqual(await partsOf(out));
      }),
      { numRuns: 80 },
    );
  });
});

function withoutTail<T>(cells: readonly (T | null)[]): (T | null)[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
}

/** As they are read: nothing for an empty text. */
function ownCells({ status, faulty = [] }: RowPatch): unknown[] {
  const texts = status.map((value) => (value === '' ? null : value));
  return withoutTail([...texts, faulty.length === 0 ? null : `|${faulty.join('|')}|`]);
}
