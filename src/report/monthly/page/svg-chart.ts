// A chart as SVG: bars with their labels above them, or columns. Colours are the page's.

import type { ReportTable } from '../report-model.js';
import { shownFigure } from '../shown-figure.js';
import { escapeHtml } from './markup.js';

const WIDTH = 500;
const BAR_ROW = 38;
const BAR_HEIGHT = 12;
/** What characters take of the width: letters as a rule, digits, and those of East Asia, which are as wide as high. */
const [LETTER, DIGIT, WIDE] = [6.8, 7.8, 13.5];
const BETWEEN = 12;
const COLUMNS_HEIGHT = 240;
/** Room above the columns for their figures, and below them for their labels, upright or askew. */
const ABOVE = 22;
const [BELOW, BELOW_ASKEW] = [28, 76];
const COLUMN_LABEL = 100;
/** More columns than these have their labels askew. */
const MOST_UPRIGHT = 6;

interface Bar {
  readonly label: string;
  readonly figure: number;
  readonly shown: string;
}

/** The chart of a table; '' where it has none. Its title and description are its text alternative. */
export function svgChart({ id, chart, columns, rows }: ReportTable): string {
  if (chart === undefined) return '';
  const { kind = 'amount' } = columns[chart.value] ?? {};
  const bars = rows.slice(0, chart.rows).map((row): Bar => {
    const text = row[chart.value] ?? '';
    return { label: row[chart.label] ?? '', figure: Number(text), shown: shownFigure(text, kind) };
  });
  const [least, most] = [Math.min(0, ...bars.map(figureOf)), Math.max(0, ...bars.map(figureOf))];
  const part = (figure: number) => (most === least ? 0 : (figure - least) / (most - least));
  const drawn = chart.kind === 'bars' ? lyingBars(bars, part) : standingBars(bars, part);
  return [
    `<svg class="chart" role="img" aria-labelledby="chart-${id}-title chart-${id}-text" viewBox="0 0 ${WIDTH} ${drawn.height}">`,
    `<title id="chart-${id}-title">${escapeHtml(chart.title)}</title>`,
    `<desc id="chart-${id}-text">${escapeHtml(chart.description)}</desc>`,
    drawn.markup,
    '</svg>',
  ].join('');
}

function figureOf({ figure }: Bar): number {
  return figure;
}

interface Drawn {
  readonly height: number;
  readonly markup: string;
}

function lyingBars(bars: readonly Bar[], part: (figure: number) => number): Drawn {
  const zero = part(0) * WIDTH;
  const lines = bars.map(({ label, figure, shown }, index) => {
    const top = index * BAR_ROW;
    const end = part(figure) * WIDTH;
    return [
      `<text class="label" x="0" y="${top + 15}">${escapeHtml(cut(label, WIDTH - shown.length * DIGIT - BETWEEN))}</text>`,
      `<text class="figure" x="${WIDTH}" y="${top + 15}" text-anchor="end">${shown}</text>`,
      `<rect class="track" x="0" y="${top + 21}" width="${WIDTH}" height="${BAR_HEIGHT}" rx="2"/>`,
      `<rect class="bar" x="${round(Math.min(zero, end))}" y="${top + 21}" width="${sizeOf(figure, end - zero)}" height="${BAR_HEIGHT}" rx="2"/>`,
    ].join('');
  });
  return { height: bars.length * BAR_ROW, markup: lines.join('') };
}

function standingBars(bars: readonly Bar[], part: (figure: number) => number): Drawn {
  const isUpright = bars.length <= MOST_UPRIGHT;
  const floor = COLUMNS_HEIGHT - (isUpright ? BELOW : BELOW_ASKEW);
  const heightOf = (figure: number) => part(figure) * (floor - ABOVE);
  const zero = floor - heightOf(0);
  const step = WIDTH / bars.length;
  const width = Math.min(step * 0.62, 90);
  const lines = bars.map(({ label, figure, shown }, index) => {
    const middle = round((index + 0.5) * step);
    const end = floor - heightOf(figure);
    const place = isUpright
      ? `x="${middle}" y="${floor + 18}" text-anchor="middle"`
      : `transform="translate(${middle} ${floor + 14}) rotate(-40)" text-anchor="end"`;
    return [
      `<rect class="bar" x="${round(middle - width / 2)}" y="${round(Math.min(zero, end))}" width="${round(width)}" height="${sizeOf(figure, zero - end)}" rx="2"/>`,
      isUpright
        ? `<text class="figure" x="${middle}" y="${round(Math.min(zero, end) - 6)}" text-anchor="middle">${shown}</text>`
        : '',
      `<text class="label" ${place}>${escapeHtml(cut(label, COLUMN_LABEL))}</text>`,
    ].join('');
  });
  const line = `<line class="axis" x1="0" x2="${WIDTH}" y1="${round(zero)}" y2="${round(zero)}"/>`;
  return { height: COLUMNS_HEIGHT, markup: lines.join('') + line };
}

const EAST_ASIAN =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\p{Extended_Pictographic}]/u;

/** As much of a text as has room. */
function cut(text: string, room: number): string {
  let left = room;
  const characters = [...text];
  const fitting = characters.findIndex((character) => {
    left -= EAST_ASIAN.test(character) ? WIDE : LETTER;
    return left < 0;
  });
  return fitting < 0 ? text : `${characters.slice(0, Math.max(1, fitting - 1)).join('')}…`;
}

/** A figure that is not zero can be seen. */
function sizeOf(figure: number, length: number): number {
  return figure === 0 ? 0 : round(Math.max(1, Math.abs(length)));
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
