// How wide a column and how high a row of wrapped text must be: programs do not all find it out when they open a workbook.

/** In points. */
const LINE_HEIGHT = 15;
/** The widest that a column can be, in characters. */
const MOST_WIDTH = 255;

/** A column width, in characters, that shows most titles and values. */
export function titleWidth(title: string): number {
  return Math.min(Math.max(title.length + 4, 14), 32);
}

/** The height, in points, for texts that are wrapped in columns of the given widths in characters. */
export function rowHeight(texts: readonly string[], widths: readonly number[]): number {
  return LINE_HEIGHT * Math.max(1, ...texts.map((text, index) => linesOf(text, widths[index] ?? MOST_WIDTH)));
}

/** A width counts digits; letters are narrower, which makes up for what wrapping at words leaves unused. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / width)), 0);
}
