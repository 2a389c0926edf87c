// The reconciliation as a sheet for people: a line per account and currency, and one for each rule.

import type { Reconciled } from './reconciliation.js';

const TITLES = [
  'Account',
  'Currency',
  'File',
  'Sent',
  'Excluded',
  'Summed',
  'Open',
  'Credit notes taken off',
  'Difference',
  'Rule',
];

/** The sheet; undefined where there is nothing to reconcile. */
export function reconciliationSheet(all: readonly Reconciled[]) {
  if (all.length === 0) return undefined;
  const rows = all.flatMap((one): readonly (readonly (string | number)[])[] => {
    const { account, currency, rules, zeroSums = {}, difference = '0' } = one;
    const amounts = [one.file, one.sent, one.excluded, one.summed, one.open, one.netted, difference].map(Number);
    const line = (excluded: number | '', summed: number | '', rule: string) =>
      [account, currency, '', '', excluded, summed, '', '', '', rule] as const;
    const byRule = Object.entries(rules).map(([rule, sum]) => line(Number(sum), '', rule));
    const toZero = Object.entries(zeroSums).map(([rule, count]) => line('', 0, `${rule} (${count} rows come to 0)`));
    return [[account, currency, ...amounts, ''], ...byRule, ...toZero];
  });
  return { name: 'Reconciliation', titles: TITLES, rows };
}
