// What changed between two exports as lines for people: the bridge of each figure, its periods, the largest changes.

import { roundedTo } from '../../values/numbers/decimal.js';
import { grouped, groupedAmount, groupedDecimal } from '../../values/numbers/grouped.js';
import { shortTitle } from '../list-lines.js';
import type { Paint } from '../text.js';
import { type Bridge, columnOf, type MeasureBridge, type MeasureChanges, type RowStep } from './bridge.js';
import { type Part, parts } from './comparable.js';

/** What is told of a changed row. */
interface ToldRow extends RowStep {
  readonly part: Part;
  readonly label: string;
  readonly key: string;
  readonly period: string;
  readonly from?: string;
  readonly measure: string;
  readonly inputs: readonly { readonly column: string; readonly before: string; readonly after: string }[];
}

interface Told extends Pick<Bridge, 'counts' | 'measures'> {
  readonly dataset: string;
  readonly owner?: string;
  readonly before: { readonly name: string; readonly rows: number };
  readonly after: { readonly name: string; readonly rows: number };
  readonly flag: number;
  readonly largest: readonly ToldRow[];
}

/** Figures and periods that are shown; the file and --json have all. */
const MOST_MEASURES = 6;
const MOST_PERIODS = 24;
const MOST_ROWS = 5;

const WIDTH = 80;

const words: Readonly<Record<Part, string>> = {
  new: 'new',
  gone: 'gone',
  moved: 'moved between periods',
  edited: 'edited inputs',
  recalculated: 'recalculated by the service',
};

/** The comparison as lines. */
export function deltaText(delta: Told, paint: Paint): readonly string[] {
  const { counts, measures, before, after } = delta;
  const changed = parts.filter((part) => counts[part] > 0).map((part) => `${grouped(counts[part])} ${words[part]}`);
  const shown = measures.filter(isChanged).slice(0, MOST_MEASURES);
  const left = measures.length - shown.length;
  // A row without a figure is in no unit: it is told once, under the first one.
  const isFirst = ({ key }: MeasureBridge | MeasureChanges): boolean =>
    shown.find((one) => columnOf(one.key) === columnOf(key))?.key === key;
  return [
    paint('strong', delta.dataset),
    ...(delta.owner === undefined ? [] : [`  ${delta.owner}`]),
    ...sideLines('before', before),
    ...sideLines('after', after),
    `  ${[...changed, `${grouped(counts.unchanged)} unchanged`].join(', ')}`,
    ...shown.flatMap((measure) => ['', ...measureLines(measure, isFirst(measure), delta, paint)]),
    ...(left > 0
      ? ['', paint('dim', `${left} more ${left === 1 ? 'figure' : 'figures'}, unchanged or in --json and --out`)]
      : []),
  ];
}

/** A long name has a line of its own. */
function sideLines(side: string, { name, rows }: Told['before']): readonly string[] {
  const lead = `  ${side.padEnd(6)}  ${grouped(rows).padStart(9)} ${rows === 1 ? 'row ' : 'rows'}`;
  return lead.length + name.length + 2 > WIDTH ? [lead, `    ${name}`] : [`${lead}  ${name}`];
}

function isChanged(measure: MeasureBridge | MeasureChanges): boolean {
  if (measure.adds) return measure.parts.some(({ change, rows }) => change !== '0' || rows > 0);
  return measure.rose + measure.fell + measure.came + measure.went > 0;
}

function measureLines(
  measure: MeasureBridge | MeasureChanges,
  isFirst: boolean,
  delta: Told,
  paint: Paint,
): readonly string[] {
  const { title, unit, key } = measure;
  const largest = delta.largest.filter((one) => one.measure === key).slice(0, MOST_ROWS);
  return [
    paint('strong', unit === '' ? title : `${title} (${unit})`),
    ...(measure.adds
      ? bridgeLines(isFirst ? measure : { ...measure, blank: { before: 0, after: 0 } }, delta, paint)
      : changesLines(measure, delta)),
    ...(largest.length > 0 ? ['  largest changes', ...largest.flatMap((one) => rowLines(one, measure, paint))] : []),
  ];
}

const LABEL = 30;
const ROWS = 9;
const AMOUNT = 22;

