// Puts each amount of a row into the unit that its cell, its format, its title and its unit cell say together.

import type { Field } from '../../datasets/field.js';
import { fits as fitsMeasure } from '../../mapping/column-measure.js';
import { cellOf } from '../../mapping/mapping.js';
import { type Finding, finding } from '../../problems/problem.js';
import { numberText } from '../../values/cell.js';
import { converted } from '../../values/numbers/convert.js';
import {
  type Agreed,
  agreed,
  contradiction,
  fixedFactor,
  type SaidOfAmount,
  serviceWord,
  type UnitCell,
} from '../amount-unit.js';
import { amountIn, type Draft, report, withYear } from './draft.js';
import type { MeasuredColumn, Table } from './table.js';

/** Puts the number in its only unit, or in the one that its row says, by all that is said of it. */
export function measureAmount(table: Table, draft: Draft, amount: MeasuredColumn): void {
  const { column, field: definition, fixed, unitField, unitColumn } = amount;
  const { field = '', year, measure } = column;
  const value = amountIn(draft, column);
  if (value === undefined || (unitField !== undefined && draft.unsound.has(unitField))) return;
  const cell = draft.measures?.get(column.index);
  // A format shows numbers; texts stand there as they are.
  const isNumber = amount.shownAt !== undefined && typeof cellOf(column, draft.source) === 'number';
  const shown = isNumber ? amount.shownAt?.(draft.source) : undefined;
  const unitText = unitField === undefined ? undefined : draft.values[unitField];
  const unit = typeof unitText === 'string' ? table.unitCell(unitText) : undefined;
  const isBare = cell === undefined && shown === undefined && measure === undefined;
  // Nearly every row: the unit stands in its own cell as the service names it, and nowhere else.
  if (isBare && (fixed !== undefined || (unit === undefined ? unitColumn !== undefined : isAsNamed(unit)))) return;
  const title = column.isAbove ? undefined : measure;
  const above = column.isAbove ? measure : undefined;
  const said: SaidOfAmount = { cell, shown, title, above, unit: table.isExport ? unit && asWritten(unit) : unit };
  const together = agreed(said);
  const found = unfitIn(said, definition, fixed) ?? (together ? undefined : contradiction(said, unitColumn));
  if (found !== undefined) report(table, draft, field, found, year);
  else if (said.unit?.measure?.unclear !== undefined) {
    report(
      table,
      draft,
      unitField ?? '',
      finding('UNCLEAR_UNIT', { said: unit?.text ?? '', why: said.unit.measure.unclear }),
    );
  } else if (together !== undefined && fixed !== 'share') {
    const factor = fixed === undefined ? '1' : fixedFactor(together, fixed);
    // A percentage is stored as a share of 1, and shown a hundred times as large.
    const tens = together.tens + (fixed !== undefined && shown?.display === 2 ? 2 : 0);
    const result = tens === 0 && factor === '1' ? value : converted(value, tens, factor);
    if (result === undefined) report(table, draft, field, finding('NOT_A_NUMBER', { suggestion: undefined }), year);
    else {
      if (result !== value) setAmount(draft, amount, result);
      if (unitField !== undefined) setUnit(table, draft, amount, together, said);
      const named = fixed ?? draft.values[unitField ?? ''];
      const isNews = cell !== undefined && (result !== value || (unit === undefined && fixed === undefined));
      if (isNews && typeof named === 'string') {
        report(table, draft, field, finding('READ_AS', { read: `${numberText(result)} ${named}` }), year);
      }
    }
  }
}

/** Whether the unit of a row needs no other word, and says no scale. */
function isAsNamed({ measure, text }: UnitCell): boolean {
  if (measure === undefined) return true;
  return (
    measure.unclear === undefined && measure.tens === 0 && (measure.codes.length !== 1 || measure.codes[0] === text)
  );
}

/** The unit of a row of an export: a word of the service's own, without a scale that is to be taken out. */
function asWritten(unit: UnitCell): UnitCell {
  return (unit.measure && { ...unit, measure: { ...unit.measure, tens: 0 } }) || unit;
}

/** What a cell or its format says that numbers of this field cannot be, or that is not clear. */
function unfitIn({ cell, shown }: SaidOfAmount, field: Field, fixed: string | undefined): Finding | undefined {
  for (const measure of [cell, shown?.measure]) {
    if (measure?.unclear !== undefined) return finding('UNCLEAR_UNIT', { said: measure.written, why: measure.unclear });
    if (measure && !fitsMeasure(measure, field)) {
      return finding('UNIT_UNFIT', { said: measure.written, needed: fixed ?? 'amount' });
    }
  }
  return undefined;
}

function setAmount(draft: Draft, { column: { field = '', year }, fits }: MeasuredColumn, value: number): void {
  draft.values[field] = year === undefined ? value : withYear(draft.values[field], year, value);
  if (!fits(draft.values[field])) draft.doubtful = true;
}

/** Fills an empty unit, and writes the service's word for one that is known. */
function setUnit(table: Table, draft: Draft, amount: MeasuredColumn, { codes }: Agreed, said: SaidOfAmount): void {
  const { unit } = said;
  const { column, unitField = '', unitColumn } = amount;
  const [only, ...others] = codes;
  const code = unit === undefined ? others.length === 0 && only : !table.isExport && serviceWord(unit, codes);
  if (code) {
    draft.values[unitField] = code;
    if (unit === undefined) draft.doubtful = true;
    return;
  }
  // A scale is no unit, and one that is taken out leaves none behind.
  const isScale = unit?.measure !== undefined && (unit.measure.codes.length === 0 || unit.measure.tens !== 0);
  const isMissing = unit === undefined && unitColumn === undefined && table.dataset.fields[unitField]?.required;
  // Where nothing at all says a unit, the missing column is one problem of the header, not one of every row.
  const isSaidSomewhere = said.cell ?? said.shown ?? said.title ?? said.above ?? table.supplied.has(unitField);
  if (!isScale && !(isMissing && isSaidSomewhere)) return;
  const because = 'the amount says no unit that is clear';
  report(table, draft, column.field ?? '', finding('NEEDS_FIELD', { needed: table.titleOf(unitField), because }));
}
