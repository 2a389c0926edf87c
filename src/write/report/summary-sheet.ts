// The first sheet of a report's workbook: what period and whose, the figures, the tables one below the other, and how to read them.

import type { MonthlyReport, ReportColumn, ReportTable } from '../../report/monthly/report-model.js';
import { columnLetters } from '../../values/column-letters.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { SheetChart } from '../../workbook/charts/sheet-chart.js';
import type { SheetCell } from '../../workbook/sheet-writer.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import {
  labelStyle,
  onePageWide,
  proseStyle,
  softHeader,
  strongHeader,
  titleStyle,
  topStyle,
  totalStyle,
} from '../sheet/style.js';
import { chartPlaces, sheetChart } from './summary-charts.js';

const SUMMARY_NAME = 'Summary';

const WIDTHS = [60, 30, 20, 18, 18, 18, 18, 18, 18];

type Cells = readonly (SheetCell | undefined)[];

/** A line of the sheet, with its height in points where programs would not find it. */
interface Line {
  readonly cells: Cells;
  readonly height?: number;
}

/** Writes the sheet. */
export async function writeSummarySheet(book: WorkbookWriter, report: MonthlyReport): Promise<void> {
  const tables = [...(report.bridge ?? []), report.coverage, ...report.tables, ...report.missing];
  const head = headLines(report);
  const places = chartPlaces(head.length + 1, tables.filter(({ chart }) => chart !== undefined).length);
  const lines: Line[] = [...head, ...Array.from({ length: places.rows }, () => EMPTY)];
  const charts: SheetChart[] = [];
  for (const table of tables) {
    const place = places.of(charts.length);
    const chart = place && sheetChart(table, SUMMARY_NAME, firstRowOf(table, lines.length + 2), place);
    if (chart) charts.push(chart);
    lines.push(EMPTY, ...tableLines(table, lines.length + 2));
  }
  lines.push(EMPTY, heading('How to read the figures'), ...report.notes.map(prose));
  const columns = WIDTHS.map((width) => ({ width }));
  const sheet = book.sheet({ name: SUMMARY_NAME, columns, page: onePageWide, charts });
  for (const { cells, height } of lines) await sheet.add(cells, height);
  await sheet.close();
}

const EMPTY: Line = { cells: [] };

function headLines({ title, service, account, period, createdAt, figures, datasets }: MonthlyReport): readonly Line[] {
  const labelled = (label: string, text: string): Line => ({
    cells: [
      { value: label, style: labelStyle },
      { value: text, style: topStyle },
    ],
  });
  const rows = datasets.map(({ title: name, listed, held }) => `${name} ${listed} of ${held}`);
  return [
    { cells: [{ value: title, style: titleStyle }] },
    labelled('Period', `${period.start} to ${period.end}`),
    labelled('From', `${service}, ${account}`),
    labelled('Read', `${createdAt.slice(0, 19).replace('T', ' ')} UTC`),
    labelled('Rows of the period', rows.join(', ')),
    { cells: [] },
    ...figures.map(({ title: name, value, kind, unit, note, blank = 'none' }) => ({
      cells: [
        { value: name, style: labelStyle },
        value === '' ? { value: blank, style: noneStyle } : figureCell(value, kind, figureStyle),
        { value: value === '' ? '' : unit, style: unitStyle },
        { value: note, style: topStyle },
      ],
    })),
  ];
}

function heading(text: string): Line {
  return { cells: [{ value: text, style: headingStyle }] };
}

function prose(text: string): Line {
  return { cells: [{ value: text, style: topStyle }] };
}

/** The row of a table's first line of figures. @param row the row of its title, from 1 */
function firstRowOf({ note }: ReportTable, row: number): number {
  return row + (note === '' ? 2 : 3);
}

/** @param row the row of its title, from 1 */
function tableLines(table: ReportTable, row: number): readonly Line[] {
  const { title, note, columns, rows, total } = table;
  const above = [heading(title), ...(note === '' ? [] : [prose(note)])];
  const first = firstRowOf(table, row);
  const titles = columns.map(({ title: name, unit }) => (unit === '' ? name : `${name} (${unit})`));
  return [
    ...above,
    {
      cells: titles.map((value, index) => ({ value, style: headerStyle(columns[index]?.kind, index) })),
      height: rowHeight(titles, WIDTHS),
    },
    ...rows.map((cells) => ({ cells: lineCells(columns, cells), height: rowHeight(textsOf(columns, cells), WIDTHS) })),
    ...(total === undefined ? [] : [{ cells: totalCells(columns, total, first, first + rows.length - 1) }]),
  ];
}

function textsOf(columns: readonly ReportColumn[], cells: readonly string[]): readonly string[] {
  return cells.map((cell, index) => (columns[index]?.kind === 'text' ? cell : ''));
}

function lineCells(columns: readonly ReportColumn[], cells: readonly string[]): Cells {
  return columns.map(({ kind }, index) => {
    const cell = cells[index] ?? '';
    if (cell === '') return undefined;
    return kind === 'text' ? { value: cell, style: textStyle } : figureCell(cell, kind, topStyle);
  });
}

/** Sums are formulas over the lines, with what they come to in exact decimals. */
function totalCells(columns: readonly ReportColumn[], total: readonly string[], first: number, last: number): Cells {
  return columns.map(({ kind }, index) => {
    const cell = total[index] ?? '';
    if (cell === '' || kind === 'text') return { value: cell === '' ? undefined : cell, style: totalStyle };
    const letters = columnLetters(index);
    const value = { formula: `SUM(${letters}${first}:${letters}${last})`, result: Number(cell) };
    return { value, style: { ...totalStyle, numFmt: formatOf(cell, kind) } };
  });
}

function figureCell(
  text: string,
  kind: Exclude<ReportColumn['kind'], 'text'>,
  style: CellStyle,
): SheetCell | undefined {
  return text === '' ? undefined : { value: Number(text), style: { ...style, numFmt: formatOf(text, kind) } };
}

/** Below this an amount, or a share, would look like zero. */
const SMALLEST_SHOWN = 0.0005;

function formatOf(text: string, kind: ReportColumn['kind']): string {
  if (kind === 'count') return '#,##0';
  const size = Math.abs(Number(text));
  const isTiny = size !== 0 && size < SMALLEST_SHOWN;
  if (kind === 'share' && size >= 10) return '[>=10]">999 %";[<=-10]"<-999 %";0.0%';
  if (kind === 'share') return isTiny ? '0.0000%' : '0.0%';
  return isTiny ? '0.00E+00' : '#,##0.000';
}

function headerStyle(kind: ReportColumn['kind'] | undefined, index: number): CellStyle {
  if (index === 0) return strongHeader;
  return kind === 'text' ? softHeader : numberHeader;
}

const numberHeader: CellStyle = { ...softHeader, alignment: { ...softHeader.alignment, horizontal: 'right' } };
const headingStyle: CellStyle = {
  font: { name: 'Calibri', family: 2, size: 13, bold: true, color: { argb: 'FF1F5C55' } },
};
const figureStyle: CellStyle = {
  font: { name: 'Calibri', family: 2, size: 12, bold: true },
  alignment: { vertical: 'top' },
};
const noneStyle: CellStyle = { ...figureStyle, alignment: { vertical: 'top', horizontal: 'right' } };
const unitStyle: CellStyle = { alignment: { vertical: 'top', horizontal: 'left', indent: 1 } };
/** Names of any script begin where their column does. */
const textStyle: CellStyle = { alignment: { ...proseStyle.alignment, horizontal: 'left' } };
