// Ledgers with rules, sums and credit notes, from the file to what the sandbox holds in the end.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { openImporting, type Row } from './importing.js';

/** A row of a ledger; `more` names other columns. */
function posting(account: string, name: string, amount: string, day: string, more: Row = {}): Row {
  return {
    'Product name': name,
    Sector: 'Manufacturing',
    Country: 'DE',
    Amount: amount,
    Currency: 'EUR',
    Date: day,
    'Expense type': 'opex',
    Account: account,
    ...more,
  };
}

function mapping(text: string) {
  return { mapping: parseSavedMapping(`version: 1\n${text}`, 'mapping.yaml') };
}

const statuses = (results: readonly { status: string; code: string }[]) =>
  results.map(({ status, code }) => [status, code].filter(Boolean).join(' '));

const amountsOf = (rows: readonly Row[]) => rows.map((row) => Number(row.quantity)).sort((a, b) => a - b);

const wages = `
rules:
  - {name: Wages, when: {Account: 41*}, action: exclude, reason: no purchase}
`;

describe('a rule', () => {
  it('excludes rows, with its name and reason in the result', async () => {
    const importing = await openImporting();
    const rows = [
      posting('4100 Staff', 'Pay', '50000.10', '2024-03-31'),
      // Nothing else matters of a row that is not sent.
      posting('4190 Staff', 'Pay', '7', 'soon', { Country: 'Atlantis' }),
      posting('3000 Metal', 'Copper', '900', '2024-03-02'),
    ];
    const { summary, results } = await importing.import('a.csv', rows, mapping(wages));
    expect(statuses(results)).toEqual(['skipped EXCLUDED_BY_RULE', 'skipped EXCLUDED_BY_RULE', 'created']);
    expect(results[0]?.message).toBe('not imported: excluded by the rule "Wages": no purchase');
    expect(summary).toMatchObject({ exitCode: 0, counts: { rows: 3, skipped: 2, created: 1 } });
    expect(summary.reconciliation).toEqual([
      {
        account: '4100 Staff',
        currency: 'EUR',
        file: '50000.1',
        sent: '0',
        excluded: '50000.1',
        summed: '0',
        netted: '0',
        open: '0',
        rules: { Wages: '50000.1' },
      },
      {
        account: '4190 Staff',
        currency: 'EUR',
        file: '7',
        sent: '0',
        excluded: '7',
        summed: '0',
        netted: '0',
        open: '0',
        rules: { Wages: '7' },
      },
      {
        account: '3000 Metal',
        currency: 'EUR',
        file: '900',
        sent: '900',
        excluded: '0',
        summed: '0',
        netted: '0',
        open: '0',
        rules: {},
      },
    ]);
    expect(amountsOf(await importing.export('purchases'))).toEqual([900]);
    // The column that a rule asks about is used.
    expect((await importing.problems(summary.folder)).map(({ code }) => code)).not.toContain('UNKNOWN_COLUMN');
  });

  it('about a column that the file lacks is an error', async () => {
    const importing = await openImporting();
    const rows = [posting('4100', 'Pay', '5', '2024-03-31')];
    const rules = 'rules: [{name: Wages, when: {Accont: 41*}, action: exclude, reason: no purchase}]';
    const { summary, stop } = await importing.import('a.csv', rows, mapping(rules));
    expect(stop?.code).toBe('COLUMNS');
    expect(summary.counts).toMatchObject({ rows: 1, unsent: 1 });
    const [problem] = await importing
      .problems(summary.folder)
      .then((all) => all.filter(({ severity }) => severity === 'error'));
    expect(problem).toMatchObject({
      code: 'RULE_TITLE_MISSING',
      column: 'Accont',
      suggestion: 'did you mean "Account"?',
    });
  });

  it('that sums cannot be about rows with a key', async () => {
    const importing = await openImporting();
    const rows = [{ GTIN: '4006381333931', Name: 'Pen', Group: 'A' }];
    const rules = 'rules: [{name: All, when: {Name: "*"}, action: sum-by-month}]';
    const { stop, summary } = await importing.import('r.csv', rows, { dataset: 'resold-products', ...mapping(rules) });
    expect(stop?.code).toBe('COLUMNS');
    expect((await importing.problems(summary.folder)).map(({ code }) => code)).toContain('SUMS_UNKNOWN');
  });
});

