import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import { judgeRows } from '../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../src/pipeline/table/open-table.js';

const folder = fileURLToPath(new URL('../../samples/', import.meta.url));

async function judge(file: string) {
  const table = await openTable({ file: `${folder}${file}` });
  const problems = [...table.problems];
  const leftOut: number[] = [];
  let rows = 0;
  let fit = 0;
  for await (const batch of judgeRows(table, 'keep')) {
    for (const row of batch) {
      rows += 1;
      problems.push(...row.problems);
      if (row.leftOut !== undefined) leftOut.push(row.source.row);
      else if (row.record !== undefined) fit += 1;
    }
  }
  await table.source.close();
  return {
    dataset: table.dataset.name,
    problems: problems
      .filter(({ severity }) => severity !== 'note')
      .map(({ row, severity, code, column }) => `${row} ${severity} ${code} ${column}`.trim()),
    rows,
    fit,
    leftOut,
  };
}

describe('samples', () => {
  it('has a clean and a faulty file for every dataset, each with a line in the README', async () => {
    const files = (await readdir(folder)).filter((file) => file !== 'README.md');
    const readme = await readFile(`${folder}README.md`, 'utf8');
    for (const file of files) expect(readme).toContain(`| \`${file}\` |`);
    const stems = files.map((file) => file.replace(/\.\w+$/, '')).sort();
    const pairs = importDatasets.flatMap(({ name }) => [`${name}-clean`, `${name}-faulty`]);
    expect(stems).toEqual([...pairs, 'purchases-ledger'].sort());
  });

  it.each([
    ['purchases-clean.csv', 'purchases', 24],
    ['resold-products-clean.xlsx', 'resold-products', 20],
    ['country-sales-clean.csv', 'country-sales', 28],
    ['suppliers-clean.csv', 'suppliers', 12],
    ['variable-products-clean.xlsx', 'variable-products', 16],
    ['supplier-periods-clean.csv', 'supplier-periods', 10],
    ['invites-clean.csv', 'invites', 4],
    ['sold-products-clean.csv', 'sold-products', 12],
    ['sales-periods-clean.csv', 'sales-periods', 14],
  ])('%s holds %s and nothing to repair', async (file, dataset, rows) => {
    expect(await judge(file)).toEqual({ dataset, problems: [], rows, fit: rows, leftOut: [] });
  });

  it('purchases-faulty.xlsx holds what goes wrong in a workbook of purchases', async () => {
    expect(await judge('purchases-faulty.xlsx')).toEqual({
      dataset: 'purchases',
      rows: 22,
      fit: 8,
      leftOut: [26],
      problems: [
        '4 warning UNKNOWN_COLUMN Bemerkng',
        '4 warning UNKNOWN_COLUMN Kostenstelle',
        '7 error REQUIRED_EMPTY Branche',
        '8 error UNKNOWN_COUNTRY Land',
        '10 error UNIT_DIFFERS Betrag',
        '11 error OPEN_CREDIT Betrag',
        '12 error IMPOSSIBLE_DATE Rechnungsdatum',
        '13 error NOT_A_CHOICE Kostenart',
        '14 error SHARE_AS_PERCENT Recyclinganteil',
        '15 error NEEDS_FIELD Emissionsfaktor-ID',
        '16 error NOT_A_UUID Emissionsfaktor-ID',
        '17 error ERROR_CELL Betrag',
        '18 error REQUIRED_EMPTY Währung',
        '20 warning EQUAL_ROW',
        '23 error REQUIRED_EMPTY Kostenart',
        '24 error TOO_LONG Bezeichnung',
        '26 warning TOTAL_ROW Bezeichnung',
        '26 warning TOTAL_DIFFERS Betrag',
      ],
    });
  });

  it('resold-products-faulty.csv holds what goes wrong in a list of products', async () => {
    expect(await judge('resold-products-faulty.csv')).toEqual({
      dataset: 'resold-products',
      rows: 19,
      fit: 6,
      leftOut: [16],
      problems: [
        '1 warning UNKNOWN_COLUMN Buyer',
        '4 error TOO_SHORT Product name',
        '5 error LOST_DIGITS EAN',
        '6 warning GTIN_CHECK_DIGIT EAN',
        '7 error TOO_LONG EAN',
        '8 error REQUIRED_EMPTY Ship-to location',
        '9 error NEEDS_FIELD Packaging weight unit',
        '10 error NEEDS_FIELD Net quantity',
        '11 error TOO_LARGE Alcohol (% vol)',
        '12 error NOT_A_URL Image URL',
        '13 error NOT_A_NUMBER Sales 2024 (t)',
        '14 error TOO_SMALL Sales 2024 (t)',
        '16 warning REPEATED_ROW',
        '17 error SAME_KEY',
        '18 error RAGGED_ROW',
      ],
    });
  });

  it('country-sales-faulty.xlsx holds what goes wrong in sales by country', async () => {
    expect(await judge('country-sales-faulty.xlsx')).toEqual({
      dataset: 'country-sales',
      rows: 16,
      fit: 6,
      leftOut: [10],
      problems: [
        '3 warning UNKNOWN_COLUMN Säljare',
        '7 error PERIOD_OVERLAP',
        '8 error UNKNOWN_COUNTRY Land',
        '10 warning REPEATED_ROW',
        '11 error TOO_SMALL Antal',
        '12 error PERIOD_REVERSED Till',
        '13 error NOT_A_NUMBER Antal',
        '15 error NOT_A_UUID Produkt-id',
        '16 error NEEDS_FIELD Produkt',
        '17 error IMPOSSIBLE_DATE Från',
        '18 error REQUIRED_EMPTY Till',
      ],
    });
  });

  it('suppliers-faulty.csv holds what goes wrong in a list of suppliers', async () => {
    expect(await judge('suppliers-faulty.csv')).toEqual({
      dataset: 'suppliers',
      rows: 10,
      fit: 2,
      leftOut: [10],
      problems: [
        '1 warning UNKNOWN_COLUMN Payment terms',
        '3 error TOO_SHORT Supplier',
        '4 error REQUIRED_EMPTY Supplier',
        '5 error NOT_AN_EMAIL Contact email',
        '6 error NEEDS_FIELD Contact email',
        '7 error CONTACT_DIFFERS',
        '8 error LOST_DIGITS Supplier number',
        '10 warning REPEATED_ROW',
        '11 error NOT_AN_EMAIL Contact 2 email',
      ],
    });
  });

  it('variable-products-faulty.csv holds what goes wrong in a list of modelled and bought-in products', async () => {
    expect(await judge('variable-products-faulty.csv')).toEqual({
      dataset: 'variable-products',
      rows: 18,
      fit: 2,
      leftOut: [18],
      problems: [
        '1 warning UNKNOWN_COLUMN Colour',
        '4 error REQUIRED_EMPTY Product name',
        '5 error NOT_A_UUID Product uuid',
        '6 error LOST_DIGITS SKU',
        '7 error TOO_SMALL Weight',
        '8 error NEEDS_FIELD Weight unit',
        '9 error NEEDS_FIELD Weight',
        '10 error UNIT_DIFFERS Weight',
        '11 error TOO_LARGE Recycled content (%)',
        '12 error NOT_A_CHOICE Data source',
        '13 error ONLY_WITH Footprint A1',
        '14 error ONLY_WITH Footprint A1',
        '15 error IMPOSSIBLE_DATE Valid from',
        '16 error PERIOD_REVERSED Valid to',
        '17 error NOT_A_NUMBER Weight',
        '18 warning REPEATED_ROW',
        '19 error SAME_KEY',
      ],
    });
  });

  it('supplier-periods-faulty.csv holds what goes wrong in a list of periods', async () => {
    expect(await judge('supplier-periods-faulty.csv')).toEqual({
      dataset: 'supplier-periods',
      rows: 12,
      fit: 3,
      leftOut: [11],
      problems: [
        '1 warning UNKNOWN_COLUMN Buyer',
        '3 error PERIOD_OVERLAP',
        '4 error PERIOD_REVERSED Valid to',
        '5 error NEEDS_FIELD Supplier number',
        '6 error NEEDS_FIELD Article number',
        '7 error NEEDS_FIELD Valid from',
        '8 error IMPOSSIBLE_DATE Valid from',
        '9 error NOT_A_DATE Valid to',
        '11 warning REPEATED_ROW',
        '12 error PERIOD_OVERLAP',
      ],
    });
  });

  it('invites-faulty.csv holds what goes wrong in a list of invites', async () => {
    expect(await judge('invites-faulty.csv')).toEqual({
      dataset: 'invites',
      rows: 7,
      fit: 2,
      leftOut: [8],
      problems: [
        '1 warning UNKNOWN_COLUMN Note',
        '3 error NEEDS_FIELD Supplier',
        '4 error NEEDS_FIELD Product',
        '5 error LOST_DIGITS EAN',
        '6 warning GTIN_CHECK_DIGIT EAN',
        '7 error NOT_A_UUID Supplier id',
        '8 warning REPEATED_ROW',
      ],
    });
  });

  it('sold-products-faulty.csv holds what goes wrong in a list of products to delete', async () => {
    expect(await judge('sold-products-faulty.csv')).toEqual({
      dataset: 'sold-products',
      rows: 9,
      fit: 3,
      leftOut: [7],
      problems: [
        '1 warning UNKNOWN_COLUMN Sachbearbeiter',
        '4 error NOT_A_UUID Produkt-ID',
        '5 error NEEDS_FIELD verkauftes Produkt',
        '6 error NOT_A_CHOICE Action',
        '7 warning REPEATED_ROW',
        '8 error SAME_KEY',
        '9 error TOO_LONG verkauftes Produkt',
      ],
    });
  });

  it('sales-periods-faulty.csv holds what goes wrong in a list of periods to delete', async () => {
    expect(await judge('sales-periods-faulty.csv')).toEqual({
      dataset: 'sales-periods',
      rows: 10,
      fit: 2,
      leftOut: [9],
      problems: [
        '1 warning UNKNOWN_COLUMN Reason',
        '3 error NEEDS_FIELD Until',
        '4 error PERIOD_REVERSED Until',
        '5 error NOT_A_UUID Period id',
        '6 error NEEDS_FIELD Product',
        '7 error NEEDS_FIELD Period id',
        '8 error IMPOSSIBLE_DATE From',
        '9 warning REPEATED_ROW',
        '10 error NOT_A_CHOICE Action',
      ],
    });
  });
});
