// Causes as text for people: in words that need neither colour nor signs. Pure: breaking lines at the width of a terminal is
// cli/'s.

import type { ImportDataset } from '../datasets/dataset.js';
import type { Answer } from '../problems/catalogue/problem-type.js';
import { isSuspect, messageOf, suggestionOf } from '../problems/catalogue.js';
import type { Cause } from '../problems/causes.js';
import { placeOf, shorten } from '../problems/place.js';
import type { Severity } from '../problems/problem.js';
import { oneLine } from '../problems/visible.js';
import { grouped } from '../values/numbers/grouped.js';

/** The causes of one severity: each as one or two lines, the second of which belongs to the first. */
export interface CauseSection {
  readonly severity: Severity;
  readonly heading: string;
  readonly entries: readonly (readonly string[])[];
}

/** The causes of one table. */
export interface TableCauses {
  /** The name of the file. */
  readonly file: string;
  readonly dataset: ImportDataset;
  readonly causes: readonly Cause[];
}

/** From this confidence on, an answer is taken for right until somebody says otherwise. */
export const VERY_LIKELY = 0.8;
const LIKELY = 0.6;

/** A confidence in words. */
export function confidenceWord(confidence: number): string {
  if (confidence >= VERY_LIKELY) return 'very likely';
  return confidence >= LIKELY ? 'likely' : 'perhaps';
}

const headings: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', note: 'Notes' };
/** With more values, one column's problems of one code are shown by their most frequent values. */
const MOST_VALUES = 5;
const FEW_VALUES = 3;

/** The causes as sections, the errors first. @param mostLines Lines that are shown of each; entries beyond are counted. */
export function causeSections(
  table: TableCauses,
  mostLines: Readonly<Record<Severity, number>>,
): readonly CauseSection[] {
  return (['error', 'warning', 'note'] as const).flatMap((severity): readonly CauseSection[] => {
    const causes = table.causes.filter(({ problem }) => problem.severity === severity);
    if (causes.length === 0) return [];
    const groups = alikes(causes);
    const ordered = severity === 'warning' ? groups.toSorted((one, other) => urgency(one) - urgency(other)) : groups;
    const entries = ordered.flatMap((alike) => entriesOf(alike, table));
    const fitting = entries.slice(0, fittingIn(entries, mostLines[severity]));
    const more = entries.length - fitting.length;
    if (fitting.length === 0) {
      const notes = more === 1 ? '1 note' : `${grouped(more)} notes`;
      return [{ severity, heading: `${notes}: problems.csv, or --verbose`, entries: [] }];
    }
    const counted = more > 0 ? [[`and ${grouped(more)} more; problems.csv lists every cell, as --verbose does`]] : [];
    return [{ severity, heading: `${headings[severity]}:`, entries: [...gathered(fitting, table.file), ...counted] }];
  });
}

/** Characters of a line, about. */
const LINE = 76;

/** How many entries take no more lines; of errors and warnings one at the least. */
function fittingIn(entries: readonly Entry[], mostLines: number): number {
  let lines = 0;
  const end = entries.findIndex((entry, index) => {
    const texts = entry.at ? [entry.at.line] : entry.lines;
    lines += texts.reduce((sum, text) => sum + Math.ceil(text.length / LINE), 0);
    return lines > mostLines && (index > 0 || mostLines === 0);
  });
  return end === -1 ? entries.length : end;
}

/** Rows that are held back come first, then those that are perhaps not to be sent; columns that are not used say least. */
function urgency([first]: readonly Cause[]): number {
  if (first === undefined) return 0;
  if (isSuspect(first.problem)) return 0;
  if (first.problem.code === 'PROPOSED_EXCLUSION') return 1;
  return isListed(first.problem) ? 3 : 2;
}

/** What is said of one cause or several alike. */
interface Entry {
  readonly lines: readonly string[];
  /** Set where it is about one place: the same without the file and the sheet. */
  readonly at?: { readonly sheet: string; readonly line: string };
}

/** The entries, with those about one place each as one list: file and sheet are said once. */
function gathered(entries: readonly Entry[], file: string): readonly (readonly string[])[] {
  const singles = entries.flatMap(({ at }) => at ?? []);
  const [first] = singles;
  const isOneSheet = first !== undefined && singles.every(({ sheet }) => sheet === first.sheet);
  if (!isOneSheet || singles.length < 2) return entries.map(({ lines }) => lines);
  const list = [`${placeOf(file, { sheet: first.sheet, row: 0, column: '' })}:`, ...singles.map(({ line }) => line)];
  const place = entries.findIndex(({ at }) => at !== undefined);
  return entries.flatMap(({ lines, at }, index) => (at === undefined ? [lines] : index === place ? [list] : []));
}

/** The causes by column and code, each group where its first one is. */
function alikes(causes: readonly Cause[]): readonly (readonly Cause[])[] {
  const groups = new Map<string, Cause[]>();
  for (const cause of causes) {
    const { code, column } = cause.problem;
    const key = isListed(cause.problem) ? code : `${code}\n${column}`;
    groups.set(key, [...(groups.get(key) ?? []), cause]);
  }
  return [...groups.values()];
}