it('excludes by the rules of a check, copied as they are, the rows that the check counted', async () => {
  const importing = await openImporting();
  const rows = [
    posting('Rent*', 'Hall', '100', '2024-03-01'),
    posting('Rental desk', 'Hall', '200', '2024-03-02'),
    posting('~salaries', 'Pay', '400.10', '2024-03-03'),
    posting('1, "salaries" | x', 'Pay', '800', '2024-03-04'),
    posting('9 Other', 'Taxes', '1600', '2024-03-05'),
    posting('9 Other', 'Tax advice on taxes', '3200', '2024-03-06'),
    posting('9 Other', 'Copper', '6400', '2024-03-07'),
  ];
  const first = await importing.import('a.csv', rows);
  const proposed = (await importing.problems(first.summary.folder)).filter(({ code }) => code === 'PROPOSED_EXCLUSION');
  const written = proposed.map(({ suggestion = '' }) => suggestion.slice(suggestion.indexOf('{')));
  const copied = mapping(`rules:\n${written.map((rule) => `  - ${rule}\n`).join('')}`);
  const other = await openImporting();
  const { results, summary } = await other.import('a.csv', rows, copied);
  expect(statuses(results)).toEqual([
    'skipped EXCLUDED_BY_RULE',
    'created',
    'skipped EXCLUDED_BY_RULE',
    'skipped EXCLUDED_BY_RULE',
    'skipped EXCLUDED_BY_RULE',
    'created',
    'created',
  ]);
  expect(summary.counts).toMatchObject({ created: 3, skipped: 4 });
  expect(proposed.map(({ message = '' }) => /^\d+ rows?, [\d,.]+ EUR/.exec(message)?.[0]).sort()).toEqual([
    '1 row, 1,600.00 EUR',
    '1 row, 100.00 EUR',
    '2 rows, 1,200.10 EUR',
  ]);
});

describe('sum-by-month', () => {
  const sums = mapping('rules: [{name: Supplies, when: {Account: 68*}, action: sum-by-month}]');
  const rows = [
    posting('6800', 'Paper', '0.10', '2024-02-03'),
    posting('6800', 'Paper', '0.20', '2024-02-20'),
    posting('6810', 'Paper', '5', '2024-02-20'),
    posting('6800', 'Paper', '7', '2024-03-01'),
    posting('3000', 'Copper', '900', '2024-02-02'),
    posting('6800', 'Paper', '-0.05', '2024-02-29'),
    posting('6800', 'Ink', '3', '2024-02-07'),
  ];

  it('sends one exact sum for each month, account and kind of row', async () => {
    const importing = await openImporting();
    const { results, summary } = await importing.import('a.csv', rows, sums);
    expect(statuses(results)).toEqual([
      'created SUM_OF_ROWS',
      'skipped SUMMED_INTO',
      'created SUM_OF_ROWS',
      'created SUM_OF_ROWS',
      'created',
      'skipped SUMMED_INTO',
      'created SUM_OF_ROWS',
    ]);
    expect(results[1]?.message).toContain('row 2');
    const held = await importing.export('purchases');
    expect(amountsOf(held)).toEqual([0.25, 3, 5, 7, 900]);
    expect(held.find(({ quantity }) => quantity === '0.25')).toMatchObject({ purchase_date: '2024-02-29' });
    expect(summary.reconciliation?.find(({ account }) => account === '6800')).toMatchObject({
      file: '10.25',
      sent: '0',
      summed: '10.25',
      open: '0',
    });
    expect(summary.reconciliation?.some(({ difference }) => difference !== undefined)).toBe(false);
  });

  it('creates nothing when the file is imported again', async () => {
    const importing = await openImporting();
    await importing.import('a.csv', rows, sums);
    const { results, summary } = await importing.import('a.csv', rows, sums);
    expect(summary.counts).toMatchObject({ created: 0, skipped: 7 });
    expect(statuses(results)[1]).toBe('skipped SUMMED_INTO');
    expect(await importing.export('purchases')).toHaveLength(5);
  });

  it('takes a sum that has grown for an edited row, not for a new one', async () => {
    const importing = await openImporting();
    await importing.import('a.csv', rows, sums);
    const grown = [posting('6800', 'Paper', '2', '2024-02-01'), ...rows, posting('6800', 'Ink', '1', '2024-02-08')];
    const asked = await importing.import('a.csv', grown, sums);
    expect(asked.summary.counts).toMatchObject({ created: 0, failed: 2 });
    const updated = await importing.import('a.csv', grown, { ...sums, onExisting: 'update' });
    expect(updated.summary.counts).toMatchObject({ created: 0, failed: 0, updated: 2 });
    expect(amountsOf(await importing.export('purchases'))).toEqual([2.25, 4, 5, 7, 900]);
  });

  it('sends nothing for a month that comes to exactly 0, and says so', async () => {
    const importing = await openImporting();
    const zero = [
      posting('6800', 'Paper', '0.10', '2024-02-03'),
      posting('6800', 'Paper', '0.20', '2024-02-20'),
      posting('6800', 'Paper', '-0.30', '2024-02-29'),
      posting('6800', 'Paper', '4', '2024-03-01'),
    ];
    const { results, summary } = await importing.import('a.csv', zero, sums);
    expect(statuses(results)).toEqual([...Array(3).fill('skipped SUM_OF_ZERO'), 'created SUM_OF_ROWS']);
    expect(results[0]?.message).toContain('the 3 rows of 2024-02');
    expect(summary.reconciliation).toMatchObject([
      { file: '4', sent: '0', summed: '4', open: '0', zeroSums: { Supplies: 3 } },
    ]);
    expect(amountsOf(await importing.export('purchases'))).toEqual([4]);
  });

  it('does not sum a month that comes to less than 0', async () => {
    const importing = await openImporting();
    const less = [posting('6800', 'Paper', '1', '2024-02-03'), posting('6800', 'Paper', '-4', '2024-02-20')];
    const { results, summary } = await importing.import('a.csv', less, sums);
    expect(statuses(results)).toEqual(['created', 'invalid OPEN_CREDIT']);
    expect(summary.reconciliation).toMatchObject([{ file: '-3', sent: '1', open: '-4', summed: '0' }]);
  });
});

