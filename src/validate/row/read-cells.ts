// Reads the cells of one row into its draft. What an amount and its unit say together is for measure-amount.

import { cellOf } from '../../mapping/mapping.js';
import { type Finding, finding } from '../../problems/problem.js';
import type { Cell } from '../../values/cell.js';
import { readPeriod } from '../../values/dates/read-period.js';
import { type AmountText, amountWithUnit } from '../../values/numbers/amount-text.js';
import type { CellReader } from '../../values/read-field.js';
import { type Draft, problemIn, setUnsound, withYear } from './draft.js';
import type { Column, PeriodRead } from './table.js';

/** Reads one cell as the value of its field. */
export function readCell(draft: Draft, column: Column): void {
  const { field, year } = column;
  const cell =
    column.derive === undefined ? (draft.source.cells[column.index] ?? null) : column.derive(draft.source.cells);
  const amount = column.mayHaveUnit && typeof cell === 'string' ? amountWithUnit(cell) : undefined;
  const reading = readingOf(draft, column, cell, amount);
  if (!reading.ok) {
    draft.problems.push(problemIn(draft.source, column.mapped, field, reading.finding));
    setUnsound(draft, field);
    return;
  }
  const { value, note } = reading;
  if (note !== undefined && (column.mapped.made !== 'constant' || draft.source.row === 0))
    draft.problems.push(problemIn(draft.source, column.mapped, field, note));
  if (value === undefined) {
    if (column.required) draft.doubtful = true;
    return;
  }
  if (!column.fits(value)) draft.doubtful = true;
  if (year === undefined) draft.values[field] = value;
  else if (typeof value === 'number') draft.values[field] = withYear(draft.values[field], year, value);
}

/** Reads the cells of a period as its two days. A fault in them is one problem, not one per day. */
export function readPeriodCells({ parts, start, end, required }: PeriodRead, draft: Draft): void {
  const { source } = draft;
  const reading = readPeriod(parts.map((part) => ({ word: part.word, cell: cellOf(part, source) })));
  const refuse = (found: Finding, at: number): void => {
    draft.problems.push(problemIn(source, parts[at], start.field, found));
    setUnsound(draft, start.field);
    setUnsound(draft, end.field);
  };
  if (!reading.ok) refuse(reading.finding, reading.at);
  else if (reading.period === undefined) {
    if (required) refuse(finding('REQUIRED_EMPTY', {}), parts.length - 1);
  } else {
    const { start: first, end: last, fiscal } = reading.period;
    const days = { read: `${first} to ${last}` };
    const note = fiscal ? finding('FISCAL_YEAR', days) : finding('READ_AS', days);
    draft.problems.push(problemIn(source, start.mapped, start.field, note));
    draft.values[start.field] = first;
    if (start.fits(first)) draft.values[end.field] = last;
    else setUnsound(draft, end.field);
    if (!end.fits(last)) draft.doubtful = true;
  }
}

function readingOf(draft: Draft, column: Column, cell: Cell, amount: AmountText | undefined): ReturnType<CellReader> {
  if (amount === undefined) {
    const shown = column.readShown && typeof cell === 'number' ? column.shownAt?.(draft.source) : undefined;
    return column.readShown && typeof cell === 'number' && shown?.measure
      ? column.readShown(cell, shown)
      : column.read(cell);
  }
  draft.measures ??= new Map();
  draft.measures.set(column.index, amount.measure);
  // A share is read with its sign.
  return column.readShown ? column.read(cell) : column.read(amount.number);
}
