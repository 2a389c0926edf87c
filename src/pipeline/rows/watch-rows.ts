// Watches the rows of a check: books them, notes which rules decide, and looks for what a ledger holds beside purchases and for
// odd spellings.

import type { Mapping } from '../../mapping/mapping.js';
import type { RowRule } from '../../mapping/saved/row-rules.js';
import { type RuleProposal, ruleProposer } from '../../selection/proposals/propose-rules.js';
import type { Selection } from '../../selection/selection.js';
import { type OddSpelling, watchSpellings } from '../../validate/watch-spellings.js';
import { type RowBooks, rowBooks } from './book-rows.js';
import type { JudgedRow } from './judge-row.js';
import { resultInFile } from './row-result.js';

/** What was seen of the rows so far. */
export interface RowWatch {
  add(row: JudgedRow): void;
  /** Absent for a dataset without amounts that add up. */
  readonly books: RowBooks | undefined;
  /** The names of the rules that decide a row. */
  readonly usedRules: ReadonlySet<string>;
  /** Rules for rows that none decides. */
  proposals(): readonly RuleProposal[];
  /** Values that are nearly another one that is known or frequent. */
  spellings(): readonly OddSpelling[];
}

/** Rows that no rule decides. */
const NO_POSTINGS: ReadonlySet<string | undefined> = new Set(['TOTAL_ROW', 'EXAMPLE_ROW']);

/** Starts with no rows. @param rules The rules of the mapping file. */
export function watchRows(
  mapping: Mapping,
  selection: Selection | undefined,
  rules: readonly RowRule[] = [],
): RowWatch {
  const books = rowBooks(mapping, true);
  const proposer = ruleProposer(
    mapping,
    rules.map(({ name }) => name),
  );
  const spellings = watchSpellings(mapping);
  const usedRules = new Set<string>();
  // Nearly every row has this result: it is made once.
  const sound = resultInFile({ problems: [], leftOut: undefined }, '');
  return {
    add(row) {
      const isSound = row.problems.length === 0 && row.leftOut === undefined;
      if (row.leftOut === undefined) spellings?.add(row);
      books?.add(row, isSound ? sound : resultInFile(row, ''));
      const rule = selection?.ruleOf(row.source);
      if (rule) usedRules.add(rule.name);
      else if (!NO_POSTINGS.has(row.leftOut?.code)) proposer?.add(row);
    },
    books,
    usedRules,
    proposals: () => proposer?.proposals() ?? [],
    spellings: () => spellings?.found() ?? [],
  };
}
