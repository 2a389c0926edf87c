// Rows that look unusual, through check, plan, import and resume: what the service holds at the end, and the results.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { checkFile } from '../../src/pipeline/check.js';
import { openImporting, type Row } from './importing.js';

/** Purchases of about 10,000 each; those at `unusual` are of 7,000,100. */
function purchases(count: number, unusual: readonly number[]): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    product_name: `Thing ${index}`,
    sector: 'Manufacturing',
    country: 'SE',
    quantity: unusual.includes(index) ? '7000100' : String(10_000 + index * 31),
    unit_id: 'SEK',
    purchase_date: '2024-03-15',
    expense_type: 'opex',
    Accept: '',
  }));
}

const accepting = (rows: readonly Row[], at: number, word: string): readonly Row[] =>
  rows.map((row, index) => (index === at ? { ...row, Accept: word } : row));

const statuses = (results: readonly Row[]) => {
  const counts = new Map<string, number>();
  for (const { status, code } of results) {
    const text = `${status} ${code}`.trim();
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
};

const heldAmounts = async (scene: Awaited<ReturnType<typeof openImporting>>) =>
  (await scene.export('purchases')).map(({ quantity }) => Number(quantity));

describe('an import', () => {
  it('holds the row back, sends all others, and sends it once a person accepts it', async () => {
    const scene = await openImporting();
    const rows = purchases(20, [7]);
    const first = await scene.import('march.csv', rows);
    expect(statuses(first.results)).toEqual({ created: 19, 'unsent SUSPECT_AMOUNT': 1 });
    expect(first.results[7]).toMatchObject({ row: '9', status: 'unsent', field: 'quantity' });
    expect(first.results[7]?.message).toContain('7,000,100.00 SEK is 680 times the usual 10,300');
    expect(first.summary).toMatchObject({ exitCode: 4, heldBack: 1, counts: { rows: 20, created: 19, unsent: 1 } });
    expect(await heldAmounts(scene)).toHaveLength(19);

    const second = await scene.import('march.csv', accepting(rows, 7, 'Ja'));
    expect(statuses(second.results)).toEqual({ 'skipped ALREADY_THERE': 19, created: 1 });
    expect(second.summary.exitCode).toBe(0);
    expect(second.summary).not.toHaveProperty('heldBack');
    expect(await heldAmounts(scene)).toContain(7_000_100);

    const third = await scene.import('march.csv', rows);
    expect(statuses(third.results)).toEqual({ 'skipped ALREADY_THERE': 20 });
    expect(third.summary.exitCode).toBe(0);
  });

  it.each(['x', 'Sí'])('takes %s for a yes', async (word) => {
    const scene = await openImporting();
    const { results } = await scene.import('march.csv', accepting(purchases(12, [3]), 3, word));
    expect(statuses(results)).toEqual({ created: 12 });
  });

  it.each(['', 'perhaps'])('does not take %j for one', async (word) => {
    const scene = await openImporting();
    const { results } = await scene.import('march.csv', accepting(purchases(12, [3]), 3, word));
    expect(statuses(results)).toEqual({ created: 11, 'unsent SUSPECT_AMOUNT': 1 });
  });

  it('sends all with --accept-suspects', async () => {
    const scene = await openImporting();
    const { summary, results } = await scene.import('march.csv', purchases(12, [3]), { acceptSuspects: true });
    expect(statuses(results)).toEqual({ created: 12 });
    expect(summary.exitCode).toBe(0);
  });

  it('is the same in a rehearsal, and as an upload file', async () => {
    const scene = await openImporting();
    const rehearsed = await scene.import('march.csv', purchases(12, [3]), { rehearse: true });
    expect(statuses(rehearsed.results)).toEqual({ created: 11, 'unsent SUSPECT_AMOUNT': 1 });
    expect(rehearsed.summary.exitCode).toBe(4);
    expect(await heldAmounts(scene)).toEqual([]);
  });

  it('never holds back a row to skip or to delete, nor counts it as usual', async () => {
    const scene = await openImporting();
    const rows = purchases(12, [3]).map((row, index) => ({ ...row, Action: index === 3 ? 'skip' : '' }));
    const { results } = await scene.import('march.csv', rows);
    expect(statuses(results)).toEqual({ created: 11, 'skipped ASKED_TO_SKIP': 1 });
  });
});

describe('an import after others', () => {
  const one = (name: string, quantity: string, others: Row = {}): Row => ({
    ...purchases(1, [])[0],
    product_name: name,
    quantity,
    ...others,
  });

  it('compares amounts with those that were sent before', async () => {
    const scene = await openImporting();
    await scene.import('march.csv', purchases(20, []));
    const { results } = await scene.import('april.csv', [one('Desk', '7000100'), one('Chair', '12000')]);
    expect(statuses(results)).toEqual({ 'unsent SUSPECT_AMOUNT': 1, created: 1 });
    expect(results[0]?.message).toContain(
      '7,000,100.00 SEK is 680 times the usual 10,200 of sector Manufacturing (20 rows of earlier imports)',
    );
  });

  it('finds a whole file in another unit', async () => {
    const scene = await openImporting();
    await scene.import('march.csv', purchases(20, []));
    const inMillions = purchases(20, []).map((row) => ({
      ...row,
      quantity: String(Number(row.quantity) / 1_000_000),
    }));
    const { results } = await scene.import('april.csv', inMillions);
    expect(statuses(results)).toEqual({ 'unsent SUSPECT_AMOUNT': 20 });
  });

  it('compares with the same product first', async () => {
    const scene = await openImporting();
    const ofTwo = purchases(40, []).map((row, index) => ({
      ...row,
      product_name: index % 2 === 0 ? 'Steel' : 'Screws',
      quantity: String(index % 2 === 0 ? 900_000 + index : 900 + index),
    }));
    await scene.import('march.csv', ofTwo);
    const { results } = await scene.import('april.csv', [one('Screws', '900500'), one('Steel', '900500')]);
    expect(statuses(results)).toEqual({ 'unsent SUSPECT_AMOUNT': 1, created: 1 });
    expect(results[0]?.message).toContain('of product_name Screws, country SE (20 rows of earlier imports)');
  });

  it('does not count what was taken back, or what never was sent', async () => {
    const scene = await openImporting();
    await scene.check('march.csv', purchases(20, []));
    await scene.plan('march.csv', purchases(20, []));
    const { summary } = await scene.import('march.csv', purchases(20, []));
    await scene.undo(summary.run);
    const { results } = await scene.import('april.csv', [one('Desk', '7000100')]);
    expect(statuses(results)).toEqual({ created: 1 });
  });
});

describe('in a terminal, an import', () => {
  it.each([
    [true, 150, 0],
    [false, 148, 4],
  ])('asks once, and the answer is %s', async (answer, created, exitCode) => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return answer;
    };
    const scene = await openImporting({ ask });
    // The account is known, so nothing else is asked.
    await scene.import('first.csv', [{ ...purchases(1, [])[0], product_name: 'First' }]);
    const rows = purchases(150, [3, 9]);
    const { summary } = await scene.import('march.csv', rows, { yes: false });
    expect(questions).toHaveLength(1);
    expect(questions[0]).toContain('2 rows look unusual: march.csv, row 5, column quantity: 7,000,100.00 SEK is');
    expect(summary).toMatchObject({ exitCode, counts: { created } });
    const resumed = await scene.resume(summary.run, true);
    expect(resumed.summary.counts).toMatchObject({ rows: 150, created: 150, unsent: 0 });
  });

  it('asks nothing where all is usual, or with --yes', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return true;
    };
    const scene = await openImporting({ ask });
    await scene.import('march.csv', purchases(12, [3]));
    await scene.import(
      'april.csv',
      purchases(12, []).map((row) => ({ ...row, purchase_date: '2024-04-15' })),
      {
        yes: false,
      },
    );
    expect(questions).toEqual([]);
  });
});

