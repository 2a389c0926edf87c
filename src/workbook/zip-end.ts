// Where a zip archive lies in its file: some programs put bytes behind it or before it, as self-extracting archives have them.

import type { FileHandle } from 'node:fs/promises';

/** The bytes of a file that are the archive. */
export interface ZipSpan {
  readonly start: number;
  readonly end: number;
}

const END_RECORD = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_RECORD = Buffer.from('PK\x01\x02', 'latin1');
const END_RECORD_BYTES = 22;
/** A comment may have 64 KiB; what else may stand behind the archive is looked through as far as this. */
const LOOKED_THROUGH = 1024 * 1024;
/** Of large archives: the place of the directory is in another record. */
const ELSEWHERE = 0xffffffff;

/** Finds the archive by its last end record whose directory is where the record says; undefined when there is none. */
export async function findZip(file: FileHandle, size: number): Promise<ZipSpan | undefined> {
  const from = Math.max(0, size - LOOKED_THROUGH);
  const tail = await bytesAt(file, from, size - from);
  for (let at = tail.lastIndexOf(END_RECORD); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END_RECORD, at - 1)) {
    if (at + END_RECORD_BYTES > tail.length) continue;
    const end = from + at + END_RECORD_BYTES + tail.readUInt16LE(at + 20);
    if (end > size) continue;
    const directoryBytes = tail.readUInt32LE(at + 12);
    const stated = tail.readUInt32LE(at + 16);
    if (stated === ELSEWHERE || directoryBytes === ELSEWHERE) return { start: 0, end };
    const start = from + at - directoryBytes - stated;
    if (start < 0) continue;
    const directory = await bytesAt(file, start + stated, DIRECTORY_RECORD.length);
    if (directoryBytes === 0 || directory.equals(DIRECTORY_RECORD)) return { start, end };
  }
  return undefined;
}

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, from);
  return bytes.subarray(0, bytesRead);
}
