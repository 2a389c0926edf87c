// A file is checked again once it was saved, however editors and Excel go about it. Time and folders are the test's own.

import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { watchFiles } from '../../../src/cli/watch/watch-files.js';

/** A folder in which things happen while the watcher sleeps. `during`: what happens in each sleep, one after another. */
function openWatching(during: readonly ((folder: Folder) => void)[], codes = [3, 4, 0]) {
  const folder = new Folder();
  const controller = new AbortController();
  const sleeps: number[] = [];
  const waiting = [...during];
  let checks = 0;
  const ended = watchFiles({
    files: ['data/in.csv'],
    signal: controller.signal,
    clock: {
      sleep: async (delayMs) => {
        sleeps.push(delayMs);
        waiting.shift()?.(folder);
      },
    },
    folders: {
      watch: (path, onEvent) => {
        folder.path = path;
        folder.onEvent = onEvent;
        return { close: () => folder.closed++ };
      },
      stampOf: async () => folder.stamp,
    },
    check: async () => codes[checks++] ?? 0,
  });
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
  };
  return { folder, ended, sleeps, settle, stop: () => controller.abort(), checks: () => checks };
}

class Folder {
  path = '';
  closed = 0;
  stamp: string | undefined = 'first';
  onEvent: (name: string | null) => void = () => undefined;

  /** The file is there with another content. */
  save(stamp: string | undefined): void {
    this.stamp = stamp;
    this.onEvent('in.csv');
  }
}

it('checks at once, and again after a save; Ctrl-C ends with the last exit code', async () => {
  const { folder, ended, settle, stop, checks } = openWatching([]);
  await settle();
  expect(checks()).toBe(1);
  expect(folder.path).toBe(resolve('data'));
  folder.save('second');
  await settle();
  expect(checks()).toBe(2);
  stop();
  expect(await ended).toBe(4);
  expect(folder.closed).toBe(1);
});

it('takes a save in several steps for one', async () => {
  const { folder, settle, stop, checks } = openWatching([
    (one) => one.save(undefined),
    (one) => one.save('half'),
    (one) => one.save('second'),
  ]);
  await settle();
  folder.save(undefined);
  await settle();
  expect(checks()).toBe(2);
  stop();
});

it('waits until the file can be opened', async () => {
  const { folder, settle, sleeps, stop, checks } = openWatching([
    () => undefined,
    () => undefined,
    (one) => {
      one.stamp = 'second';
    },
  ]);
  await settle();
  folder.save(undefined);
  await settle();
  expect(checks()).toBe(2);
  expect(sleeps).toEqual([300, 500, 300]);
  stop();
});

it.each([
  ['another file', 'other.csv', 'second'],
  ['an event without a save', 'in.csv', 'first'],
])('does not check because of %s', async (_, name, stamp) => {
  const { folder, settle, stop, checks, ended } = openWatching([]);
  await settle();
  folder.stamp = stamp;
  folder.onEvent(name);
  await settle();
  expect(checks()).toBe(1);
  stop();
  expect(await ended).toBe(3);
});

it('checks because of an event that names no file', async () => {
  const { folder, settle, stop, checks } = openWatching([]);
  await settle();
  folder.stamp = 'second';
  folder.onEvent(null);
  await settle();
  expect(checks()).toBe(2);
  stop();
});

it('checks again what was saved during a check', async () => {
  const { folder, settle, stop, checks } = openWatching([]);
  folder.save('second');
  await settle();
  folder.save('third');
  await settle();
  expect(checks()).toBeGreaterThanOrEqual(2);
  stop();
});
