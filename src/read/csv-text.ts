// The text of a CSV file, decoded piece by piece: by its byte order mark, the encoding asked for, or UTF-8. Never guesses between
// encodings: bytes that do not fit are an error that names the line.

import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { Stop } from '../problems/stop.js';
import { utf16Of } from './file-kind.js';

/** How a file's bytes are to be decoded. */
export interface TextEncoding {
  /** As WHATWG names it. */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
}

/**
 * The encoding of a file.
 * @param asked Any WHATWG label; it stands above everything but the mark of another Unicode encoding.
 * @throws Stop of kind `usage` for a label that does not exist.
 */
export function encodingOf(start: Buffer, asked: string | undefined): TextEncoding {
  const marked = markedEncoding(start);
  if (marked !== undefined) return { encoding: marked, byteOrderMark: true };
  return { encoding: asked === undefined ? (utf16Of(start) ?? 'utf-8') : nameOf(asked), byteOrderMark: false };
}

function markedEncoding(start: Buffer): string | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined;
}

function nameOf(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    throw new Stop(
      'usage',
      'UNKNOWN_ENCODING',
      `there is no encoding "${label}"`,
      'Use for example utf-8, windows-1252, iso-8859-15, utf-16le or shift_jis.',
      error,
    );
  }
}

/** Decodes the first bytes of a file; a character that they cut off is left out. @throws as `decodeFile`. */
export async function decodeStart(path: string, start: Buffer, encoding: string): Promise<string> {
  try {
    return decoderOf(encoding).decode(start, { stream: true });
  } catch (error) {
    throw await invalidBytes(path, encoding, error);
  }
}

/**
 * The text of a file in pieces, without its byte order mark.
 * @throws Stop `INVALID_ENCODING` that names the line, when bytes do not fit the encoding.
 */
export async function* decodeFile(path: string, encoding: string, pieceBytes: number): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    yield await decode(piece);
  }
  const rest = await decode(undefined);
  if (rest !== '') yield rest;

  async function decode(piece: Buffer | undefined): Promise<string> {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch (error) {
      throw await invalidBytes(path, encoding, error);
    }
  }
}

function decoderOf(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

/** Reads the file again, line by line, to name the first line that does not fit. */
async function invalidBytes(path: string, encoding: string, cause: unknown): Promise<Stop> {
  const { line, text } = await firstInvalidLine(path, encoding);
  const read = encoding === 'utf-8' ? 'is not UTF-8' : `is not ${encoding}`;
  const shown = text.trim().slice(0, 60);
  const message = `${path}, line ${line} ${read}${shown === '' ? '' : `; in windows-1252 it begins "${shown}"`}`;
  const hint =
    encoding === 'utf-8'
      ? 'Save the file as "CSV UTF-8", or name its encoding: --encoding windows-1252 for files of Windows in Western Europe and America.'
      : 'Name another encoding with --encoding.';
  return new Stop('input', 'INVALID_ENCODING', message, hint, cause);
}

const NEWLINE = 0x0a;

async function firstInvalidLine(path: string, encoding: string): Promise<{ line: number; text: string }> {
  const decoder = decoderOf(encoding);
  let line = 1;
  for await (const piece of createReadStream(path)) {
    for (let from = 0; from < piece.length; ) {
      const newline = piece.indexOf(NEWLINE, from);
      const to = newline < 0 ? piece.length : newline + 1;
      const bytes = piece.subarray(from, to);
      try {
        decoder.decode(bytes, { stream: true });
      } catch {
        return { line, text: new TextDecoder('windows-1252').decode(bytes, { stream: true }) };
      }
      if (newline >= 0) line++;
      from = to;
    }
  }
  return { line, text: '' };
}
