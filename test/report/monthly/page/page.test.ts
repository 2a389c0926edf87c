// The page needs nothing else, runs nothing but its own script, and shows whatever a service says as text.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charted } from '../../../../src/report/monthly/charted.js';
import { escapeHtml } from '../../../../src/report/monthly/page/markup.js';
import { reportPage } from '../../../../src/report/monthly/page/page.js';
import type { MonthlyReport, ReportTable } from '../../../../src/report/monthly/report-model.js';
import { shownFigure } from '../../../../src/report/monthly/shown-figure.js';

function report(label: string): MonthlyReport {
  const table: ReportTable = {
    id: 'category',
    title: `By ${label}`,
    note: label,
    columns: [
      { title: label, kind: 'text', unit: '' },
      { title: 'Emissions', kind: 'amount', unit: label },
    ],
    rows: [
      [label, '1234.5678'],
      ['other', '-0.0000012'],
    ],
    total: ['Total', '1234.5677988'],
  };
  return {
    version: 1,
    title: `Report ${label}`,
    period: { label: 'October 2026', start: '2026-10-01', end: '2026-10-31' },
    provider: 'dcycle',
    service: 'Dcycle',
    account: label,
    createdAt: '2026-11-02T08:00:00.000Z',
    datasets: [{ name: 'purchases', title: label, held: 3, listed: 2 }],
    figures: [{ title: 'Total', value: '1234.5677988', kind: 'amount', unit: 't CO2e', note: label }],
    tables: [charted(table, { kind: 'bars', title: label, label: 0, value: 1, rows: 2 })],
    coverage: { ...table, id: 'coverage' },
    missing: [{ ...table, id: 'missing' }],
    notes: [label],
  };
}

describe('the page', () => {
  it('shows hostile text as text', () => {
    const page = reportPage(report('</style></script><img src=x onerror=alert(1)>"\'\u202e'));
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;\ufffd');
  });

  it('has the same tags whatever the service says', () => {
    const tagsOf = (page: string) => page.match(/<[^>]*/g)?.map((tag) => tag.split(/[\s>]/)[0]);
    const plain = tagsOf(reportPage(report('plain')));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (label) => {
        expect(tagsOf(reportPage(report(label)))).toEqual(plain);
      }),
    );
  });

  it('keeps text that is no markup', () => {
    expect(escapeHtml('Åkesson & Söner 1 < 2')).toBe('Åkesson &amp; Söner 1 &lt; 2');
  });

  it('allows its own style and script by their hashes, and refers to nothing elsewhere', () => {
    const page = reportPage(report('plain'));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    for (const tag of ['style', 'script']) {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(page).not.toMatch(/https?:|\bsrc=|url\(|@import|\sstyle=|\son\w+=/);
  });

  it('has figures for people, with every digit beside', () => {
    const page = reportPage(report('plain'));
    expect(page).toContain('data-value="1234.5678">1,234.568<');
    expect(page).toContain('data-value="-0.0000012">-0.0000012<');
  });

  it('shows a share that is not zero as one, and a figure of nothing without a unit', () => {
    const shares = (text: string) => shownFigure(text, 'share');
    expect(['0', '0.0004', '-0.0004', '0.0005', '1'].map(shares)).toEqual([
      '0.0 %',
      '<0.1 %',
      '>-0.1 %',
      '0.1 %',
      '100.0 %',
    ]);
    const page = reportPage({
      ...report('plain'),
      figures: [{ title: 'Total', value: '', kind: 'amount', unit: 't CO2e', note: '' }],
    });
    expect(page).toContain('<dd class="value">none</dd>');
  });

  it('cuts labels of charts where they would meet the figure, and no others', () => {
    const barOf = (label: string) => {
      const [, text = ''] = /<text class="label"[^>]*>([^<]*)</.exec(reportPage(report(label))) ?? [];
      return text;
    };
    const category = 'Purchased goods and services (Category 1, opex)';
    expect(barOf(category)).toBe(category);
    expect(barOf('株式会社東京オーガニック食品販売')).toBe('株式会社東京オーガニック食品販売');
    expect(barOf('東'.repeat(60))).toMatch(/^東{20,35}…$/);
    expect(barOf('A'.repeat(120))).toMatch(/^A{50,65}…$/);
  });

  it('has no table without rows', () => {
    const { coverage } = report('plain');
    const page = reportPage({ ...report('plain'), coverage: { ...coverage, note: 'No rows.', rows: [] } });
    expect(page).toContain('<p class="note">No rows.</p></section>');
    expect(page).not.toContain('table-coverage');
  });

  it('has a text alternative for each chart, and its table', () => {
    const page = reportPage(report('plain'));
    const [, title = '', text = ''] = /<svg[^>]*role="img" aria-labelledby="(\S+) (\S+)"/.exec(page) ?? [];
    expect(page).toContain(`<title id="${title}">plain</title>`);
    expect(page).toContain(`<desc id="${text}">Bar chart. plain, in plain: plain 1,234.568; other -0.0000012.`);
    expect(page).toContain('<table id="table-category">');
  });
});
