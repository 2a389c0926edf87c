// Finds the rule that a row falls under: the first one whose columns all match. Says nothing about what becomes of the row.

import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import type { CreditWay, RowRule } from '../mapping/saved/row-rules.js';
import { problemAt } from '../problems/place.js';
import { finding, type Problem } from '../problems/problem.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { nearest } from '../values/nearest.js';
import { remembering } from '../values/remembering.js';
import { ledgerFields } from './ledger-layout.js';

/** The rule of a row; undefined where none matches. */
export type RuleMatcher = (row: Pick<SourceRow, 'cells'>) => RowRule | undefined;

/** What a mapping file asks for. */
export interface Asked {
  readonly rules: readonly RowRule[];
  readonly credits: CreditWay;
}

type Test = (text: string) => boolean;

interface Condition {
  /** The columns of this title. */
  readonly columns: readonly MappedColumn[];
  readonly test: Test;
}

/** Prepares rules for the rows of one table. Titles that the table lacks match no row: ruleProblems reports them. */
export function ruleMatcher(rules: readonly RowRule[], { columns }: Pick<Mapping, 'columns'>): RuleMatcher {
  const prepared = rules.map((rule) => ({
    rule,
    conditions: Object.entries(rule.when).map(([title, patterns]): Condition => {
      const tests = [patterns].flat().map((pattern) => testOf(String(pattern)));
      return {
        columns: columns.filter((column) => isTitled(column.title, title)),
        // The cells of accounts and suppliers repeat.
        test: remembering((text) => tests.some((test) => test(text))),
      };
    }),
  }));
  return (row) =>
    prepared.find(({ conditions }) =>
      conditions.every(({ columns: own, test }) => own.some((column) => test(cellText(cellOf(column, row))))),
    )?.rule;
}

/** The errors of rules that cannot be applied to a table: columns that it does not have, sums of what does not add up. */
export function ruleProblems(
  { rules, credits }: Asked,
  file: string,
  { columns, headerRow, dataset }: Mapping,
  sheet: string,
): readonly Problem[] {
  const titles = columns.map(({ title }) => title).filter(Boolean);
  const at = (column: string) => ({ sheet, row: headerRow, column, field: '', value: '' });
  const isOfSums = credits === 'net' || rules.some(({ action }) => action === 'sum-by-month');
  const sums = isOfSums && ledgerFields(dataset) === undefined;
  const unknown = rules.flatMap(({ name, when }) =>
    Object.keys(when)
      .filter((wanted) => !titles.some((title) => isTitled(title, wanted)))
      .map((column) => {
        const found = finding('RULE_TITLE_MISSING', { rule: name, file, nearest: nearest(column, titles) });
        return problemAt(at(column), found);
      }),
  );
  if (!sums) return unknown;
  return [...unknown, problemAt(at(''), finding('SUMS_UNKNOWN', { file, dataset: dataset.title.toLowerCase() }))];
}

/** Whether a problem says that a column is not used which a rule asks about. */
export function isAboutSelection({ code, column }: Problem, { rules }: Asked): boolean {
  if (code !== 'UNKNOWN_COLUMN') return false;
  return rules.some(({ when }) => Object.keys(when).some((wanted) => isTitled(column, wanted)));
}

function isTitled(title: string, wanted: string): boolean {
  return title !== '' && plain(title) === plain(wanted);
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

const RANGE = /^(\d+)\s*-\s*(\d+)$/;
/** The number of an account, alone or before its name. */
const NUMBER = /^\d+(?![\p{L}\d.,])/u;

/** `text` alone, `text*` for a beginning, `6000-6999` for the numbers of accounts, `~word` for a word within the text. */
function testOf(pattern: string): Test {
  const wanted = plain(pattern);
  if (wanted.startsWith('~')) {
    const words = ` ${fold(wanted)} `;
    return (text) => words.trim() !== '' && ` ${fold(text)} `.includes(words);
  }
  if (wanted.endsWith('*')) {
    const start = wanted.slice(0, -1);
    return (text) => plain(text).startsWith(start);
  }
  const range = RANGE.exec(wanted);
  if (range === null) return (text) => plain(text) === wanted;
  const [, first = '', last = ''] = range;
  return (text) => {
    const known = plain(text);
    const number = NUMBER.exec(known)?.[0];
    return known === wanted || (number !== undefined && isWithin(number, first, last));
  };
}

/** Accounts of other lengths belong to other ranges: 600012 is not one of 6000-6999, and neither is 0600. */
function isWithin(number: string, first: string, last: string): boolean {
  const value = Number(number);
  return value >= Number(first) && value <= Number(last);
}
