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
  fateOf(row: SettlingRow, rule: RowRule | undefined): Fate | undefined;
}

/** A row of the table, and what is to be known of it. */
export interface SettlingRow extends LedgerRow {
  /** `credit`: nothing is wrong with the row but that its amount is below 0. `left-out`: not imported for another reason. */
  readonly state: 'fit' | 'credit' | 'invalid' | 'left-out';
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
  rows: () => AsyncIterable<readonly SettlingRow[]>,
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
      if (action === 'sum-by-month' && isToSum(row)) sums.add(row);
      else if (action !== 'exclude' && row.state !== 'fit') notes.collect(row);
    }
  }
  if (notes.size === 0 && !hasSums(asked)) return undefined;
  if (notes.size > 0) await seePurchases(notes, ruleOf, rows);
  const settled = settledCredits(notes.matched(), asked.credits);
  return {
    ruleOf,
    fateOf(row, rule) {
      const sum = rule?.action === 'sum-by-month' && isToSum(row) ? sums.of(row.source, row.values) : undefined;
      return sum && rule ? fateOfSum(row, rule, sum, fields) : fateOfCredit(row, settled, fields);
    },
  };
}

async function seePurchases(
  notes: CreditNotes,
  ruleOf: RuleMatcher,
  rows: () => AsyncIterable<readonly SettlingRow[]>,
): Promise<void> {
  for await (const batch of rows()) {
    for (const row of batch) {
      if (row.state !== 'fit') continue;
      const action = ruleOf(row.source)?.action;
      if (action !== 'exclude' && action !== 'sum-by-month') notes.see(row);
    }
  }
}

function isToSum({ state }: SettlingRow): boolean {
  return state === 'fit' || state === 'credit';
}

function fateOfSum(row: SettlingRow, rule: RowRule, sum: MonthlySum, fields: LedgerFields): Fate | undefined {
  const unit = unitOf(row.values, fields);
  // A month of more credit notes than purchases has no sum that can be sent: its purchases are sent one by one.
  if (sum.text.startsWith('-')) {
    if (row.state !== 'credit') return undefined;
    const amount = shown(numberText(-(amountOf(row.values, fields) ?? 0)), unit);
    return openAt(fields, { amount, why: 'sum', rows: [], document: '' });
  }
  // A month whose credit notes take all of its purchases off leaves nothing to send.
  if (sum.ordinal !== row.ordinal || Number(sum.text) === 0)
    return { kind: 'left-out', why: finding('SUMMED_INTO', { rule: rule.name, row: sum.row }) };
  const day = String(sum.values[fields.day]);
  const why = finding('SUM_OF_ROWS', { rule: rule.name, rows: sum.rows, sum: shown(sum.text, unit), day });
  return { kind: 'sent-as', values: sum.values, why, sum: sum.key };
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
    if (one.match.why !== 'fits') continue;
    const { ordinal } = one.match.purchase;
    purchases.set(ordinal, [...(purchases.get(ordinal) ?? []), one]);
  }
  return { credits: new Map(matched.map((one) => [one.ordinal, one])), purchases, way };
}

function fateOfCredit(row: SettlingRow, settled: SettledCredits, fields: LedgerFields): Fate | undefined {
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

function fateOfNote(row: SettlingRow, { amount, match }: MatchedCredit, way: CreditWay, fields: LedgerFields): Fate {
  if (match.why === 'fits' && way === 'net')
    return { kind: 'left-out', why: finding('NETTED', { rows: [match.purchase.row] }) };
  return openAt(fields, { amount: shown(numberText(-amount), unitOf(row.values, fields)), ...openArgs(match) });
}

type OpenArgs = Extract<Finding, { code: 'OPEN_CREDIT' }>['args'];

function openArgs(match: CreditMatch): Omit<OpenArgs, 'amount'> {
  if (match.why === 'fits') return { why: 'listed', rows: [match.purchase.row], document: '' };
  const rows = match.why === 'several' ? match.rows : [];
  return { why: match.why, rows, document: match.why === 'elsewhere' ? match.document : '' };
}

function openAt({ amount: field }: LedgerFields, args: OpenArgs): Fate {
  return { kind: 'open', field, why: finding('OPEN_CREDIT', args) };
}

function shown(decimal: string, unit: string): string {
  return [groupedAmount(decimal), unit].filter(Boolean).join(' ');
}
