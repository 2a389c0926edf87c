// Finds the unit and the scale of an amount. They may stand in a field of their own, in the column's title or above it, in the
// amount's cell, or in its number format; all of them must agree.

import { type Field, type FixedUnit, fixedUnitOf } from '../datasets/field.js';
import { fits } from '../mapping/column-measure.js';
import type { MappedColumn, Mapping } from '../mapping/mapping.js';
import { isMeasured, unitFieldOf } from '../mapping/titles/title-unit.js';
import { type Finding, finding } from '../problems/problem.js';
import type { ColumnReading } from '../values/evidence.js';
import { isUuid } from '../values/identifiers/read-uuid.js';
import { factorTo } from '../values/numbers/convert.js';
import { type Measure, measureText, readMeasure, type ShownAs } from '../values/numbers/measure.js';

/** A column of numbers. */
export interface AmountColumn {
  readonly column: MappedColumn;
  readonly field: Field;
  /** The only unit that the numbers can be in, where no field says it. */
  readonly fixed: FixedUnit | undefined;
  /** The field that says the unit. */
  readonly unitField: string | undefined;
  /** Absent when the table has no column for the unit. */
  readonly unitColumn: MappedColumn | undefined;
}

/** The columns of numbers. */
export function amountColumns({ dataset, columns }: Mapping): readonly AmountColumn[] {
  return columns.flatMap((column): readonly AmountColumn[] => {
    const field = column.field === undefined ? undefined : dataset.fields[column.field];
    if (field === undefined || !isMeasured(dataset, column.field)) return [];
    const unitField = unitFieldOf(dataset, column.field);
    const unitColumn = unitField === undefined ? undefined : columns.find((other) => other.field === unitField);
    return [{ column, field, fixed: fixedUnitOf(field), unitField, unitColumn }];
  });
}

