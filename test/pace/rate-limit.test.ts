import { describe, expect, it } from 'vitest';
import { rateLimitOf } from '../../src/pace/rate-limit.js';

const now = Date.UTC(2025, 0, 31);
const read = (headers: Readonly<Record<string, string>>) => rateLimitOf((name) => headers[name], now);

describe('rateLimitOf', () => {
  it.each([
    [
      'the draft',
      { 'ratelimit-policy': '"default";q=500;w=1', ratelimit: '"default";r=499;t=1' },
      { quota: 500, windowMs: 1_000, remaining: 499, resetMs: 1_000 },
    ],
    [
      'the policy of several that is slowest, and the state that is tightest',
      {
        'ratelimit-policy': '"burst";q=100;w=1, "hour";q=3600;w=3600',
        ratelimit: '"burst";r=90;t=1, "hour";r=5;t=900',
      },
      { quota: 3600, windowMs: 3_600_000, remaining: 5, resetMs: 900_000 },
    ],
    [
      'a policy that counts something else',
      { 'ratelimit-policy': '"bytes";q=1000;w=10;qu="content-bytes", "calls";q=20;w=10' },
      { quota: 20, windowMs: 10_000 },
    ],
    [
      'the slowest and the tightest, in whatever order they come',
      {
        'ratelimit-policy': '"hour";q=3600;w=3600, "day";q=9000;w=86400, "burst";q=100;w=1',
        ratelimit: '"hour";r=50;t=900, "day";r=4;t=70000, "burst";r=90;t=1',
      },
      { quota: 9000, windowMs: 86_400_000, remaining: 4, resetMs: 70_000_000 },
    ],
    [
      'requests, where a limit on bytes is slower and tighter',
      {
        'ratelimit-policy': '"bytes";q=10;w=100;qu="content-bytes", "calls";q=20;w=10;qu="requests"',
        ratelimit: '"bytes";r=1;t=100, "calls";r=15;t=5',
      },
      { quota: 20, windowMs: 10_000, remaining: 15, resetMs: 5_000 },
    ],
    [
      'nothing of a limit that is on bytes alone',
      { 'ratelimit-policy': '"bytes";q=10;w=100;qu="content-bytes"', ratelimit: '"bytes";r=1;t=100' },
      undefined,
    ],
    [
      'a policy with a window before one without, which has no rate',
      { 'ratelimit-policy': '"all";q=5, "calls";q=20;w=10' },
      { quota: 20, windowMs: 10_000 },
    ],
    [
      'the draft of before',
      { ratelimit: 'limit=100, remaining=50, reset=30', 'ratelimit-policy': '100;w=60' },
      { quota: 100, windowMs: 60_000, remaining: 50, resetMs: 30_000 },
    ],
    [
      'that draft without a policy',
      { ratelimit: 'limit=100, remaining=0, reset=5' },
      { quota: 100, remaining: 0, resetMs: 5_000 },
    ],
    [
      'X-RateLimit with seconds',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '30' },
      { quota: 60, remaining: 12, resetMs: 30_000 },
    ],
    [
      'X-RateLimit with a moment',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 45) },
      { quota: 60, remaining: 0, resetMs: 45_000 },
    ],
    [
      'RateLimit-* of the first drafts',
      { 'ratelimit-limit': '10, 10;w=1', 'ratelimit-remaining': '9' },
      { quota: 10, remaining: 9 },
    ],
    [
      'X-RateLimit with a moment that has passed',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 - 45) },
      { remaining: 0, resetMs: 0 },
    ],
    ['numbers with blanks and decimals', { 'x-ratelimit-limit': ' 2.5 ' }, { quota: 2.5 }],
    ['a number below zero as none', { 'x-ratelimit-limit': '-5', 'x-ratelimit-remaining': '3' }, { remaining: 3 }],
    ['nothing', {}, undefined],
    ['nonsense', { ratelimit: 'plenty', 'x-ratelimit-limit': 'many' }, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(read(headers as Record<string, string>)).toEqual(expected);
  });
});
