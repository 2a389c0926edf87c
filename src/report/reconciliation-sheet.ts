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

/** The sheet without its rows. */
export const reconciliationSheet = { name: 'Reconciliation', titles: TITLES };

/** The rows of the sheet. */
export function reconciliationRows(all: readonly Reconciled[]): readonly (readonly (string | number)[])[] {
  return all.flatMap((one): readonly (readonly (string | number)[])[] => {
    const { account, currency, rules, zeroSums = {}, difference = '0' } = one;
    const amounts = [one.file, one.sent, one.excluded, one.summed, one.open, one.netted, difference].map(Number);
    const line = (excluded: number | '', summed: number | '', rule: string) =>
      [account, currency, '', '', excluded, summed, '', '', '', rule] as const;
    const byRule = Object.entries(rules).map(([rule, sum]) => line(Number(sum), '', rule));
    const toZero = Object.entries(zeroSums).map(([rule, count]) => line('', 0, `${rule} (${count} rows come to 0)`));
    return [[account, currency, ...amounts, ''], ...byRule, ...toZero];
  });
}
