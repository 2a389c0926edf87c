// Describes which column is which field, how sure that is, and which columns are not used, in a few lines however wide the file is.

import type { MappedColumn, Mapping } from '../../mapping/mapping.js';
import type { ColumnProposal } from '../../mapping/propose/propose-mapping.js';
import type { Problem } from '../../problems/problem.js';
import { listLines, shortTitle } from '../../report/list-lines.js';
import { ledgerFields, ledgerLayout } from '../../selection/ledger-layout.js';
import { grouped } from '../../values/numbers/grouped.js';

/** Characters of a line, of a title in it, and of a value. */
const WIDTH = 80;
const LONGEST_TITLE = 28;
const LONGEST_VALUE = 24;
/** Columns that have a line each; of more, those that are sure are one list. */
const FEW_COLUMNS = 8;
/** Columns that are described; more are counted. */
const MOST_COLUMNS = 16;

/**
 * The columns that are read: those that are not sure in a line each, as `  Menge → quantity   likely  1.250,00, 800,50`; where there
 * are few, the others as well.
 */
export function usedColumnLines(mapping: Mapping, proposed: readonly ColumnProposal[]): readonly string[] {
  const { columns } = mapping;
  const roles = ledgerRoles(mapping);
  const byIndex = new Map(proposed.map((column) => [column.index, column]));
  const rows = columns.flatMap((column) => {
    const target = targetOf(column) ?? roles.get(column.index);
    if (target === undefined) return [];
    const proposal = byIndex.get(column.index);
    const samples = proposal?.samples.map((value) => cut(value.replace(/\s+/g, ' '), LONGEST_VALUE)) ?? [];
    const certainty = proposal?.field === undefined ? '' : proposal.certainty;
    return [{ title: cut(titleOf(column, columns), LONGEST_TITLE), target, certainty, samples }];
  });
  const isAlone = rows.length <= FEW_COLUMNS;
  const alone = isAlone ? rows : rows.filter(({ certainty }) => certainty !== 'sure' && certainty !== '');
  const shown = alone.slice(0, MOST_COLUMNS);
  const width = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...shown.map((row) => of(row).length));
  const [titles, targets] = [width(({ title }) => title), width(({ target }) => target)];
  const lines = shown.map(({ title, target, certainty, samples }) => {
    const line = `  ${title.padEnd(titles)} → ${target.padEnd(targets)}  ${certainty.padEnd(6)}  ${samples.join(', ')}`;
    return cut(line.trimEnd(), WIDTH);
  });
  const sure = rows.filter((row) => !alone.includes(row));
  const named = sure.slice(0, MOST_COLUMNS).map(({ title, target }) => `${title} → ${target}`);
  const more = sure.length + alone.length - named.length - shown.length;
  const counted = more > 0 ? [`and ${grouped(more)} more (carbonsheet map FILE shows them)`] : [];
  const listed = [...named, ...counted];
  return listed.length > 0 ? [...lines, ...listLines('  sure:', listed)] : lines;
}

/** Columns that are not sent, and say what a row is about to rules, credit notes and the reconciliation: by their index. */
export function ledgerRoles(mapping: Mapping): ReadonlyMap<number, string> {
  if (ledgerFields(mapping.dataset) === undefined) return new Map();
  const { accounts, suppliers, references, documents, sides } = ledgerLayout(mapping);
  const named = [
    [accounts, 'account'],
    [suppliers, 'supplier'],
    [[...references, ...documents], 'document number'],
    [sides, 'debit or credit'],
  ] as const;
  return new Map(
    named.flatMap(([columns, role]) =>
      columns.flatMap(({ index, field, made }) => (field === undefined && !made ? [[index, role] as const] : [])),
    ),
  );
}

/** A period may come from several columns, such as a year and a month. */
function titleOf({ title, period, minus }: MappedColumn, columns: readonly MappedColumn[]): string {
  const parts = new Set(period?.parts.map(({ index }) => index));
  if (minus !== undefined) return `${shortTitle(title)} - ${shortTitle(minus)}`;
  const titles = period ? columns.filter(({ index }) => parts.has(index)).map((column) => column.title) : [title];
  return titles.map(shortTitle).join(' + ');
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
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
