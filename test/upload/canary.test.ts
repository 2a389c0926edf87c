// The first row of each kind of write: read back, compared, and what then becomes of the rest.

import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/datasets/dataset.js';
import { compareWritten } from '../../src/dedup/written-mark.js';
import type { Result, Status } from '../../src/plan/result.js';
import type { ServerChange } from '../../src/plan/server-changes.js';
import { type Finding, finding } from '../../src/problems/problem.js';
import { ServiceError } from '../../src/providers/http/http.js';
import type { Session } from '../../src/providers/session.js';
import { Canary, type CanaryBinding, type CanaryOptions } from '../../src/upload/canary.js';
import type { PlannedWrite } from '../../src/upload/upload.js';
import { intent, result as ledgerRow, runHeader, temporaryLedger } from '../ledger/rows.js';
import { attempt, reply, sessionOf } from './scripted-session.js';

const fields = ['name', 'note', 'quantity'];
const record: Values = { name: 'Oat drink', quantity: 3 };
const create = { kind: 'create' } as const;
const update = { kind: 'update', remoteId: 'remote-0' } as const;

function write(ordinal: number, change: Partial<PlannedWrite> = {}): PlannedWrite {
  const { sheet, row, identity } = ledgerRow(ordinal);
  return { ordinal, sheet, row, identity, record, action: create, ...change };
}

/** How a row ended. */
function ended(status: Status, why?: Finding): Result {
  return { status, remoteId: 'remote-0', field: '', requestId: '', attempts: 1, ...(why && { finding: why }) };
}

function bindingOf(open: (session: Session) => Omit<CanaryBinding, 'withSession'>): CanaryBinding {
  const opened = (session: Session): CanaryBinding => ({ ...open(session), withSession: opened });
  return opened(sessionOf({}));
}

