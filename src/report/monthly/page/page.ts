// A report as one page of HTML that needs nothing else: no network, no fonts, no files. The same figures as in the workbook.

import { createHash } from 'node:crypto';
import type { MonthlyReport, ReportFigure, ReportTable } from '../report-model.js';
import { shownFigure } from '../shown-figure.js';
import { escapeHtml } from './markup.js';
import { script } from './script.js';
import { style } from './style.js';
import { svgChart } from './svg-chart.js';
import { tableMarkup } from './table-markup.js';

/** The page. All text of the service is escaped; its policy allows its own style and script, and nothing from elsewhere. */
export function reportPage(report: MonthlyReport): string {
  const { title, bridge = [], tables, coverage, missing } = report;
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n',
    `<title>${escapeHtml(`${title} (${report.service})`)}</title>\n<style>${style}</style>\n</head>\n<body>\n`,
    headMarkup(report),
    '<main>\n',
    chartsMarkup(tables),
    ...[...bridge, coverage, ...tables].map(sectionMarkup),
    missing.length === 0 ? '' : `<h2>Rows without a figure</h2>\n${missing.map(foldedMarkup).join('')}`,
    `<h2>How to read the figures</h2>\n<ul>${report.notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>\n</main>\n`,
    footMarkup(report),
    `<script>${script}</script>\n</body>\n</html>\n`,
  ].join('');
}

/** Style and script by their hashes; everything else is refused. */
const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function headMarkup({ title, service, account, period, figures }: MonthlyReport): string {
  return [
    `<header><div><h1>${escapeHtml(title)}</h1>\n`,
    `<p class="quiet">${period.start} to ${period.end} · ${escapeHtml(service)}, ${escapeHtml(account)}</p>\n`,
    `<dl class="figures">${figures.map(figureMarkup).join('')}</dl></div></header>\n`,
  ].join('');
}

function figureMarkup({ title, value, kind, unit, note, blank = 'none' }: ReportFigure): string {
  const shown = value === '' ? blank : shownFigure(value, kind);
  return [
    `<div><dt>${escapeHtml(title)}</dt><dd class="value">${escapeHtml(shown)}`,
    unit === '' || value === '' ? '' : ` <span class="unit">${escapeHtml(unit)}</span>`,
    `</dd><dd class="note">${escapeHtml(note)}</dd></div>`,
  ].join('');
}

function chartsMarkup(tables: readonly ReportTable[]): string {
  const drawn = tables.flatMap((table) => {
    const { chart, columns, id } = table;
    if (chart === undefined) return [];
    const unit = columns[chart.value]?.unit ?? '';
    const caption = `<h3>${escapeHtml(chart.title)}</h3>${unit && `<span class="unit">${escapeHtml(unit)}</span> `}`;
    const link = `<a href="#table-${escapeHtml(id)}">Table<span class="hidden"> of ${escapeHtml(chart.title)}</span></a>`;
    return [`<figure><figcaption>${caption}${link}</figcaption>${svgChart(table)}</figure>`];
  });
  return drawn.length === 0 ? '' : `<h2>At a glance</h2>\n<div class="charts">${drawn.join('\n')}</div>\n`;
}

function sectionMarkup(table: ReportTable): string {
  const note = table.note === '' ? '' : `<p class="note">${escapeHtml(table.note)}</p>`;
  const rows = table.rows.length === 0 ? '' : tableMarkup(table);
  return `<section><h2>${escapeHtml(table.title)}</h2>${note}${rows}</section>\n`;
}

function foldedMarkup(table: ReportTable): string {
  const note = table.note === '' ? '' : `<p class="note">${escapeHtml(table.note)}</p>`;
  return `<details><summary>${escapeHtml(table.title)} (${table.rows.length})</summary>${note}${tableMarkup(table)}</details>\n`;
}

function footMarkup({ createdAt, datasets }: MonthlyReport): string {
  const read = datasets.map(({ title, listed, held }) => `${escapeHtml(title)} ${listed} of ${held}`).join(', ');
  const at = `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)} UTC`;
  return `<footer>Read on ${at} by carbonsheet. Rows of the period: ${read}.</footer>\n`;
}
