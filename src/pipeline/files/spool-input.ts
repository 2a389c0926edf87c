// Standard input and pipes as files: a run reads its input several times, so the input is kept in a temporary folder until
// the command ends.

import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { interruption, Stop } from '../../problems/stop.js';
import { defaultLimits, overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { withTemporaryFolder } from '../run/temporary-folder.js';

/** A file that can be read as often as needed. */
export interface Input {
  readonly path: string;
  /** How messages call it, where that is not its path. */
  readonly shownAs: string | undefined;
}

/**
 * Runs the work with a readable path for a file. `-` is standard input; it and every pipe are spooled, and removed afterwards.
 * @param signal Ends the wait for input that does not come.
 * @param limits Other limits than the default ones.
 * @throws Stop of kind `input` when the input cannot be kept; what the work throws, in which the file has the user's name.
 */
export async function withInput<T>(
  file: string,
  stdin: Readable | undefined,
  work: (input: Input) => Promise<T>,
  signal?: AbortSignal,
  limits: Partial<ReadLimits> = {},
): Promise<T> {
  if (!(await isReadOnce(file))) return work({ path: file, shownAs: undefined });
  if (await isDevice(file)) throw notFile(file);
  const shownAs = file === '-' ? 'stdin' : file;
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'input');
    try {
      await spool(file === '-' ? (stdin ?? Readable.from([])) : createReadStream(file), path, shownAs, signal, limits);
      return await work({ path, shownAs });
    } catch (cause) {
      if (!(cause instanceof Stop)) throw cause;
      throw new Stop(cause.kind, cause.code, cause.message.replaceAll(path, shownAs), cause.hint, cause);
    }
  });
}

/** Whether this is standard input or a pipe, as the shell makes of `<(command)`. */
export async function isReadOnce(file: string): Promise<boolean> {
  if (file === '-') return true;
  // Opening a missing file reports it.
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** Devices such as `/dev/zero` or a terminal never end, or hold no table. */
async function isDevice(file: string): Promise<boolean> {
  const found = file === '-' ? undefined : await stat(file).catch(() => undefined);
  return found !== undefined && (found.isCharacterDevice() || found.isBlockDevice());
}

function notFile(file: string): Stop {
  return new Stop('input', 'NOT_A_FILE', `${file} is a device, not a file`, 'Give a file, or - for standard input.');
}

/** Stops input that would fill the disk. */
function atMost(limits: ReadLimits, shownAs: string): Transform {
  let length = 0;
  return new Transform({
    transform(piece: Buffer, _, done) {
      length += piece.length;
      done(length > limits.fileBytes ? overLimit('fileBytes', limits, `${shownAs}: the input`) : null, piece);
    },
  });
}

async function spool(
  input: Readable,
  path: string,
  shownAs: string,
  signal: AbortSignal | undefined,
  limits: Partial<ReadLimits>,
): Promise<void> {
  try {
    await pipeline(
      input,
      atMost({ ...defaultLimits, ...limits }, shownAs),
      createWriteStream(path),
      signal ? { signal } : {},
    );
  } catch (cause) {
    if (cause instanceof Stop) throw cause;
    throw signal?.aborted ? interruption(signal) : notKept(shownAs, cause);
  }
}

function notKept(shownAs: string, cause: unknown): Stop {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = 'save the input as a file, and give the name of that file';
  return new Stop('input', 'NOT_SPOOLED', `${shownAs} cannot be kept in a temporary file: ${reason}`, hint, cause);
}
