// What resume, undo and trace ask the ledger: what was intended, written, undone; every request; where an equal row was written.

import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { Attempt } from '../../src/plan/result.js';
import { doubtful, intent, listed, noCounts, range, result, runHeader, temporaryLedger } from './rows.js';

const at = Date.UTC(2025, 2, 1, 10);
const iso = (afterMs: number) => new Date(at + afterMs).toISOString();

/** A ledger whose clock says what the test wants. */
async function timedLedger() {
  const { ledger: first, path } = await temporaryLedger();
  await first.close();
  const clock = { now: at };
  const ledger = await openLedger(path, { now: () => clock.now });
  onTestFinished(() => ledger.close());
  return { ledger, path, clock };
}

function attempt(number: number, outcome: Attempt['outcome']): Attempt {
  return { at: at + number, method: 'POST', route: 'createPurchase', requestId: `request "${number}", x`, outcome };
}

const end = { finishedAt: '2025-03-01T11:00:00.000Z', exitCode: 0, counts: noCounts };
const target = { accountKey: 'dcycle https://api.example.com organisation-1', dataset: 'purchases' };
const header = (id: string) => ({ ...runHeader(id), accountKey: target.accountKey });

describe('a row', () => {
  it('is told whole', async () => {
    const { ledger, clock } = await timedLedger();
    const before = { id: 'held-1', name: 'Öl "x"', nested: [1, null] };
    await ledger.beginRun(runHeader('a'));
    await ledger.intend('a', [intent(0, { action: 'update', remoteId: 'held-1', before, written: 'digest-1' })]);
    clock.now += 500;
    await ledger.settle('a', [result(0, { status: 'updated', remoteId: 'held-1' })]);
    const expected = {
      ...result(0, { status: 'updated', remoteId: 'held-1' }),
      run: 'a',
      action: 'update',
      intendedAt: iso(0),
      settledAt: iso(500),
      before,
      written: 'digest-1',
    };
    expect(await ledger.row('a', 0)).toEqual(expected);
    expect(await ledger.row('a', 1)).toBeUndefined();
    clock.now += 500;
    await ledger.undone('a', [0, 7]);
    expect(await ledger.row('a', 0)).toEqual({ ...expected, undoneAt: iso(1_000) });
    await ledger.intend('a', [intent(0)]);
    expect(await ledger.row('a', 0)).not.toHaveProperty('undoneAt');
  });

  it('gets more requests added, and stays as it is, as does its run', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    const attempt = (route: string) => ({ at: 0, method: 'GET', route, requestId: 'r', outcome: 200 });
    await ledger.settle('a', [{ ...result(0), log: [attempt('first')] }, result(1)]);
    await ledger.finishRun('a', { finishedAt: iso(1), exitCode: 0, counts: noCounts });
    await ledger.undone('a', [0]);
    const before = [await ledger.row('a', 0), await ledger.run('a')];
    for (const ordinal of [0, 1, 7]) await ledger.addAttempts('a', ordinal, [attempt('second'), attempt('third')]);
    await ledger.addAttempts('a', 0, []);
    expect([await ledger.row('a', 0), await ledger.run('a')]).toEqual(before);
    const routes = async (ordinal: number) => (await ledger.attempts('a', ordinal)).map(({ route }) => route);
    expect([await routes(0), await routes(1), await routes(7)]).toEqual([
      ['first', 'second', 'third'],
      ['second', 'third'],
      [],
    ]);
  });

  it('keeps the first remote record of the run, also when the update is sent again', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    for (const name of ['as it was', 'as we wrote it']) {
      await ledger.intend('a', [intent(0, { action: 'update', remoteId: 'held-1', before: { name } })]);
    }
    expect((await ledger.row('a', 0))?.before).toEqual({ name: 'as it was' });
  });

  it('is found by its place in the sheet, several of a matrix', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.settle('a', [
      result(2, { row: 9 }),
      result(1, { row: 9 }),
      result(3, { row: 9, sheet: 'Q2' }),
      result(4),
    ]);
    expect((await ledger.rowsAt('a', 'Q1', 9)).map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(await ledger.rowsAt('a', 'Q1', 10)).toEqual([]);
  });

  it('is found by its remote id over all runs, the newest first', async () => {
    const { ledger } = await timedLedger();
    for (const run of ['a', 'b', 'c']) {
      await ledger.beginRun(runHeader(run));
      await ledger.settle(run, [result(0, { remoteId: 'x' }), result(1, { remoteId: '' })]);
    }
    expect((await ledger.rowsByRemoteId('x', 2)).map(({ run }) => run)).toEqual(['c', 'b']);
    expect(await ledger.rowsByRemoteId('', 9)).toEqual([]);
  });
});

