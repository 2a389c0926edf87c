// What the service has answered to an export, in the run's folder until the export ends: where it is stopped, the one that resumes it
// reads the same answers there, and asks only for the others. Which exports may do so is resumed-session.ts's.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outputStop } from '../../write/files/part-file.js';

/** The file in the run's folder. It is removed at the end, and no part of a pack. */
const FILE = 'replies.part';

/** The line before each answer: the digest of the question, the status, when it was answered, and how many bytes the answer has. */
const heading = z.object({
  asked: z.string(),
  status: z.number(),
  at: z.number(),
  bytes: z.number().int().nonnegative(),
});

/** An answer, and when the service gave it, in milliseconds since the epoch. */
export interface KeptReply {
  readonly status: number;
  readonly text: string;
  readonly at: number;
}

/** Where an answer is in the file. */
interface Place {
  readonly start: number;
  readonly bytes: number;
  readonly status: number;
  readonly at: number;
}

/** An answer in the file, with the digest of its question. */
interface FoundReply {
  readonly asked: string;
  readonly place: Place;
}

/** The answers to one export. */
export class KeptReplies {
  /** Answers that nobody has taken yet, by the digest of their question. */
  readonly #places = new Map<string, Place[]>();
  /** When the service gave the first of those that were there at first. */
  readonly oldest: number | undefined;
  /** When it gave the last of them. */
  readonly newest: number | undefined;
  #size = 0;
  #end: number;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    found: readonly FoundReply[],
  ) {
    for (const { asked, place } of found) this.#note(asked, place);
    const last = found.at(-1)?.place;
    this.#end = last === undefined ? 0 : last.start + last.bytes + 1;
    // An answer that was on its way longer stands behind a later one.
    const times = found.map(({ place }) => place.at).sort((one, other) => one - other);
    this.oldest = times[0];
    this.newest = times.at(-1);
  }

  /**
   * Opens the answers of an export.
   * @param from the folder of the stopped export, whose answers are moved here; undefined to begin without any.
   * @throws Stop of kind `output`.
   */
  static async open(folder: string, from: string | undefined): Promise<KeptReplies> {
    const path = join(folder, FILE);
    const found = from !== undefined && isMoved(join(from, FILE), path) ? wholeReplies(path) : [];
    try {
      const file = await open(path, found.length > 0 ? 'r+' : 'w+', 0o600);
      return new KeptReplies(path, file, found);
    } catch (cause) {
      throw outputStop(path, cause);
    }
  }

  /** How many answers were there at first and have not been taken. */
  get size(): number {
    return this.#size;
  }

  /** The next answer to a question; undefined where there is none. */
  async take(asked: string): Promise<KeptReply | undefined> {
    const place = this.#places.get(asked)?.shift();
    if (place === undefined) return undefined;
    this.#size -= 1;
    const bytes = Buffer.alloc(place.bytes);
    await this.file.read(bytes, 0, place.bytes, place.start);
    return { status: place.status, text: bytes.toString('utf8'), at: place.at };
  }

  /** Adds an answer, behind those that are there. Wait for it before anything that follows from the answer is asked. */
  keep(asked: string, { status, text, at }: KeptReply): Promise<void> {
    const bytes = Buffer.from(text);
    const record = Buffer.concat([
      Buffer.from(`${JSON.stringify({ asked, status, at, bytes: bytes.length })}\n`),
      bytes,
      Buffer.from('\n'),
    ]);
    const start = this.#end;
    this.#end += record.length;
    this.#writing = this.#writing.then(async () => {
      await this.file.write(record, 0, record.length, start);
    });
    return this.#writing.catch((cause: unknown) => {
      throw outputStop(this.path, cause);
    });
  }

  /** Leaves the answers to an export that resumes this one. Never fails. */
  async leave(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.file.close().catch(() => undefined);
  }

  /** Removes them. */
  async remove(): Promise<void> {
    await this.leave();
    await rm(this.path, { force: true });
  }

  #note(asked: string, place: Place): void {
    const places = this.#places.get(asked);
    if (places) places.push(place);
    else this.#places.set(asked, [place]);
    this.#size += 1;
  }
}

/** Two that resume the same export do not share its answers. */
function isMoved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Read at once: headings have about a hundred bytes. */
const PIECE = 256;

/** The answers in a file that are whole; what a kill has cut off is removed. */
function wholeReplies(path: string): readonly FoundReply[] {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const found: FoundReply[] = [];
    const piece = Buffer.alloc(PIECE);
    let end = 0;
    while (end < size) {
      const read = readSync(file, piece, 0, PIECE, end);
      const line = piece.indexOf(10);
      const known = line < 0 || line >= read ? undefined : headingIn(piece.toString('utf8', 0, line));
      if (known === undefined) break;
      const { asked, status, at, bytes } = known;
      const start = end + line + 1;
      if (start + bytes + 1 > size) break;
      found.push({ asked, place: { start, bytes, status, at } });
      end = start + bytes + 1;
    }
    ftruncateSync(file, end);
    return found;
  } finally {
    closeSync(file);
  }
}

function headingIn(line: string): z.infer<typeof heading> | undefined {
  try {
    return heading.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
