// Finds the rule that a row falls under: the first one whose columns all match. Says nothing about what becomes of the row.

import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import { type CreditWay, type RowRule, titlesOf } from '../mapping/saved/row-rules.js';
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

/** The columns of one title, and what is asked of their cells. */
interface Condition {
  readonly columns: readonly MappedColumn[];
  readonly test: Test;
}

/** Prepares rules for the rows of one table. Titles that the table lacks match no row: ruleProblems reports them. */
export function ruleMatcher(rules: readonly RowRule[], { columns }: Pick<Mapping, 'columns'>): RuleMatcher {
  const prepared = rules.map((rule) => ({
    rule,
    conditions: conditionsOf(rule.when, columns),
    exceptions: conditionsOf(rule.unless ?? {}, columns),
  }));
  return (row) => {
    const holds = ({ columns: own, test }: Condition): boolean =>
      own.some((column) => test(cellText(cellOf(column, row))));
    return prepared.find(({ conditions, exceptions }) => conditions.every(holds) && !exceptions.some(holds))?.rule;
  };
}

function conditionsOf(asked: RowRule['when'], columns: readonly MappedColumn[]): readonly Condition[] {
  return Object.entries(asked).map(([title, patterns]): Condition => {
    const tests = [patterns].flat().map((pattern) => testOf(String(pattern)));
    return {
      columns: columns.filter((column) => isTitled(column.title, title)),
      // The cells of accounts and suppliers repeat.
      test: remembering((text) => tests.some((test) => test(text))),
    };
  });
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
  const unknown = rules.flatMap((rule) =>
    titlesOf(rule)
      .filter((wanted) => !titles.some((title) => isTitled(title, wanted)))
      .map((column) => {
        const found = finding('RULE_TITLE_MISSING', { rule: rule.name, file, nearest: nearest(column, titles) });
        return problemAt(at(column), found);
      }),
  );
  if (!sums) return unknown;
  return [...unknown, problemAt(at(''), finding('SUMS_UNKNOWN', { file, dataset: dataset.title.toLowerCase() }))];
}

/** Whether a problem says that a column is not used which a rule asks about. */
export function isAboutSelection({ code, column }: Problem, { rules }: Asked): boolean {
  if (code !== 'UNKNOWN_COLUMN') return false;
  return rules.some((rule) => titlesOf(rule).some((wanted) => isTitled(column, wanted)));
}

/** Whether a column is the one that a rule names. */
export function isTitled(title: string, wanted: string): boolean {
  return title !== '' && comparedText(title) === comparedText(wanted);
}

/** A text as the rules compare it. */
export function comparedText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

const RANGE = /^(\d+)\s*[-\u2013]\s*(\d+)$/;
/** The number of an account, alone or before its name; a date, a time or an amount is none. */
const NUMBER = /^\d+(?![\p{L}\d]|\S\d)/u;

/**
 * `text` alone, `text*` for a beginning, `6000-6999` for the numbers of accounts, `~word` for a word within the text, `=text` for a
 * text that would be read as one of these.
 */
function testOf(pattern: string): Test {
  const wanted = comparedText(pattern);
  if (wanted.startsWith('=')) {
    const exact = comparedText(wanted.slice(1));
    return (text) => comparedText(text) === exact;
  }
  if (wanted.startsWith('~')) {
    const words = ` ${fold(wanted)} `;
    return (text) => words.trim() !== '' && ` ${fold(text)} `.includes(words);
  }
  if (wanted.endsWith('*')) {
    const start = wanted.slice(0, -1);
    return (text) => comparedText(text).startsWith(start);
  }
  const range = RANGE.exec(wanted);
  if (range === null) return (text) => comparedText(text) === wanted;
  const [, first = '', last = ''] = range;
  const [from, to] = [BigInt(first), BigInt(last)];
  return (text) => {
    const known = comparedText(text);
    const number = NUMBER.exec(known)?.[0];
    return known === wanted || (number !== undefined && isWithin(BigInt(number), from, to));
  };
}

/** Zeros in front do not count: ledgers fill accounts up with them. 600012 is not one of 6000-6999. */
function isWithin(number: bigint, first: bigint, last: bigint): boolean {
  return number >= first && number <= last;
}

/** The pattern that matches exactly this text, without regard to case and blanks. */
export function exactPattern(text: string): string {
  const wanted = comparedText(text);
  const isPattern = wanted === '' || /^[=~]|\*$/.test(wanted) || RANGE.test(wanted);
  return isPattern ? `=${text.trim()}` : text.trim();
}
