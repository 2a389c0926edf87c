// Reads the text of a settings file: config, mapping, API document. Refuses folders, devices and endless input.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 256 * 1024;
const MIB = 1024 * 1024;

/**
 * Reads a file or a pipe as UTF-8.
 * @param mostMb Largest size, in MB.
 * @throws Error with the reason in words.
 */
export function readSettingsFile(path: string, mostMb = 4): string {
  const file = openSync(path, 'r');
  try {
    const found = fstatSync(file);
    if (found.isDirectory()) throw new Error('it is a folder');
    if (found.isCharacterDevice() || found.isBlockDevice()) throw new Error('it is a device, not a file');
    const pieces: Buffer[] = [];
    for (let length = 0; ; ) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const read = readSync(file, piece);
      if (read === 0) return Buffer.concat(pieces).toString('utf8');
      length += read;
      if (length > mostMb * MIB) throw new Error(`it is larger than ${mostMb} MB`);
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}
