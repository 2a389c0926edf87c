// Groups problems into causes: one distinct problem of a column, with all its rows. Memory is bounded: of a column with too
// many values, those that come later are counted together. Leaves texts to the catalogue, and answers to validate/.

import type { Answer } from './catalogue/problem-type.js';
import type { Problem, Severity } from './problem.js';
import { visibleLines } from './visible.js';

/** One distinct problem of a column (column, field, code, value), as a person fixes it once. */
export interface Cause {
  /** The first of its problems, with its place. */
  readonly problem: Problem;
  /** The rows that have it. */
  readonly rows: number;
  /** Set where every row of the table has it, such as a missing column. */
  readonly isThroughout?: true;
  /** Set for the values of a column that were too many to tell apart. */
  readonly isRest?: true;
  /** The most likely text to write instead of the value. */
  readonly answer?: Answer | undefined;
  /** What to do where no cell of the file holds the value: the mapping makes it. */
  readonly instead?: string | undefined;
}

/** Causes in the making. */
export interface CauseCollector {
  /** Counts a problem. `rows`: the rows that it stands for. Returns whether it is the first of its cause. */
  add(problem: Problem, rows?: number): boolean;
  /** Errors first, then by their rows. */
  causes(): readonly Cause[];
  /** How many problems of a severity were counted. */
  count(severity: Severity): number;
}

/** Values of one column with one code that are told apart. */
const MOST_VALUES = 1000;

/** Cells in which nothing can be seen are empty, whatever they hold. */
const NOTHING = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** Characters of a value that are shown and compared; the row itself has all of them. */
const MOST_OF_VALUE = 1000;

/** A value as files of problems have it: with its invisible characters escaped, and cut where it is as long as a page. */
export function shownValue(value: string): string {
  return visibleLines(value.length > MOST_OF_VALUE ? `${value.slice(0, MOST_OF_VALUE)}…` : value);
}

interface Counted {
  readonly problem: Problem;
  rows: number;
}

/** The problems of one code in one column. */
interface Group {
  readonly byValue: Map<string, Counted>;
  rest: Counted | undefined;
}

/** Starts with none. @param mostValues Values of a column with one code that are told apart. */
export function collectCauses(mostValues = MOST_VALUES): CauseCollector {
  const groups = new Map<string, Map<string, Group>>();
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  const groupOf = ({ code, column: title, field }: Problem): Group => {
    // A missing column has no title: its field tells it from others.
    const column = title || `\n${field}`;
    const ofCode = groups.get(code) ?? new Map<string, Group>();
    groups.set(code, ofCode);
    const group = ofCode.get(column) ?? { byValue: new Map(), rest: undefined };
    // A clone, since a slice of a text would hold all of it in memory.
    if (!ofCode.has(column)) ofCode.set(structuredClone(column), group);
    return group;
  };
  return {
    add(found, rows = 1) {
      counts[found.severity] += rows;
      const problem = found.value !== '' && NOTHING.test(found.value) ? { ...found, value: '' } : found;
      const group = groupOf(problem);
      const known = group.byValue.get(problem.value) ?? (group.byValue.size < mostValues ? undefined : group.rest);
      if (known !== undefined) {
        known.rows += rows;
        return false;
      }
      const first = { problem: structuredClone(problem), rows };
      if (group.byValue.size < mostValues) group.byValue.set(first.problem.value, first);
      else group.rest = first;
      return true;
    },
    causes: () => [...groups.values()].flatMap((ofCode) => [...ofCode.values()].flatMap(causesOf)).sort(byWeight),
    count: (severity) => counts[severity],
  };
}

function causesOf({ byValue, rest }: Group): readonly Cause[] {
  const told = [...byValue.values()].map(({ problem, rows }): Cause => ({ problem, rows }));
  return rest === undefined ? told : [...told, { problem: rest.problem, rows: rest.rows, isRest: true }];
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function byWeight(one: Cause, other: Cause): number {
  return (
    weights[one.problem.severity] - weights[other.problem.severity] ||
    other.rows - one.rows ||
    one.problem.row - other.problem.row
  );
}