describe('a credit note', () => {
  const net = mapping('credits: net');
  const rows = [
    posting('3000', 'Copper', '900', '2024-02-02', { Supplier: 'Kupfer AG', 'Invoice no.': 'R-1001' }),
    posting('3000', 'Tin', '500', '2024-02-03', { Supplier: 'Zinn GmbH', 'Invoice no.': 'Z-77' }),
    posting('3000', 'Tin', '650', '2024-02-04', { Supplier: 'Zinn GmbH', 'Invoice no.': 'Z-78' }),
    posting('3000', 'Credit R-1001', '-150.5', '2024-02-09', { Supplier: 'Kupfer AG', 'Invoice no.': 'G-5' }),
    posting('3000', 'Reversal', '-650', '2024-02-10', { Supplier: 'Zinn GmbH', 'Invoice no.': 'Z-78' }),
    posting('3000', 'Bonus', '-20', '2024-02-11', { Supplier: 'Zinn GmbH', 'Invoice no.': 'G-9' }),
  ];

  it('is open, and names its purchase', async () => {
    const importing = await openImporting();
    const { results, summary } = await importing.import('a.csv', rows);
    expect(statuses(results)).toEqual([
      'created',
      'created',
      'created',
      'invalid OPEN_CREDIT',
      'invalid OPEN_CREDIT',
      'invalid OPEN_CREDIT',
    ]);
    expect(results[3]?.message).toContain('150.50 EUR is open: it fits the purchase in row 2');
    expect(results[4]?.message).toContain('row 4');
    expect(summary.exitCode).toBe(4);
    expect(summary.reconciliation).toMatchObject([{ file: '1229.5', sent: '2050', open: '-820.5' }]);
  });

  it('is netted with its purchase, where one purchase fits', async () => {
    const importing = await openImporting();
    const { results, summary } = await importing.import('a.csv', rows, net);
    expect(statuses(results)).toEqual([
      'created NETTED_BY',
      'created',
      'skipped NETTED',
      'skipped NETTED',
      'skipped NETTED',
      'invalid OPEN_CREDIT',
    ]);
    expect(results[2]?.message).toBe('not imported: netted with row 6');
    expect(amountsOf(await importing.export('purchases'))).toEqual([500, 749.5]);
    expect(summary.reconciliation).toMatchObject([{ file: '1229.5', sent: '1249.5', open: '-20', netted: '-800.5' }]);
  });

  it('is netted once when the file is imported again', async () => {
    const importing = await openImporting();
    await importing.import('a.csv', rows, net);
    const { summary } = await importing.import('a.csv', rows, net);
    expect(summary.counts).toMatchObject({ created: 0, skipped: 5, invalid: 1 });
    expect(await importing.export('purchases')).toHaveLength(2);
  });

  it.each([
    ['its country', { Country: 'Atlantis' }],
    ['its day', { Date: 'soon' }],
    ['another amount below its least', { 'Recycled share': '-3' }],
  ])('whose row has another error keeps it, and its purchase stays as it is: %s', async (_, faulty) => {
    const importing = await openImporting();
    const whole = rows.slice(0, 3).map((row) => ({ ...row, 'Recycled share': '' }));
    const credit = { ...rows[3], 'Recycled share': '', ...faulty };
    const { results, summary } = await importing.import('a.csv', [...whole, credit], net);
    expect(results.map(({ status }) => status)).toEqual(['created', 'created', 'created', 'invalid']);
    const own = (await importing.problems(summary.folder)).filter(
      ({ row, severity }) => row === '5' && severity === 'error',
    );
    expect(own.map(({ code, column }) => [code === 'OPEN_CREDIT', column])).toEqual([
      [true, 'Amount'],
      [false, Object.keys(faulty)[0]],
    ]);
    expect(own[0]?.message).toContain('the purchase in row 2 that it fits keeps its amount');
    expect(summary.reconciliation).toMatchObject([{ file: '1899.5', sent: '2050', open: '-150.5', netted: '0' }]);
    expect(amountsOf(await importing.export('purchases'))).toEqual([500, 650, 900]);
  });

  it('that a sum leaves out for another error is invalid, and netted with nothing', async () => {
    const importing = await openImporting();
    const both = mapping('credits: net\nrules: [{name: Supplies, when: {Account: 68*}, action: sum-by-month}]');
    const { results, summary } = await importing.import(
      'a.csv',
      [
        posting('6800', 'Paper', '-5', '2024-02-03', { Country: 'Atlantis' }),
        posting('6800', 'Paper', '5', '2024-02-01'),
        posting('6800', 'Paper', '7', '2024-02-20'),
      ],
      both,
    );
    expect(statuses(results)).toEqual(['invalid OPEN_CREDIT', 'created SUM_OF_ROWS', 'skipped SUMMED_INTO']);
    expect(summary.reconciliation).toMatchObject([{ file: '7', summed: '12', open: '-5' }]);
  });

  it('changes an earlier purchase only when asked', async () => {
    const importing = await openImporting();
    await importing.import('a.csv', rows.slice(0, 3), net);
    const asked = await importing.import('a.csv', rows.slice(0, 4), net);
    expect(asked.summary.counts).toMatchObject({ created: 0, failed: 1 });
    await importing.import('a.csv', rows.slice(0, 4), { ...net, onExisting: 'update' });
    expect(amountsOf(await importing.export('purchases'))).toEqual([500, 650, 749.5]);
  });
});

