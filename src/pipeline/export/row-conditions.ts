// `--where`: which rows of an export are wanted. A condition compares one column with a value, by what the column holds.

import type { ExportColumn } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { instantOf } from '../../values/dates/instant.js';
import type { ExportRow } from '../../write/export/export-file.js';
import type { ColumnFinder } from './choose-columns.js';

type RowTest = (row: ExportRow) => boolean;

const EXAMPLES = 'write for example: total > 2.5, name contains oat, updatedAt >= 2025-01-01, reason is empty';

/** Operators, longer ones first. */
const OPERATOR = /<=|>=|!=|<>|=|<|>|\bcontains\b|\b(?:is )?(?:not )?empty\s*$/gi;

/** A condition, and the key of its column. */
interface Condition {
  readonly key: string;
  readonly test: RowTest;
}

/**
 * The test that a row passes where it meets every condition. Throws a Stop of kind `usage` that names the column.
 * @param applies whether conditions on the column of this key matter to the row. @default all do
 */
export function rowTest(
  conditions: readonly string[],
  columns: ColumnFinder,
  applies: (row: ExportRow, key: string) => boolean = () => true,
): RowTest {
  const all = conditions.map((condition) => conditionOf(condition, columns));
  return (row) => all.every(({ key, test }) => !applies(row, key) || test(row));
}

function conditionOf(condition: string, columns: ColumnFinder): Condition {
  const operators = [...condition.matchAll(OPERATOR)];
  const [first] = operators;
  if (first === undefined) throw misuse(`no comparison in ${JSON.stringify(condition)}`);
  // A title may hold what looks like an operator.
  const operator = operators.find(({ index }) => columns.find(condition.slice(0, index)) !== undefined) ?? first;
  const column = columns.need(condition.slice(0, operator.index), '--where');
  const sign = operator[0].trim().toLowerCase();
  const text = unquoted(condition.slice(operator.index + operator[0].length).trim());
  const { key } = column;
  if (sign.endsWith('empty')) return { key, test: emptyTest(column, !sign.includes('not')) };
  if (sign === 'contains') return { key, test: containsTest(column, text) };
  const isMet = comparisons[sign === '<>' ? '!=' : sign];
  if (isMet === undefined) throw misuse(`no comparison in ${JSON.stringify(condition)}`);
  return { key, test: comparison(column, sign, text, isMet) };
}

/** By the sign of the difference: below, equal, above. */
const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function emptyTest({ key }: ExportColumn, isEmpty: boolean): RowTest {
  return (row) => isBlank(row[key]) === isEmpty;
}

function containsTest({ key }: ExportColumn, text: string): RowTest {
  const part = text.toLowerCase();
  return (row) => {
    const value = row[key];
    return !isBlank(value) && String(value).toLowerCase().includes(part);
  };
}

/** A blank is unequal to every value, and neither below nor above one. */
function comparison(column: ExportColumn, sign: string, text: string, isMet: (order: number) => boolean): RowTest {
  const compare = comparerOf(column, text);
  const ofBlank = sign === '!=' || sign === '<>';
  return (row) => {
    const value = row[column.key];
    if (value === null || value === undefined || value === '') return ofBlank;
    const order = compare(value);
    return order === undefined ? ofBlank : isMet(order);
  };
}

type Comparer = (value: string | number) => number | undefined;

/** Compares a cell with the value; undefined where the cell is not of the column's kind. */
function comparerOf(column: ExportColumn, text: string): Comparer {
  if (column.kind === 'number' || column.kind === 'decimal') {
    const wanted = digitsOf(text);
    if (wanted === undefined) throw wrongValue(column, text, 'a number such as 2.5');
    return (value) => {
      const digits = digitsOf(String(value));
      return digits && compareDigits(digits, wanted);
    };
  }
  if (column.kind === 'date' || column.kind === 'datetime') return momentComparer(column, text);
  const wanted = text.toLowerCase();
  return (value) => {
    const own = String(value).toLowerCase();
    return own < wanted ? -1 : own > wanted ? 1 : 0;
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day stands for all its moments, in UTC. */
function momentComparer(column: ExportColumn, text: string): Comparer {
  const isDay = DAY.test(text) && !Number.isNaN(Date.parse(text));
  const wanted = isDay ? text : instantOf(text);
  if (wanted === undefined || (column.kind === 'date' && !isDay))
    throw wrongValue(
      column,
      text,
      column.kind === 'date' ? 'a day such as 2025-01-31' : 'a day or a moment such as 2025-01-31T12:00:00Z',
    );
  return (value) => {
    const cell = String(value);
    const moment = DAY.test(cell) ? cell : instantOf(cell);
    if (moment === undefined) return undefined;
    const own = isDay ? moment.slice(0, text.length) : moment;
    return own < wanted ? -1 : own > wanted ? 1 : 0;
  };
}

/** An exact decimal number: so many whole units of 10^-scale. */
interface Digits {
  readonly units: bigint;
  readonly scale: number;
}

/** Larger exponents are no amounts, and would fill the memory. */
const MOST_SCALE = 400;

function digitsOf(text: string): Digits | undefined {
  const [all, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (all === undefined) return undefined;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > MOST_SCALE) return undefined;
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function compareDigits(one: Digits, other: Digits): number {
  const scale = Math.max(one.scale, other.scale);
  const [own, wanted] = [one, other].map(({ units, scale: had }) => units * 10n ** BigInt(scale - had));
  return own === wanted ? 0 : (own ?? 0n) < (wanted ?? 0n) ? -1 : 1;
}

function isBlank(value: ExportRow[string] | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function wrongValue({ title }: ExportColumn, text: string, expected: string): Stop {
  return misuse(`the column ${title} is compared with ${expected}, not with ${JSON.stringify(text)}`);
}

function misuse(what: string): Stop {
  return new Stop('usage', 'USAGE', `--where: ${what}`, EXAMPLES);
}
