// The grouping alone, over a made-up disk: what shares a write, who is told of a failure, what is kept.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { GroupCommit } from '../../src/ledger/group-commit.js';
import { range } from './rows.js';

/** Records each write; refuses while `full`. */
function disk() {
  const state = { full: false, writes: [] as { changes: readonly number[]; durable: boolean }[] };
  const commits = new GroupCommit<number>((changes, durable) => {
    if (state.full) throw new Error('full');
    state.writes.push({ changes, durable });
  });
  return { state, commits };
}

it('writes once for all who ask in one turn, in the order of the calls', async () => {
  const { state, commits } = disk();
  await Promise.all([commits.durably([1, 2]), commits.durably([3]), commits.soon([4]), commits.durably([5])]);
  expect(state.writes).toEqual([{ changes: [1, 2, 3, 4, 5], durable: true }]);
});

it('writes for callers whose promises settle one after the other in one turn', async () => {
  const { state, commits } = disk();
  const caller = async (change: number): Promise<void> => {
    for (let step = 0; step < change; step += 1) await Promise.resolve();
    commits.soon([-change]);
    await commits.durably([change]);
  };
  await Promise.all(range(8).map(caller));
  expect(state.writes).toHaveLength(1);
});

it('does not resolve before the write', async () => {
  const { state, commits } = disk();
  let resolved = false;
  const asked = commits.durably([1]).then(() => {
    resolved = true;
  });
  await Promise.resolve();
  expect({ resolved, writes: state.writes.length }).toEqual({ resolved: false, writes: 0 });
  await asked;
  expect(state.writes).toHaveLength(1);
});

it('writes what nobody waits for at the end of the turn, without asking for durability', async () => {
  const { state, commits } = disk();
  commits.soon([1]);
  commits.soon([2]);
  expect(state.writes).toEqual([]);
  await nextTurn();
  expect(state.writes).toEqual([{ changes: [1, 2], durable: false }]);
  await nextTurn();
  expect(state.writes).toHaveLength(1);
});

it.each([
  [1_999, 0],
  [2_000, 1],
  [2_001, 1],
])('with %i changes waiting has written %i times before the turn ends', (waiting, writes) => {
  const { state, commits } = disk();
  for (const change of range(waiting)) commits.soon([change]);
  expect(state.writes).toHaveLength(writes);
});

it('tells all who wait of a failure, drops their changes and keeps the others for later', async () => {
  const { state, commits } = disk();
  state.full = true;
  commits.soon([1]);
  const asked = [commits.durably([2]), commits.durably([3])];
  for (const each of await Promise.allSettled(asked)) expect(each).toMatchObject({ status: 'rejected' });
  expect(() => commits.flush()).toThrow('full');
  state.full = false;
  commits.soon([4]);
  commits.flush();
  expect(state.writes).toEqual([{ changes: [1, 4], durable: false }]);
});

it('tells a caller who overfills the queue', async () => {
  const { state, commits } = disk();
  state.full = true;
  expect(() => commits.soon(range(2_000))).toThrow('full');
  await expect(commits.durably([1])).rejects.toThrow('full');
});