describe('attempts', () => {
  it('are told in order, over every settlement, also of one group', async () => {
    const { ledger, path } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend('a', [intent(0), intent(1)]);
    await ledger.settle('a', [
      { ...result(0, { status: 'in-doubt' }), log: [attempt(1, 429), attempt(2, 'no-answer')] },
    ]);
    await ledger.settle('a', [{ ...result(0, { status: 'in-doubt' }), log: [attempt(3, 'not-sent')] }]);
    await ledger.settle('a', [result(0)]);
    await ledger.intend('a', [intent(0)]);
    await ledger.settle('a', [{ ...result(0), log: [attempt(4, 201)] }]);
    const all = [attempt(1, 429), attempt(2, 'no-answer'), attempt(3, 'not-sent'), attempt(4, 201)];
    expect(await ledger.attempts('a', 0)).toEqual(all);
    expect(await ledger.attempts('a', 1)).toEqual([]);
    expect(await ledger.attempts('a', 2)).toEqual([]);
    await ledger.close();
    const again = await openLedger(path);
    expect(await again.attempts('a', 0)).toEqual(all);
    await again.close();
  });

  it('of one settlement are bounded: the newest 50 are kept', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.settle('a', [{ ...result(0), log: range(51).map((number) => attempt(number, 429)) }]);
    expect(await ledger.attempts('a', 0)).toEqual(range(50).map((number) => attempt(number + 1, 429)));
  });
});

describe('the rows of a run', () => {
  it('without a final result are those in doubt and unsent', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.intend(
      'a',
      range(4).map((ordinal) => intent(ordinal)),
    );
    const others = [result(1), result(2, { status: 'in-doubt' }), result(3, { status: 'failed' })];
    await ledger.settle('a', [...others, result(4, { status: 'unsent' }), result(5, { status: 'skipped' })]);
    expect(await listed(ledger.unfinished('a'))).toEqual([
      doubtful(0),
      result(2, { status: 'in-doubt' }),
      result(4, { status: 'unsent' }),
    ]);
  });

  it.each([1, 1_000, 2_300])('to undo come last first, %i of them, while they are undone', async (count) => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.settle(
      'a',
      range(count).map((ordinal) => result(ordinal, { status: ordinal % 2 ? 'updated' : 'created' })),
    );
    await ledger.settle('a', [result(count, { status: 'failed' }), result(count + 1, { status: 'in-doubt' })]);
    const seen: number[] = [];
    for await (const { ordinal } of ledger.written('a')) {
      seen.push(ordinal);
      if (ordinal % 3 === 0) await ledger.undone('a', [ordinal]);
    }
    expect(seen).toEqual(range(count).reverse());
    expect((await listed(ledger.written('a'))).map(({ ordinal }) => ordinal)).toEqual(
      range(count)
        .reverse()
        .filter((ordinal) => ordinal % 3 !== 0),
    );
  });
});

