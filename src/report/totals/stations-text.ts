// The control totals of a run in one line, and its differences as lines for people. Pure.

import { placeOf, shorten } from '../../problems/place.js';
import { oneLine } from '../../problems/visible.js';
import { currencies } from '../../values/numbers/currencies.js';
import { grouped, groupedAmount } from '../../values/numbers/grouped.js';
import type { ControlTotals, Step } from './control-totals.js';
import { type Difference, isWrittenAsGiven, type ReadBack, type Reconciliation, WAYS_OFF } from './stations.js';

/** Units that the line names; more are counted. */
const MOST_UNITS = 4;

/** As `412 rows, 18,204.5 kg, EUR 1,204,331.20: source = sent = stored`. */
export function stationLine({ command, totals, readBack, rowsDiffering }: Reconciliation): string {
  if (command === 'export') return exportLine(totals, readBack);
  const { rows } = totals;
  const off = WAYS_OFF.flatMap((step) => (rows[step] > 0 ? [`${grouped(rows[step])} ${OFF[step]}`] : []));
  const stored = storedText(totals, readBack.by === 'none' ? readBack.why : undefined, rowsDiffering);
  if (off.length === 0) return `${amountsAt(totals, 'source')}: source = sent${stored}`;
  if (rows.sent === 0) return `${amountsAt(totals, 'source')}: none sent (${off.join(', ')})`;
  return `source ${amountsAt(totals, 'source')}; sent ${amountsAt(totals, 'sent')}${stored}; not sent: ${off.join(', ')}`;
}

/** As `20 rows, 140 kg: read = written`. */
function exportLine(totals: ControlTotals, readBack: ReadBack): string {
  const { by, why, isRowsAlone } = readBack;
  const read = amountsAt(totals, 'stored');
  if (by === 'none') return `${read}, as the service gave them`;
  const written = amountsAt(totals, 'written');
  const differs = isWrittenAsGiven(totals, readBack) ? 'read = written' : `read, but written ${written}`;
  const rows = isRowsAlone ? ', by rows: the file lacks the columns of the sums' : '';
  return `${read}: ${differs}${rows}${why === undefined ? '' : `, but ${why}`}`;
}

const OFF: Readonly<Record<(typeof WAYS_OFF)[number], string>> = {
  excluded: 'excluded',
  invalid: 'invalid',
  there: 'there before',
  open: 'open',
};

function storedText(totals: ControlTotals, notRead: string | undefined, differing: number): string {
  if (notRead !== undefined) return `, not read back: ${notRead}`;
  if (differing === 0) return ' = stored';
  const [sent, stored] = [amountsAt(totals, 'sent'), amountsAt(totals, 'stored')];
  const rows = differing === 1 ? '1 row is' : `${grouped(differing)} rows are`;
  return sent === stored ? ` = stored, but ${rows} stored otherwise` : `, but stored ${stored}: ${rows} not as sent`;
}

/** How the service was read back, and what it cost, as `read back by a list: 14 requests`. */
export function readBackText({ by, requests, why }: ReadBack): string {
  if (by === 'none') return `not read back: ${why ?? ''}`;
  if (by === 'file') return 'read back from the file';
  return `read back ${HOW[by]}: ${requests === 1 ? '1 request' : `${grouped(requests)} requests`}`;
}

const HOW: Readonly<Record<Exclude<ReadBack['by'], 'file' | 'none'>, string>> = {
  list: 'by a list',
  id: 'row by row',
  'look-up': 'by looking the rows up',
  write: 'while writing',
};

/** As `412 rows, 18,204.5 kg, EUR 1,204,331.20`. */
function amountsAt({ rows, units }: ControlTotals, step: Step): string {
  const number = rows[step] ?? 0;
  const count = number === 1 ? '1 row' : `${grouped(number)} rows`;
  const held = units.flatMap(({ unit, at }) => (at[step] ? [{ unit, ...at[step] }] : []));
  const shown = held.length <= MOST_UNITS ? held : [...held].sort((a, b) => b.rows - a.rows).slice(0, MOST_UNITS);
  const more = held.length - shown.length;
  const texts = shown.map(({ unit, sum }) => amountText(unit, sum));
  return oneLine([count, ...texts, ...(more > 0 ? [`${more} more ${more === 1 ? 'unit' : 'units'}`] : [])].join(', '));
}

/** A currency before its amount, with two decimals at least; a unit behind it. */
function amountText(unit: string, sum: string): string {
  if (currencies[unit]?.[0] === unit) return `${unit} ${groupedAmount(sum)}`;
  const [whole = '0', fraction] = sum.split('.');
  const text = whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
  return [text, shorten(unit)].filter(Boolean).join(' ');
}

/** As `purchases.xlsx, sheet Q1, row 14, column Menge: source 10, stored 100`. */
export function differenceText(file: string, { column, source, sent, stored, ...place }: Difference): string {
  const where = placeOf(file, { ...place, column });
  if (column === '') return `${where}: ${stored === '' ? 'the service does not hold it' : stored}`;
  const own = source === sent ? `source ${shown(source)}` : `source ${shown(source)}, sent ${shown(sent)}`;
  return `${where}: ${own}, stored ${shown(stored)}`;
}

function shown(text: string): string {
  if (text === '') return 'nothing';
  return /^-?[\d.]+$/.test(text) ? text : `"${oneLine(shorten(text))}"`;
}