/** A canary of these kinds; `held`: what the service answers to each look, in turn, the last for ever. */
async function canaryOf(
  kinds: CanaryOptions['kinds'],
  held: readonly (Values | undefined | Error)[] = [record],
  change: Partial<CanaryOptions> = {},
) {
  const { ledger } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  const pauses: number[] = [];
  const looks: string[] = [];
  const said: string[] = [];
  const reported: (readonly ServerChange[])[] = [];
  const session = {
    ...sessionOf({ read: reply('read', {}, [200]) }),
    pause: async (ms: number) => void pauses.push(ms),
  };
  const canary = new Canary({
    kinds,
    run: 'a',
    session,
    binding: bindingOf((asked) => ({
      writer: { by: 'row' },
      async readBack(remoteId) {
        await asked.call('read');
        looks.push(remoteId);
        const answer = held[Math.min(looks.length, held.length) - 1];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    })),
    ledger,
    fields,
    placeOf: ({ row }) => `products.csv, row ${row}`,
    onChanges: async (_, changes) => void reported.push(changes),
    isLarge: false,
    say: (text) => void said.push(text),
    ...change,
  });
  /** Sends each round by giving every row the status that stands here for its ordinal; the ordinals of each round. */
  const send = async (results: Readonly<Record<number, Result>>): Promise<number[][]> => {
    const rounds: number[][] = [];
    for await (const round of canary.rounds()) {
      rounds.push(round.map(({ ordinal }) => ordinal));
      for (const one of round) canary.took(one, results[one.ordinal] ?? ended('created'));
    }
    return rounds;
  };
  return { canary, send, ledger, pauses, looks, said, reported };
}

describe('rows that come back as they were sent', () => {
  it('let the rest follow after one round, one row of each kind', async () => {
    const { send, looks, said, reported, canary } = await canaryOf([[write(0), write(1)], [write(5)]]);
    expect(await send({})).toEqual([[0, 5]]);
    expect(looks).toEqual(['remote-0', 'remote-0']);
    expect([said, reported]).toEqual([[], []]);
    expect([0, 1, 5].map((ordinal) => canary.has(ordinal))).toEqual([true, false, true]);
  });

  it('are none where there is nothing to send', async () => {
    const { send } = await canaryOf([]);
    expect(await send({})).toEqual([]);
  });

  it('may show up a little later', async () => {
    const { send, pauses, said } = await canaryOf([[write(0)]], [undefined, undefined, record]);
    expect(await send({})).toEqual([[0]]);
    expect(pauses).toEqual([1_000, 4_000]);
    expect(said).toEqual([]);
  });

  it('are remembered only where they are rows of the canary', async () => {
    const { canary } = await canaryOf([[write(0)]]);
    canary.took(write(7), ended('created'));
    expect(canary.has(7)).toBe(false);
  });

  it.each(['unchanged', 'skipped', 'deleted', 'unsent'] as const)(
    'are not read where nothing was written: %s',
    async (status) => {
      const { send, looks } = await canaryOf([[write(0), write(1)]]);
      expect(await send({ 0: ended(status) })).toEqual([[0]]);
      expect(looks).toEqual([]);
    },
  );
});

describe('a row that cannot be read back', () => {
  it.each([
    ['is not shown yet', [undefined], /^products\.csv, row 2 .* does not show it yet: not every kind of row/],
    [
      'is refused',
      [new ServiceError('refused', 'gone', 404, '', 1, {}, 'no such row')],
      /^a row cannot be read back \(no such row\)/,
    ],
  ])('%s: that is said once, and the rest follows', async (_, held, text) => {
    const { send, said, reported } = await canaryOf([[write(0)], [write(1)]], held);
    expect(await send({})).toEqual([[0, 1]]);
    expect(said).toEqual([expect.stringMatching(text)]);
    expect(reported).toEqual([]);
  });

  it.each([
    [
      'row',
      ['the service offers no way to read one row back: not every kind of row is tested before the rest is sent'],
    ],
    ['batch', []],
  ] as const)('because the service offers no such thing (written by %s)', async (by, text) => {
    const writer =
      by === 'row' ? { by } : { by, maxRows: 1, kinds: ['create' as const], requests: () => 1, send: async () => [] };
    const { send, said } = await canaryOf([[write(0)]], [], { binding: bindingOf(() => ({ writer })) });
    expect(await send({})).toEqual([[0]]);
    expect(said).toEqual(text);
  });

  it('ends the run where the service denies it', async () => {
    const { send } = await canaryOf([[write(0)]], [new ServiceError('denied', 'no', 403, '', 1)]);
    await expect(send({})).rejects.toMatchObject({ kind: 'refused', code: 'DENIED' });
  });

  it('ends in the bug that kept it from being read', async () => {
    const { send } = await canaryOf([[write(0)]], [new TypeError('a bug')]);
    await expect(send({})).rejects.toThrow('a bug');
  });
});

describe('a row that the service changed', () => {
  const held = { name: 'Oat drink', quantity: 2 };

  it('is told, and settled with what is held and how it was read', async () => {
    const { send, ledger, reported } = await canaryOf([[write(0)]], [held]);
    await ledger.intend('a', [intent(0)]);
    expect(await send({})).toEqual([[0]]);
    expect(reported).toEqual([[{ field: 'quantity', sent: '3', held: '2' }]]);
    const entry = await ledger.row('a', 0);
    expect(entry).toMatchObject({
      status: 'created',
      remoteId: 'remote-0',
      field: 'quantity',
      finding: { code: 'SERVER_CHANGED', args: { sent: '3', held: '2' } },
    });
    expect(compareWritten(entry?.written ?? '', fields, held)).toEqual({ kind: 'same' });
    expect(await ledger.attempts('a', 0)).toEqual([attempt('read', 200)]);
  });

  it('stops the run where it would not be found again, and says why', async () => {
    const { send } = await canaryOf([[write(0)]], [{ name: 'OAT', quantity: 2 }], {
      binding: bindingOf(() => ({
        writer: { by: 'row' },
        readBack: async () => ({ name: 'OAT', quantity: 2 }),
        isFoundIn: () => false,
      })),
    });
    await expect(send({})).rejects.toMatchObject({
      kind: 'limit',
      code: 'CANARY_CHANGED',
      message: expect.stringMatching(
        /products\.csv, row 2 .*name: sent "Oat drink", held "OAT"; quantity: sent "3", held "2"/,
      ),
      hint: expect.stringContaining('--no-canary'),
    });
  });

  it('lets the rest follow where it is found again', async () => {
    const { send } = await canaryOf([[write(0)]], [held], {
      binding: bindingOf(() => ({ writer: { by: 'row' }, readBack: async () => held, isFoundIn: () => true })),
    });
    expect(await send({})).toEqual([[0]]);
  });

  it('is compared, after an update, with what it held before and its changes', async () => {
    const years = { name: 'Oat drink', sales: { 2023: 1, 2024: 2 } };
    const change = { action: update, record: { sales: { 2024: 2 } }, changes: { sales: { 2024: 2 } } };
    const { send, ledger, reported } = await canaryOf([[write(0, change)]], [years]);
    await ledger.intend('a', [intent(0, { action: 'update', before: { sales: { 2023: 1, 2024: 9 } } })]);
    expect(await send({ 0: ended('updated') })).toEqual([[0]]);
    expect(reported).toEqual([]);
  });

  it('is compared, after an update without a record of what was before, with the whole row', async () => {
    const { send, reported } = await canaryOf([[write(0, { action: update })]], [{ ...record, quantity: 4 }]);
    await send({ 0: ended('updated') });
    expect(reported).toEqual([[{ field: 'quantity', sent: '3', held: '4' }]]);
  });
});

describe('rows that are refused', () => {
  const refused = ended('failed', finding('REFUSED', { status: 422, detail: 'name is too long' }));
  const all = { 0: refused, 1: refused, 2: refused };

  it('give way to the next row of their kind', async () => {
    const { send, said } = await canaryOf([[write(0), write(1), write(2)], [write(9)]]);
    expect(await send({ 0: refused })).toEqual([[0, 9], [1]]);
    expect(said).toEqual([]);
  });

  it('stop a large run when all of a kind are, and say why', async () => {
    const { send } = await canaryOf([[write(0), write(1), write(2)], [write(9)]], [record], { isLarge: true });
    await expect(send(all)).rejects.toMatchObject({
      kind: 'limit',
      code: 'CANARY_FAILED',
      message: expect.stringMatching(
        /^the service refused the canary rows, the last one at products\.csv, row 4: .*name is too long/,
      ),
      hint: expect.stringContaining('resume'),
    });
  });

  it('let a small run go on, and that is said', async () => {
    const { send, said } = await canaryOf([[write(0), write(1), write(2)]]);
    expect(await send(all)).toEqual([[0], [1], [2]]);
    expect(said).toEqual([
      'the service refused the canary rows: not every kind of row is tested before the rest is sent',
    ]);
  });
});

describe('rows without a clear answer', () => {
  const doubtful = ended('in-doubt', finding('NO_ANSWER', { detail: 'cut off' }));

  it('give way to the next row, and let the rest follow when none is clear', async () => {
    const { send, said } = await canaryOf([[write(0), write(1)]], [record], { isLarge: true });
    expect(await send({ 0: doubtful, 1: doubtful })).toEqual([[0], [1]]);
    expect(said).toEqual([expect.stringMatching(/^the canary rows got no clear answer:/)]);
  });

  it('stop the run where a whole batch was looked for in vain', async () => {
    const writer = { by: 'batch', maxRows: 9, kinds: ['create'], requests: () => 1, send: async () => [] } as const;
    const { send } = await canaryOf([[write(0), write(1)]], [record], { binding: bindingOf(() => ({ writer })) });
    await expect(send({ 0: doubtful })).rejects.toMatchObject({
      kind: 'limit',
      code: 'CANARY_FAILED',
      message: expect.stringMatching(/^the canary row failed: products\.csv, row 2: .*cut off/),
    });
  });

  it('stop the run where the service took them without naming an id', async () => {
    const unnamed = ended('in-doubt', finding('NO_USABLE_ID', { detail: 'no id in the answer' }));
    const { send } = await canaryOf([[write(0), write(1)]]);
    await expect(send({ 0: unnamed })).rejects.toMatchObject({
      kind: 'limit',
      code: 'CANARY_NO_ID',
      message: expect.stringMatching(/^the canary row has no usable id: products\.csv, row 2: .*no id in the answer/),
      hint: expect.stringContaining('carbonsheet resume'),
    });
  });
});