it('puts all rows of a sum and of a netted purchase that failed into the file of rows to fix', async () => {
  const importing = await openImporting();
  const both = mapping('credits: net\nrules: [{name: Supplies, when: {Account: 68*}, action: sum-by-month}]');
  const rows = [
    posting('6800', 'Paper', '1.5', '2024-02-03'),
    posting('6800', 'Paper', '2', '2024-02-20'),
    posting('3100', 'Credit note', '-20', '2024-02-20'),
    posting('3100', 'Tin', '300', '2024-02-09'),
    posting('3200', 'Zinc', '50', '2024-02-09'),
    posting('3200', 'Reversal', '-50', '2024-02-10'),
  ];
  await importing.import('a.csv', rows, both);
  const { summary, results } = await importing.import('a.csv', rows, { ...both, onExisting: 'fail' });
  expect(results.map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped', 'failed', 'skipped', 'skipped']);
  const failed = await readFile(join(summary.folder, 'failed.csv'), 'utf8');
  const lines = Papa.parse<Row>(failed, { header: true, skipEmptyLines: true }).data;
  expect(lines.map(({ Amount }) => Number(Amount)).sort((a, b) => a - b)).toEqual([-20, 1.5, 2, 300]);
  expect(summary.reconciliation).toMatchObject([
    { account: '6800', file: '3.5', open: '3.5', summed: '0' },
    { account: '3100', file: '280', open: '280', netted: '-20' },
    { account: '3200', file: '0', sent: '0', open: '0', netted: '-50' },
  ]);
  const again = await importing.import('failed.csv', lines, both);
  expect(again.summary.counts).toMatchObject({ rows: 4, created: 0, skipped: 4 });
});

it('puts the reconciliation on a sheet of the results workbook', async () => {
  const importing = await openImporting();
  const rows = [posting('4100 Staff', 'Pay', '50.5', '2024-03-31'), posting('3000 Metal', 'Copper', '9', '2024-03-02')];
  const { summary } = await importing.import('a.csv', rows, mapping(wages));
  const path = join(summary.folder, 'results.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const lines: unknown[] = [];
  book
    .getWorksheet('Reconciliation')
    ?.eachRow((row) => lines.push(Array.isArray(row.values) ? row.values.slice(1, 8) : []));
  expect(lines).toMatchObject([
    ['Account', 'Currency', 'File', 'Sent', 'Excluded', 'Summed', 'Open'],
    ['4100 Staff', 'EUR', 50.5, 0, 50.5, 0, 0],
    ['4100 Staff', 'EUR', undefined, undefined, 50.5, undefined, undefined],
    ['3000 Metal', 'EUR', 9, 9, 0, 0, 0],
  ]);
});

describe('results that are given back', () => {
  const decided = mapping(`credits: net\nrules:
  - {name: Wages, when: {Account: 41*}, action: exclude, reason: no purchase}
  - {name: Supplies, when: {Account: 68*}, action: sum-by-month}`);
  const rows = [
    posting('4100 Staff', 'Pay', '50.5', '2024-03-31'),
    posting('3000 Metal', 'Copper', '900', '2024-03-02'),
    posting('3000 Metal', 'Credit note', '-150', '2024-03-09'),
    posting('6800', 'Paper', '1', '2024-03-03'),
    posting('6800', 'Paper', '2', '2024-03-04'),
  ];

  it.each([
    // The rows of a result workbook are known by their ids.
    ['results.xlsx', { unchanged: 2, skipped: 3 }],
    ['results.csv', { unchanged: 0, skipped: 5 }],
  ])('create nothing twice with their mapping: %s', async (file, counts) => {
    const importing = await openImporting();
    const { summary } = await importing.import('a.csv', rows, decided);
    const results = await readFile(join(summary.folder, file));
    const again = await importing.import(file, results, decided);
    expect(again.summary.counts).toMatchObject({ rows: 5, created: 0, ...counts });
    expect(again.summary.reconciliation).toEqual(summary.reconciliation);
    expect(amountsOf(await importing.export('purchases'))).toEqual([3, 750]);
  });

  it('keep the rules in the result workbook', async () => {
    const importing = await openImporting();
    const { summary } = await importing.import('a.csv', rows, decided);
    const again = await importing.import('results.xlsx', await readFile(join(summary.folder, 'results.xlsx')));
    expect([again.stop, again.summary.counts.created, again.summary.counts.invalid]).toEqual([undefined, 0, 0]);
    expect(amountsOf(await importing.export('purchases'))).toEqual([3, 750]);
  });

  it('are refused without their rules, as results.csv', async () => {
    const importing = await openImporting();
    const { summary } = await importing.import('a.csv', rows, decided);
    const again = await importing.import('results.csv', await readFile(join(summary.folder, 'results.csv')));
    expect(again.stop?.code).toBe('COLUMNS');
    expect(await importing.problems(again.summary.folder)).toContainEqual(
      expect.objectContaining({ code: 'RULES_NOT_GIVEN', column: 'code', value: 'EXCLUDED_BY_RULE' }),
    );
    expect(amountsOf(await importing.export('purchases'))).toEqual([3, 750]);
  });
});

it('never reads a credit as a purchase where a column marks it', async () => {
  const importing = await openImporting();
  const rows = [
    posting('3000', 'Copper', '900', '2024-02-02', { 'S/H': 'S' }),
    posting('3000', 'Credit', '20', '2024-02-03', { 'S/H': 'H' }),
  ];
  const { stop, summary } = await importing.import('a.csv', rows);
  expect(stop?.code).toBe('COLUMNS');
  expect(await importing.problems(summary.folder)).toContainEqual(
    expect.objectContaining({ code: 'CREDIT_MARK', row: '3', column: 'S/H', value: 'H' }),
  );
  const rules = 'rules: [{name: Credits, when: {S/H: H}, action: exclude, reason: netted by hand}]';
  expect((await importing.import('a.csv', rows, mapping(rules))).summary.counts).toMatchObject({
    created: 1,
    skipped: 1,
  });
  const signed = rows.map((row) => (row['S/H'] === 'H' ? { ...row, Amount: '-20' } : row));
  expect((await importing.import('b.csv', signed, mapping('credits: net'))).stop).toBeUndefined();
});
