// What becomes of a row of a ledger by the rules, the sums and the credit notes: a question per row, with all that needs the
// whole table settled before. Leaves reading and checking rows to others.

import type { Values } from '../datasets/dataset.js';
import type { Mapping } from '../mapping/mapping.js';
import type { CreditWay, RowRule } from '../mapping/saved/row-rules.js';
import { type Finding, finding } from '../problems/problem.js';
import { numberText } from '../values/cell.js';
import { exactSum } from '../values/numbers/exact-sum.js';
import { groupedAmount } from '../values/numbers/grouped.js';
import { type CreditMatch, CreditNotes, type LedgerRow, type MatchedCredit } from './credit-notes.js';
import { amountOf, type LedgerFields, ledgerFields, ledgerLayout, unitOf } from './ledger-layout.js';
import { type MonthlySum, MonthlySums } from './monthly-sums.js';
import { type Asked, type RuleMatcher, ruleMatcher } from './rule-matcher.js';

/** What becomes of a row; undefined where it is sent as it is, or not for other reasons. */
export type Fate =
  | { readonly kind: 'left-out'; readonly why: Finding }
  /** Sent with other values than its own. `sum`: the key of the sum that it carries. */
  | { readonly kind: 'sent-as'; readonly values: Values; readonly why: Finding; readonly sum?: string }
  /** An amount below 0 that is not settled: an error at this field. */
  | { readonly kind: 'open'; readonly field: string; readonly why: Finding };

/** The rows of a table that are sent, and how. */
export interface Selection {
  readonly ruleOf: RuleMatcher;
  /** The fate of a row that no rule excludes. */
  fateOf(row: LedgerRow, rule: RowRule | undefined): Fate | undefined;
}

/** The selection by rules about single rows, which needs no pass over the table. */
export function ruleSelection({ rules }: Asked, mapping: Mapping): Selection {
  return { ruleOf: ruleMatcher(rules, mapping), fateOf: () => undefined };
}

/** Whether sums must be settled before the rows are judged. */
export function hasSums({ rules }: Asked): boolean {
  return rules.some(({ action }) => action === 'sum-by-month');
}

/**
 * Settles the sums and the credit notes of a table: one pass over its rows, and a second one where there are credit notes.
 * Undefined where there are neither. @param rows starts a pass.
 */
export async function settleSelection(
  asked: Asked,
  mapping: Mapping,
  rows: () => AsyncIterable<readonly LedgerRow[]>,
): Promise<Selection | undefined> {
  const fields = ledgerFields(mapping.dataset);
  if (fields === undefined) return undefined;
  const layout = ledgerLayout(mapping);
  const ruleOf = ruleMatcher(asked.rules, mapping);
  const sums = new MonthlySums(mapping.dataset, fields, layout);
  const notes = new CreditNotes(fields, layout);
  for await (const batch of rows()) {
    for (const row of batch) {
      if (row.state === 'left-out') continue;
      const action = ruleOf(row.source)?.action;
      if (action === 'sum-by-month') {
        if (isToSum(row)) sums.add(row);
      } else if (action !== 'exclude' && row.state !== 'fit') notes.collect(row);
    }
  }
  if (notes.size === 0 && !hasSums(asked)) return undefined;
  if (notes.size > 0) await seePurchases(notes, ruleOf, rows);
  const settled = settledCredits(notes.matched(), asked.credits);
  return {
    ruleOf,
    fateOf(row, rule) {
      if (rule?.action !== 'sum-by-month') return fateOfCredit(row, settled, fields);
      const sum = isToSum(row) ? sums.of(row.source, row.values) : undefined;
      return sum ? fateOfSum(row, rule, sum, fields) : fateOfUnsummed(row, fields);
    },
  };
}

async function seePurchases(
  notes: CreditNotes,
  ruleOf: RuleMatcher,
  rows: () => AsyncIterable<readonly LedgerRow[]>,
): Promise<void> {
  for await (const batch of rows()) {
    for (const row of batch) {
      if (row.state !== 'fit') continue;
      const action = ruleOf(row.source)?.action;
      if (action !== 'exclude' && action !== 'sum-by-month') notes.see(row);
    }
  }
}

function isToSum({ state }: LedgerRow): boolean {
  return state === 'fit' || state === 'credit';
}

