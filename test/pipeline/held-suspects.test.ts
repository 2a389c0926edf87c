// Rows that only look unusual beside those at the service, and those that are usual there: from a new computer, whose ledger knows
// nothing. What the service holds at the end, and the results.

import { describe, expect, it } from 'vitest';
import type { SandboxHoldings } from '../../src/sandbox/holdings.js';
import { openImporting, type Row } from './importing.js';

const SUPPLIER = '0b7e1c52-0000-4000-8000-0000000000aa';

/** Three years of monthly purchases from one supplier, as the service lists them. */
function threeYears(amountOf: (month: number) => number, more: object = {}): NonNullable<SandboxHoldings['purchases']> {
  return Array.from({ length: 36 }, (_, month) => ({
    id: `held-${amountOf(0)}-${month}`,
    product_name: `Castings, month ${month}`,
    sector: 'Manufacturing',
    country: 'DE',
    quantity: amountOf(month),
    unit_id: 'EUR',
    purchase_date: `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15T00:00:00Z`,
    expense_type: 'opex',
    supplier_id: SUPPLIER,
    ...more,
  }));
}

const tenThousands = threeYears((month) => 10_000 + 37 * month);

const one = (quantity: string, others: Row = {}): Row => ({
  product_name: 'Castings',
  sector: 'Manufacturing',
  country: 'DE',
  quantity,
  unit_id: 'EUR',
  purchase_date: '2025-01-03',
  expense_type: 'opex',
  supplier_id: SUPPLIER,
  ...others,
});

const statuses = (results: readonly Readonly<Record<'status' | 'code', string>>[]) =>
  results.map(({ status, code }) => `${status} ${code}`.trim());

describe('a file of one row', () => {
  it('is held back where the service has three years of ten-thousands, and sent once it is accepted', async () => {
    const scene = await openImporting({ holdings: { purchases: tenThousands } });
    expect(await scene.check('january.csv', [one('7000100')])).not.toHaveProperty('heldBack');

    const { summary, results } = await scene.import('january.csv', [one('7000100')]);
    expect(statuses(results)).toEqual(['unsent SUSPECT_AMOUNT']);
    expect(results[0]).toMatchObject({ field: 'quantity' });
    expect(results[0]?.message).toContain('7,000,100.00 EUR is 660 times the usual 10,600 of sector Manufacturing');
    expect(results[0]?.message).toContain('(36 rows at the service)');
    expect(summary).toMatchObject({ exitCode: 4, heldBack: 1 });
    expect(summary.causes).toMatchObject([{ code: 'SUSPECT_AMOUNT', column: 'quantity', rows: 1 }]);
    expect(await scene.problems(summary.folder)).toMatchObject([
      { row: '2', code: 'SUSPECT_AMOUNT', value: '7000100' },
    ]);
    expect(scene.sandbox.purchases()).toHaveLength(36);

    const accepted = await scene.import('january.csv', [one('7000100', { Accept: 'ja' })]);
    expect(statuses(accepted.results)).toEqual(['created']);
    expect(scene.sandbox.purchases()).toHaveLength(37);

    const again = await scene.import('january.csv', [one('7000100')]);
    expect(statuses(again.results)).toEqual(['skipped ALREADY_THERE']);
    expect(again.summary).not.toHaveProperty('heldBack');
  });

  it('costs no request more than it did', async () => {
    const scene = await openImporting({ holdings: { purchases: tenThousands } });
    const compared = await scene.plan('january.csv', [one('7000100')]);
    const accepted = await scene.plan('january.csv', [one('7000100')], { acceptSuspects: true });
    expect(compared.summary.plan).toMatchObject({ create: 0, hold: 1 });
    expect(accepted.summary.plan).toMatchObject({ create: 1 });
    expect(compared.summary.requests.sent).toBe(accepted.summary.requests.sent);
  });

  it('is sent where it is as usual', async () => {
    const scene = await openImporting({ holdings: { purchases: tenThousands } });
    const { summary, results } = await scene.import('january.csv', [one('9500.50')]);
    expect(statuses(results)).toEqual(['created']);
    expect(summary.exitCode).toBe(0);
  });

  it('is held back by its currency', async () => {
    const scene = await openImporting({ holdings: { purchases: tenThousands } });
    const { results } = await scene.import('january.csv', [one('10000', { unit_id: 'GBP' })]);
    expect(statuses(results)).toEqual(['unsent SUSPECT_CURRENCY']);
    expect(results[0]?.message).toContain('36 other rows of DE are in EUR');
  });

  it('is compared with each row once, however the list changes while it is read', async () => {
    const few = tenThousands.slice(0, 5);
    const scene = await openImporting({ holdings: { purchases: few }, lists: { total: { plus: 4 } } });
    const { results } = await scene.import('january.csv', [one('7000100')]);
    expect(statuses(results)).toEqual(['created']);
  });
});

