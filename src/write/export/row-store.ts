// Rows of an export as lines in one file, sorted by key. Where they arrive in order, the file is what is wanted and is never read
// again; else it holds several runs, each in order, which are merged. Memory does not grow with the rows.

import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { outputStop } from '../files/part-file.js';

/** A row that waits to be stored. */
export interface KeyedLine {
  /** Rows are sorted by it, and by their lines where it is the same. */
  readonly key: string;
  readonly line: string;
}

/** A stretch of the file whose rows are in order. */
interface Run {
  /** Where its lines begin, in bytes; and the sizes of its lines with their keys, in the index. */
  readonly start: number;
  readonly indexStart: number;
  rows: number;
}

/** Compares by code units: the same everywhere. */
function compare(one: KeyedLine, other: KeyedLine): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.line < other.line ? -1 : one.line > other.line ? 1 : 0;
}

/** The file, and an index beside it of each line's size and key, which only a merge reads. */
export class RowStore {
  readonly #runs: Run[] = [];
  #last: KeyedLine | undefined;
  #bytes = 0;
  #indexBytes = 0;

  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
    private readonly index: FileHandle,
  ) {}

  /** Makes the file, in place of one that is there. Throws a Stop of kind `output`. */
  static async create(path: string): Promise<RowStore> {
    try {
      return new RowStore(path, await open(path, 'w'), await open(`${path}.index`, 'w'));
    } catch (cause) {
      throw outputStop(path, cause);
    }
  }

  /** Whether all rows are in order, from the first to the last. */
  get isSorted(): boolean {
    return this.#runs.length <= 1;
  }

  /** Writes text before the first row. */
  async head(text: string): Promise<void> {
    await this.#write(this.file, Buffer.from(text));
    this.#bytes += Buffer.byteLength(text);
  }

  /** Sorts the rows, and stores them behind those that are there; they stay in the array. Wait before the next call. */
  async add<T extends KeyedLine>(rows: T[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    if (rows.some((row, at) => at > 0 && compare(rows[at - 1] ?? row, row) > 0)) rows.sort(compare);
    const begins = rows[0] ?? first;
    let run = this.#runs.at(-1);
    if (run === undefined || (this.#last !== undefined && compare(this.#last, begins) > 0)) {
      run = { start: this.#bytes, indexStart: this.#indexBytes, rows: 0 };
      this.#runs.push(run);
    }
    run.rows += rows.length;
    this.#last = rows.at(-1);
    const lines = Buffer.from(rows.map(({ line }) => line).join(''));
    const sizes = Buffer.from(
      rows.map(({ key, line }) => `${Buffer.byteLength(line)} ${JSON.stringify(key)}\n`).join(''),
    );
    this.#bytes += lines.length;
    this.#indexBytes += sizes.length;
    await Promise.all([this.#write(this.file, lines), this.#write(this.index, sizes)]);
  }

  /** Brings everything to the disk. No row can be added any more. */
  async close(): Promise<void> {
    await this.file.sync().catch((cause: unknown) => {
      throw outputStop(this.path, cause);
    });
    await this.leave();
  }

  /** Lets go of the files as they are. Never fails. */
  async leave(): Promise<void> {
    await Promise.all([this.file, this.index].map((handle) => handle.close().catch(() => undefined)));
  }

  /** The lines of all rows in order, once the store is closed. */
  *lines(): Generator<string> {
    const lines = openSync(this.path, 'r');
    const index = openSync(`${this.path}.index`, 'r');
    try {
      const piece = Math.max(LEAST_PIECE, Math.min(MOST_PIECE, Math.floor(MOST_READ / (2 * this.#runs.length))));
      const open = this.#runs.map((run) => new RunReader(run, lines, index, piece)).filter((run) => run.next());
      const heap = new Heap(open);
      for (let top = heap.top; top !== undefined; top = heap.top) {
        yield top.current.line;
        if (top.next()) heap.sink();
        else heap.drop();
      }
    } finally {
      closeSync(lines);
      closeSync(index);
    }
  }

  async #write(handle: FileHandle, bytes: Buffer): Promise<void> {
    await handle.appendFile(bytes).catch((cause: unknown) => {
      throw outputStop(this.path, cause);
    });
  }
}

/** Bytes that are in memory of all runs together, and how many are read at once of one: a run has two pieces. */
const MOST_READ = 16 * 1024 * 1024;
const [LEAST_PIECE, MOST_PIECE] = [4 * 1024, 64 * 1024];

/** Reads a stretch of a file piece by piece. */
class PieceReader {
  #piece: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(
    private readonly file: number,
    private position: number,
    private readonly size: number,
  ) {}

  /** So many bytes as text. */
  take(size: number): string {
    this.#need(size);
    const text = this.#piece.toString('utf8', this.#at, this.#at + size);
    this.#at += size;
    return text;
  }

  /** The text up to a line feed, which is taken too. */
  takeLine(): string {
    let end = this.#piece.indexOf(10, this.#at);
    while (end < 0) {
      const had = this.#piece.length - this.#at;
      this.#need(had + 1);
      end = this.#piece.indexOf(10, this.#at + had);
    }
    const text = this.#piece.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  #need(size: number): void {
    const rest = this.#piece.length - this.#at;
    if (rest >= size) return;
    const piece = Buffer.alloc(Math.max(this.size, size));
    this.#piece.copy(piece, 0, this.#at);
    let filled = rest;
    while (filled < size) {
      const read = readSync(this.file, piece, filled, piece.length - filled, this.position);
      if (read === 0) throw new Error('the rows of the export are cut off');
      this.position += read;
      filled += read;
    }
    this.#piece = piece.subarray(0, filled);
    this.#at = 0;
  }
}

/** The rows of one run. */
class RunReader {
  current: KeyedLine = { key: '', line: '' };
  readonly #lines: PieceReader;
  readonly #index: PieceReader;
  #left: number;

  constructor(run: Run, lines: number, index: number, piece: number) {
    this.#lines = new PieceReader(lines, run.start, piece);
    this.#index = new PieceReader(index, run.indexStart, piece);
    this.#left = run.rows;
  }

  /** Goes on to the next row; false where there is none. */
  next(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    const entry = this.#index.takeLine();
    const blank = entry.indexOf(' ');
    const key = JSON.parse(entry.slice(blank + 1)) as string; // written above
    this.current = { key, line: this.#lines.take(Number(entry.slice(0, blank))) };
    return true;
  }
}

/** Runs by their current rows: the one with the smallest is on top. */
class Heap {
  readonly #runs: RunReader[];

  constructor(runs: readonly RunReader[]) {
    this.#runs = [...runs].sort((one, other) => compare(one.current, other.current));
  }

  get top(): RunReader | undefined {
    return this.#runs[0];
  }

  /** Puts the top to its place after its row has changed. */
  sink(): void {
    const runs = this.#runs;
    for (let at = 0; ; ) {
      const [left, right] = [runs[2 * at + 1], runs[2 * at + 2]];
      if (left === undefined) return;
      const isRight = right !== undefined && compare(right.current, left.current) < 0;
      const child = isRight ? 2 * at + 2 : 2 * at + 1;
      const [parent, below] = [runs[at], runs[child]];
      if (parent === undefined || below === undefined || compare(parent.current, below.current) <= 0) return;
      runs[at] = below;
      runs[child] = parent;
      at = child;
    }
  }

  /** Takes the top away. */
  drop(): void {
    const last = this.#runs.pop();
    if (last === undefined || this.#runs.length === 0) return;
    this.#runs[0] = last;
    this.sink();
  }
}
