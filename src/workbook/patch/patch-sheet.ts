// Patches one sheet: surveys it, changes what stands around its rows, and then writes its rows with the new cells.

import type { CellPlace } from '../note-shapes.js';
import type { ZipWriter } from '../zip-writer.js';
import { rangeText } from './cell-range.js';
import { faultsText } from './faulty-rule.js';
import { columnName, FAULTS, quotedSheet } from './own-parts.js';
import type { Package } from './package.js';
import type { NumberLooks, OwnColumn, RowPatch, SheetPatch, SheetReport } from './patch.js';
import { type CellPut, RowWriter } from './row-writer.js';
import { type PlacedColumn, SheetFrame, tailWithShapes } from './sheet-frame.js';
import { type NotesLeft, openNotes, type SheetNotes } from './sheet-notes.js';
import { placeColumns } from './sheet-plan.js';
import { type RowBatch, type RowSpan, SheetRows } from './sheet-rows.js';
import { type SheetSurvey, surveySheet } from './sheet-survey.js';
import { extendTables } from './sheet-tables.js';
import type { StylesPart } from './styles-part.js';
import type { WorkbookPart } from './workbook-part.js';

/** What all sheets of a patch share. */
export interface PatchedBook {
  readonly pack: Package;
  readonly workbook: WorkbookPart;
  readonly styles: StylesPart;
  readonly notesLeft: NotesLeft;
  readonly looks: NumberLooks;
  /** Throws when the patch is to end. */
  readonly check: () => void;
}

/** A sheet that is ready to be written. */
export interface PreparedSheet {
  readonly part: string;
  write(zip: ZipWriter): Promise<SheetReport>;
}

/** Surveys a sheet and changes all parts around it. @param named Its columns of an earlier patch, by the names that mark them. */
export async function prepareSheet(
  book: PatchedBook,
  patch: SheetPatch,
  part: string,
  named: readonly OwnColumn[],
): Promise<PreparedSheet> {
  const { pack, workbook, styles } = book;
  const { headerRow, sheet } = patch;
  const where = `${pack.path}, sheet ${sheet}`;
  const { known = [] } = patch;
  const own = [...named, ...known.filter(({ name }) => !named.some((one) => one.name === name))];
  const ownColumns = new Set(own.map(({ column }) => column));
  const surveyed = { where, headerRow, own: ownColumns, limits: pack.limits };
  const survey = await surveySheet(pack.zip.stream(part), surveyed);
  const frame = new SheetFrame(survey.around, where);
  for (const { left, right } of frame.mergedBelow(headerRow)) survey.used.fill(1, left, right + 1);
  const lastColumn = survey.used.lastIndexOf(1);
  const placed = placeColumns(patch, own, survey.used, Math.max(0, ...survey.titled));
  const { columns, along: table } = await extendTables(pack, part, headerRow, placed);
  const filter = frame.extendFilter(headerRow, columns, survey.titled);
  if (filter?.range) workbook.moveFilter(sheet, `${quotedSheet(sheet)}!${rangeText(filter.range, '$')}`);
  const lastRow = Math.max(survey.lastRow, headerRow + 1);
  frame.widen(Math.max(lastColumn, ...columns.map(({ column }) => column)), lastRow);
  frame.setWidths(columns);
  const range = rangeText({ left: 1, top: headerRow + 1, right: Math.max(lastColumn, 1), bottom: lastRow });
  const faults = columns.find(({ name }) => name === FAULTS)?.column;
  if (faults !== undefined) frame.colour({ range, row: headerRow + 1, faults }, () => styles.faulty());
  const marked = columns.flatMap(({ name, column }) => (name === undefined ? [] : [{ name, column }]));
  const kept = own.filter(({ name }) => !marked.some((one) => one.name === name));
  for (const column of [...marked, ...kept]) workbook.defineName(sheet, columnName(sheet, column));
  for (const { column } of kept) ownColumns.delete(column);
  const notes = await openNotes(pack, part, frame.shapes, book.notesLeft);
  notes.find(columns.length > 0);
  const sortsAlong = table ?? filter?.along;
  const prepared = { where, survey, frame, columns, ownColumns, notes, sortsAlong };
  return { part, write: (zip) => new SheetPatcher(book, patch, prepared).write(zip, part) };
}

