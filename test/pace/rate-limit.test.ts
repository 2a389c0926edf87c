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
    ['nothing', {}, undefined],
    ['nonsense', { ratelimit: 'plenty', 'x-ratelimit-limit': 'many' }, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(read(headers as Record<string, string>)).toEqual(expected);
  });
});