/** What the number formats of a column come to. */
export interface ShownVerdict {
  /** The units that every number is shown in. */
  readonly codes?: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Notes how formats make numbers be read. Formats that show several units are a question to answer, where nothing else says the
 * unit. @param shown how the column's numbers are shown; `undefined` for as they are.
 */
export function shownVerdict(
  { column, field, unitField, unitColumn }: AmountColumn,
  unitTitle: string,
  shown: readonly (ShownAs | undefined)[],
): ShownVerdict {
  const [only] = shown;
  const units = shown.map((one) => one?.measure?.codes.join() ?? '');
  const [first, other] = shown.flatMap((one) => (one?.measure?.codes.length ? one.measure.written : []));
  if (unitField === undefined || new Set(units).size === 1) {
    const codes = only?.measure?.codes ?? [];
    const said = shown.flatMap((one) => noteOf(one, field, column) ?? []);
    const findings = said.map((read) => finding('READ_AS', { read }));
    return codes.length > 0 && unitField !== undefined ? { codes, findings } : { findings };
  }
  const isSaid = unitColumn !== undefined || (column.measure !== undefined && other === undefined);
  return isSaid || first === undefined
    ? { findings: [] }
    : { findings: [finding('UNITS_MIXED', { first, other, needed: unitTitle })] };
}

/** How a format makes the numbers be read; undefined where it does not, or is an error of its rows. */
function noteOf(shown: ShownAs | undefined, field: Field, column: MappedColumn): string | undefined {
  const { measure, display = 0 } = shown ?? {};
  if (shown === undefined || measure?.unclear !== undefined || (measure && !fits(measure, field))) return undefined;
  if (display < 0) return `the numbers that the cells hold: their format shows them divided by ${10 ** -display}`;
  const fixed = fixedUnitOf(field);
  if (fixed === 'share') return undefined;
  if (fixed !== undefined && display === 2) return `per cent, as shown`;
  const isNews =
    measure !== undefined && (measure.tens !== 0 || (measure.codes.length === 1 && column.measure === undefined));
  return isNews && !measure.codes.some((code) => code === fixed)
    ? `amounts in ${measure.tens === 0 ? '' : 'units of '}${measureText(measure)}`
    : undefined;
}

/** The unit fields without a column of their own whose unit stands in titles, cells or formats. */
export function unitsSupplied(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly string[] {
  return amountColumns(mapping).flatMap(({ column, unitField, unitColumn }) => {
    const reading = readings.get(column.index);
    const isSaid =
      column.measure?.codes.length === 1 || reading?.shownCodes?.length === 1 || reading?.saysUnits === true;
    return unitField !== undefined && unitColumn === undefined && isSaid ? [unitField] : [];
  });
}

/** What the cell of a unit column says. */
export interface UnitCell {
  readonly text: string;
  /** Undefined for a word that is not known: it may be any unit's. */
  readonly measure: Measure | undefined;
  /** Whether it is an id, which tells nothing about what it stands for. */
  readonly isId: boolean;
}

/** Words by which a service itself names a unit, though others write it otherwise: Variable lists `lbs`. */
const OWN_WORDS = new Set(['lbs']);

/** The service's word for the unit of a cell; undefined where the word of the cell is left as it is. */
export function serviceWord({ text, measure }: UnitCell, codes: readonly string[]): string | undefined {
  const [code, ...others] = codes;
  return measure === undefined || others.length > 0 || OWN_WORDS.has(text) ? undefined : code;
}

/** Reads the cell of a unit column. A rate, such as a price's, is a unit of its own there. */
export function readUnitCell(text: string): UnitCell {
  const measure = readMeasure(text);
  return { text, measure: measure?.unclear === 'rate' ? undefined : measure, isId: isUuid(text.trim()) };
}

/** How the word of a unit column is read, in words; undefined where that is the word itself. */
export function unitCellText(text: string): string | undefined {
  const cell = readUnitCell(text);
  const { measure } = cell;
  if (measure === undefined || measure.unclear !== undefined) return undefined;
  const isNews = measure.tens !== 0 || (serviceWord(cell, measure.codes) ?? text) !== text;
  return isNews ? `${measure.tens === 0 ? '' : 'units of '}${measureText(measure)}` : undefined;
}

/** Where something may be said of an amount. */
export interface SaidOfAmount {
  readonly cell: Measure | undefined;
  /** By the number format of its cell. */
  readonly shown: ShownAs | undefined;
  /** By the title of its column. */
  readonly title: Measure | undefined;
  /** By a line above the header. */
  readonly above: Measure | undefined;
  readonly unit: UnitCell | undefined;
}

/** What an amount comes to: the power of ten that it is to be multiplied by, and the units that it may be in. */
export interface Agreed {
  readonly tens: number;
  readonly codes: readonly string[];
}

/** Puts together all that is said of an amount; undefined where one contradicts another. */
export function agreed(said: SaidOfAmount): Agreed | undefined {
  const { cell, shown, title, unit } = said;
  // A unit above the header is that of the rows that say none of their own.
  const others = [cell, shown?.measure, title].flatMap((one) => one ?? []);
  const isDefault = said.above?.tens === 0 && (unit !== undefined || others.some(({ codes }) => codes.length > 0));
  const above = isDefault ? undefined : said.above;
  const label = title ?? above;
  const beside = [...others, ...(above === undefined ? [] : [above])];
  const codes = commonCodes(beside, unit, shown?.measure);
  const tens = commonTens(cell, shown, label, unit?.measure);
  return codes === undefined || tens === undefined ? undefined : { codes, tens };
}

/** The units that all of them may mean; undefined where there is none. */
function commonCodes(
  beside: readonly Measure[],
  unit: UnitCell | undefined,
  shown: Measure | undefined,
): readonly string[] | undefined {
  const named = beside.filter(({ codes }) => codes.length > 0);
  // Formats are laid over columns with less thought: a word that is not known may mean the same as they show.
  const isUnknown = unit !== undefined && !unit.isId && unit.measure === undefined;
  if (isUnknown && named.some((one) => one !== shown)) return undefined;
  const all = [...named, ...(unit?.measure?.codes.length ? [unit.measure] : [])];
  const [first, ...others] = all;
  if (first === undefined) return [];
  const common = first.codes.filter((code) => others.every(({ codes }) => codes.includes(code)));
  return common.length === 0 ? undefined : common;
}

/**
 * The power of ten that all of them together say. A title may say the scale and a unit column the currency (`TEUR` and `EUR`);
 * a cell or a format that names both is contradicted by a unit of another scale.
 */
function commonTens(
  cell: Measure | undefined,
  shown: ShownAs | undefined,
  label: Measure | undefined,
  unit: Measure | undefined,
): number | undefined {
  const { measure: format, display = 0 } = shown ?? {};
  // What is shown divided by its scale is the number itself.
  const isTrue = display < 0 && (format === undefined || format.tens === 0 || format.tens + display === 0);
  if (display < 0 && !isTrue) return undefined;
  const said = [cell, isTrue ? undefined : format, label, unit].flatMap((one) => one ?? []);
  const scaled = said.filter(({ tens }) => tens !== 0);
  const [first] = scaled;
  const tens = first?.tens ?? 0;
  if (scaled.some((one) => one.tens !== tens)) return undefined;
  // "5k" below a title that says thousands may be 5,000 or 5,000,000.
  if (cell && cell.tens !== 0 && cell.codes.length === 0 && scaled.length > 1) return undefined;
  const names = scaled.filter(({ codes }) => codes.length > 0);
  const bare = said.filter((one) => one.tens === 0 && one.codes.length > 0);
  const isCurrencyOnly = bare.every((one) => one === unit) && names.some((one) => one === label || one === cell);
  if (names.length > 0 && bare.length > 0 && !isCurrencyOnly) return undefined;
  if (!isTrue) return tens;
  // The title is about what is shown.
  return tens === 0 || tens + display === 0 ? 0 : undefined;
}

/** The contradiction, in the words of the file. */
export function contradiction(
  { cell, shown, title, above, unit }: SaidOfAmount,
  unitColumn: MappedColumn | undefined,
): Finding {
  return finding('UNIT_DIFFERS', {
    cell: cell?.written,
    shown: shown && (shown.measure?.written ?? `units of ${10 ** -shown.display}`),
    title: title?.written,
    above: above?.written,
    column: unitColumn?.title ?? '',
    unit: unit?.text,
  });
}

/** How much of the field's only unit the amount's unit is; undefined where it is none of it. */
export function fixedFactor({ codes }: Agreed, unit: FixedUnit): string | undefined {
  return codes.length === 0 ? '1' : factorTo(unit, codes);
}