function fateOfSum(row: LedgerRow, rule: RowRule, sum: MonthlySum, fields: LedgerFields): Fate | undefined {
  const unit = unitOf(row.values, fields);
  // A month of more credit notes than purchases has no sum that can be sent: its purchases are sent one by one.
  if (sum.text.startsWith('-')) {
    if (row.state !== 'credit') return undefined;
    const amount = amountOf(row.values, fields) ?? 0;
    return openAt(fields, { ...ofAmount(amount, row.values, fields), why: 'sum', rows: [], document: '' });
  }
  const day = String(sum.values[fields.day]);
  if (sum.text === '0') {
    const month = day.slice(0, 7);
    const why = finding('SUM_OF_ZERO', { rule: rule.name, rows: sum.rows, sum: shown(sum.text, unit), month });
    return { kind: 'left-out', why };
  }
  if (sum.ordinal !== row.ordinal)
    return { kind: 'left-out', why: finding('SUMMED_INTO', { rule: rule.name, row: sum.row }) };
  const why = finding('SUM_OF_ROWS', { rule: rule.name, rows: sum.rows, sum: shown(sum.text, unit), day });
  return { kind: 'sent-as', values: sum.values, why, sum: sum.key };
}

/** A credit note whose row has other errors is in no sum. */
function fateOfUnsummed({ values }: LedgerRow, fields: LedgerFields): Fate | undefined {
  const amount = amountOf(values, fields);
  if (amount === undefined || amount >= 0) return undefined;
  return openAt(fields, { ...ofAmount(amount, values, fields), why: 'invalid', rows: [], document: '' });
}

/** The credit notes, and the purchases that are netted with them, by ordinal. */
interface SettledCredits {
  readonly credits: ReadonlyMap<number, MatchedCredit>;
  readonly purchases: ReadonlyMap<number, readonly MatchedCredit[]>;
  readonly way: CreditWay;
}

function settledCredits(matched: readonly MatchedCredit[], way: CreditWay): SettledCredits {
  const purchases = new Map<number, MatchedCredit[]>();
  for (const one of way === 'net' ? matched : []) {
    if (one.match.why !== 'fits' || one.isInvalid) continue;
    const { ordinal } = one.match.purchase;
    purchases.set(ordinal, [...(purchases.get(ordinal) ?? []), one]);
  }
  return { credits: new Map(matched.map((one) => [one.ordinal, one])), purchases, way };
}

function fateOfCredit(row: LedgerRow, settled: SettledCredits, fields: LedgerFields): Fate | undefined {
  const credit = settled.credits.get(row.ordinal);
  if (credit) return fateOfNote(row, credit, settled.way, fields);
  const netted = settled.purchases.get(row.ordinal);
  const amount = amountOf(row.values, fields);
  if (netted === undefined || amount === undefined) return undefined;
  const rows = netted.map(({ row: number }) => number);
  const sum = exactSum();
  for (const part of [amount, ...netted.map((one) => one.amount)]) sum.add(part);
  const net = sum.text();
  if (net === '0') return { kind: 'left-out', why: finding('NETTED', { rows }) };
  const why = finding('NETTED_BY', { rows, net: shown(net, unitOf(row.values, fields)) });
  return { kind: 'sent-as', values: { ...row.values, [fields.amount]: Number(net) }, why };
}

function fateOfNote({ values }: LedgerRow, credit: MatchedCredit, way: CreditWay, fields: LedgerFields): Fate {
  const { amount, match, isInvalid } = credit;
  if (match.why === 'fits' && way === 'net' && !isInvalid)
    return { kind: 'left-out', why: finding('NETTED', { rows: [match.purchase.row] }) };
  const fitting = way === 'net' ? 'invalid' : 'listed';
  return openAt(fields, { ...ofAmount(amount, values, fields), ...openArgs(match, fitting) });
}

type OpenArgs = Extract<Finding, { code: 'OPEN_CREDIT' }>['args'];

function ofAmount(amount: number, values: Values, fields: LedgerFields): Pick<OpenArgs, 'amount'> {
  return { amount: shown(numberText(-amount), unitOf(values, fields)) };
}

/** @param fitting Why it is open where a purchase fits it. */
function openArgs(match: CreditMatch, fitting: OpenArgs['why']): Omit<OpenArgs, 'amount'> {
  if (match.why === 'fits') return { why: fitting, rows: [match.purchase.row], document: '' };
  const rows = match.why === 'several' ? match.rows : [];
  return { why: match.why, rows, document: match.why === 'elsewhere' ? match.document : '' };
}

function openAt({ amount: field }: LedgerFields, args: OpenArgs): Fate {
  return { kind: 'open', field, why: finding('OPEN_CREDIT', args) };
}

function shown(decimal: string, unit: string): string {
  return [groupedAmount(decimal), unit].filter(Boolean).join(' ');
}
