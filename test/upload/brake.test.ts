// When no further rows are started: each limit, at the row before it and at the row that it is about.

import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/plan/result.js';
import { Stop } from '../../src/problems/stop.js';
import { Brake, type BrakeLimits } from '../../src/upload/brake.js';

const never = new AbortController().signal;

/** A brake after rows with these statuses, one by one. */
function brakeAfter(statuses: readonly Status[], limits: BrakeLimits = {}, heedsUnclear = true): Brake {
  const brake = new Brake(never, limits, heedsUnclear);
  for (const status of statuses) {
    brake.take(1);
    brake.heed({ status, remoteId: '', field: '', requestId: '', attempts: 1 });
  }
  return brake;
}

const times = (count: number, status: Status): Status[] => Array.from({ length: count }, () => status);

describe('failures', () => {
  const rows = (most: number): BrakeLimits => ({ maxFailures: { by: 'rows', most } });
  const percent = (most: number): BrakeLimits => ({ maxFailures: { by: 'percent', most } });

  it.each<[string, readonly Status[], BrakeLimits, boolean]>([
    ['none, and none allowed', times(60, 'created'), rows(0), false],
    ['one, and none allowed', ['created', 'failed'], rows(0), true],
    ['as many as are allowed', times(3, 'failed'), rows(3), false],
    ['one more', times(4, 'failed'), rows(3), true],
    ['in doubt as well', [...times(2, 'failed'), ...times(2, 'in-doubt')], rows(3), true],
    ['all of the first 49 rows, by share', times(49, 'failed'), percent(5), false],
    ['the 50th row, by share', times(50, 'failed'), percent(5), true],
    ['just the share', [...times(95, 'created'), ...times(5, 'failed')], percent(5), false],
    ['a little more', [...times(94, 'created'), ...times(6, 'failed')], percent(5), true],
    ['rows that were held back do not count', times(60, 'unsent'), percent(0), false],
    ['no limit', times(500, 'failed'), {}, false],
  ])('%s', (_, statuses, limits, pulled) => {
    expect(brakeAfter(statuses, limits).pulled).toBe(pulled);
  });

  it('says how many, and how many may', () => {
    expect(brakeAfter(times(4, 'failed'), rows(3)).reason()).toMatchObject({ kind: 'limit', code: 'MAX_FAILURES' });
    expect(brakeAfter(times(4, 'failed'), rows(3)).reason()?.message).toMatch(/^4 of 4 rows .* the 3 /);
    expect(brakeAfter(times(50, 'failed'), percent(5)).reason()?.message).toContain('5 %');
  });
});

describe('unclear answers in a row', () => {
  it.each<[string, readonly Status[], boolean, boolean]>([
    ['19', times(19, 'in-doubt'), true, false],
    ['20', times(20, 'in-doubt'), true, true],
    ['with a clear one between', [...times(19, 'in-doubt'), 'failed', ...times(19, 'in-doubt')], true, false],
    ['of one batch', times(500, 'in-doubt'), false, false],
  ])('%s', (_, statuses, rowByRow, pulled) => {
    expect(brakeAfter(statuses, {}, rowByRow).pulled).toBe(pulled);
  });
});

describe('rows written', () => {
  it.each<[string, readonly Status[], number]>([
    ['nothing yet', [], 3],
    ['created and updated', ['created', 'updated'], 1],
    ['in doubt may be written', ['in-doubt', 'created'], 1],
    ['failed are not', ['failed', 'created'], 2],
    ['all', ['created', 'created', 'created'], 0],
  ])('%s', (_, statuses, room) => {
    const brake = brakeAfter(statuses, { stopAfter: 3 });
    expect(brake.room).toBe(room);
    expect(brake.pulled).toBe(false);
  });

  it('counts rows under way, and gives their room back when they fail', () => {
    const brake = brakeAfter(['created'], { stopAfter: 3 });
    brake.take(2);
    expect(brake.room).toBe(0);
    brake.heed({ status: 'failed', remoteId: '', field: '', requestId: '', attempts: 1 });
    expect(brake.room).toBe(1);
  });

  it('stops only when there is another row', () => {
    const brake = brakeAfter(times(3, 'created'), { stopAfter: 3 });
    expect(brake.reason()).toBeUndefined();
    brake.full();
    expect(brake.reason()).toMatchObject({ kind: 'limit', code: 'STOP_AFTER' });
  });

  it('is without end when it is not limited', () => {
    expect(brakeAfter(times(10, 'created')).room).toBe(Number.POSITIVE_INFINITY);
  });
});

it('tells the first reason, and throws what was not foreseen', () => {
  const brake = brakeAfter(times(2, 'failed'), { maxFailures: { by: 'rows', most: 0 } });
  brake.pull(new Stop('refused', 'DENIED', 'later'));
  expect(brake.reason()?.code).toBe('MAX_FAILURES');
  expect(brake.room).toBe(0);
  brake.fail(new Error('a bug'));
  expect(() => brake.reason()).toThrow('a bug');
});
