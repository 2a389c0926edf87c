// Where a zip archive lies in its file: some programs put bytes behind it or before it, as self-extracting archives have them.

import type { FileHandle } from 'node:fs/promises';
import { DIRECTORY_END, DIRECTORY_END_BYTES, DIRECTORY_ENTRY, IN_ZIP64 } from './zip-format.js';

/** The bytes of a file that are the archive. */
export interface ZipSpan {
  readonly start: number;
  readonly end: number;
}

const END_RECORD = recordMark(DIRECTORY_END);
/** A comment may have 64 KiB; what else may stand behind the archive is looked through as far as this. */
const LOOKED_THROUGH = 1024 * 1024;

/** Finds the archive by its last end record whose directory is where the record says; undefined when there is none. */
export async function findZip(file: FileHandle, size: number): Promise<ZipSpan | undefined> {
  const from = Math.max(0, size - LOOKED_THROUGH);
  const tail = await bytesAt(file, from, size - from);
  for (let at = tail.lastIndexOf(END_RECORD); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END_RECORD, at - 1)) {
    if (at + DIRECTORY_END_BYTES > tail.length) continue;
    const end = from + at + DIRECTORY_END_BYTES + tail.readUInt16LE(at + 20);
    if (end > size) continue;
    const directoryBytes = tail.readUInt32LE(at + 12);
    const stated = tail.readUInt32LE(at + 16);
    if (stated === IN_ZIP64 || directoryBytes === IN_ZIP64) return { start: 0, end };
    const start = from + at - directoryBytes - stated;
    if (start < 0) continue;
    const directory = await bytesAt(file, start + stated, 4);
    if (directoryBytes === 0 || directory.equals(recordMark(DIRECTORY_ENTRY))) return { start, end };
  }
  return undefined;
}

/** The bytes that a record begins with. */
function recordMark(mark: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(mark);
  return bytes;
}

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, from);
  return bytes.subarray(0, bytesRead);
}
