// A report says what the sandbox's own data add up to: sums are taken here on another way, in whole millionths.

import { open } from 'node:fs/promises';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { ReportRequest } from '../../../src/pipeline/report/report-request.js';
import type { ReportTable } from '../../../src/report/monthly/report-model.js';
import type { Sandbox } from '../../../src/sandbox/start-sandbox.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { openImporting } from '../importing.js';
import { heldForReports } from './held.js';

async function reported(request: Omit<ReportRequest, 'out' | 'runsDir'>) {
  const at = await openImporting({ holdings: heldForReports() });
  const out = at.path('report.xlsx');
  const { report, ...summary } = await writeReport({ ...request, out, runsDir: at.path('runs') }, at.tools);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(out);
  const tableOf = (id: string): ReportTable => report.tables.find((table) => table.id === id)!;
  /** The lines of a table: the label, and the cell of a column. */
  const lines = (id: string, column: string) => {
    const table = tableOf(id);
    const place = table.columns.findIndex(({ title }) => title === column);
    return Object.fromEntries(table.rows.map((row) => [row[0], row[place]]));
  };
  const figures = Object.fromEntries(report.figures.map(({ title, value }) => [title, value]));
  return { ...at, report, summary, book, tableOf, lines, figures };
}

const UUID = /[0-9a-f]{8}-0000-4000-8000-/;

/** Whole millionths as a decimal of thousands: kg as tonnes. */
function asTonnes(millionths: bigint): string {
  const digits = millionths.toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}

function sumBy<T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => bigint): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0n) + value(row));
  return Object.fromEntries([...sums].map(([name, sum]) => [name, asTonnes(sum)]));
}

interface HeldPurchase {
  readonly co2e: number | null;
  readonly status: string;
  readonly purchase_date: string;
  readonly purchase_type: string | null;
  readonly sector: string;
  readonly supplier_id: string | null;
  readonly expense_type: string;
}

interface Footprint {
  readonly total: number;
  readonly packaging: number;
  readonly flag: { readonly carbonRemovals: number; readonly total: { readonly ch4: number } };
}

