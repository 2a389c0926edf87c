// Keeps a file up to date with something that changes often: at most one write at a time, and a pause between writes.
// Leaves what is written to its caller.

import { rename, rm, writeFile } from 'node:fs/promises';
import { SandboxError } from '../sandbox-error.js';

/** Waits; rejects when the signal is aborted. */
export type Sleep = (delayMs: number, signal?: AbortSignal) => Promise<void>;

export interface SaveLoopOptions {
  readonly file: string;
  readonly text: () => Iterable<string>;
  readonly now: () => number;
  /** Without it, the file is only written by `save` and `close`. */
  readonly sleep?: Sleep | undefined;
}

const shortestPauseMs = 1000;
/** A pause is this many times as long as the last write took: writing then costs about 5 % of the time. */
const pausePerWrite = 20;

export class SaveLoop {
  readonly #options: SaveLoopOptions;
  readonly #closing = new AbortController();
  #dirty = false;
  #pauseMs = shortestPauseMs;
  #running: Promise<void> | undefined;

  constructor(options: SaveLoopOptions) {
    this.#options = options;
  }

  /** Something changed: the file is written after the pause. Costs nothing when a write is due already. */
  changed(): void {
    this.#dirty = true;
    if (this.#running !== undefined || this.#options.sleep === undefined || this.#closing.signal.aborted) return;
    this.#running = this.#run(this.#options.sleep).finally(() => {
      this.#running = undefined;
    });
  }

  /** Writes now. Throws a SandboxError when the file cannot be written. */
  async save(): Promise<void> {
    const { file, text, now } = this.#options;
    const startedAt = now();
    const draft = `${file}.tmp`;
    this.#dirty = false;
    try {
      await writeFile(draft, text());
      await rename(draft, file);
    } catch (error) {
      this.#dirty = true;
      await rm(draft, { force: true }).catch(() => undefined);
      const why = error instanceof Error ? error.message : String(error);
      throw new SandboxError('DATA_FILE_UNWRITABLE', `The sandbox cannot write its data file ${file}: ${why}.`, error);
    }
    this.#pauseMs = Math.max(shortestPauseMs, pausePerWrite * (now() - startedAt));
  }

  /** Writes what is not written yet, and stops. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    if (this.#dirty) await this.save();
  }

  async #run(sleep: Sleep): Promise<void> {
    while (this.#dirty && !this.#closing.signal.aborted) {
      try {
        await sleep(this.#pauseMs, this.#closing.signal);
        await this.save();
      } catch {
        // Closing, or a disk that is full for now: the next round, or `close`, writes and says so.
      }
    }
  }
}
