// What the cells of a workbook mean: the texts and numbers of its XML as cells, by type and style.

import type { Cell } from '../../values/cell.js';
import { brokenWorkbook } from '../../workbook/broken-workbook.js';
import { overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { unescapeSpreadsheet } from '../../workbook/xml-text.js';
import type { ShownUnits } from '../source/shown-units.js';
import { dateReader, isoCell } from './cell-dates.js';
import type { CellStyles } from './cell-styles.js';
import type { CellType } from './cell-tag.js';
import type { SharedStrings } from './shared-strings.js';

/** What the cells of every sheet of a workbook refer to. */
export interface CellContext {
  readonly sharedStrings: SharedStrings;
  readonly styles: CellStyles;
  readonly date1904: boolean;
  /** Whether the workbook asks to be calculated when it is opened, since its writer did not. */
  readonly recalculates: boolean;
  readonly limits: ReadLimits;
}

/** Shorter texts than this cannot come to much, as every cell that uses one takes some bytes. */
const LONG_TEXT = 1000;

export class CellValues {
  private readonly where: () => string;
  private readonly context: CellContext;
  private readonly shown: CellStyles['shown'];
  private readonly units: ShownUnits | undefined;
  private readonly toDate: ReturnType<typeof dateReader>;
  /** Of the long texts in the rows so far. */
  private longCharacters = 0;

  /**
   * @param where For errors: the file, the sheet and the row.
   * @param units Told of every number, where there are units.
   */
  constructor(where: () => string, context: CellContext, units: ShownUnits | undefined) {
    this.where = where;
    this.context = context;
    this.shown = context.styles.shown;
    this.units = units;
    this.toDate = dateReader(context.date1904);
  }

  /** @param column From 0. */
  number(value: number, style: number, column: number, row: number): Cell {
    const shown = this.shown[style] ?? 'number';
    if (shown === 'number') {
      if (this.units !== undefined) this.units.see(column, row, style);
      return value;
    }
    return this.toDate(value, shown) ?? value;
  }

  shared(index: number): Cell {
    const text = this.context.sharedStrings.texts[index];
    if (text === undefined)
      throw brokenWorkbook(this.where(), `a cell refers to text ${index}, which is not in the workbook`);
    if (text !== null && text.length > LONG_TEXT) this.countLong(text.length);
    return text;
  }

  /** A text may be used by any number of cells: a small file could come to more than any disk takes. */
  private countLong(characters: number): void {
    this.longCharacters += characters;
    if (this.longCharacters > this.context.limits.unpackedBytes)
      throw overLimit('unpackedBytes', this.context.limits, `${this.where()}: the texts of the sheet down to here`);
  }

  /** A cell of text, without escapes. */
  text(text: string): Cell {
    if (text.length <= this.context.limits.cellLength) return text === '' ? null : text;
    throw overLimit('cellLength', this.context.limits, `${this.where()}: a cell`, {
      needed: text.length,
      cure: 'Shorten the text of the cell',
    });
  }

  /** A cell from its text in the sheet, whatever its type. */
  any(type: CellType, text: string, style: number, column: number, row: number): Cell {
    // Text keeps its blanks; of the other types, blanks are no value.
    if (type === 'str' || type === 'inlineStr') return this.text(unescapeSpreadsheet(text));
    const trimmed = text.trim();
    if (trimmed === '') return null;
    if (type === 'b') return trimmed === '1' || trimmed.toLowerCase() === 'true';
    if (type === 'e') return { kind: 'error', code: trimmed };
    if (type === 's') return this.shared(Number(trimmed));
    if (type === 'd') return isoCell(trimmed, this.context.date1904) ?? trimmed;
    const number = Number(trimmed);
    // Some programs write text where a number belongs: it is shown as it is, and judged by the readers of values.
    return Number.isFinite(number) ? this.number(number === 0 ? 0 : number, style, column, row) : this.text(trimmed);
  }
}