interface Prepared {
  readonly where: string;
  readonly survey: SheetSurvey;
  readonly frame: SheetFrame;
  readonly columns: readonly PlacedColumn[];
  /** Columns of an earlier patch. */
  readonly ownColumns: ReadonlySet<number>;
  readonly notes: SheetNotes;
  readonly sortsAlong: boolean | undefined;
}

class SheetPatcher {
  private readonly formulasReplaced: CellPlace[] = [];
  private readonly notSet: CellPlace[] = [];
  /** What is put into every row that has no patch: nothing, in place of what an earlier one put there. */
  private readonly cleared: readonly CellPut[];
  private readonly title: readonly CellPut[];
  /** What is put into a row that keeps what an earlier patch put there. */
  private readonly faultless: readonly CellPut[];

  constructor(
    private readonly book: PatchedBook,
    private readonly patch: SheetPatch,
    private readonly prepared: Prepared,
  ) {
    const { columns, survey, ownColumns } = prepared;
    this.cleared = inOrder([...ownColumns].map((column) => ({ column, value: '', style: '' })));
    this.faultless = columns.flatMap(({ name, column }) => (name === FAULTS ? [{ column, value: '', style: '' }] : []));
    this.title = this.withCleared(
      columns.map(({ column, title }) => ({ column, value: title, style: survey.headerStyle })),
    );
  }

  async write(zip: ZipWriter, part: string): Promise<SheetReport> {
    const { book, prepared } = this;
    const halves = prepared.frame.halves();
    const output = zip.part(part);
    await output.write(halves.head);
    const writer = new RowWriter(
      output,
      prepared.survey.prefix,
      prepared.where,
      {
        formulaReplaced: (row, column) => this.formulasReplaced.push({ row, column }),
        notSet: (row, column) => this.notSet.push({ row, column }),
      },
      book.looks,
    );
    await this.writeRows(writer, book.pack.zip.stream(part));
    const { dialect } = book.workbook;
    const shapes = await prepared.notes.finish(dialect);
    await writer.end(shapes === undefined ? halves.tail : tailWithShapes(halves, shapes, dialect, prepared.where));
    return this.report();
  }

  private async writeRows(writer: RowWriter, pieces: AsyncIterable<Buffer>): Promise<void> {
    const { book, prepared, patch } = this;
    const patches = new Upcoming(patch.rows);
    try {
      await patches.take();
      const rows = new SheetRows(prepared.where, book.pack.limits);
      for await (const batch of rows.batches(pieces)) {
        book.check();
        await this.writeBatch(writer, batch, patches);
        await writer.leave(batch.to);
      }
      for (; patches.next !== undefined; await patches.take()) this.addRow(writer, 0, patches.next);
    } finally {
      await patches.close();
    }
  }

  private report(): SheetReport {
    const { prepared, patch, formulasReplaced, notSet } = this;
    const { notes, sortsAlong } = prepared;
    const columns = prepared.columns.flatMap(({ name, column }) => (name === undefined ? [] : [{ name, column }]));
    return {
      sheet: patch.sheet,
      columns,
      notes: notes.written,
      notesLeftOut: notes.leftOut,
      formulasReplaced,
      notSet,
      ...(sortsAlong !== undefined && { sortsAlong }),
    };
  }

  private async writeBatch(writer: RowWriter, batch: RowBatch, patches: Upcoming): Promise<void> {
    const { others } = this.patch;
    writer.enter(batch);
    for (const span of batch.rows) {
      for (; patches.next !== undefined && patches.next.row < span.row; await patches.take())
        this.addRow(writer, span.start, patches.next);
      let puts = span.row === this.patch.headerRow ? this.title : this.cleared;
      if (patches.next?.row === span.row) {
        puts = this.putsOf(patches.next);
        await patches.take();
      } else if (span.row > this.patch.headerRow && this.patch.isKept?.(span.row)) {
        puts = this.faultless;
      } else if (others !== undefined && span.row > this.patch.headerRow && hasValues(batch.bytes, span))
        puts = this.putsOf({ row: span.row, status: others });
      this.writeRow(writer, span, puts);
    }
  }