/** Footprints as the sandbox answers them, by product. */
async function footprintsOf(
  { url, environment }: Pick<Sandbox, 'url' | 'environment'>,
  products: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, Footprint>> {
  const login = {
    client_id: 'carboncloud',
    grant_type: 'password',
    username: environment.CARBONCLOUD_USERNAME ?? '',
    password: environment.CARBONCLOUD_PASSWORD ?? '',
  };
  const body = new URLSearchParams(login);
  const token = await (await fetch(environment.CARBONCLOUD_TOKEN_URL ?? '', { method: 'POST', body })).json();
  const answer = await fetch(`${url}/resold-products/footprints?groupId=${environment.CARBONCLOUD_GROUP_ID}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${(token as { access_token: string }).access_token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(products.map(({ id }) => id)),
  });
  const found = (await answer.json()) as { productId: string; footprint: Footprint }[];
  return new Map(found.map(({ productId, footprint }) => [productId, footprint]));
}

const millionths = (kg: number | null): bigint => BigInt(Math.round((kg ?? 0) * 1e6));

describe('a month at Dcycle', () => {
  it('adds up what the sandbox has calculated for its purchases and sales periods', async () => {
    const { sandbox, dcycle, figures, lines, report } = await reported({ provider: 'dcycle', month: '2026-10' });
    const october = (sandbox.purchases() as HeldPurchase[]).filter(({ purchase_date: day }) =>
      day.startsWith('2026-10'),
    );
    const counted = october.filter(({ status, co2e }) => status === 'active' && co2e !== null);
    const purchases = counted.reduce((sum, { co2e }) => sum + millionths(co2e), 0n);
    expect(figures.Purchases).toBe(asTonnes(purchases));
    const period = '00000002-0000-4000-8000-000000000001/periods/00000003-0000-4000-8000-000000000001';
    const answer = await dcycle('GET', `/v1/sold-products/${period}/emissions`);
    const emissions = (await answer.json()) as { quantity: number }[];
    const sold = emissions.reduce((sum, { quantity }) => sum + millionths(quantity), 0n);
    expect([figures['Sold products'], figures.Total]).toEqual([asTonnes(sold), asTonnes(purchases + sold)]);
    expect(Object.keys(lines('category', 'Emissions')).sort()).toEqual([
      "Capital goods (Dcycle's category 2, capex)",
      "Purchased goods and services (Dcycle's category 1, opex)",
      'Sold products: end_of_life',
      'Sold products: use_phase',
    ]);
    expect(lines('sector', 'Emissions')).toMatchObject(
      sumBy(
        counted,
        ({ sector }) => sector,
        ({ co2e }) => millionths(co2e),
      ),
    );
    const kinds = { spend_based: 'spend-based', supplier_specific: 'supplier-specific' } as Readonly<
      Record<string, string>
    >;
    const { unknown, ...known } = sumBy(
      counted,
      ({ purchase_type: type }) => kinds[type ?? ''] ?? 'unknown',
      ({ co2e }) => millionths(co2e),
    );
    expect(lines('kind', 'Emissions')).toMatchObject(known);
    // Sold products are of an unknown kind, too.
    expect(Number(lines('kind', 'Emissions').unknown)).toBeCloseTo(
      Number(unknown ?? 0) + Number(figures['Sold products']),
      9,
    );
    const coverage = report.coverage.rows.filter(([dataset]) => dataset === 'Purchases');
    expect(coverage.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(october.length);
    expect(coverage.find(([, state]) => state === 'counted')?.[2]).toBe(String(counted.length));
  });

  it('leaves a period that reaches beyond the month undivided, and says so', async () => {
    const { report } = await reported({ provider: 'dcycle', month: '2026-10' });
    expect(report.coverage.rows).toContainEqual([
      'Period emissions',
      'the sales period reaches beyond the period of the report',
      '2',
      expect.stringMatching(/^0\.\d+$/),
    ]);
    expect(report.coverage.rows).toContainEqual(['Sold products', 'no sales period in the period', '1', '']);
  });
});

describe('a year at CarbonCloud', () => {
  it('multiplies footprints by the volumes of the year, and names the products without one', async () => {
    const { sandbox, figures, lines, report, tableOf } = await reported({ provider: 'carboncloud', year: '2026' });
    const products = heldForReports().resoldProducts as {
      id: string;
      name: string;
      yearlySalesVolumes?: Record<string, number>;
    }[];
    const footprints = await footprintsOf(sandbox, products);
    const footprintOf = ({ id }: { id: string }): Footprint => footprints.get(id)!;
    const sold = products.filter(({ yearlySalesVolumes }) => yearlySalesVolumes !== undefined);
    /** In thousandths of a tonne times millionths. */
    const times = (volume: number, figure: number) =>
      BigInt(Math.round(volume * 1e3)) * BigInt(Math.round(figure * 1e6));
    const sumOf = (figure: (one: Footprint) => number) =>
      asTonnes(
        sold.reduce((sum, one) => sum + times(one.yearlySalesVolumes?.['2026'] ?? 0, figure(footprintOf(one))), 0n),
      );
    expect(figures['Total of the year 2026']).toBe(sumOf(({ total }) => total));
    expect(lines('apart', 'Amount')['FLAG carbon removals']).toBe(sumOf(({ flag }) => flag.carbonRemovals));
    expect(lines('flag', 'Emissions')['Non-FLAG: packaging']).toBe(sumOf(({ packaging }) => packaging));
    expect(lines('gas', 'Emissions')['CH4 (FLAG)']).toBe(sumOf(({ flag }) => flag.total.ch4));
    expect(tableOf('product').total?.[1]).toBe(String(sold.length));
    const missing = report.missing.find(({ title }) => title === 'Footprints: no sales volume for 2026');
    expect(missing?.rows.map(([name]) => name)).toEqual(
      products.filter(({ yearlySalesVolumes }) => yearlySalesVolumes === undefined).map(({ name }) => name),
    );
    expect(Object.keys(lines('country', 'Emissions')).sort()).toEqual(
      ['Landskrona, Sweden', 'SE Sweden', 'ES Spain', 'Łódź'].sort(),
    );
    expect(Object.keys(lines('supplier', 'Emissions'))).toContain('Molino <Sur>; Skåne Oats AB');
  });

  it('has the volumes of the whole year in a month, and says so', async () => {
    const { figures, report } = await reported({ provider: 'carboncloud', month: '2026-10' });
    const { figures: year } = await reported({ provider: 'carboncloud', year: '2026' });
    expect(figures['Total of the year 2026']).toMatch(/^\d/);
    expect(figures).toEqual(year);
    expect(report.notes[0]).toContain('whole year 2026');
  });
});

describe('a year at Variable', () => {
  it('adds nothing up: impacts are per unit', async () => {
    const { report } = await reported({ provider: 'variable', year: '2026' });
    expect(report.tables.map(({ id, total }) => [id, total?.length])).toEqual([
      ['impacts', undefined],
      ['data-source', 2],
    ]);
    expect(report.figures[0]?.value).toBe('5');
  });
});

const years = [
  { provider: 'dcycle', quarter: '2026-Q4' },
  { provider: 'carboncloud', year: '2026' },
  { provider: 'variable', year: '2026' },
] as const;

describe.each(years)('the workbook of $provider', (request) => {
  it('has the summary, a sheet for each dataset with its rows, and a dictionary of every column', async () => {
    const { book, report } = await reported(request);
    const names = book.worksheets.map(({ name }) => name);
    expect(names).toEqual(['Summary', ...report.datasets.map(({ title }) => title), 'Data dictionary']);
    const texts = book.getWorksheet('Summary')?.getColumn(1).values ?? [];
    expect(texts).toEqual(
      expect.arrayContaining([report.title, ...report.tables.map(({ title }) => title), 'Coverage']),
    );
    for (const { title, listed } of report.datasets) {
      const sheet = book.getWorksheet(title)!;
      let rows = 0;
      sheet.eachRow((row) => {
        if (JSON.stringify(row.values).match(UUID)) rows += 1;
      });
      expect([title, rows]).toEqual([title, listed]);
    }
    const described = new Set((book.getWorksheet('Data dictionary')?.getColumn(1).values ?? []).slice(2));
    expect([...described]).toEqual(['Summary', ...report.datasets.map(({ title }) => title)]);
  });

  it('has totals that equal their parts, as formulas with the exact result', async () => {
    const { book, report } = await reported(request);
    const totals: number[] = [];
    book.getWorksheet('Summary')?.eachRow((row) =>
      row.eachCell(({ value }) => {
        if (typeof value === 'object' && value !== null && 'formula' in value) totals.push(Number(value.result));
      }),
    );
    const expected = report.tables.flatMap(({ columns, total }) =>
      (total ?? []).filter((cell, index) => cell !== '' && columns[index]?.kind !== 'text').map(Number),
    );
    expect(totals).toEqual(expected);
  });
});

describe('the charts of the workbook', () => {
  it('draw the cells of their tables, with a copy of what stands there', async () => {
    const { book, report, path } = await reported({ provider: 'dcycle', quarter: '2026-Q4' });
    const file = await open(path('report.xlsx'));
    const zip = await openZip('report.xlsx', file, defaultLimits);
    const drawn = report.tables.flatMap(({ chart }) => chart ?? []);
    expect(zip.names.filter((name) => name.startsWith('xl/charts/chart'))).toHaveLength(drawn.length);
    for (const [index, { title, description, rows }] of drawn.entries()) {
      const xml = (await zip.bytes(`xl/charts/chart${index + 1}.xml`)).toString();
      expect(xml).toContain(`<a:t>${title}</a:t>`);
      const [, from = '', to = ''] = /<c:numRef><c:f>'Summary'!\$(\w+\$\d+):\$(\w+\$\d+)</.exec(xml) ?? [];
      const cached = [...xml.slice(xml.indexOf('<c:numCache>')).matchAll(/<c:v>([^<]+)</g)].map(([, value]) =>
        Number(value),
      );
      const [letter = '', first = ''] = from.split('$');
      expect(Number(to.split('$')[1]) - Number(first) + 1).toBe(rows);
      const cells = cached.map(
        (_, at) => book.getWorksheet('Summary')?.getCell(`${letter}${Number(first) + at}`).value,
      );
      expect(cells).toEqual(cached);
      expect((await zip.bytes('xl/drawings/drawing1.xml')).toString()).toContain(description.slice(0, 60));
    }
    await file.close();
  });
});