describe('a document number', () => {
  const invoices = (title: string, amounts: readonly number[]): readonly Row[] =>
    amounts.map((amount, index) => ({
      ...purchases(1, [])[0],
      product_name: `Thing ${index}`,
      [title]: `RE-${4711 + index}`,
      quantity: String(amount),
    }));
  const march = invoices('Invoice no', [100, 200, 300, 400]);
  /** An equal row, one with another amount, and three of new documents. */
  const april = (title: string) => [
    ...invoices(title, [100, 250]),
    ...invoices(title, [0, 0, 0, 0, 500, 600, 700]).slice(4),
  ];

  it('of an earlier import of another file holds the row back', async () => {
    const scene = await openImporting();
    await scene.import('march.csv', march);
    expect(await scene.check('april.csv', april('Invoice no'))).toMatchObject({ heldBack: 1, exitCode: 0 });
    const { summary, results } = await scene.import('april.csv', april('Invoice no'));
    expect(statuses(results)).toEqual({ 'skipped ALREADY_THERE': 1, created: 3, 'unsent SUSPECT_DOCUMENT': 1 });
    expect(results[1]?.message).toContain('this document was imported before, from march.csv');
    expect(summary).toMatchObject({ heldBack: 1, exitCode: 4 });
  });

  it('is not asked about again once the row is sent', async () => {
    const scene = await openImporting();
    await scene.import('march.csv', march);
    await scene.import('april.csv', april('Invoice no'), { acceptSuspects: true });
    const { summary, results } = await scene.import('april.csv', april('Invoice no'));
    expect(statuses(results)).toEqual({ 'skipped ALREADY_THERE': 5 });
    expect(summary).not.toHaveProperty('heldBack');
    expect(await scene.check('april.csv', april('Invoice no'))).not.toHaveProperty('heldBack');
  });

  it.each([
    ['of an order, which comes again', 'april.csv', 'Order no', 'Order no'],
    ['of a document of another kind', 'april.csv', 'Belegnummer', 'Invoice no'],
    ['in a file of failed rows', 'failed.csv', 'Invoice no', 'Invoice no'],
  ])('%s, holds nothing back', async (_, file, title, before) => {
    const scene = await openImporting();
    await scene.import('march.csv', invoices(before, [100, 200, 300, 400]));
    const { summary } = await scene.import(file, april(title));
    expect(summary).not.toHaveProperty('heldBack');
  });
});