/** Whether all causes of the code are one list: what is said of each stands elsewhere, or is the same. */
function isListed({ code, ...problem }: Cause['problem']): boolean {
  if (code === 'UNKNOWN_COLUMN') return 'nearest' in problem.args && problem.args.nearest === undefined;
  if (code === 'OTHER_AMOUNT' || code === 'DOCUMENT_COLUMN' || code === 'COLUMN_RULED_OUT') return true;
  return code === 'LIKELY_COLUMN' || code === 'PROPOSED_EXCLUSION';
}

/** Several causes as one list; undefined where each is told by itself. */
function listOf(alike: readonly Cause[]): readonly string[] | undefined {
  const titles = alike.map(({ problem }) => oneLine(shorten(problem.column))).join(', ');
  switch (alike[0]?.problem.code) {
    case 'UNKNOWN_COLUMN':
      return [`columns that are not used, since no field has their titles: ${titles}`];
    case 'OTHER_AMOUNT':
      return [`columns that are not used, since the amounts are read from another: ${titles}`];
    case 'DOCUMENT_COLUMN':
      return [`document numbers, which distinguish equal rows and are not sent: ${titles}`];
    case 'COLUMN_RULED_OUT':
      return [`columns that are not used: ${ruledOut(alike)}; carbonsheet map FILE corrects it`];
    case 'LIKELY_COLUMN':
      return [`columns that are only likely; confirm or correct them with carbonsheet map FILE: ${titles}`];
    case 'PROPOSED_EXCLUSION':
      return [
        `rows that look like something else than purchased goods and services: ${exclusions(alike)}; carbonsheet map FILE asks about each`,
      ];
    default:
      return undefined;
  }
}

/** The titles by why they are not used, as `Menge, ME (the amount is read from "Netto")`. */
function ruledOut(alike: readonly Cause[]): string {
  const byReason = new Map<string, string[]>();
  for (const { problem } of alike) {
    const why = problem.code === 'COLUMN_RULED_OUT' ? problem.args.why : '';
    byReason.set(why, [...(byReason.get(why) ?? []), shorten(problem.column)]);
  }
  return oneLine([...byReason].map(([why, titles]) => `${titles.join(', ')} (${why})`).join(', '));
}

function exclusions(alike: readonly Cause[]): string {
  const named = alike.map(({ problem }) => {
    if (problem.code !== 'PROPOSED_EXCLUSION') return '';
    return `${problem.args.category} (${rowCount(problem.args.rows)})`;
  });
  return oneLine(named.join(', '));
}

function entriesOf(alike: readonly Cause[], table: TableCauses): readonly Entry[] {
  const [first] = alike;
  if (first === undefined) return [];
  const list = isListed(first.problem) ? listOf(alike) : undefined;
  if (list) return [{ lines: list }];
  if (alike.length === 1 && !first.isRest) return [entryOf(first, table)];
  if (first.problem.severity === 'note') return [{ lines: [readAsText(first, alike, table.dataset)] }];
  const { code, value } = first.problem;
  const isSameSaid = alike.every(({ problem }) => messageOf(problem) === messageOf(first.problem));
  if (value === '' || code === 'MISSING_COLUMN' || !isSameSaid) return alike.map((one) => entryOf(one, table));
  return [{ lines: valuesOf(alike, first) }];
}

/** The values of a column with one problem, as a small table: the value, its rows, what to write. */
function valuesOf(alike: readonly Cause[], { problem }: Cause): readonly string[] {
  const isAll = alike.length <= MOST_VALUES && !alike.some(({ isRest }) => isRest);
  const shown = isAll ? alike : alike.filter(({ isRest }) => !isRest).slice(0, FEW_VALUES);
  const rest = alike.filter((one) => !shown.includes(one));
  const advice = suggestionOf(problem);
  const isSameAdvice = alike.every((one) => one.answer === undefined && suggestionOf(one.problem) === advice);
  const heading = [messageOf(problem), isSameAdvice && advice].filter(Boolean).join('; ');
  const lines = shown.map((cause): Line => {
    const said =
      cause.answer === undefined ? (isSameAdvice ? '' : suggestionOf(cause.problem)) : answerText(cause.answer);
    return [`"${shorten(cause.problem.value)}"`, rowsText(cause), cause.instead ?? said];
  });
  const all = rest.length === 0 ? lines : [...lines, restLine(rest)];
  return [oneLine(`${problem.column && `${shorten(problem.column)}: `}${heading}`), ...aligned(all)];
}

type Line = readonly [value: string, rows: string, advice: string];

/** A longer value does not push the rows of the others aside. */
const WIDEST_VALUE = 24;

