import { expect, it } from 'vitest';
import { countsFrom, type Status, statuses } from '../../src/plan/result.js';

const counted = (rows: Partial<Record<Status, number>>) => countsFrom((status) => rows[status] ?? 0);

it('counts each status under its own name, and all of them as rows', () => {
  const rows = Object.fromEntries(statuses.map((status, index) => [status, 2 ** index]));
  expect(counted(rows)).toEqual({
    rows: 2 ** statuses.length - 1,
    created: 1,
    updated: 2,
    deleted: 4,
    unchanged: 8,
    skipped: 16,
    invalid: 32,
    failed: 64,
    inDoubt: 128,
    unsent: 256,
  });
});

it('names deleted rows only where there are some', () => {
  expect(counted({ created: 2 })).not.toHaveProperty('deleted');
  expect(counted({ deleted: 1 })).toMatchObject({ rows: 1, deleted: 1 });
});

it('counts no rows as none', () => {
  expect(counted({})).toEqual({
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    invalid: 0,
    failed: 0,
    inDoubt: 0,
    unsent: 0,
  });
});
