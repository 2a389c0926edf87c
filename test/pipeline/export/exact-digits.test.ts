// A figure is the same in every format, digit by digit: what the service said is what .csv, .ndjson and .xlsx say. Exports of equal
// rows do not differ, their control totals agree, and an unedited export is imported as unchanged.

import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openExportedFile } from '../../../src/pipeline/delta/exported-file.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { openImporting } from '../importing.js';

const formats = ['csv', 'ndjson', 'xlsx'] as const;

/** Numbers in which digits are lost easily. */
const odd = [0.1 + 0.2, 1 / 3, 1e-7, 5e-324, 1e21, 1.7976931348623157e308, 2 ** 53 + 2, 123456789012345.67, 0, 100];
const number = fc.oneof(
  fc.constantFrom(...odd),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
/** Decimals of more digits than a number has. */
const long = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 24 }))
  .map(([units, decimals]) => {
    const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
    const at = digits.length - decimals;
    return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${decimals === 0 ? '' : `.${digits.slice(at)}`}`;
  });
const figure = fc.oneof(number, long);
const quantity = fc.oneof(
  fc.double({ min: 1e-9, max: 1e14, noNaN: true }),
  fc.constantFrom(0.1 + 0.2, 2 / 3, 1e-7, '0.12345678901234567890', '12.50', '1e+3'),
);

/** Decimal text as units of ten to the power of an exponent: equal for equal amounts. */
function amountOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const zeros = digits.length - significant.length;
  return significant === '' ? '0' : `${sign}${significant}e${Number(exponent) - fraction.length + zeros}`;
}

interface Said {
  readonly co2e: unknown;
  readonly quantity: unknown;
}

/** A service whose purchases have these figures, until it says others. */
async function openSaying(first: readonly Said[]) {
  let said = first;
  const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const purchases = said.map((_, at) => ({
    id: idOf(at),
    product_name: `Box ${at}`,
    sector: 'Manufacturing',
    country: 'SE',
    quantity: 1,
    unit_id: 'EUR',
    purchase_date: '2025-01-02',
    expense_type: 'opex',
    purchase_type: 'spend_based',
    status: 'active',
  }));
  const saying = (one: object): object =>
    'id' in one ? { ...one, ...said[purchases.findIndex(({ id }) => id === one.id)] } : one;
  const scene = await openImporting({
    holdings: { purchases },
    fault: ({ method, path }) =>
      method === 'GET' && path.startsWith('/v1/purchases')
        ? {
            kind: 'rewritten',
            change: (answer) => {
              const page = answer as { readonly items?: readonly object[] };
              return page.items ? { ...page, items: page.items.map(saying) } : saying(page);
            },
          }
        : undefined,
  });
  return {
    scene,
    async export(format: (typeof formats)[number]) {
      const out = scene.path(`out.${format}`);
      return exportData({ what: 'purchases', out, runsDir: scene.path('exports') }, scene.tools);
    },
    say(others: readonly Said[]) {
      said = others;
    },
  };
}

type Texts = readonly (string | undefined)[];

async function csvTexts(path: string, key: string): Promise<Texts> {
  const { data } = Papa.parse<Record<string, string>>(await readFile(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map((row) => row[key]);
}

/** As they stand in the file: no reader rounds them. */
async function ndjsonTexts(path: string, key: string): Promise<Texts> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  return lines.map((line) => new RegExp(`"${key}":"?([^",}]*)`).exec(line)?.[1]);
}

async function exceljsTexts(path: string, title: string): Promise<Texts> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.getWorksheet('Purchases');
  const titles = sheet?.getRow(1).values as readonly (string | undefined)[];
  const at = titles.findIndex((one) => one?.startsWith(title));
  const texts: string[] = [];
  sheet?.eachRow((row, index) => {
    if (index > 1 && row.getCell(1).value !== 'Total') texts.push(String(row.getCell(at).value));
  });
  return texts;
}

async function readTexts(path: string, key: string, dataset = 'purchases'): Promise<Texts> {
  const file = await openExportedFile(path, { dataset });
  const texts: (string | undefined)[] = [];
  for await (const row of file.rows()) texts.push(row.get(key));
  await file.close();
  return texts;
}

const titles = { co2e: 'Emissions', quantity: 'Quantity' } as const;

describe('a figure of the service', () => {
  it('has the same digits in every format, and read back by any reader', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ co2e: figure, quantity }), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const { export: exported } = await openSaying(rows);
          const paths = Object.fromEntries(
            await Promise.all(formats.map(async (format) => [format, (await exported(format)).out] as const)),
          ) as Record<(typeof formats)[number], string>;
          for (const key of ['co2e', 'quantity'] as const) {
            const said = rows.map((row) => amountOf(String(row[key])));
            const csv = await csvTexts(paths.csv, key);
            expect(csv.map((text) => amountOf(text ?? ''))).toEqual(said);
            expect(await ndjsonTexts(paths.ndjson, key)).toEqual(csv);
            expect(await exceljsTexts(paths.xlsx, titles[key])).toEqual(csv);
            for (const format of formats) expect(await readTexts(paths[format], key), format).toEqual(csv);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each([
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-7, '1e-7'],
    [1e21, '1e+21'],
    ['9007199254740993', '9007199254740993'],
    ['-12345678901234567890.123456789', '-12345678901234567890.123456789'],
    ['12.50', '12.5'],
  ])('%j stands as %s in a .csv and a .ndjson', async (co2e, text) => {
    const { export: exported } = await openSaying([{ co2e, quantity: 1 }]);
    expect(await csvTexts((await exported('csv')).out, 'co2e')).toEqual([text]);
    expect(await ndjsonTexts((await exported('ndjson')).out, 'co2e')).toEqual([text]);
  });
});

const rows = [
  { co2e: 0.1 + 0.2, quantity: 2 / 3 },
  { co2e: '9007199254740993', quantity: '0.12345678901234567890' },
  { co2e: 1e-7, quantity: 1e-7 },
  { co2e: 12_345.678901234567, quantity: 1_204_331.2 },
];

it('makes no difference between formats, nor between a file and its run', async () => {
  const { scene, export: exported } = await openSaying(rows);
  const exports = [];
  for (const format of formats) exports.push(await exported(format));
  const sides = exports.flatMap(({ out, run }) => [out, run]);
  for (const before of sides) {
    for (const after of sides) {
      const { delta } = await scene.delta(before, after);
      expect(delta.counts, `${before} ${after}`).toMatchObject({ unchanged: rows.length, edited: 0, recalculated: 0 });
    }
  }
  for (const { run } of exports)
    expect(await scene.reconcile(run)).toMatchObject({ exitCode: 0, reconciliation: { isEqual: true } });
});

it('tells a change of the last digit', async () => {
  const { scene, export: exported, say } = await openSaying([{ co2e: 0.3, quantity: 1 }]);
  const { out } = await exported('csv');
  say([{ co2e: 0.1 + 0.2, quantity: 1 }]);
  const { delta } = await scene.delta(out, (await exported('xlsx')).out);
  expect(delta.counts).toMatchObject({ recalculated: 1 });
  expect(delta.measures.find(({ key }) => key === 'co2e')).toMatchObject({ change: '0.00000000000000004' });
});

it.each(['csv', 'xlsx'] as const)('is imported as unchanged from an unedited .%s', async (format) => {
  const { scene, export: exported } = await openSaying(rows);
  const { out } = await exported(format);
  const { summary } = await scene.import(`again.${format}`, await readFile(out), { dataset: 'purchases' });
  expect(summary.counts).toMatchObject({ rows: rows.length, unchanged: rows.length });
});

const PRODUCT = '00000000-0000-4000-8000-000000000001';
const LONG = '0.12345678901234567890';

it.each([
  ['resold-products', 'packagingWeightValue', { packagingWeightValue: 0.1 + 0.2 }, '0.30000000000000004'],
  ['resold-products', 'packagingWeightValue', { packagingWeightValue: LONG }, LONG],
  ['resold-products', 'yearlySalesVolumes.2025', { yearlySalesVolumes: { 2025: 2 / 3 } }, '0.6666666666666666'],
  ['resold-products', 'yearlySalesVolumes.2025', { yearlySalesVolumes: { 2025: LONG } }, LONG],
  ['footprints', 'total', { footprint: { total: 2 / 3 } }, '0.6666666666666666'],
  ['footprints', 'total', { footprint: { total: LONG } }, LONG],
  ['variable-products', 'weightQuantity', { weight: { quantity: 0.1 + 0.2, unit: 'kg' } }, '0.30000000000000004'],
  ['variable-products', 'weightQuantity', { weight: { quantity: LONG, unit: 'kg' } }, LONG],
  ['variable-products', 'dataQualityRating', { dataQualityRating: LONG }, LONG],
  ['product-impacts', 'A1', { impacts: { 'GWP-fossil': { A1: 0.1 + 0.2 } } }, '0.30000000000000004'],
  ['product-impacts', 'A1', { impacts: { 'GWP-fossil': { A1: LONG } } }, LONG],
])('of %s, the column %s: %j', async (what, key, said, text) => {
  const saying = (one: object) => (['id', 'uuid', 'productId'].some((name) => name in one) ? { ...one, ...said } : one);
  const scene = await openImporting({
    holdings: { resoldProducts: [{ id: PRODUCT, name: 'Oats' }], variableProducts: [{ uuid: PRODUCT, name: 'Shoe' }] },
    fault: ({ path }) =>
      !/token|groups/.test(path)
        ? {
            kind: 'rewritten',
            change: (answer) => {
              if (Array.isArray(answer)) return answer.map(saying);
              const page = answer as { readonly data?: readonly object[] };
              return page.data ? { ...page, data: page.data.map(saying) } : answer;
            },
          }
        : undefined,
  });
  const out = (format: string) => scene.path(`out.${format}`);
  for (const format of formats)
    await exportData({ what, out: out(format), runsDir: scene.path('exports') }, scene.tools);
  expect(await csvTexts(out('csv'), key)).toEqual([text]);
  expect(await ndjsonTexts(out('ndjson'), key)).toEqual([text]);
  for (const format of formats) expect(await readTexts(out(format), key, what)).toEqual([text]);
});
