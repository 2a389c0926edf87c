// A result workbook in the hands of a person: its rows as they are shown, with their hidden cells, to be moved, edited and saved.

import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import type { Row } from '../importing.js';

/** A row of a result workbook; the cells that the person sees as hers, and those beside them. */
export interface Line {
  readonly own: Row;
  readonly beside: Row;
}

/** The rows of a result workbook. */
export async function linesIn(path: string | undefined): Promise<readonly Line[]> {
  const book = new exceljs.Workbook();
  await book.xlsx.load((await readFile(path ?? '')) as unknown as exceljs.Buffer);
  const sheet = book.worksheets.find(({ name }) => name !== 'Run summary' && name !== 'Reconciliation');
  const [titles = [], ...rows] = (sheet?.getSheetValues() ?? []).slice(1).map((one) => {
    const cells = Array.from((one ?? []) as readonly exceljs.CellValue[], (cell) => String(cell ?? ''));
    return cells.slice(1);
  });
  const first = titles.indexOf('Status');
  const partOf = (cells: readonly string[], from: number, to?: number): Row =>
    Object.fromEntries(titles.slice(from, to).map((title, place) => [title, cells[from + place] ?? '']));
  return rows.map((cells) => ({ own: partOf(cells, 0, first), beside: partOf(cells, first) }));
}

/** The rows as a workbook, as a program saves it that keeps cells and nothing else. */
export async function bookOfLines(lines: readonly Line[], more: readonly string[] = []): Promise<Buffer> {
  const own = [...new Set([...lines.flatMap((line) => Object.keys(line.own)), ...more])];
  const beside = [...new Set(lines.flatMap((line) => Object.keys(line.beside)))];
  const book = new exceljs.Workbook();
  const rows = lines.map((line) => [
    ...own.map((title) => line.own[title]),
    ...beside.map((title) => line.beside[title]),
  ]);
  book.addWorksheet('Rows').addRows([[...own, ...beside], ...rows.map((cells) => cells.map((cell) => cell || null))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