describe('a resumed run', () => {
  it('still holds back what the run held back, and sends it when asked to', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('march.csv', purchases(20, [7]));
    const again = await scene.resume(summary.run);
    expect(statuses(again.results)).toEqual({ created: 19, 'unsent SUSPECT_AMOUNT': 1 });
    const accepted = await scene.resume(summary.run, true);
    expect(statuses(accepted.results)).toEqual({ created: 20 });
    expect(accepted.summary.exitCode).toBe(0);
    expect(await heldAmounts(scene)).toHaveLength(20);
  });
});

describe('a plan', () => {
  it('counts what would be held back, and sends nothing', async () => {
    const scene = await openImporting();
    const { summary } = await scene.plan('march.csv', purchases(20, [7]));
    expect(summary).toMatchObject({ exitCode: 4, heldBack: 1, plan: { create: 19, hold: 1 } });
    const accepted = await scene.plan('march.csv', purchases(20, [7]), { acceptSuspects: true });
    expect(accepted.summary).toMatchObject({ exitCode: 0, plan: { create: 20 } });
    expect(accepted.summary.plan).not.toHaveProperty('hold');
  });
});

describe('an export that is given back', () => {
  it('holds back no row that is as it was exported', async () => {
    const scene = await openImporting();
    await scene.import('march.csv', purchases(20, [7]), { acceptSuspects: true });
    const rows = await scene.export('purchases');
    const { summary, results } = await scene.import('back.csv', rows);
    expect(summary).not.toHaveProperty('heldBack');
    expect(results.map(({ status }) => status)).toEqual(new Array(20).fill('unchanged'));
  });
});

describe('a check', () => {
  it('has a result for every row, whatever is unusual', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-suspects-'));
    const tools = accountTools({
      settings: {},
      clock: { now: () => Date.UTC(2025, 0, 15), sleep: async () => undefined, random: () => 0.5 },
      newId: () => '1234567',
      ledger: join(folder, 'ledger.db'),
      signal: new AbortController().signal,
    });
    const amount = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 900, max: 1100 }) },
      fc.integer({ min: -5, max: 1e9 }),
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 40 }), async (amounts) => {
          const file = join(folder, 'purchases.csv');
          const rows = purchases(amounts.length, []).map((row, index) => ({ ...row, quantity: amounts[index] }));
          await writeFile(file, Papa.unparse(rows));
          const { summary } = await checkFile({ file, runsDir: join(folder, 'runs'), equalRows: 'keep' }, tools);
          const { rows: all, unsent, invalid } = summary.counts;
          expect(all).toBe(amounts.length);
          expect(unsent + invalid).toBe(amounts.length);
          expect(invalid).toBe(amounts.filter((one) => one < 0).length);
          expect(summary.heldBack ?? 0).toBeLessThanOrEqual(unsent);
          expect(summary.exitCode).toBe(invalid > 0 ? 3 : 0);
        }),
        { numRuns: 25 },
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
