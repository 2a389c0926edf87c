// What is read of an account once: shared by all who need it, never kept when it failed.

import { expect, it } from 'vitest';
import { Cached } from '../../src/providers/cached.js';
import { connect, rejection } from './connecting.js';

const { session } = connect('dcycle', 'http://localhost');

/** A value that counts its loads; those of `failing` fail. */
function counting(...failing: readonly number[]): Cached<number> {
  let loads = 0;
  return new Cached(async () => {
    loads += 1;
    if (failing.includes(loads)) throw new Error(`load ${loads} failed`);
    return loads;
  });
}

it('is loaded once for all who need it at the same time, and later', async () => {
  const value = counting();
  expect(await Promise.all([value.get(session), value.get(session)])).toEqual([1, 1]);
  expect(await value.get(session)).toBe(1);
});

it('is loaded again after a failure', async () => {
  const value = counting(1);
  expect(await rejection(value.get(session))).toMatchObject({ message: 'load 1 failed' });
  expect(await value.get(session)).toBe(2);
});

it('is kept as it was loaded last', async () => {
  const value = counting(3);
  await value.get(session);
  expect(await value.refresh(session)).toBe(2);
  expect(await value.get(session)).toBe(2);
  await rejection(value.refresh(session));
  expect(await value.get(session)).toBe(4);
});
