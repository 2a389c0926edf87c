// The bytes of a text file, as often as needed: as they lie on disk, or unpacked from gzip within limits. Decoding is in csv-text.ts.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Stop } from '../../problems/stop.js';
import { overLimit, RATIO_FROM_BYTES, type ReadLimits } from '../../workbook/read-limits.js';

/** A file that holds text in some encoding. */
export interface TextFile {
  readonly path: string;
  readonly gzipped: boolean;
  /** Its first bytes; all of them when it is short. Never empty. */
  readonly start: Buffer;
  /** All its bytes, unpacked; each call reads the file anew. Breaking out of the loop ends the reading. */
  bytes(): AsyncIterable<Buffer>;
}

// A text of this size is still a young object to V8: twice of it takes a third longer to read (npm run bench -- --only csv).
const PIECE_BYTES = 64 * 1024;
const READ_BYTES = 256 * 1024;

/** A file whose bytes are its text. */
export function plainFile(path: string, start: Buffer, pieceBytes = PIECE_BYTES): TextFile {
  return { path, gzipped: false, start, bytes: () => readPieces(path, pieceBytes) };
}

/** Reads more at a time than it gives at a time, and one time ahead, so that nobody waits for the disk. */
async function* readPieces(path: string, pieceBytes: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  const read = () => file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES);
  let next = read();
  try {
    for (;;) {
      const { bytesRead, buffer } = await next;
      if (bytesRead === 0) return;
      next = read();
      for (let at = 0; at < bytesRead; at += pieceBytes)
        yield buffer.subarray(at, Math.min(at + pieceBytes, bytesRead));
    }
  } finally {
    await next.catch(() => undefined);
    await file.close();
  }
}

/**
 * A file packed with gzip, in one member or several.
 * @param packedBytes Its size on disk.
 * @param startBytes How much of the text is unpacked to find out what it is.
 * @throws Stop `BROKEN_GZIP`, `UNPACKED_TOO_LARGE` or `PACKED_TOO_TIGHT`, here or while the bytes are read.
 */
export async function gzippedFile(
  path: string,
  packedBytes: number,
  startBytes: number,
  limits: ReadLimits,
): Promise<TextFile> {
  const bytes = () => unpack(path, packedBytes, limits);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= startBytes) break;
  }
  if (length === 0) throw new Stop('input', 'EMPTY_FILE', `${path} is empty`, 'Give a file with a header and rows.');
  return { path, gzipped: true, start: Buffer.concat(pieces).subarray(0, startBytes), bytes };
}

async function* unpack(path: string, packedBytes: number, limits: ReadLimits): AsyncGenerator<Buffer> {
  // Errors reach the loop below through the stream that is read; the callback only keeps them from being thrown twice.
  const pieces = pipeline(createReadStream(path), createGunzip({ chunkSize: PIECE_BYTES }), () => {});
  let unpacked = 0;
  try {
    for await (const piece of pieces) {
      unpacked += piece.length;
      if (unpacked > limits.unpackedBytes) throw overLimit('unpackedBytes', limits, `${path}: the unpacked file`);
      if (unpacked > RATIO_FROM_BYTES && unpacked > packedBytes * limits.ratio) {
        throw overLimit('ratio', limits, `${path}: the unpacked size for each packed byte`);
      }
      yield piece;
    }
  } catch (error) {
    throw error instanceof Stop ? error : brokenGzip(path, error);
  } finally {
    pieces.destroy();
  }
}

function brokenGzip(path: string, cause: unknown): Stop {
  return new Stop(
    'input',
    'BROKEN_GZIP',
    `${path} is damaged: it cannot be unpacked to its end`,
    'Pack it again, or ask for it again: it may have been cut off on its way.',
    cause,
  );
}
