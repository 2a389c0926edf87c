// What the columns of a dataset's export mean for a comparison: which identify a row, which are its inputs, its period and its
// figures. Makes comparable rows of what a file or an export holds.

import { type Dataset, type ExportColumn, markTitles } from '../../datasets/dataset.js';
import { fixedUnitOf, titleInYear } from '../../datasets/field.js';
import { Stop } from '../../problems/stop.js';
import type { ComparableRow, Measure } from '../../report/delta/comparable.js';
import { periodTitle } from '../../values/dates/period.js';
import { fileText } from '../../values/file-text.js';
import { decimalText } from '../../values/numbers/decimal.js';

/** The texts of a row by column key; a blank cell is absent. */
export type ExportedTexts = Pick<ReadonlyMap<string, string>, 'get'>;

/** How the rows of a dataset are compared. */
export interface Comparison {
  /** The columns that identify a row. */
  readonly keys: readonly string[];
  /** The columns that are given to the service. */
  readonly inputs: readonly ExportColumn[];
  /** The figures that are known ahead, the most important first. */
  readonly measures: readonly Measure[];
  /** The measure of a figure. */
  measureOf(key: string): Measure;
  /** @param occurrence of the key in its export, from 1. */
  row(texts: ExportedTexts, occurrence: number): ComparableRow;
  /** What identifies the row; '' where it has none. */
  keyOf(texts: ExportedTexts): string;
}

/** Between the inputs of a row as one text: a column's key, its value, and the next. */
const [VALUE, NEXT] = ['\u001f', '\u001e'];

/** @param columns of the exports, as exportedTable gives them. */
export function comparisonOf(dataset: Dataset, columns: readonly ExportColumn[]): Comparison {
  const isImport = dataset.direction === 'import';
  const fields = isImport ? dataset.fields : {};
  const fieldOf = (key: string) => fields[key] ?? fields[key.split('.')[0] ?? ''];
  const keys = isImport
    ? [markKey('remoteId')]
    : dataset.columns.filter(({ compared }) => compared === 'key').map(({ key }) => key);
  // In an order of their own: that of a file may differ.
  const inputs = columns
    .filter(({ key, compared }) => compared === 'input' || fieldOf(key) !== undefined)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const results = columns.filter(isResult);
  const total = isImport ? dataset.total : undefined;
  const totals = columns.filter(({ key }) => total !== undefined && key.split('.')[0] === total.field);
  const labels = labelsOf(dataset, columns);
  const known: readonly Measure[] = [
    ...results.map(measureOfColumn),
    ...(total?.unit === undefined
      ? totals.map(({ key, title }) => ({ key, title, unit: fixedUnitOf(fieldOf(key)) ?? '', adds: true }))
      : []),
  ];
  // A file without rows, or of chosen columns, may not have those of its dataset.
  const own = (isImport ? dataset.exported?.columns : dataset.columns) ?? [];
  const isOfUnits = own.some(({ compared }) => compared === 'intensity');
  const byKey = new Map(
    [...own.filter(isResult).map(measureOfColumn), ...known].map((measure) => [measure.key, measure]),
  );
  const keyOf = (texts: ExportedTexts): string =>
    keys.every((key) => texts.get(key) === undefined)
      ? ''
      : keys.length === 1
        ? sameText(texts.get(keys[0] ?? ''))
        : JSON.stringify(keys.map((key) => sameText(texts.get(key))));
  return {
    keys,
    inputs,
    measures: known,
    keyOf,
    measureOf(key) {
      const measure = byKey.get(key);
      if (measure) return measure;
      const [column = '', ...unit] = key.split(' ');
      const field = fieldOf(column);
      const year = /\.(\d{4})$/.exec(column)?.[1];
      const title = columns.find((one) => one.key === column)?.title ?? field?.title ?? column;
      const made = {
        key,
        title: year === undefined ? title : titleInYear(title, year),
        unit: unit.join(' ') || (fixedUnitOf(field) ?? ''),
        adds: !isOfUnits,
      };
      byKey.set(key, made);
      return made;
    },
    row(texts, occurrence) {
      const key = keyOf(texts);
      const figures: Record<string, string> = {};
      for (const { key: column, title } of results) {
        const figure = figureOf(texts, column, title);
        if (figure !== undefined) figures[column] = figure;
      }
      for (const { key: column, title } of totals) {
        const figure = figureOf(texts, column, title);
        const unit = total?.unit === undefined ? '' : ` ${texts.get(total.unit) ?? ''}`;
        if (figure !== undefined) figures[column + unit] = figure;
      }
      let label = '';
      for (const column of labels) {
        const text = texts.get(column);
        if (text !== undefined) label += label === '' ? text : `, ${text}`;
      }
      let given = '';
      for (const { key: column, kind } of inputs) {
        const text = texts.get(column);
        if (text === undefined) continue;
        const same = kind === 'number' ? (decimalText(text) ?? text) : fileText(text);
        given += `${given === '' ? '' : NEXT}${column}${VALUE}${same}`;
      }
      const period = periodOf(dataset, texts);
      return { key: occurrence > 1 ? `${key} #${occurrence}` : key, label, period, inputs: given, figures };
    },
  };
}

function isResult({ compared }: ExportColumn): boolean {
  return compared === 'amount' || compared === 'intensity';
}

function measureOfColumn({ key, title, unit, compared }: ExportColumn): Measure {
  return { key, title, unit, adds: compared === 'amount' };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Equal for equal keys: the case of a UUID, and blanks around a key, say nothing. */
function sameText(text = ''): string {
  const trimmed = text.trim();
  return UUID.test(trimmed) ? trimmed.toLowerCase() : trimmed;
}

/** The inputs of a row by column, from their text. */
export function inputsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text === ''
      ? []
      : text.split(NEXT).map((pair): [string, string] => {
          const at = pair.indexOf(VALUE);
          return [pair.slice(0, at), pair.slice(at + 1)];
        }),
  );
}

/** The inputs of a row that are among some columns. */
export function inputsAmong(text: string, columns: ReadonlySet<string>): string {
  return text
    .split(NEXT)
    .filter((pair) => columns.has(pair.slice(0, pair.indexOf(VALUE))))
    .join(NEXT);
}

function figureOf(texts: ExportedTexts, column: string, title: string): string | undefined {
  const text = texts.get(column);
  if (text === undefined) return undefined;
  const figure = decimalText(text);
  if (figure !== undefined) return figure;
  throw new Stop(
    'input',
    'NOT_AN_EXPORT',
    `the column "${title}" holds ${JSON.stringify(text)}: expected a number`,
    'export the data again',
  );
}

/** The key of a hidden column that identifies a row. */
export function markKey(mark: keyof typeof markTitles): string {
  return markTitles[mark].replaceAll(' ', '_');
}

/** A name, and what else people know the row by. */
function labelsOf(dataset: Dataset, columns: readonly ExportColumn[]): readonly string[] {
  const name = columns.find(({ title }) => /\bname$/i.test(title))?.key;
  const others = dataset.direction === 'import' ? (dataset.knownBy ?? []) : ['customId', 'country'];
  return [...new Set([...(name === undefined ? [] : [name]), ...others])];
}

function periodOf({ period }: Dataset, texts: ExportedTexts): string {
  if (period === undefined) return '';
  const start = (texts.get(period.start) ?? '').slice(0, 'YYYY-MM-DD'.length);
  return period.end === undefined
    ? periodTitle(start, start)
    : periodTitle(start, (texts.get(period.end) ?? '').slice(0, 'YYYY-MM-DD'.length));
}
