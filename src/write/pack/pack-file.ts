// Writes an archive of files under a list of their SHA-256 sums, as `sha256sum -c` reads it. Equal files make equal bytes.

import { createHash } from 'node:crypto';
import { writeZip } from '../../workbook/zip-writer.js';
import { openPartFile } from '../files/part-file.js';

/** The list of sums in an archive. */
const SUMS_FILE = 'SHA256SUMS';

/** A file to put into an archive. */
export interface PackedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A finished archive. */
export interface Pack {
  /** Names of the files, sorted. */
  readonly files: readonly string[];
  /** SHA-256 of the list of sums, in hex: it stands for the whole archive. */
  readonly sha256: string;
}

/** Pieces are gathered up to so many bytes: large ones pack better. */
const PIECE_BYTES = 256 * 1024;

/** A line of the list ends at a line feed, and unpacking makes a folder of what stands before a backslash. */
const NOT_IN_NAMES = /[\\\p{Cc}]/gu;

/**
 * Writes the archive; it appears under its name when it is complete, and nothing of it stays when that fails.
 * @throws Stop of kind `output`, and what reading a file throws.
 */
export async function writePack(path: string, files: AsyncIterable<PackedFile>): Promise<Pack> {
  const file = await openPartFile(path);
  try {
    const zip = writeZip(file.write);
    const sums = new Map<string, string>();
    const put = async ({ name: named, bytes }: PackedFile): Promise<void> => {
      const name = named.replace(NOT_IN_NAMES, '_');
      const part = zip.part(name);
      const hash = createHash('sha256');
      for await (const piece of gathered(bytes)) {
        hash.update(piece);
        await part.write(piece);
      }
      await part.close();
      sums.set(name, hash.digest('hex'));
    };
    for await (const one of files) await put(one);
    const names = [...sums.keys()].sort();
    await put({ name: SUMS_FILE, bytes: [Buffer.from(names.map((name) => `${sums.get(name)}  ${name}\n`).join(''))] });
    await zip.close();
    await file.close();
    return { files: names, sha256: sums.get(SUMS_FILE) ?? '' };
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}

async function* gathered(bytes: PackedFile['bytes']): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    length += piece.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(pieces);
    [pieces, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(pieces);
}
