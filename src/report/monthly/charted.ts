// Gives a table its chart, and the chart its words: for people who do not see it, what is drawn and what it shows most of.

import type { ReportTable, TableChart } from './report-model.js';
import { shownFigure } from './shown-figure.js';

const MOST_SAID = 5;

/** The table with its chart. */
export function charted(table: ReportTable, chart: Omit<TableChart, 'description'>): ReportTable {
  return { ...table, chart: { ...chart, description: descriptionOf(table, chart) } };
}

function descriptionOf({ columns, rows }: ReportTable, chart: Omit<TableChart, 'description'>): string {
  const { kind = 'text', unit = '' } = columns[chart.value] ?? {};
  const drawn = rows.slice(0, chart.rows);
  const said = drawn
    .slice(0, MOST_SAID)
    .map((row) => `${row[chart.label]} ${shownFigure(row[chart.value] ?? '', kind)}`);
  const more = drawn.length > said.length ? `; and ${drawn.length - said.length} more` : '';
  return `Bar chart. ${chart.title}${unit && `, in ${unit}`}: ${said.join('; ')}${more}. The table has all figures.`;
}
