// A table of the report as HTML: titles with units, figures as people read them with every digit beside, the total in the foot.

import type { ReportColumn, ReportTable } from '../report-model.js';
import { shownFigure } from '../shown-figure.js';
import { escapeHtml } from './markup.js';

/** The table in a box of its own that scrolls where it is too wide. */
export function tableMarkup({ id, title, columns, rows, total }: ReportTable): string {
  const head = columns.map(({ title: name, unit, kind }) => {
    const unitText = unit === '' ? '' : ` <span class="unit">${escapeHtml(unit)}</span>`;
    return `<th scope="col" class="${kind}">${escapeHtml(name)}${unitText}</th>`;
  });
  const foot = total === undefined ? '' : `<tfoot>${lineMarkup(columns, total)}</tfoot>`;
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(title)}">`,
    `<table id="table-${escapeHtml(id)}"><caption class="hidden">${escapeHtml(title)}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead><tbody>`,
    ...rows.map((row) => lineMarkup(columns, row)),
    `</tbody>${foot}</table></div>`,
  ].join('');
}

function lineMarkup(columns: readonly ReportColumn[], row: readonly string[]): string {
  const cells = columns.map(({ kind }, index) => {
    const text = row[index] ?? '';
    const shown = escapeHtml(shownFigure(text, kind));
    if (index === 0) return `<th scope="row" class="${kind}">${shown}</th>`;
    return `<td class="${kind}"${kind === 'text' || text === '' ? '' : ` data-value="${escapeHtml(text)}"`}>${shown}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}