function bridgeLines(measure: MeasureBridge, { flag }: Told, paint: Paint): readonly string[] {
  const { periods, blank, rows: counted, unit } = measure;
  const line = (label: string, rows: string, amount: string, share = '', flagged = false): string => {
    const text = `  ${label.padEnd(LABEL)}${rows.padStart(ROWS)}${` ${amount}`.padStart(AMOUNT)}${` ${share}`.padStart(11)}`;
    return flagged ? paint('warning', `${text} !`) : text.trimEnd();
  };
  const missing = [
    blank.before > 0 && `${grouped(blank.before)} before`,
    blank.after > 0 && `${grouped(blank.after)} after`,
  ];
  const more = periods.length - MOST_PERIODS;
  return [
    line('before', grouped(counted.before), amountOf(measure.before, unit)),
    ...measure.parts
      .filter(({ rows }) => rows > 0)
      .map(({ part, rows, change, percent, flagged }) =>
        line(words[part], grouped(rows), signed(change, unit), shareOf(percent), flagged),
      ),
    line('after', grouped(counted.after), amountOf(measure.after, unit), shareOf(measure.percent), measure.flagged),
    ...(missing.some(Boolean) ? [`  rows without the figure, in any unit: ${missing.filter(Boolean).join(', ')}`] : []),
    ...(periods.length > 1 ? [line('by period', '', 'after', 'change')] : []),
    ...(periods.length > 1
      ? periods
          .slice(0, MOST_PERIODS)
          .map(({ period, after: amount, percent, change, flagged }) =>
            line(
              `  ${period || '(none)'}`,
              '',
              amountOf(amount, unit),
              change === '0' ? '=' : shareOf(percent) || 'new',
              flagged,
            ),
          )
      : []),
    ...(more > 0 && periods.length > 1 ? [paint('dim', `  … ${more} more periods: in --json and --out`)] : []),
    ...(measure.flagged || measure.parts.some((one) => one.flagged) || periods.some((one) => one.flagged)
      ? [paint('dim', `  ! more than ${flag} % of what it was before`)]
      : []),
  ];
}

function changesLines({ rose, fell, came, went, flagged, blank }: MeasureChanges, { flag }: Told): readonly string[] {
  return [
    `  ${grouped(rose)} rose, ${grouped(fell)} fell, ${grouped(came)} came, ${grouped(went)} went; ${grouped(flagged)} by more than ${flag} %`,
    `  not summed: the figure does not add up`,
    ...(blank.after > 0 ? [`  rows without the figure now: ${grouped(blank.after)}`] : []),
  ];
}

/** Of the lines below a changed row. */
const BELOW = ' '.repeat(18);

function rowLines(row: ToldRow, { adds, unit }: MeasureBridge | MeasureChanges, paint: Paint): readonly string[] {
  const { part, label, key, period, from, before, after, change, percent, flagged, inputs } = row;
  const when = from === undefined ? period : `${from || 'no period'} → ${period || 'no period'}`;
  const figures = `${before === null ? 'none' : amountOf(before, unit)} → ${after === null ? 'none' : amountOf(after, unit)}`;
  const lead = adds ? signed(change, unit) : shareOf(percent) || signed(change, unit);
  const text = `  ${lead.padStart(14)}  ${part}, ${shortTitle(label || key)}`;
  const edits = inputs.flatMap((one) => [
    `${one.column}: ${shortTitle(one.before || '(blank)')}`,
    `  → ${shortTitle(one.after || '(blank)')}`,
  ]);
  return [
    flagged ? paint('warning', `${text} !`) : text,
    ...[[when, figures].filter(Boolean).join(': '), ...edits].map((line) => paint('dim', BELOW + line)),
  ];
}

/** Decimals that are shown; the file and --json have all. */
const MOST_DECIMALS = 6;

const CURRENCY = /^[A-Z]{3}$/;

/** Money has at least two decimals; tiny figures have their first digits. */
function amountOf(decimal: string, unit: string): string {
  const shown = CURRENCY.test(unit) ? groupedAmount : groupedDecimal;
  const decimals = decimal.split('.')[1]?.length ?? 0;
  if (decimals <= MOST_DECIMALS) return shown(decimal);
  const rounded = roundedTo(decimal, MOST_DECIMALS);
  return rounded === '0' ? String(Number(Number(decimal).toPrecision(3))) : shown(rounded);
}

function signed(decimal: string, unit: string): string {
  const text = amountOf(decimal, unit);
  return decimal === '0' || text.startsWith('-') ? text : `+${text}`;
}

/** Above this a share says no more than that it is very large. */
const MOST_PERCENT = 999;

function shareOf(percent: number | null): string {
  if (percent === null || percent === 0) return '';
  if (Math.abs(percent) < 0.05) return '<0.1 %';
  if (Math.abs(percent) > MOST_PERCENT) return percent > 0 ? '>999 %' : '<-999 %';
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
}
