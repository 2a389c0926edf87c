// What stands around the rows of a sheet, while columns are added: its extent, the columns' widths, its filter, the rule that colours
// faulty cells, and what leads to its notes.

import type { Dialect } from '../xml-names.js';
import { type CellRange, rangeText, readRange } from './cell-range.js';
import { colsXml } from './column-widths.js';
import { type Rule, removeRule, ruleXml } from './faulty-rule.js';
import { extendFilter } from './sheet-tables.js';
import { XmlPart } from './xml-part.js';

/** The schema's order (ECMA-376 part 1, 18.3.1.99). */
const SHEET_ORDER = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'drawingHF',
  'legacyDrawing',
  'legacyDrawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
];

/** A column that is put there, and how it looks. */
export interface PlacedColumn {
  /** Undefined for a column that is the user's from now on. */
  readonly name: string | undefined;
  /** From 1. */
  readonly column: number;
  readonly title: string;
  readonly width: number;
  readonly hidden: boolean;
}

/** The sheet's XML around its rows, cut in two where they stand. */
interface Halves {
  readonly head: Buffer;
  readonly tail: Buffer;
}

export class SheetFrame {
  private readonly part: XmlPart;

  /** @param bytes The sheet's XML without its rows. @param where For errors: the file and the sheet. */
  constructor(
    bytes: Buffer,
    private readonly where: string,
  ) {
    this.part = new XmlPart(bytes, where);
  }

  /** Takes a column and a row into the extent that the sheet states. */
  widen(column: number, row: number): void {
    const dimension = this.part.child(this.part.root, 'dimension');
    const range = readRange(dimension?.attribute('ref'));
    if (dimension === undefined || range === undefined) return;
    const wide = { ...range, right: Math.max(range.right, column), bottom: Math.max(range.bottom, row) };
    this.part.setAttribute(dimension, 'ref', rangeText(wide));
  }

  /** Gives columns their widths. */
  setWidths(columns: readonly PlacedColumn[]): void {
    if (columns.length === 0) return;
    const { part } = this;
    const { prefix } = part.root;
    const list = part.child(part.root, 'cols');
    const xml = colsXml(list === undefined ? [] : part.children(list, 'col'), columns, part, prefix);
    if (list === undefined) part.insertInOrder(part.root, SHEET_ORDER, 'cols', xml);
    else part.replace(list, xml);
  }

  /** Colours cells whose columns a hidden column names. @param look The number of the look, where no former rule has one. */
  colour({ range, row, faults }: Omit<Rule, 'look'>, look: () => number): void {
    const former = removeRule(this.part);
    const xml = ruleXml(this.part, { range, row, faults, look: former ?? look() });
    this.part.insertInOrder(this.part.root, SHEET_ORDER, 'conditionalFormatting', xml);
  }

  /** Extends the sheet's own filter. */
  extendFilter(headerRow: number, columns: readonly PlacedColumn[], titled: ReadonlySet<number>) {
    return extendFilter(this.part, headerRow, columns, titled);
  }

  /** The id of the relationship to the shapes of the sheet's notes. */
  get shapes(): string | undefined {
    return this.part.child(this.part.root, 'legacyDrawing')?.attribute('id');
  }

  /** The merged cells that reach a row, or lie below it. */
  mergedBelow(row: number): readonly CellRange[] {
    const list = this.part.child(this.part.root, 'mergeCells');
    const merged = list === undefined ? [] : this.part.children(list);
    const ranges = merged.map((element) => readRange(element.attribute('ref')));
    return ranges.filter((range): range is CellRange => range !== undefined && range.bottom >= row);
  }

  /** All that was changed so far, cut in two. */
  halves(): Halves {
    const bytes = this.part.result();
    const changed = new XmlPart(bytes, this.where);
    const rows = changed.child(changed.root, 'sheetData');
    if (rows === undefined) throw new Error(`${this.where}: the rows are gone`);
    return { head: bytes.subarray(0, rows.inside), tail: bytes.subarray(rows.insideEnd) };
  }
}

/** The half behind the rows, with what leads to the shapes of notes. @param halves Without it. */
export function tailWithShapes({ head, tail }: Halves, id: string, dialect: Dialect, where: string): Buffer {
  const part = new XmlPart(Buffer.concat([head, tail]), where);
  const { prefix } = part.root;
  const xml = `<${prefix}legacyDrawing xmlns:r="${dialect.relationships}" r:id="${id}"/>`;
  part.insertInOrder(part.root, SHEET_ORDER, 'legacyDrawing', xml);
  return part.result().subarray(head.length);
}