describe('equal rows', () => {
  it('are found where they were written to the same account and dataset, and not undone', async () => {
    const { ledger } = await timedLedger();
    const others = [
      { ...header('other-account'), accountKey: 'elsewhere' },
      { ...header('other-dataset'), dataset: 'suppliers' },
      runHeader('no-account'),
    ];
    for (const run of [header('a'), header('b'), ...others]) {
      await ledger.beginRun(run);
      await ledger.settle(run.id, [result(0), result(1, { status: 'failed' }), result(2, { status: 'updated' })]);
      await ledger.finishRun(run.id, end);
    }
    await ledger.undone('b', [2]);
    const found = await ledger.writtenBefore(target, ['hash-0', 'hash-1', 'hash-2', 'hash-3']);
    expect([...found].flatMap(([start, rows]) => rows.map(({ run, ordinal }) => [start, run, ordinal])).sort()).toEqual(
      [
        ['hash-0', 'b', 0],
        ['hash-2', 'a', 2],
      ],
    );
    await ledger.undone('a', [2]);
    expect((await ledger.writtenBefore(target, ['hash-2'])).size).toBe(0);
    expect((await ledger.runsInto(target)).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('are found by how their identity begins, each newest row of an identity once', async () => {
    const { ledger } = await timedLedger();
    const identities = [
      'the same content@invoice:1#1',
      'the same content#1',
      'the same content#1',
      'the same c-other#1',
    ];
    for (const [index, identity] of identities.entries()) {
      await ledger.beginRun(header(`run-${index}`));
      await ledger.settle(`run-${index}`, [result(0, { identity, remoteId: `remote-${index}` })]);
      await ledger.finishRun(`run-${index}`, end);
    }
    const found = await ledger.writtenBefore(target, ['the same content', 'the same nothing']);
    expect([...found].map(([start, rows]) => [start, rows.map(({ remoteId }) => remoteId).sort()])).toEqual([
      ['the same content', ['remote-0', 'remote-2']],
    ]);
  });

  it('are found among those that begin alike, and in a run that was killed', async () => {
    const { ledger, path } = await timedLedger();
    const identity = (ordinal: number) => `the same beginning ${String(ordinal).padStart(4, '0')}`;
    await ledger.beginRun(header('a'));
    await ledger.settle(
      'a',
      range(1_500).map((ordinal) => result(ordinal, { identity: identity(ordinal) })),
    );
    await ledger.close();
    const again = await openLedger(path);
    onTestFinished(() => again.close());
    const found = await again.writtenBefore(target, range(1_600).map(identity));
    expect([...found.values()].flatMap((rows) => rows.map(({ ordinal }) => ordinal))).toEqual(range(1_500));
  });

  it('that a run writes after its end are found when it has ended again', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(header('a'));
    await ledger.settle('a', [result(0)]);
    await ledger.finishRun('a', end);
    expect((await ledger.writtenBefore(target, ['hash-0', 'hash-1'])).size).toBe(1);
    await ledger.settle('a', [result(1)]);
    await ledger.finishRun('a', end);
    expect((await ledger.writtenBefore(target, ['hash-0', 'hash-1'])).size).toBe(2);
  });
});

describe('a run', () => {
  it('keeps what was asked for and what it takes up', async () => {
    const { ledger } = await timedLedger();
    const run = { ...header('b'), parent: 'a', request: { file: 'x.csv', invalid: 'skip', nested: [1, null, 'é'] } };
    await ledger.beginRun(run);
    expect(await ledger.run('b')).toEqual({ ...run, counts: noCounts });
  });

  it.each([
    [65_536 - 2, true],
    [65_536 - 1, false],
  ])('takes a request of %i characters in quotes: %s', async (length, fits) => {
    const { ledger } = await timedLedger();
    const begun = ledger.beginRun({ ...runHeader('a'), request: 'x'.repeat(length) });
    if (fits) await begun;
    else await expect(begun).rejects.toThrow('too large');
  });

  it('that gets further rows has not ended any more', async () => {
    const { ledger } = await timedLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.finishRun('a', end);
    expect(await ledger.run('a')).toMatchObject({ exitCode: 0 });
    await ledger.intend('a', [intent(0)]);
    expect(await ledger.run('a')).toEqual({ ...runHeader('a'), counts: { ...noCounts, rows: 1, inDoubt: 1 } });
  });

  it('that is unfinished is found, the newest, unless it was resumed', async () => {
    const { ledger } = await timedLedger();
    const latest = async () => (await ledger.latestUnfinishedRun())?.id;
    expect(await latest()).toBeUndefined();
    for (const id of ['killed', 'doubt', 'unsent', 'done']) await ledger.beginRun(runHeader(id));
    await ledger.finishRun('done', end);
    await ledger.finishRun('doubt', { ...end, counts: { ...noCounts, rows: 1, inDoubt: 1 } });
    await ledger.finishRun('unsent', { ...end, counts: { ...noCounts, rows: 1, unsent: 1 } });
    expect(await latest()).toBe('unsent');
    await ledger.beginRun({ ...runHeader('retried'), command: 'retry', parent: 'unsent' });
    await ledger.finishRun('retried', end);
    expect(await latest()).toBe('unsent');
    await ledger.beginRun({ ...runHeader('resumed'), command: 'resume', parent: 'unsent' });
    expect(await latest()).toBe('resumed');
    await ledger.finishRun('resumed', end);
    expect(await latest()).toBe('doubt');
    await ledger.finishRun('doubt', end);
    expect(await latest()).toBe('killed');
    for (const id of ['declined', 'stopped']) await ledger.beginRun(runHeader(id));
    const unsent = { ...noCounts, rows: 2, unsent: 1 };
    await ledger.finishRun('stopped', { ...end, exitCode: 2, counts: { ...unsent, created: 1 } });
    await ledger.finishRun('declined', { ...end, exitCode: 2, counts: { ...unsent, unsent: 2 } });
    expect(await latest()).toBe('stopped');
  });
});

it('a clock that jumps back changes what is told, and not what is newer', async () => {
  const { ledger, clock } = await timedLedger();
  await ledger.beginRun({ ...header('a'), startedAt: iso(0) });
  await ledger.settle('a', [{ ...result(0), log: [attempt(5, 429)] }]);
  clock.now = at - 86_400_000;
  await ledger.beginRun({ ...header('b'), startedAt: iso(-86_400_000) });
  await ledger.intend('b', [intent(0)]);
  clock.now -= 86_400_000;
  await ledger.settle('b', [{ ...result(0, { attempts: 2 }), log: [attempt(2, 201)] }]);
  await ledger.settle('a', [{ ...result(0, { status: 'updated' }), log: [attempt(1, 200)] }]);
  expect((await ledger.runs(2)).map(({ id }) => id)).toEqual(['b', 'a']);
  expect((await ledger.latestUnfinishedRun())?.id).toBe('b');
  expect((await ledger.rowsByRemoteId('remote-0', 1))[0]?.run).toBe('b');
  expect((await ledger.writtenBefore(target, ['hash-0'])).get('hash-0')?.[0]?.run).toBe('b');
  expect(await ledger.row('b', 0)).toMatchObject({ intendedAt: iso(-86_400_000), settledAt: iso(-172_800_000) });
  expect(await ledger.row('a', 0)).toMatchObject({ status: 'updated' });
  expect((await ledger.attempts('a', 0)).map(({ outcome }) => outcome)).toEqual([429, 200]);
});
