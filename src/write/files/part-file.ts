// A file that is written beside its target as `<target>.part` and renamed at the end, so that a half-written file never
// looks finished. Turns what the file system refuses into a Stop with path and cure. Knows nothing of what is written.

import { type FileHandle, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Stop, type StopCode } from '../../problems/stop.js';
import type { Unfinished } from './or-leave.js';

/** A file in the making. Chunks are written in the order of the calls; wait for each before the next to bound memory. */
export interface PartFile extends Unfinished {
  /** Rejects with a Stop of kind `output`; what was written until then stays in the `.part` file. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Brings everything to the disk and gives the file its name, replacing an older one. */
  close(): Promise<void>;
  /** Takes the unfinished file away; the target stays as it was. */
  discard(): Promise<void>;
}

/** Opens `<path>.part`; its folder must exist. Throws a Stop of kind `output`. */
export async function openPartFile(path: string): Promise<PartFile> {
  const part = `${path}.part`;
  if (await isFolder(path)) throw outputStop(path, { code: 'EISDIR' });
  const handle = await openNew(part).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });

  let isOpen = true;
  async function release(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  }

  let tail: Promise<void> = Promise.resolve();
  function inTurn(work: () => Promise<void>): Promise<void> {
    tail = tail.then(work).catch(async (cause: unknown) => {
      await release();
      throw outputStop(path, cause);
    });
    return tail;
  }

  async function leave(): Promise<void> {
    await tail.catch(() => undefined);
    await release().catch(() => undefined);
  }

  return {
    write: (chunk) => inTurn(() => handle.appendFile(chunk)),
    close: () =>
      inTurn(async () => {
        await handle.sync();
        await release();
        await rename(part, path);
      }),
    leave,
    async discard() {
      await leave();
      await rm(part, { force: true });
    },
  };
}

/**
 * Opens a file that is not there yet. What a run that was killed has left is removed; so is a link of that name, which may lead to
 * a file that nobody wants to lose.
 */
async function openNew(part: string): Promise<FileHandle> {
  await unlink(part).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw cause;
  });
  return open(part, 'wx');
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

interface OutputFault {
  readonly code: StopCode;
  readonly what: string;
  readonly cure: (path: string) => string;
}

const causes: Readonly<Record<string, OutputFault>> = {
  ENOSPC: full('the disk is full'),
  EDQUOT: full('the disk quota is used up'),
  EACCES: refused('permission is denied'),
  EPERM: refused('permission is denied'),
  EROFS: refused('the file system is read-only'),
  ENOENT: { code: 'NO_SUCH_FOLDER', what: 'the folder does not exist', cure: (path) => `create ${dirname(path)}` },
  ENOTDIR: { code: 'NO_SUCH_FOLDER', what: 'the folder is a file', cure: () => 'choose another folder' },
  EEXIST: { code: 'NO_SUCH_FOLDER', what: 'there is a file of that name', cure: () => 'choose another folder' },
  EISDIR: { code: 'IS_A_FOLDER', what: 'there is a folder of that name', cure: () => 'choose another file name' },
  EBUSY: { code: 'FILE_IN_USE', what: 'another program has it open', cure: () => 'close the file there, then repeat' },
};

function full(what: string): OutputFault {
  return { code: 'DISK_FULL', what, cure: () => 'free some space or write to another disk, then repeat' };
}

function refused(what: string): OutputFault {
  const cure = (path: string) =>
    `close the file if another program has it open, make ${dirname(path)} writable, or choose another folder`;
  return { code: 'NOT_WRITABLE', what, cure };
}

/** What the file system said about writing `path`, for the user. A Stop is given back as it is. */
export function outputStop(path: string, cause: unknown): Stop {
  if (cause instanceof Stop) return cause;
  const known = causes[codeOf(cause)];
  if (known) return new Stop('output', known.code, `cannot write ${path}: ${known.what}`, known.cure(path), cause);
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new Stop('output', 'WRITE_FAILED', `cannot write ${path}: ${detail}`, '', cause);
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}
