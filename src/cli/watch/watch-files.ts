// Checks files again whenever they are saved. Editors and Excel replace a file by another one, in several steps: so their folders are
// watched, and a check waits until nothing has happened for a moment and the file can be opened.

import { basename, dirname, resolve } from 'node:path';
import type { Clock } from '../../pace/clock.js';

/** What it needs from the file system, so that it can be tested without one. */
export interface Folders {
  /** Calls back whenever something happens to a file of the folder; with its name where the system says it. */
  watch(folder: string, onEvent: (name: string | null) => void): { close(): void };
  /** Something that differs when a file was saved; undefined while it cannot be opened. */
  stampOf(file: string): Promise<string | undefined>;
}

/** What is watched, and what is done when it was saved. */
export interface Watching {
  readonly files: readonly string[];
  readonly folders: Folders;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Checks the files; the exit code. */
  readonly check: () => Promise<number>;
}

/** How long nothing must happen before a check. */
const QUIET_MS = 300;
/** How often a file that cannot be opened is tried again. */
const RETRY_MS = 500;

/** Checks at once, and again after each save, until the signal is aborted. Returns the exit code of the last whole check. */
export async function watchFiles({ files, folders, clock, signal, check }: Watching): Promise<number> {
  const events = eventsOf(files, folders, signal);
  try {
    let stamp = await stampOf(files, folders);
    let code = await check();
    while (!signal.aborted) {
      await events.next();
      const saved = await savedStamp(stamp, events, { files, folders, clock, signal });
      if (saved === undefined || saved === stamp) continue;
      stamp = saved;
      const last = await check();
      // An interrupted check says nothing of the file.
      if (!signal.aborted) code = last;
    }
    return code;
  } finally {
    events.close();
  }
}

/** The stamp once nothing happens any more and all files can be opened; undefined when the watching ends. */
async function savedStamp(
  before: string | undefined,
  events: Events,
  { files, folders, clock, signal }: Omit<Watching, 'check'>,
): Promise<string | undefined> {
  const sleep = (delayMs: number) => clock.sleep(delayMs, signal).catch(() => undefined);
  while (!signal.aborted) {
    events.forget();
    await sleep(QUIET_MS);
    if (events.hasNews()) continue;
    const stamp = await stampOf(files, folders);
    if (stamp === before || (stamp !== undefined && !events.hasNews())) return stamp;
    if (stamp === undefined) await sleep(RETRY_MS);
  }
  return undefined;
}

async function stampOf(files: readonly string[], { stampOf: of }: Folders): Promise<string | undefined> {
  const stamps = await Promise.all(files.map(of));
  return stamps.includes(undefined) ? undefined : stamps.join('\n');
}

interface Events {
  /** Resolves once something has happened, or the watching ends. */
  next(): Promise<void>;
  hasNews(): boolean;
  forget(): void;
  close(): void;
}

function eventsOf(files: readonly string[], folders: Folders, signal: AbortSignal): Events {
  let news = 0;
  let wake: () => void = () => undefined;
  const note = (): void => {
    news += 1;
    wake();
  };
  const names = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = dirname(resolve(file));
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)));
  }
  const watched = [...names].map(([folder, own]) =>
    folders.watch(folder, (name) => {
      if (name === null || own.has(name)) note();
    }),
  );
  signal.addEventListener('abort', note);
  return {
    next: () =>
      new Promise((done) => {
        wake = done;
        if (news > 0 || signal.aborted) done();
      }),
    hasNews: () => news > 0,
    forget: () => {
      news = 0;
    },
    close: () => {
      signal.removeEventListener('abort', note);
      for (const one of watched) one.close();
    },
  };
}
