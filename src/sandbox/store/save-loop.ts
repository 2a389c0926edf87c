// Saves frequently changing data to a file: one write at a time, with a pause between writes. The caller provides the content.

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
/** Pause per duration of the last write, so that writing takes about 5 % of the time. */
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

  /** Schedules a write after the pause. */
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

  /** Writes unsaved changes, and stops. */
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
        // The next write, or `close`, reports a persistent failure.
      }
    }
  }
}
