// Settles which rows of a table are sent, before its rows are judged: sums and credit notes need passes of their own. Watches,
// during the survey, whether there may be credit notes at all.

import type { EqualRows } from '../../dedup/repeats.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import type { ProblemCode } from '../../problems/catalogue.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { LedgerRow } from '../../selection/credit-notes.js';
import { ledgerFields, ledgerLayout } from '../../selection/ledger-layout.js';
import type { Asked, RuleMatcher } from '../../selection/rule-matcher.js';
import { type Selection, settleSelection } from '../../selection/selection.js';
import { type Cell, cellText, type SourceRow } from '../../values/cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import type { TableRequest } from '../requests.js';
import { rowJudge } from '../rows/judge-row.js';
import { ledgerRow } from '../rows/selected-row.js';

/** What the mapping of a request asks for. */
export function selectionAsked({ mapping }: TableRequest): Asked {
  return { rules: mapping?.rules ?? [], credits: mapping?.credits ?? 'list' };
}

/** A table whose rows can be judged. */
interface Judgeable {
  readonly mapping: Mapping;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  readonly rows: () => AsyncIterable<readonly SourceRow[]>;
  readonly equalRows: EqualRows;
}

/** The selection with its sums and credit notes; undefined where there are none. */
export function settledSelection(asked: Asked, table: Judgeable): Promise<Selection | undefined> {
  return settleSelection(asked, table.mapping, () => settlingRows(table));
}

async function* settlingRows({ mapping, readings, rows, equalRows }: Judgeable): AsyncGenerator<readonly LedgerRow[]> {
  const judge = rowJudge(mapping, readings, equalRows);
  const settling = ledgerRow(mapping);
  for await (const batch of rows()) yield batch.map((row) => settling(judge(row)));
}

/** Looks at amounts while rows pass by. */
export interface AmountWatch {
  watched(rows: AsyncIterable<readonly SourceRow[]>): AsyncIterable<readonly SourceRow[]>;
  /** Whether an amount may be below 0: a cell that is not may look so. */
  hasNegative(): boolean;
  /** Credits by their mark that would be read as purchases, and rows of results that only rules keep from being sent as they are. */
  problems(): readonly Problem[];
}

/**
 * Watches the amounts of a dataset whose amounts can be added up, and rows of results that a mapping decided.
 * @param isDecided Whether a mapping decides which rows are sent.
 */
export function amountWatch(
  mapping: Mapping,
  sheet: string,
  ruleOf: RuleMatcher | undefined,
  isDecided: boolean,
): AmountWatch {
  const amount = ledgerFields(mapping.dataset)?.amount;
  const columns = mapping.columns.filter(({ field }) => field !== undefined && field === amount);
  const [side] = columns.length > 0 ? ledgerLayout(mapping).sides : [];
  const code = isDecided ? undefined : codeColumn(mapping);
  let decided: { readonly row: number; readonly value: string; rows: number } | undefined;
  let found = false;
  let marked: { readonly row: number; readonly value: string; rows: number } | undefined;
  const look = (row: SourceRow): void => {
    const said = code === undefined ? '' : cellText(cellOf(code, row)).trim();
    if (DECIDED.has(said)) {
      if (decided) decided.rows += 1;
      else decided = { row: row.row, value: said, rows: 1 };
    }
    const isNegative = columns.some((column) => mayBeNegative(cellOf(column, row)));
    if (isNegative) found = true;
    const value = side === undefined || isNegative ? '' : cellText(cellOf(side, row)).trim();
    if (!CREDIT.test(value) || ruleOf?.(row)?.action === 'exclude') return;
    if (marked) marked.rows += 1;
    else marked = { row: row.row, value, rows: 1 };
  };
  return {
    async *watched(rows) {
      for await (const batch of rows) {
        if (!found || side !== undefined || code !== undefined) for (const row of batch) look(row);
        yield batch;
      }
    },
    hasNegative: () => found,
    problems() {
      const problems: Problem[] = [];
      if (side && marked) {
        const { row, value, rows } = marked;
        const place = { sheet, row, column: side.title, field: '', value };
        problems.push(problemAt(place, finding('CREDIT_MARK', { rows, column: side.title })));
      }
      if (code && decided) {
        const { row, value, rows } = decided;
        const place = { sheet, row, column: code.title, field: '', value };
        problems.push(problemAt(place, finding('RULES_NOT_GIVEN', { rows })));
      }
      return problems;
    },
  };
}

/** Codes of results that rules, sums and netted credit notes give. */
const DECIDED: ReadonlySet<string> = new Set<ProblemCode>([
  'EXCLUDED_BY_RULE',
  'SUMMED_INTO',
  'SUM_OF_ROWS',
  'SUM_OF_ZERO',
  'NETTED',
  'NETTED_BY',
]);
/** The columns of results, beside those of the file. */
const OF_RESULTS = ['status', 'remote_id', 'code', 'message', 'request_id', 'attempts'];

/** The column of codes in a file of results. */
function codeColumn({ columns }: Mapping): MappedColumn | undefined {
  const marked = columns.find(({ mark }) => mark === 'code');
  if (marked) return marked;
  const isResults = OF_RESULTS.every((title) => columns.some((column) => column.title === title));
  return isResults ? columns.find(({ title, field }) => title === 'code' && field === undefined) : undefined;
}

/** What marks a credit, in the languages of the titles. */
const CREDIT = /^(?:h|haben|c|cr|credit|haber|cr[ée]dit|a|avere|credito|cr[ée]dito|k|kredit|ma|dal)$/i;

/** A sign before or behind the digits, or the brackets of accountants. */
const NEGATIVE = /[-(\u2010-\u2015\u2212\ufe63\uff08\uff0d]/;

function mayBeNegative(cell: Cell): boolean {
  return typeof cell === 'number' ? cell < 0 : typeof cell === 'string' && NEGATIVE.test(cell);
}
