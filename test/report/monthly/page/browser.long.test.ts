// The page in a real browser: nothing is loaded or refused, axe finds nothing serious, tables are sorted by the keyboard, and nothing
// is wider than a phone. Set CHROMIUM to the browser's path where it is not found.

import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../../../src/pipeline/report/report.js';
import { openImporting } from '../../../pipeline/importing.js';
import { heldForReports } from '../../../pipeline/report/held.js';

const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((path) => existsSync(path));
const skipped = executablePath === undefined ? ' (skipped: no Chromium found; install it or set CHROMIUM)' : '';

const reports = [
  { provider: 'dcycle', quarter: '2026-Q4' },
  { provider: 'carboncloud', year: '2026' },
  { provider: 'variable', year: '2026' },
] as const;

describe.skipIf(executablePath === undefined)(`the page in a browser${skipped}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** Opens the report of a sandbox. `asked`: what the page loads; `said`: what the browser complains about. */
  async function opened(request: (typeof reports)[number], look: { readonly dark?: boolean; readonly width?: number }) {
    const at = await openImporting({ holdings: heldForReports() });
    await writeReport({ ...request, html: at.path('report.html'), runsDir: at.path('runs') }, at.tools);
    const { dark = false, width = 1200 } = look;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (one) => asked.push(one.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(pathToFileURL(at.path('report.html')).href);
    return { page, asked, said };
  }

  /** The rules that axe finds broken, with the elements. */
  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate<AxeResults['violations']>('axe.run().then(({ violations }) => violations)');
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  it.each(reports)('has nothing that axe objects to, in light and dark: $provider', async (request) => {
    for (const dark of [false, true]) {
      const { page, asked, said } = await opened(request, { dark });
      expect(await violations(page)).toEqual([]);
      expect([asked.length, said]).toEqual([1, []]);
      await page.close();
    }
  });

  it.each(reports)('is no wider than a phone: $provider', async (request) => {
    const { page } = await opened(request, { width: 360 });
    const { scrollWidth, clientWidth } = await page.evaluate<{ scrollWidth: number; clientWidth: number }>(
      '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
    );
    expect([scrollWidth, clientWidth]).toEqual([360, 360]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it.each([1200, 390])('shows figures beside names of any length and script, %i pixels wide', async (width) => {
    const names = [
      'A'.repeat(120),
      '株式会社東京オーガニック食品販売'.repeat(3),
      'شركة الألبان المتحدة للتجارة',
      '=cmd|calc',
    ];
    const at = await openImporting({
      holdings: {
        purchases: Array.from({ length: 400 }, (_, number) => ({
          id: `00000001-0000-4000-8000-${String(number).padStart(12, '0')}`,
          product_name: names[number % 4],
          sector: names[(number + 1) % 4],
          supplier_id: number < 4 ? names[number] : `Supplier ${number}`,
          country: 'SE',
          quantity: 10 + number,
          unit_id: 'EUR',
          purchase_date: '2026-10-05',
          expense_type: 'opex',
          purchase_type: 'spend_based',
          status: 'active',
        })),
      },
    });
    const html = at.path('report.html');
    await writeReport({ provider: 'dcycle', month: '2026-10', html, runsDir: at.path('runs') }, at.tools);
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(pathToFileURL(html).href);
    const hidden = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('table')]
        .filter((table) => {
          const figure = table.querySelector('thead .amount');
          return figure && figure.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1;
        })
        .map(({ id }) => id)`,
    );
    // What was bought has five columns, and coverage four: on a phone they are scrolled.
    expect(hidden).toEqual(width < 500 ? expect.not.arrayContaining(['table-sector', 'table-supplier']) : []);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('sorts a table by the keyboard, up and down, and says so', async () => {
    const { page } = await opened(reports[0], {});
    const table = page.locator('#table-sector');
    const head = table.locator('thead th').nth(2);
    const figures = () =>
      page.evaluate<string[]>(
        "[...document.querySelectorAll('#table-sector tbody td.amount')].map((cell) => cell.dataset.value)",
      );
    const upwards = (values: readonly string[]) => [...values].sort((one, other) => Number(one) - Number(other));
    await head.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    const up = await figures();
    expect(up).toEqual(upwards(up));
    await page.keyboard.press('Space');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await figures()).toEqual([...up].reverse());
    await table.locator('thead th').nth(0).locator('button').click();
    expect([await head.getAttribute('aria-sort'), await table.locator('[aria-sort]').count()]).toEqual([null, 1]);
    await page.close();
  });

  it('prints, with what is folded opened', async () => {
    const { page } = await opened(reports[0], {});
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.close();
  });
});