describe('what is usual at the service', () => {
  const rent = { product_name: 'Rent of the works', sector: 'Real estate', country: 'FR', supplier_id: '' };
  const rents = threeYears((month) => 7_000_000 + month, rent);
  const file = [
    ...Array.from({ length: 20 }, (_, index) => one(String(10_000 + index * 31), { product_name: `Thing ${index}` })),
    one('7000100', { ...rent, sector: 'Manufacturing', supplier_id: SUPPLIER }),
  ];

  it('is sent without a question, though the file alone would hold it back', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return false;
    };
    const scene = await openImporting({ ask, holdings: { purchases: rents } });
    expect(await scene.check('january.csv', file)).toMatchObject({ heldBack: 1 });
    await scene.import('first.csv', [one('9999')]);
    const { summary, results } = await scene.import('january.csv', file, { yes: false });
    expect(questions).toEqual([]);
    expect(statuses(results)).toEqual(Array(21).fill('created'));
    expect(summary).not.toHaveProperty('heldBack');
    expect(summary.causes ?? []).not.toContainEqual(expect.objectContaining({ code: 'SUSPECT_AMOUNT' }));
    expect(scene.told).toContainEqual({
      kind: 'said',
      text: '1 row that looks unusual in the file is usual at the service: not held back',
    });
  });

  it('is held back where the service does not know it', async () => {
    const scene = await openImporting({ holdings: { purchases: rents.slice(0, 2) } });
    const { results } = await scene.import('january.csv', file);
    expect(statuses(results).filter((one) => one !== 'created')).toEqual(['unsent SUSPECT_AMOUNT']);
  });
});

describe('in a terminal, an import', () => {
  it('asks once about what the file and the service show, and a resumed run keeps the answer', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return true;
    };
    const scene = await openImporting({ ask, holdings: { purchases: tenThousands } });
    await scene.import('first.csv', [one('9999')]);
    const file = [
      one('7000100'),
      ...Array.from({ length: 12 }, (_, index) =>
        one(String(200 + index), { sector: 'Paper', supplier_id: '', product_name: `Paper ${index}` }),
      ),
      one('200000', { sector: 'Paper', supplier_id: '', product_name: 'Paper 99' }),
    ];
    const { summary } = await scene.import('january.csv', file, { yes: false });
    expect(questions).toHaveLength(1);
    expect(questions[0]).toContain('2 rows look unusual: january.csv, row 2, column quantity: 7,000,100.00 EUR');
    expect(summary).toMatchObject({ exitCode: 0, counts: { created: 14 } });
    const [run] = await scene.known();
    expect(run?.request).toMatchObject({ acceptSuspects: true });
  });
});

describe('a plan', () => {
  it('that is kept holds the row back, and so does its import', async () => {
    const scene = await openImporting({ holdings: { purchases: tenThousands } });
    const { path, summaries } = await scene.keep({ 'january.csv': [one('7000100'), one('9500')] });
    expect(summaries).toMatchObject([{ heldBack: 1, plan: { create: 1, hold: 1 } }]);
    const { results } = await scene.apply(path);
    expect(statuses(results)).toEqual(['unsent SUSPECT_AMOUNT', 'created']);
  });
});