  private writeRow(writer: RowWriter, span: RowSpan, puts: readonly CellPut[]): void {
    const first = puts[0]?.column;
    const isEmpty = span.selfClosed && puts.every(({ value }) => value === '');
    if (first === undefined || isEmpty) writer.keep(span);
    else if (first > this.prepared.survey.lastCell) writer.appendTo(span, puts);
    else writer.mergeInto(span, puts);
  }

  private addRow(writer: RowWriter, at: number, patch: RowPatch): void {
    writer.addRow(at, patch.row, this.putsOf(patch));
  }

  private putsOf({ row, status, faulty = [], notes, set = [] }: RowPatch): readonly CellPut[] {
    if (notes !== undefined) this.prepared.notes.add(row, notes);
    const { columns } = this.prepared;
    const own = columns.map(({ name, column }, place): CellPut => {
      const cell = name === FAULTS ? faultsText(faulty) : (status[place] ?? '');
      if (typeof cell !== 'object') return { column, value: cell, style: '' };
      return { column, value: cell.value, style: String(this.book.styles.numberOf(cell.style)) };
    });
    const changed = set
      .filter(({ column }) => !this.isInArray(row, column))
      .map(({ column, value }) => ({ column, value, sparing: true }));
    return this.withCleared(changed.length === 0 ? own : [...changed, ...own]);
  }

  /** Whether the formula of another cell fills this one: it would do so again. */
  private isInArray(row: number, column: number): boolean {
    const isIn = this.prepared.survey.arrays.some(({ left, top, right, bottom }) => {
      const isFirst = row === top && column === left;
      return !isFirst && row >= top && row <= bottom && column >= left && column <= right;
    });
    if (isIn) this.notSet.push({ row, column });
    return isIn;
  }

  /** The puts from left to right; where no new one takes the place of what an earlier patch put there, that goes. */
  private withCleared(puts: readonly CellPut[]): readonly CellPut[] {
    if (this.cleared.length === 0) return isInOrder(puts) ? puts : inOrder(puts);
    const taken = new Set(puts.map(({ column }) => column));
    return inOrder([...puts, ...this.cleared.filter(({ column }) => !taken.has(column))]);
  }
}

const VALUE_END = Buffer.from('v>');
const TEXT_END = Buffer.from('is>');

/** Whether any cell of the row holds something. */
function hasValues(bytes: Buffer, { inside, insideEnd }: RowSpan): boolean {
  const cells = bytes.subarray(inside, insideEnd);
  return cells.includes(VALUE_END) || cells.includes(TEXT_END);
}

function isInOrder(puts: readonly CellPut[]): boolean {
  for (let at = 1; at < puts.length; at += 1) if ((puts[at]?.column ?? 0) <= (puts[at - 1]?.column ?? 0)) return false;
  return true;
}

function inOrder(puts: readonly CellPut[]): readonly CellPut[] {
  return puts.toSorted((one, other) => one.column - other.column);
}

/** The patches of rows, one ahead. */
class Upcoming {
  next: RowPatch | undefined;
  private readonly patches: AsyncIterator<RowPatch> | Iterator<RowPatch>;

  constructor(rows: SheetPatch['rows']) {
    this.patches = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async take(): Promise<void> {
    const { done, value } = await this.patches.next();
    if (!done && this.next !== undefined && value.row <= this.next.row)
      throw new Error(`the patch of row ${value.row} comes behind that of row ${this.next.row}`);
    this.next = done ? undefined : value;
  }

  /** Lets go of what is left of them. */
  async close(): Promise<void> {
    await this.patches.return?.();
  }
}
