// The reconciliation as a small table for people, at most 80 columns wide. Pure.

import { exactSum } from '../values/numbers/exact-sum.js';
import { groupedAmount } from '../values/numbers/grouped.js';
import type { Reconciled } from './reconciliation.js';
import type { Paint } from './text.js';

const WIDTH = 80;
const LEAST_NAME = 14;
const GAP = 2;

type Amounts = Pick<Reconciled, 'file' | 'sent' | 'excluded' | 'summed' | 'open'>;
const COLUMNS = ['file', 'sent', 'excluded', 'summed', 'open'] as const satisfies readonly (keyof Amounts)[];

/**
 * The lines of the table.
 * @param isTrial nothing was sent: rows that are fit to send count as sent.
 * @param mostShown accounts that are shown; more are counted.
 */
export function reconciliationText(
  all: readonly Reconciled[],
  isTrial: boolean,
  paint: Paint,
  mostShown: number,
): readonly string[] {
  if (all.length === 0) return [];
  const named = all.filter((one) => !isUnread(one));
  const totals = totalsOf(all);
  const shown = named.length > 1 ? named.slice(0, mostShown) : [];
  const sums = totals.filter((one) => totals.length === 1 || !isUnread(one));
  const lines = [...shown, ...sums];
  const used = COLUMNS.filter(
    (column) => column === 'file' || column === 'sent' || lines.some((one) => one[column] !== '0'),
  );
  const titles = used.map((column) => (column === 'sent' && isTrial ? 'to send' : column));
  const amounts = lines.map((one) => used.map((column) => groupedAmount(one[column])));
  const widths = titles.map((title, index) => Math.max(title.length, ...amounts.map((row) => row[index]?.length ?? 0)));
  const currency = Math.max(...lines.map((one) => one.currency.length));
  const rest = WIDTH - widths.reduce((sum, width) => sum + width + GAP, 0) - currency - 1;
  const longest = Math.max(LEAST_NAME, ...lines.map(({ account }) => account.length));
  const name = Math.max(LEAST_NAME, Math.min(rest, longest));
  const line = (first: string, unit: string, cells: readonly string[]): string =>
    [cut(first, name).padEnd(name), unit.padEnd(currency), ...cells.map((cell, index) => padded(cell, widths[index]))]
      .join(' ')
      .trimEnd();
  const more = named.length - shown.length;
  return [
    paint('strong', line('Reconciliation', '', titles)),
    ...shown.map((one, index) => line(one.account || '(none)', one.currency, amounts[index] ?? [])),
    ...(named.length > 1 && more > 0 ? [moreAccounts(more, shown.length)] : []),
    ...sums.map((one, index) => paint('strong', line('all', one.currency, amounts[shown.length + index] ?? []))),
    ...totals.flatMap(({ rules, currency: unit }) =>
      Object.entries(rules).map(([rule, sum]) => `  excluded by "${rule}": ${groupedAmount(sum)} ${unit}`.trimEnd()),
    ),
    ...totals.flatMap(({ netted, currency: unit }) =>
      netted === '0' ? [] : [`  credit notes taken off: ${groupedAmount(netted)} ${unit}`.trimEnd()],
    ),
    ...totals.flatMap(({ zeroSums = {} }) =>
      Object.entries(zeroSums).map(
        ([rule, rows]) => `  summed to 0 by "${rule}": ${rows} ${rows === 1 ? 'row' : 'rows'}, nothing to send`,
      ),
    ),
    ...totals.flatMap(({ unread }) =>
      unread === undefined ? [] : [`  ${unread} ${unread === 1 ? 'row' : 'rows'} without an amount that could be read`],
    ),
    ...all.flatMap(({ account, currency: unit, difference }) =>
      difference === undefined
        ? []
        : [
            paint(
              'error',
              `✗ ${[account, unit].join(' ')}: the parts differ from the file by ${difference}. This is a bug in carbonsheet.`,
            ),
          ],
    ),
  ];
}

function moreAccounts(more: number, shown: number): string {
  const accounts = more === 1 ? 'account' : 'accounts';
  return shown > 0
    ? `and ${more} more ${accounts} in summary.json`
    : `by account (${more}): sheet Reconciliation of the result workbook, or --verbose`;
}

/** Whether it only says that amounts could not be read: rows without an amount may have no currency either. */
function isUnread({ currency, unread, ...one }: Reconciled): boolean {
  return currency === '' && unread !== undefined && COLUMNS.every((column) => one[column] === '0');
}

function totalsOf(all: readonly Reconciled[]): readonly Reconciled[] {
  return [...new Set(all.map(({ currency }) => currency))].map((currency) => {
    const own = all.filter((one) => one.currency === currency);
    const names = new Set(own.flatMap(({ rules }) => Object.keys(rules)));
    const unread = own.reduce((sum, one) => sum + (one.unread ?? 0), 0);
    const zeroSums: Record<string, number> = {};
    for (const [rule, rows] of own.flatMap((one) => Object.entries(one.zeroSums ?? {})))
      zeroSums[rule] = (zeroSums[rule] ?? 0) + rows;
    return {
      account: '',
      currency,
      file: sumOf(own.map((one) => one.file)),
      sent: sumOf(own.map((one) => one.sent)),
      excluded: sumOf(own.map((one) => one.excluded)),
      summed: sumOf(own.map((one) => one.summed)),
      netted: sumOf(own.map((one) => one.netted)),
      open: sumOf(own.map((one) => one.open)),
      rules: Object.fromEntries([...names].map((name) => [name, sumOf(own.map(({ rules }) => rules[name] ?? '0'))])),
      zeroSums,
      ...(unread > 0 && { unread }),
    };
  });
}

function sumOf(decimals: readonly string[]): string {
  const sum = exactSum();
  for (const decimal of decimals) sum.addText(decimal);
  return sum.text();
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function padded(cell: string, width = 0): string {
  return cell.padStart(width + GAP - 1);
}
