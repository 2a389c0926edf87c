// Compares what is proposed for a table with what its columns mean. Reading tables is for cases.ts, printing for test/bench/mapping.ts.

import type { ImportDataset } from '../../../src/datasets/dataset.js';
import { proposeDataset } from '../../../src/mapping/propose/propose-dataset.js';
import { type ColumnProposal, proposeMapping } from '../../../src/mapping/propose/propose-mapping.js';
import type { MappingCase } from './cases.js';

/**
 * What became of a column. `right`: its field is proposed. `left`: it means no field and has none. `wrong`: it is taken for something
 * else without a word. `warned`: likewise, but to be confirmed. `asked`: its field has no column and is asked for. `unused`: its field
 * is optional and stays empty.
 */
export const verdicts = ['right', 'left', 'wrong', 'warned', 'asked', 'unused'] as const;
export type Verdict = (typeof verdicts)[number];

/** A column and what became of it. */
export interface JudgedColumn {
  readonly title: string;
  readonly meansField: boolean;
  readonly verdict: Verdict;
  /** What it is proposed as, with the certainty and why; '' for nothing. */
  readonly proposed: string;
}

/** A table and what became of it. */
export interface JudgedCase {
  readonly name: string;
  /** `wrong`: it is taken for rows of another kind. */
  readonly dataset: 'right' | 'asked' | 'wrong';
  readonly columns: readonly JudgedColumn[];
  /** Required fields without a column that nobody is asked for. */
  readonly unasked: readonly string[];
}

/** Proposes for a table and judges what is proposed. */
export function judge(one: MappingCase, datasets: readonly ImportDataset[]): JudgedCase {
  const dataset = datasets.find(({ name }) => name === one.dataset);
  if (dataset === undefined) throw new Error(`${one.name}: no dataset ${one.dataset}`);
  const { columns, missing } = proposeMapping(one.header, one.rows, dataset);
  const found = proposeDataset(one.header, one.rows, datasets).dataset?.name;
  const isRight = ({ title, field }: ColumnProposal): boolean =>
    field !== undefined && one.gold[title]?.includes(field) === true;
  const taken = new Set(columns.filter(isRight).map(({ field }) => field ?? ''));
  const asked = new Set(missing.flat());
  const verdictOf = (column: ColumnProposal): Verdict => {
    const { title, field, certainty } = column;
    const meant = one.gold[title] ?? [];
    const isSure = certainty === 'sure';
    if (field === undefined) {
      if (meant.length === 0 || meant.some((name) => one.ask.includes(name) && taken.has(name))) return 'left';
      return meant.some((name) => asked.has(name)) ? 'asked' : 'unused';
    }
    if (isSure && one.ask.includes(field)) return 'wrong';
    if (isRight(column)) return 'right';
    return isSure ? 'wrong' : 'warned';
  };
  return {
    name: one.name,
    dataset: found === undefined ? 'asked' : found === one.dataset ? 'right' : 'wrong',
    columns: columns.map((column) => ({
      title: column.title,
      meansField: Object.hasOwn(one.gold, column.title),
      verdict: verdictOf(column),
      proposed: column.field === undefined ? '' : `${column.field}, ${column.certainty}: ${column.why}`,
    })),
    unasked: one.missing.filter((name) => !asked.has(name) && !columns.some(({ field }) => field === name)),
  };
}

/** How many columns have each verdict. */
export function countVerdicts(columns: readonly JudgedColumn[]): Readonly<Record<Verdict, number>> {
  const counts = { right: 0, left: 0, wrong: 0, warned: 0, asked: 0, unused: 0 };
  for (const { verdict } of columns) counts[verdict] += 1;
  return counts;
}

/** The share of columns that are right, among those that mean a field and among all. */
export interface RightShares {
  readonly ofFields: number;
  readonly ofAll: number;
}

/** How much of several tables is right. */
export function rightShares(cases: readonly JudgedCase[]): RightShares {
  const columns = cases.flatMap((one) => one.columns);
  const share = (some: readonly JudgedColumn[]): number =>
    some.filter(({ verdict }) => verdict === 'right' || verdict === 'left').length / Math.max(1, some.length);
  return { ofFields: share(columns.filter(({ meansField }) => meansField)), ofAll: share(columns) };
}
