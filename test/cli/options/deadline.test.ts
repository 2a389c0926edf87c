// What --deadline and --max-failures take, and what they refuse; and when a deadline comes.

import { describe, expect, it } from 'vitest';
import { parseDeadline } from '../../../src/cli/options/deadline.js';
import { parseFailureLimit } from '../../../src/cli/options/failure-limit.js';
import { deadlineSignal } from '../../../src/cli/terminal/deadline-signal.js';

/** Local time, as the clock on the wall shows it. */
const local = (day: number, hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 10, day, hours, minutes, seconds).getTime();
const now = local(21, 18, 30);

describe('--deadline', () => {
  it.each([
    ['18:31', local(21, 18, 31)],
    // The clock shows it now: the next time is tomorrow.
    ['18:30', local(22, 18, 30)],
    ['18:29', local(22, 18, 29)],
    ['6:00', local(22, 6, 0)],
    ['00:00', local(22, 0, 0)],
    ['23:59', local(21, 23, 59)],
    ['2026-11-21T18:31', local(21, 18, 31)],
    ['2026-11-21 18:30:01', local(21, 18, 30, 1)],
    ['2026-11-24T06:00Z', Date.UTC(2026, 10, 24, 6)],
    ['2026-11-24T06:00+01:00', Date.UTC(2026, 10, 24, 5)],
    ['45m', now + 45 * 60_000],
    ['2h', now + 2 * 3_600_000],
    ['1.5h', now + 90 * 60_000],
    ['1h30m', now + 90 * 60_000],
    ['90s', now + 90_000],
    ['1D', now + 86_400_000],
    [' 2h ', now + 2 * 3_600_000],
  ])('takes %s', (text, moment) => {
    expect(parseDeadline(text, now)).toBe(moment);
  });

  it.each([
    '',
    'soon',
    '45',
    '45 minutes',
    'm',
    '24:00',
    '18:60',
    '18',
    '6pm',
    '2026-11-21',
    '2026-11-31T10:00',
    '2026-13-01T10:00',
    '21.11.2026 18:30',
  ])('shows good values for %j', (text) => {
    expect(() => parseDeadline(text, now)).toThrow(/--deadline: expected a time such as 18:30.*45m/);
  });

  it.each(['2026-11-21T18:30', '2026-11-21T18:29', '2025-12-31T10:00', '0m'])('refuses %s, which is past', (text) => {
    expect(() => parseDeadline(text, now)).toThrow('a time in the future');
  });
});

describe('the signal of a deadline', () => {
  function watched(moment: number) {
    let time = 0;
    let waiting: { work: () => void; delayMs: number } | undefined;
    const interrupt = new AbortController();
    const signal = deadlineSignal(interrupt.signal, moment, '18:30', {
      now: () => time,
      later: (work, delayMs) => {
        waiting = { work, delayMs };
      },
    });
    const wake = (at: number): number | undefined => {
      const due = waiting;
      time = at;
      waiting = undefined;
      due?.work();
      return due?.delayMs;
    };
    return { signal, wake, interrupt };
  }

  it('comes when the moment has come, and says so', () => {
    const { signal, wake } = watched(1_500);
    expect(wake(1_000)).toBe(1_000);
    expect(signal.aborted).toBe(false);
    expect(wake(1_499)).toBe(500);
    expect(signal.aborted).toBe(false);
    expect(wake(1_500)).toBe(1);
    expect(signal.reason).toMatchObject({ kind: 'limit', code: 'DEADLINE', message: 'the deadline (18:30) has come' });
  });

  it('comes at once after the machine has slept through it', () => {
    const { signal, wake } = watched(3_600_000);
    wake(7_200_000);
    expect(signal.aborted).toBe(true);
  });

  it('leaves an interrupt what it is', () => {
    const { signal, wake, interrupt } = watched(1_000);
    interrupt.abort('interrupted');
    wake(1_000);
    expect(signal.reason).toBe('interrupted');
  });
});

describe('--max-failures', () => {
  it.each([
    ['20', { by: 'rows', most: 20 }],
    ['0', { by: 'rows', most: 0 }],
    ['5%', { by: 'percent', most: 5 }],
    ['0%', { by: 'percent', most: 0 }],
    ['2.5 %', { by: 'percent', most: 2.5 }],
    ['99.9%', { by: 'percent', most: 99.9 }],
  ])('takes %s', (text, limit) => {
    expect(parseFailureLimit(text)).toEqual(limit);
  });

  it.each(['', '-1', '2.5', '100%', '1e3', '%', 'five', '5 percent', '1,000'])('shows good values for %j', (text) => {
    expect(() => parseFailureLimit(text)).toThrow(/--max-failures: expected rows such as 20.*5%/);
  });
});
