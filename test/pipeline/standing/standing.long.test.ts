// The standing state: what is open of all imports, wherever it failed, and what is sent when it is retried.

import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/faults.js';
import { product, purchase } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

const DAY_MS = 24 * 60 * 60_000;
const refusal: Fault = { kind: 'status-before', status: 422, body: { detail: 'not today' } };

const [tea, rice, soap] = [
  purchase({ product_name: 'Tea', quantity: '10' }),
  purchase({ product_name: 'Rice', quantity: '20' }),
  purchase({ product_name: 'Soap', quantity: '30' }),
];
const june = purchase({ product_name: 'June', purchase_date: '2024-06-01' });
const bad = purchase({ product_name: 'Bad', quantity: 'many' });

async function bookOf(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  const book = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets))
    book.addWorksheet(name).addRows([Object.keys(rows[0] ?? {}), ...rows.map((one) => Object.values(one))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A sandbox whose next creations fail as asked, one after the other. */
async function scene() {
  const faults: (Fault | undefined)[] = [];
  /** Whether the service answers no question. */
  const blind = { on: false };
  const fault = ({ method, path }: { method: string; path: string }): Fault | undefined => {
    if (method === 'POST' && path.includes('purchase')) return faults.shift();
    return blind.on && faults.length === 0 ? { kind: 'status-before', status: 500 } : undefined;
  };
  const importing = await openImporting({ fault });
  const names = async () => (await importing.export('purchases')).map(({ product_name }) => product_name).sort();
  /** What is open: file, row, status. */
  const open = async () =>
    (await importing.standing()).flatMap(({ runs }) =>
      runs.flatMap(({ file, rows }) => rows.map(({ row, status }) => `${file.split('/').at(-1)} ${row} ${status}`)),
    );
  const importWith = (file: string, rows: readonly Row[] | string, ...next: (Fault | undefined)[]) => {
    faults.push(...next);
    return importing.import(file, rows, { canary: false, concurrency: 1 });
  };
  return { ...importing, importing, blind, names, open, importWith };
}

describe('the standing state', () => {
  it('says of each open row where it is, since when, and why', async () => {
    const { importWith, importing, pass } = await scene();
    await importWith('may.csv', [tea, rice, bad], undefined, refusal);
    pass(31 * DAY_MS);
    await importWith('june.csv', [june]);
    const [standing, ...others] = await importing.standing();
    expect(others).toEqual([]);
    expect(standing).toMatchObject({
      dataset: 'purchases',
      imports: 2,
      counts: { rows: 4, done: 2, fixed: 0, undone: 0, open: 2, notReached: 0 },
    });
    const firstAt = expect.stringMatching(/^2025-01-15/);
    expect(standing?.runs.flatMap(({ rows }) => rows)).toMatchObject([
      { row: 3, status: 'failed', message: expect.stringContaining('not today'), firstAt },
      { row: 4, status: 'invalid', field: 'quantity', firstAt },
    ]);
  });

  it('offers in June what failed in May, and sends it once', async () => {
    const { importWith, importing, names, open, pass } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    pass(31 * DAY_MS);
    await importWith('june.csv', [june]);
    expect(await open()).toEqual(['may.csv 3 failed']);
    const ends = await importing.retryStanding();
    expect(ends).toMatchObject([{ kind: 'retried', finished: { summary: { exitCode: 0 } } }]);
    expect(await names()).toEqual(['June', 'Rice', 'Tea']);
    expect(await open()).toEqual([]);
    expect(await importing.retryStanding()).toEqual([]);
  });

  it('keeps the first day of a row that failed again', async () => {
    const { importWith, importing, pass } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    pass(31 * DAY_MS);
    await importWith('year-to-date.csv', [tea, rice, june], refusal);
    const [standing] = await importing.standing();
    expect(standing?.counts).toMatchObject({ rows: 3, open: 1 });
    const [row] = standing?.runs.flatMap(({ rows }) => rows) ?? [];
    expect(row).toMatchObject({ row: 3, imports: 2 });
    expect([row?.firstAt, row?.lastAt].map((time) => time?.slice(0, 10))).toEqual(['2025-01-15', '2025-02-15']);
  });

  it('reads the result workbook where another file has the name', async () => {
    const { importWith, importing, names, open } = await scene();
    await importWith('purchases.csv', [tea, rice, soap], undefined, refusal);
    await importWith('purchases.csv', [june, { ...june, product_name: 'July' }, { ...june, product_name: 'August' }]);
    expect(await open()).toEqual(['purchases.csv 3 failed']);
    const ends = await importing.retryStanding();
    expect(ends).toMatchObject([{ kind: 'retried', finished: { summary: { exitCode: 0, counts: { created: 1 } } } }]);
    expect(await names()).toEqual(['August', 'July', 'June', 'Rice', 'Soap', 'Tea']);
    expect(await open()).toEqual([]);
  });

  it('leaves a file alone that was edited and not imported', async () => {
    const { importWith, importing, names, write, open } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    await write('may.csv', [tea, { ...rice, quantity: '21' }]);
    const ends = await importing.retryStanding();
    expect(ends).toMatchObject([{ kind: 'stopped', stop: { code: 'SOURCE_CHANGED' } }]);
    expect(await names()).toEqual(['Tea']);
    expect(await open()).toEqual(['may.csv 3 failed']);
  });

  it.each([
    ['its file, edited', 'may.csv', [tea, { ...rice, quantity: '21' }]],
    ['a file of its own', 'fixed.csv', [{ ...rice, quantity: '21' }]],
    ['the file of the year', 'year.csv', [tea, rice, june]],
  ])('ends with an import of %s', async (_, file, rows) => {
    const { importWith, importing, names, open } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    expect(await open()).toEqual(['may.csv 3 failed']);
    await importWith(file, rows);
    const before = await names();
    expect(await open()).toEqual([]);
    expect(await importing.retryStanding()).toEqual([]);
    expect(await names()).toEqual(before);
  });

  it('stays open where its file comes back without it', async () => {
    const { importWith, open } = await scene();
    await importWith('may.csv', [tea, bad]);
    await importWith('may.csv', [tea, june]);
    expect(await open()).toEqual(['may.csv 3 invalid']);
  });

  it('stays open where another sheet of its workbook is imported', async () => {
    const { importing, open } = await scene();
    const book = await bookOf({ May: [tea, bad], June: [june, soap] });
    await importing.import('year.xlsx', book, { sheet: 'May' });
    await importing.import('year.xlsx', book, { sheet: 'June' });
    expect(await open()).toEqual(['year.xlsx 3 invalid']);
    await importing.import('year.xlsx', book, { sheet: 'May' });
    expect(await open()).toEqual(['year.xlsx 3 invalid']);
  });

  it.each(['monthly.csv', 'june.csv'])(
    'stays open where %s has another product that shares its places',
    async (file) => {
      const { importing } = await scene();
      const terms = { dataset: 'resold-products', canary: false } as const;
      const named = (id: string, name: string, more: Row = {}) =>
        product({ 'Custom id': id, 'Product name': name, ...more });
      const none = { 'Production location': '' };
      await importing.import('monthly.csv', [named('R-1', 'One'), named('R-2', 'Two', none)], terms);
      await importing.import(file, [named('R-1', 'One'), named('R-3', 'Two')], terms);
      const [standing] = await importing.standing();
      expect(standing?.counts).toMatchObject({ fixed: 0, open: 1 });
    },
  );

  it('does not take the next purchase of a kind for the fixed one', async () => {
    const { importWith, open } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    await importWith('june.csv', [{ ...rice, purchase_date: '2024-04-15' }]);
    expect(await open()).toEqual(['may.csv 3 failed']);
  });

  it('ends with a retry of the rows that were fixed in the run', async () => {
    const { importWith, importing, names, open, folder } = await scene();
    const { summary } = await importWith('may.csv', [tea, bad]);
    expect(await open()).toEqual(['may.csv 3 invalid']);
    expect(await importing.retryStanding()).toEqual([
      { kind: 'to-fix', run: summary.run, rows: 1, file: join(summary.folder, 'failed.csv') },
    ]);
    await importing.write(join(summary.folder, 'failed.csv').slice(folder.length + 1), [{ ...bad, quantity: '7' }]);
    expect(await importing.retryStanding()).toMatchObject([{ kind: 'retried' }]);
    expect(await names()).toEqual(['Bad', 'Tea']);
    expect(await open()).toEqual([]);
  });

  it('sends a row that is open in two runs once, from the newer one', async () => {
    const { importWith, importing, names, open, pass } = await scene();
    await importWith('may.csv', [tea, rice], refusal, refusal);
    pass(DAY_MS);
    await importWith('june.csv', [rice], refusal);
    await importing.retryStanding({ canary: false, concurrency: 1 });
    expect(await names()).toEqual(['Rice', 'Tea']);
    await importWith('july.csv', [june, soap], refusal, refusal);
    pass(DAY_MS);
    await importWith('august.csv', [soap], refusal, refusal, refusal);
    await importing.retryStanding({ canary: false, concurrency: 1 });
    expect(await names()).toEqual(['Rice', 'Tea']);
    expect((await open()).sort()).toEqual(['august.csv 2 failed', 'july.csv 2 failed']);
  });

  it('does not offer what was undone', async () => {
    const { importWith, importing, names, open } = await scene();
    await importWith('may.csv', [tea, rice], undefined, refusal);
    const { summary } = await importWith('june.csv', [rice]);
    await importing.undo(summary.run);
    expect(await open()).toEqual([]);
    expect((await importing.standing())[0]?.counts).toMatchObject({ rows: 2, done: 1, undone: 1, open: 0 });
    await importing.retryStanding();
    expect(await names()).toEqual(['Tea']);
  });

  it('never sends the rows of a taken up run that were undone since', async () => {
    const { importWith, importing, names } = await scene();
    await importWith('may.csv', [tea, rice, soap], undefined, refusal, refusal);
    const { summary } = await importWith('june.csv', [rice]);
    await importing.undo(summary.run);
    await importing.retryStanding();
    expect(await names()).toEqual(['Soap', 'Tea']);
  });

  it('looks up a row in doubt, and does not send it where it was stored', async () => {
    const { importWith, importing, names, open, blind } = await scene();
    blind.on = true;
    await importWith('may.csv', [tea, rice], undefined, { kind: 'drop-after' });
    blind.on = false;
    expect(await open()).toEqual(['may.csv 3 in-doubt']);
    await importing.retryStanding();
    expect(await names()).toEqual(['Rice', 'Tea']);
    expect(await open()).toEqual([]);
  });

  it('sends a row in doubt only once it is proven absent', async () => {
    const { importWith, importing, names, open, blind } = await scene();
    blind.on = true;
    await importWith('may.csv', [tea, rice], undefined, { kind: 'drop-before' });
    blind.on = false;
    expect(await open()).toEqual(['may.csv 3 in-doubt']);
    await importing.retryStanding();
    await importWith('june.csv', [june]);
    await importing.retryStanding();
    expect(await names()).toEqual(['June', 'Rice', 'Tea']);
    expect(await open()).toEqual([]);
  });

  it('lists a row in doubt until it is settled, whatever becomes of its file', async () => {
    const { importWith, open, blind } = await scene();
    blind.on = true;
    await importWith('may.csv', [tea, rice], undefined, { kind: 'drop-before' });
    blind.on = false;
    await importWith('may.csv', [tea]);
    expect(await open()).toEqual(['may.csv 3 in-doubt']);
  });

  it('is empty without an import, and of another dataset', async () => {
    const { importWith, importing } = await scene();
    expect(await importing.standing()).toEqual([]);
    await importWith('may.csv', [tea], refusal);
    expect(await importing.standing('suppliers')).toEqual([]);
    expect(await importing.standing('purchases')).toHaveLength(1);
  });
});
