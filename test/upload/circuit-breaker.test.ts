// When no further rows are started: each limit, at the row before it and at the row that it is about.

import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/plan/result.js';
import { Stop } from '../../src/problems/stop.js';
import { CircuitBreaker, type StopLimits } from '../../src/upload/circuit-breaker.js';

const never = new AbortController().signal;

/** A breaker after rows with these statuses, one by one. */
function breakerAfter(statuses: readonly Status[], limits: StopLimits = {}, countsUnclear = true): CircuitBreaker {
  const breaker = new CircuitBreaker(never, limits, countsUnclear);
  for (const status of statuses) {
    breaker.start(1);
    breaker.record({ status, remoteId: '', field: '', requestId: '', attempts: 1 });
  }
  return breaker;
}

const times = (count: number, status: Status): Status[] => Array.from({ length: count }, () => status);

describe('failures', () => {
  const rows = (most: number): StopLimits => ({ maxFailures: { by: 'rows', most } });
  const percent = (most: number): StopLimits => ({ maxFailures: { by: 'percent', most } });

  it.each<[string, readonly Status[], StopLimits, boolean]>([
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
    expect(breakerAfter(statuses, limits).isOpen).toBe(pulled);
  });

  it('says how many, and how many may', () => {
    expect(breakerAfter(times(4, 'failed'), rows(3)).reason()).toMatchObject({ kind: 'limit', code: 'MAX_FAILURES' });
    expect(breakerAfter(times(4, 'failed'), rows(3)).reason()?.message).toMatch(
      /^4 of 4 rows sent failed or are in doubt, more than the 3 allowed$/,
    );
    expect(breakerAfter(times(50, 'failed'), percent(5)).reason()?.message).toMatch(/, more than the 5 % allowed$/);
  });
});

describe('unclear answers in a row', () => {
  it.each<[string, readonly Status[], boolean, boolean]>([
    ['19', times(19, 'in-doubt'), true, false],
    ['20', times(20, 'in-doubt'), true, true],
    ['with a clear one between', [...times(19, 'in-doubt'), 'failed', ...times(19, 'in-doubt')], true, false],
    ['of one batch', times(500, 'in-doubt'), false, false],
  ])('%s', (_, statuses, rowByRow, pulled) => {
    expect(breakerAfter(statuses, {}, rowByRow).isOpen).toBe(pulled);
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
    const breaker = breakerAfter(statuses, { stopAfter: 3 });
    expect(breaker.room).toBe(room);
    expect(breaker.isOpen).toBe(false);
  });

  it('counts rows under way, and gives their room back when they fail', () => {
    const breaker = breakerAfter(['created'], { stopAfter: 3 });
    breaker.start(2);
    expect(breaker.room).toBe(0);
    breaker.record({ status: 'failed', remoteId: '', field: '', requestId: '', attempts: 1 });
    expect(breaker.room).toBe(1);
  });

  it('stops only when there is another row', () => {
    const breaker = breakerAfter(times(3, 'created'), { stopAfter: 3 });
    expect(breaker.reason()).toBeUndefined();
    breaker.reachLimit();
    expect(breaker.reason()).toMatchObject({ kind: 'limit', code: 'STOP_AFTER' });
  });

  it('is without end when it is not limited', () => {
    expect(breakerAfter(times(10, 'created')).room).toBe(Number.POSITIVE_INFINITY);
  });
});

it('tells the first reason, and throws what was not foreseen', () => {
  const breaker = breakerAfter(times(2, 'failed'), { maxFailures: { by: 'rows', most: 0 } });
  breaker.trip(new Stop('refused', 'DENIED', 'later'));
  expect(breaker.reason()?.code).toBe('MAX_FAILURES');
  expect(breaker.room).toBe(0);
  breaker.fail(new Error('a bug'));
  expect(() => breaker.reason()).toThrow('a bug');
});
