// The look of a cell, in the words of exceljs.

/** A cell's look. Hand over the same object for the same look: that makes writing fast. */
export interface CellStyle {
  readonly font?: Font;
  readonly fill?: Fill;
  readonly border?: { readonly top?: Border; readonly bottom?: Border };
  readonly alignment?: Alignment;
  /** The number format. @default General */
  readonly numFmt?: string;
}

/** The typeface of a text. */
export interface Font {
  readonly name: string;
  /** 2: sans serif. */
  readonly family: number;
  /** In points. */
  readonly size: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly color?: Colour;
}

/** A plain background. */
export interface Fill {
  readonly type: 'pattern';
  readonly pattern: 'solid';
  readonly fgColor: Colour;
}

/** As `FFRRGGBB`. */
interface Colour {
  readonly argb: string;
}

interface Border {
  readonly style: 'thin' | 'medium';
  readonly color: Colour;
}

interface Alignment {
  readonly vertical?: 'top' | 'middle';
  readonly horizontal?: 'left' | 'center' | 'right';
  readonly wrapText?: boolean;
  /** From the left, in steps of about three blanks. */
  readonly indent?: number;
}