function aligned(lines: readonly Line[]): readonly string[] {
  const width = Math.min(WIDEST_VALUE, Math.max(...lines.map(([value]) => value.length)));
  const ofRows = Math.max(...lines.map(([, rows]) => rows.length));
  return lines.map(([value, rows, advice]) =>
    oneLine(`${value.padEnd(width)}  ${advice === '' ? rows : `${rows.padEnd(ofRows)}  ${advice}`}`),
  );
}

function restLine(causes: readonly Cause[]): Line {
  const rows = causes.reduce((sum, one) => sum + one.rows, 0);
  const more = causes.some(({ isRest }) => isRest) ? ' or more' : '';
  const others = `${grouped(causes.length)}${more} other ${causes.length === 1 && more === '' ? 'value' : 'values'}`;
  return [others, rowCount(rows), ''];
}

/** A cause: a single row by its place, several by their number. */
function entryOf(cause: Cause, { file, dataset }: TableCauses): Entry {
  const { problem, rows, isThroughout } = cause;
  const said = [messageOf(problem), ...adviceOf(cause, dataset)].map(oneLine);
  if (isThroughout) return { lines: [`${allRows(rows)}: ${said.join('; ')}`] };
  if (rows > 1) return { lines: [[`${subjectOf(problem)}${rowsText(cause)}`, ...said].join('; ')] };
  const value = problem.value && `"${oneLine(shorten(problem.value))}"`;
  const lines = [placeOf(file, problem), `${value && `${value}: `}${said.join('; ')}`];
  const place = placeOf('', { ...problem, sheet: '' });
  if (place === '') return { lines };
  return { lines, at: { sheet: problem.sheet, line: `${place}${value && ` ${value}`}: ${said.join('; ')}` } };
}

function allRows(rows: number): string {
  return rows === 1 ? 'the only row' : `all ${grouped(rows)} rows`;
}

function rowCount(rows: number): string {
  return `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

function subjectOf({ column, value }: Cause['problem']): string {
  const parts = [shorten(column), value && `"${shorten(value)}"`].filter(Boolean);
  return parts.length === 0 ? '' : oneLine(`${parts.join(' ')}: `);
}

function rowsText({ problem: { row }, rows }: Cause): string {
  return rows === 1 ? `row ${row}` : `${rowCount(rows)}, first at row ${row}`;
}

/** What to do: the likely answer, else the suggestion; and the option that answers for every row. */
function adviceOf({ problem, answer, instead }: Cause, dataset: ImportDataset): readonly string[] {
  if (instead !== undefined) return [instead];
  const constant = constantText(problem, answer, dataset);
  // The column need not be added where one answer does.
  if (problem.code === 'MISSING_COLUMN' && constant !== '') return [constant, 'else add the column'];
  const suggestion = answer === undefined ? suggestionOf(problem) : answerText(answer);
  return [suggestion, constant].filter((text) => text !== '');
}

function answerText({ text, confidence }: Answer): string {
  return `use ${shorten(text)}? (${confidenceWord(confidence)})`;
}

/** A field that is empty throughout has one answer. */
function constantText({ code, field }: Cause['problem'], answer: Answer | undefined, dataset: ImportDataset): string {
  if (code !== 'MISSING_COLUMN' && code !== 'REQUIRED_EMPTY') return '';
  if (!isOftenConstant(dataset, field)) return '';
  return `if all rows have the same: --set ${field}=${answer?.text ?? dataset.fields[field]?.example ?? ''}`;
}

/** Whether a field often has one value in all rows of a file. */
function isOftenConstant({ fields }: ImportDataset, name: string): boolean {
  const field = fields[name];
  if (field === undefined) return false;
  const isUnit = Object.values(fields).some((other) => other.kind === 'number' && other.unitField === name);
  return isUnit || field.kind === 'choice' || field.kind === 'country' || (field.kind === 'text' && !!field.repeats);
}

/** As `Month: 12 values read as periods, such as "2024-01" as 2024-01-01 to 2024-01-31`. */
function readAsText({ problem }: Cause, alike: readonly Cause[], { fields }: ImportDataset): string {
  const more = alike.some(({ isRest }) => isRest) ? ' or more' : '';
  const values = `${shorten(problem.column)}: ${grouped(alike.length)}${more} values`;
  const such = `such as "${shorten(problem.value)}"`;
  if (problem.code !== 'READ_AS') return oneLine(`${values}, ${such}: ${messageOf(problem)}`);
  const { read } = problem.args;
  const field = fields[problem.field];
  const isUnit = Object.values(fields).some((other) => other.kind === 'number' && other.unitField === problem.field);
  return oneLine(`${values} read${isUnit ? ' as units' : kindText(field?.kind, read)}, ${such} as ${read}`);
}

function kindText(kind: string | undefined, read: string): string {
  if (kind === 'date') return / to /.test(read) ? ' as periods' : ' as dates';
  if (kind === 'country') return ' as countries';
  if (kind === 'choice') return ' as the words of the service';
  return kind === 'number' || kind === 'yearly' ? ' as amounts' : '';
}
