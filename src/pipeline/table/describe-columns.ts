// Describes which column is which field, and which columns are not used, in a few lines however wide the file is.

import type { MappedColumn, Mapping } from '../../mapping/mapping.js';
import type { Problem } from '../../problems/problem.js';
import { listLines, shortTitle } from '../../report/list-lines.js';
import { grouped } from '../../values/numbers/grouped.js';

/** The columns that are read, each with its field, as `Menge → quantity, Land → country`. */
export function usedColumnLines({ columns }: Mapping): readonly string[] {
  const parts = new Set(columns.flatMap(({ period }) => period?.parts.map(({ index }) => index) ?? []));
  const items = columns.flatMap((column) => {
    const target = targetOf(column);
    if (target === undefined) return [];
    // A period may come from several columns, such as a year and a month.
    const from = column.period ? columns.filter(({ index }) => parts.has(index)) : [column];
    return [`${from.map(({ title }) => shortTitle(title)).join(' + ')} → ${target}`];
  });
  return listLines('', items);
}

function targetOf({ field, year, period, mark, gained, made }: MappedColumn): string | undefined {
  if (gained || made === 'constant') return undefined;
  if (mark === 'document') return 'document number';
  if (mark === 'action') return 'action';
  if (field === undefined) return undefined;
  if (period) return `${field} and ${period.end}`;
  return year === undefined ? field : `${field} ${year}`;
}

/** More columns that are not used are named in one list. */
const MOST_ALONE = 5;
/** Titles in such a list; more are counted. */
const MOST_NAMED = 10;

/** Problems of a header as they are shown. */
export interface ShownProblems {
  readonly problems: ReadonlySet<Problem>;
  /** The columns that no field is known for, where they are too many to show each. */
  readonly lines: readonly string[];
}

/** Puts many unused columns into one list. The first ones with a suggested field are shown one by one. */
export function withUnusedListed(problems: readonly Problem[]): ShownProblems {
  const unused = problems.filter(({ code }) => code === 'UNKNOWN_COLUMN');
  if (unused.length <= MOST_ALONE) return { problems: new Set(problems), lines: [] };
  const suggested = unused.filter((one) => one.code === 'UNKNOWN_COLUMN' && one.args.nearest !== undefined);
  const alone = new Set(suggested.slice(0, MOST_ALONE));
  const listed = unused.filter((one) => !alone.has(one));
  const titles = listed.slice(0, MOST_NAMED).map(({ column }) => shortTitle(column));
  const more = listed.length - titles.length;
  const counted = more > 0 ? [`and ${grouped(more)} more (problems.csv lists them)`] : [];
  return {
    problems: new Set(problems.filter((one) => one.code !== 'UNKNOWN_COLUMN' || alone.has(one))),
    lines: listLines('not used, no field has these titles:', [...titles, ...counted]),
  };
}
