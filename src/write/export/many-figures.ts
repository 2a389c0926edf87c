// The figures of several columns, to be sorted once all are there. A few are in memory; more are on the disk, in a file that nobody
// else sees, so that memory does not grow with the rows.

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputStop } from '../files/part-file.js';

/** Figures of a column that are in memory before they go to the disk: 64 KB of them. */
const MOST_IN_MEMORY = 8_192;
const FIRST_IN_MEMORY = 64;

/** The figures of one column. */
export interface Figures {
  add(figure: number): void;
  readonly count: number;
  /** All of them, the smallest first. */
  sorted(): Float64Array;
}

/** The figures of all columns of a table. */
export class ManyFigures {
  #file: { readonly folder: string; readonly handle: number } | undefined;
  #end = 0;

  /** Begins a column. */
  column(): Figures {
    let gathered = new Float64Array(FIRST_IN_MEMORY);
    let size = 0;
    /** Where on the disk the others are. */
    const places: number[] = [];
    return {
      add: (figure) => {
        if (size === MOST_IN_MEMORY) {
          places.push(this.#write(gathered));
          size = 0;
        } else if (size === gathered.length) {
          const more = new Float64Array(2 * size);
          more.set(gathered);
          gathered = more;
        }
        gathered[size] = figure;
        size += 1;
      },
      get count() {
        return places.length * MOST_IN_MEMORY + size;
      },
      sorted: () => {
        const all = new Float64Array(places.length * MOST_IN_MEMORY + size);
        for (const [index, place] of places.entries())
          this.#read(all.subarray(index * MOST_IN_MEMORY, (index + 1) * MOST_IN_MEMORY), place);
        all.set(gathered.subarray(0, size), places.length * MOST_IN_MEMORY);
        return all.sort();
      },
    };
  }

  /** Gives the disk back. Never fails. */
  close(): void {
    if (this.#file === undefined) return;
    const { folder, handle } = this.#file;
    this.#file = undefined;
    closeSync(handle);
    remove(folder);
  }

  #write(figures: Float64Array): number {
    const place = this.#end;
    this.#file ??= openFile();
    try {
      for (let at = 0; at < figures.byteLength; )
        at += writeSync(this.#file.handle, figures, at, figures.byteLength - at, place + at);
    } catch (cause) {
      throw outputStop(this.#file.folder, cause);
    }
    this.#end += figures.byteLength;
    return place;
  }

  #read(figures: Float64Array, place: number): void {
    const bytes = new Uint8Array(figures.buffer, figures.byteOffset, figures.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const read = this.#file === undefined ? 0 : readSync(this.#file.handle, bytes, at, bytes.length - at, place + at);
      if (read === 0) throw new Error('the figures of the export are cut off');
      at += read;
    }
  }
}

function openFile(): { readonly folder: string; readonly handle: number } {
  const parent = tmpdir();
  try {
    const folder = mkdtempSync(join(parent, 'carbonsheet-figures-'));
    const handle = openSync(join(folder, 'figures'), 'wx+', 0o600);
    // Most systems keep an open file that has no name any more, and forget it with the process, however that ends.
    remove(folder);
    return { folder, handle };
  } catch (cause) {
    throw outputStop(parent, cause);
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows removes it once it is closed.
  }
}
