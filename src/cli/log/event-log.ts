// The log file of a command (--log-file): a line of JSON per event, appended whole, so that several processes can share a file.
// Which events there are is events.ts's matter.

import { closeSync, fstatSync, openSync, readSync, type Stats, statSync, writeSync } from 'node:fs';
import { Stop } from '../../problems/stop.js';
import { redact } from '../../providers/http/redact.js';
import { stopEvent } from './stop-event.js';

/** Something that happened. */
export interface LogEvent {
  readonly level: 'info' | 'warn' | 'error';
  /** What kind of event, as `request`. */
  readonly event: string;
  /** One sentence for people. */
  readonly message: string;
  readonly requestId?: string;
  readonly [fact: string]: unknown;
}

/** Longer texts are cut: a line is written in one piece. */
const MOST_CHARACTERS = 2_000;

/** An open log file. */
export class EventLog {
  #run: string | undefined;
  /** The last line is not complete: a process was killed, or the disk was full. */
  #torn: boolean;
  #lost = 0;
  readonly #secrets = new Set<string>();

  private constructor(
    private readonly file: number,
    private readonly pid: number,
    private readonly now: () => number,
  ) {
    this.#torn = endsWithin(file);
  }

  /**
   * Opens a log file, or creates it for this user alone.
   * @throws Stop `LOG_FILE` if it cannot be written, or holds something else.
   */
  static open(path: string, { pid, now }: { readonly pid: number; readonly now: () => number }): EventLog {
    let file: number;
    try {
      requireFile(statSync(path, { throwIfNoEntry: false }), path);
      file = openSync(path, 'a+', 0o600);
    } catch (cause) {
      throw cause instanceof Stop ? cause : unusable(path, reasonOf(cause), cause);
    }
    try {
      requireLog(file, path);
      return new EventLog(file, pid, now);
    } catch (cause) {
      closeSync(file);
      throw cause;
    }
  }

  /** The run that the next events belong to. */
  belongsTo(run: string | undefined): void {
    this.#run = run;
  }

  /** Never writes these values. */
  hide(secrets: Iterable<string | undefined>): void {
    for (const secret of secrets) if (secret) this.#secrets.add(secret);
  }

  /** Appends an event. A disk that is full takes no events, and stops nothing. */
  write(event: LogEvent): void {
    const line = this.#lineOf(event);
    // Events that are missing are counted as soon as there is room again.
    const text = this.#lost > 0 ? `${this.#lineOf(lostEvents(this.#lost))}${line}` : line;
    const bytes = Buffer.from(this.#torn ? `\n${text}` : text);
    try {
      const written = writeSync(this.file, bytes);
      if (written === bytes.length) {
        this.#torn = false;
        this.#lost = 0;
        return;
      }
      if (written > 0) this.#torn = true;
    } catch {
      // Told by `lost`.
    }
    this.#lost += 1;
  }

  /** Appends why a command or a run stopped. */
  stopped(stop: Stop): void {
    this.write(stopEvent(stop));
  }

  /** How many events are missing in the file. */
  get lost(): number {
    return this.#lost;
  }

  #lineOf({ level, event, message, requestId, ...facts }: LogEvent): string {
    const clean = (_: string, value: unknown): unknown =>
      typeof value === 'string' ? cut(redact(value, this.#secrets)) : value;
    const time = new Date(this.now()).toISOString();
    return `${JSON.stringify({ time, level, pid: this.pid, run: this.#run, requestId, event, message, ...facts }, clean)}\n`;
  }
}

function lostEvents(count: number): LogEvent {
  return {
    level: 'warn',
    event: 'lost',
    message: `${count} events are missing here: the file could not be written`,
    count,
  };
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** A pipe would block, or end the command with its reader. */
function requireFile(found: Stats | undefined, path: string): void {
  if (found === undefined || found.isFile() || found.isCharacterDevice()) return;
  throw unusable(path, found.isDirectory() ? 'it is a folder, a file is needed' : 'it is no regular file');
}

const NO_LOG = 'it holds something else than a log';
const NO_FOLDER = 'its folder does not exist';

/** Nothing is appended to a file of somebody's data. */
function requireLog(file: number, path: string): void {
  const begin = Buffer.alloc(9);
  const read = fstatSync(file).isFile() ? readSync(file, begin, 0, begin.length, 0) : 0;
  if (read === 0 || begin.toString('latin1', 0, read) === '{"time":"') return;
  throw unusable(path, NO_LOG);
}

function endsWithin(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  return readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException; // What the file system throws.
  if (code === 'ENOENT' || code === 'ENOTDIR') return NO_FOLDER;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'you may not write it';
  return message;
}

function unusable(path: string, reason: string, cause?: unknown): Stop {
  return new Stop(
    'usage',
    'LOG_FILE',
    `--log-file ${path}: ${reason}`,
    `${reason === NO_FOLDER ? 'create the folder, or name' : 'name'} another file with --log-file FILE`,
    cause,
  );
}
