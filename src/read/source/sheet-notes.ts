// What a reader notices beside the cells: what is hidden, what is merged, what looks damaged. Said in words once for a sheet.

import type { Cell } from '../../values/cell.js';
import { columnLetters } from '../../values/column-letters.js';
import { repairMojibake } from '../text/mojibake.js';
import { ShownUnits, type StyleUnits } from './shown-units.js';

/** So many places of a kind are named; the others are counted. */
const MOST_NAMED = 10;

/** What was noticed in the rows of one sheet, or of a CSV file, read so far. */
export class SheetNotes {
  /** Set when all rows were read. */
  isComplete = false;
  /** How formats show numbers; undefined where they all show them as they are. */
  readonly units: ShownUnits | undefined;
  private readonly hiddenRows = new Ranges();
  private readonly hiddenColumns: (readonly [first: number, last: number])[] = [];
  private readonly merged: string[] = [];
  private mergedCount = 0;
  private widest = 0;
  private doubtfulZeros = 0;
  private firstDoubtfulZero = '';
  private mojibakeCells = 0;
  private firstMojibake = '';

  /** @param styles Of a workbook. */
  constructor(styles?: StyleUnits) {
    if (styles !== undefined && styles.shownAs.length > 1) this.units = new ShownUnits(styles);
  }

  hiddenRow(row: number): void {
    this.hiddenRows.add(row, row);
  }

  /** Columns from 1. They count as far as the sheet has cells in them. */
  hiddenColumn(first: number, last: number): void {
    if (first >= 1 && first <= last && this.hiddenColumns.length < 1000) this.hiddenColumns.push([first, last]);
  }

  /** How many columns a row has. */
  width(cells: number): void {
    if (cells > this.widest) this.widest = cells;
  }

  /** @param reference Such as `A1:C1`. */
  mergedCells(reference: string): void {
    this.mergedCount++;
    if (this.merged.length < MOST_NAMED) this.merged.push(reference.slice(0, 30));
  }

  /** A formula whose result is 0 in a workbook that was not calculated by its writer. @param column From 0. */
  doubtfulZero(column: number, row: number): void {
    if (this.doubtfulZeros++ === 0) this.firstDoubtfulZero = `${columnLetters(column)}${row}`;
  }

  /** Looks for mojibake in a row. */
  look(row: number, cells: readonly Cell[]): void {
    for (const cell of cells) {
      if (typeof cell !== 'string') continue;
      const repaired = repairMojibake(cell);
      if (repaired === undefined) continue;
      if (this.mojibakeCells++ === 0) this.firstMojibake = `row ${row}: "${short(cell)}" for "${short(repaired)}"`;
    }
  }

  remarks(): readonly string[] {
    const columns = new Ranges();
    for (const [first, last] of this.hiddenColumns) {
      if (first <= this.widest) columns.add(first, Math.min(last, this.widest));
    }
    const { mergedCount, mojibakeCells: cells } = this;
    const texts: string[] = [];
    if (cells > 0) {
      const what = cells === 1 ? '1 cell looks' : `${cells} cells look`;
      texts.push(`${what} like UTF-8 that was read in another encoding, the first in ${this.firstMojibake}`);
    }
    if (this.doubtfulZeros > 0) {
      const { doubtfulZeros: zeros, firstDoubtfulZero: first } = this;
      const what = zeros === 1 ? `the formula in ${first} has` : `${zeros} formulas, the first in ${first}, have`;
      const it = zeros === 1 ? 'it was' : 'they were';
      texts.push(`${what} the result 0, perhaps since ${it} never calculated: save the file in Excel or LibreOffice`);
    }
    if (this.hiddenRows.count > 0) texts.push(`hidden rows are read: ${this.hiddenRows.text(String)}`);
    if (columns.count > 0)
      texts.push(`hidden columns are read: ${columns.text((column) => columnLetters(column - 1))}`);
    if (mergedCount > 0) {
      const more = mergedCount > this.merged.length ? ` and ${mergedCount - this.merged.length} more` : '';
      texts.push(`merged cells have their value in the first cell alone: ${this.merged.join(', ')}${more}`);
    }
    return texts;
  }
}

/** Notes for one more reading of a sheet. They take the place of the last ones, unless those are complete. */
export function newNotes(notes: Map<string, SheetNotes>, sheet: string, styles?: StyleUnits): SheetNotes {
  const fresh = new SheetNotes(styles);
  if (notes.get(sheet)?.isComplete !== true) notes.set(sheet, fresh);
  return fresh;
}

/** Numbers in rising order, neighbours together. */
class Ranges {
  count = 0;
  private readonly named: { first: number; last: number }[] = [];
  private last = Number.NaN;

  add(first: number, last: number): void {
    const open = this.named[this.named.length - 1];
    if (first === this.last + 1) {
      if (open !== undefined && open.last === this.last) open.last = last;
    } else {
      this.count++;
      if (this.named.length < MOST_NAMED) this.named.push({ first, last });
    }
    this.last = last;
  }

  text(name: (number: number) => string): string {
    const texts = this.named.map(({ first, last }) => (first === last ? name(first) : `${name(first)}-${name(last)}`));
    const more = this.count - texts.length;
    return texts.join(', ') + (more > 0 ? ` and ${more} more` : '');
  }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
