// What a user of the ledger relies on: one outcome per row, in order, at once and after opening it again; runs and their counts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowResult } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { statuses } from '../../src/plan/result.js';
import { finding } from '../../src/problems/problem.js';
import { doubtful, intent, listed, noCounts, range, result, runHeader, temporaryLedger } from './rows.js';

it('knows whether rows were ever about to be written to an account', async () => {
  const { ledger } = await temporaryLedger();
  const run = (id: string, accountKey: string) => ledger.beginRun({ ...runHeader(id), accountKey });
  await run('a', 'one');
  await run('b', 'two');
  await ledger.settle('a', [result(0, { status: 'skipped' })]);
  expect(await ledger.hasWrittenTo('one')).toBe(false);
  await ledger.intend('b', [intent(0)]);
  expect(await ledger.hasWrittenTo('two')).toBe(true);
  await run('c', 'one');
  await ledger.intend('c', [intent(0)]);
  await ledger.settle('c', [result(0, { status: 'failed' })]);
  expect(await ledger.hasWrittenTo('one')).toBe(true);
  expect(await ledger.hasWrittenTo('three')).toBe(false);
});

describe('rows', () => {
  it('are in doubt from the intent to the result', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend('a', [intent(0), intent(1, { action: 'update', remoteId: 'held-1' })]);
    expect(await listed(ledger.results('a'))).toEqual([doubtful(0), doubtful(1, 'held-1')]);
    await ledger.settle('a', [result(0)]);
    expect(await listed(ledger.results('a'))).toEqual([result(0), doubtful(1, 'held-1')]);
    expect(await listed(ledger.inDoubt('a'))).toEqual([doubtful(1, 'held-1')]);
  });

  it.each(statuses)('come back whole with the status %s, without an intent too', async (status) => {
    const { ledger } = await temporaryLedger();
    const found = finding('NOT_A_CHOICE', { choices: ['kg', "l'unité"], nearest: undefined });
    const row = result(7, { status, field: 'unit_id', finding: found, sheet: 'Blatt "1" é\u2028', attempts: 3 });
    await ledger.beginRun(runHeader('a'));
    await ledger.settle('a', [row]);
    expect(await listed(ledger.results('a'))).toEqual([row]);
    expect(await listed(ledger.inDoubt('a'))).toEqual(status === 'in-doubt' ? [row] : []);
  });

  it('are opened again by a new intent, and the newest result counts', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.settle('a', [
      result(0, { status: 'failed', finding: finding('REFUSED', { status: 400, detail: 'no' }) }),
    ]);
    await ledger.intend('a', [intent(0)]);
    expect(await listed(ledger.results('a'))).toEqual([doubtful(0)]);
    await ledger.settle('a', [result(0, { status: 'failed' })]);
    await ledger.settle('a', [result(0, { attempts: 2 })]);
    expect(await listed(ledger.results('a'))).toEqual([result(0, { attempts: 2 })]);
  });

  it.each([0, 1, 999, 1_000, 1_001, 2_500])('come in the order of the file when there are %i', async (count) => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    for (const ordinal of range(count).reverse()) await ledger.settle('a', [result(ordinal)]);
    expect((await listed(ledger.results('a'))).map(({ ordinal }) => ordinal)).toEqual(range(count));
  });

  it('in doubt are found behind many that are not', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend(
      'a',
      range(5_000).map((ordinal) => intent(ordinal)),
    );
    await ledger.settle(
      'a',
      range(5_000)
        .filter((ordinal) => ordinal % 1_500 !== 3)
        .map((ordinal) => result(ordinal)),
    );
    expect((await listed(ledger.inDoubt('a'))).map(({ ordinal }) => ordinal)).toEqual([3, 1_503, 3_003, 4_503]);
  });

  it('of one run are not those of another', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.beginRun(runHeader('b'));
    await ledger.intend('a', [intent(0)]);
    await ledger.settle('b', [result(0)]);
    expect(await listed(ledger.results('a'))).toEqual([doubtful(0)]);
    expect(await listed(ledger.results('b'))).toEqual([result(0)]);
  });

  it('can be settled while they are read', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend(
      'a',
      range(3_000).map((ordinal) => intent(ordinal)),
    );
    let read = 0;
    for await (const { ordinal } of ledger.inDoubt('a')) {
      await ledger.settle('a', [result(ordinal)]);
      read += 1;
    }
    expect(read).toBe(3_000);
    expect(await listed(ledger.inDoubt('a'))).toEqual([]);
  });

  it('of an unknown run are refused', async () => {
    const { ledger } = await temporaryLedger();
    await expect(ledger.intend('nobody', [intent(0)])).rejects.toThrow('no run nobody');
    await expect(listed(ledger.results('nobody'))).rejects.toThrow('no run nobody');
  });

  it('are still there when the ledger is opened again', async () => {
    const { ledger, path } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend('a', [intent(0), intent(1)]);
    await ledger.settle('a', [result(0)]);
    await ledger.close();
    const again = await openLedger(path);
    expect(await listed(again.results('a'))).toEqual([result(0), doubtful(1)]);
    await again.close();
  });

  it('have one outcome each, that of the newest call, whatever the calls', async () => {
    const call = fc.record({
      kind: fc.constantFrom('intend', 'settle', 'wait'),
      ordinals: fc.uniqueArray(fc.nat(12), { maxLength: 6 }),
      status: fc.constantFrom(...statuses),
      attempts: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 30 }), async (calls) => {
        const { ledger } = await temporaryLedger();
        await ledger.beginRun(runHeader('a'));
        const expected = new Map<number, RowResult>();
        const pending: Promise<void>[] = [];
        for (const { kind, ordinals, status, attempts } of calls) {
          if (kind === 'wait') await Promise.all(pending);
          if (kind === 'intend') {
            for (const ordinal of ordinals) expected.set(ordinal, doubtful(ordinal));
            pending.push(
              ledger.intend(
                'a',
                ordinals.map((ordinal) => intent(ordinal)),
              ),
            );
          }
          if (kind === 'settle') {
            const results = ordinals.map((ordinal) => result(ordinal, { status, attempts }));
            for (const each of results) expected.set(each.ordinal, each);
            pending.push(ledger.settle('a', results));
          }
        }
        const byOrdinal = [...expected.values()].sort((a, b) => a.ordinal - b.ordinal);
        expect(await listed(ledger.results('a'))).toEqual(byOrdinal);
        await Promise.all(pending);
        await ledger.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe('runs', () => {
  it('are listed newest first, with how they ended', async () => {
    const { ledger } = await temporaryLedger();
    const end = {
      finishedAt: '2025-03-01T11:00:00.000Z',
      exitCode: 4,
      counts: { ...noCounts, rows: 3, created: 2, failed: 1 },
    };
    for (const id of ['c', 'a', 'b']) await ledger.beginRun(runHeader(id));
    await ledger.finishRun('a', end);
    await ledger.intend('b', [intent(0), intent(1)]);
    await ledger.settle('b', [result(1), result(2, { status: 'unsent' })]);
    expect(await ledger.runs(10)).toEqual([
      { ...runHeader('b'), counts: { ...noCounts, rows: 3, created: 1, inDoubt: 1, unsent: 1 } },
      { ...runHeader('a'), ...end },
      { ...runHeader('c'), counts: noCounts },
    ]);
    expect((await ledger.runs(1)).map(({ id }) => id)).toEqual(['b']);
  });

  it.each([
    ['20250301-purchases-a1', '20250301-purchases-a1'],
    ['20250301-purchases-a', '20250301-purchases-a1'],
    ['20250302', '20250302-suppliers-c3'],
    ['whole', 'whole'],
    ['2025_', undefined],
    ['%', undefined],
    ['', undefined],
    ['A', undefined],
  ])('are found by %j', async (text, id) => {
    const { ledger } = await temporaryLedger();
    const ids = ['20250301-purchases-a1', '20250301-purchases-b2', '20250302-suppliers-c3', 'whole', 'whole-2'];
    for (const each of ids) await ledger.beginRun(runHeader(each));
    expect((await ledger.run(text))?.id).toBe(id);
  });

  it('that begin alike are named', async () => {
    const { ledger } = await temporaryLedger();
    for (const id of ['x-1', 'x-2', 'y-1']) await ledger.beginRun(runHeader(id));
    await expect(ledger.run('x')).rejects.toMatchObject({
      kind: 'usage',
      code: 'RUN_AMBIGUOUS',
      message: 'several runs begin with "x": x-2, x-1',
    });
  });

  it('cannot begin twice', async () => {
    const { ledger } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await expect(ledger.beginRun(runHeader('a'))).rejects.toThrow();
    expect(await ledger.runs(10)).toHaveLength(1);
  });
});
