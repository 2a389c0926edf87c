// The text of a CSV file, decoded piece by piece: by its byte order mark, the encoding asked for, UTF-8, or Windows-1252 where the
// bytes prove it (western-text.ts). Never guesses: bytes that do not fit are an error that names the line.

import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Stop } from '../../problems/stop.js';
import { decodeCodePage, decodeHigh, highOf, pageOf } from './code-pages.js';
import { encodingNamed, KNOWN_ENCODINGS } from './encoding-name.js';
import type { TextFile } from './text-file.js';
import { utf16Of } from './utf-16.js';
import { WesternText } from './western-text.js';
import { decodeWindows1252 } from './windows-1252.js';

/** How a file's bytes are to be decoded. */
export interface TextEncoding {
  /** As WHATWG names it. */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  /** What the file proved, in words; '' where there was nothing to prove. */
  readonly proof: string;
}

/**
 * The encoding of a file. Without a mark, an answer or UTF-16, all its bytes are looked at: they are UTF-8, or prove Windows-1252.
 * @param asked Any name of encoding-name.ts; it stands above everything but the mark of another Unicode encoding.
 * @throws Stop of kind `usage` for a label that does not exist; `INVALID_ENCODING` when nothing is proved.
 */
export async function encodingOf(file: TextFile, asked: string | undefined): Promise<TextEncoding> {
  const marked = markedEncoding(file.start);
  if (marked !== undefined) return { encoding: marked, byteOrderMark: true, proof: '' };
  const known = asked === undefined ? utf16Of(file.start) : nameOf(asked);
  if (known !== undefined) return { encoding: known, byteOrderMark: false, proof: '' };
  if (await isUtf8Throughout(file)) return { encoding: 'utf-8', byteOrderMark: false, proof: '' };
  const text = new WesternText();
  for await (const piece of file.bytes()) {
    text.read(piece);
    if (text.isSettled) break;
  }
  const proof = text.proof();
  if (proof === undefined) throw await invalidBytes(file, 'utf-8', undefined, text.guess());
  return {
    encoding: 'windows-1252',
    byteOrderMark: false,
    proof: `not UTF-8; read as windows-1252: ${proof} (--encoding NAME for another)`,
  };
}

function markedEncoding(start: Buffer): string | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined;
}

function nameOf(label: string): string {
  const name = encodingNamed(label);
  if (name !== undefined) return name;
  throw new Stop('usage', 'UNKNOWN_ENCODING', `there is no encoding "${label}"`, KNOWN_ENCODINGS);
}

async function isUtf8Throughout(file: TextFile): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of file.bytes()) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = bytes.length - unfinished(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    rest = bytes.subarray(end);
  }
  return rest.length === 0;
}

/** How many bytes at the end begin a character of UTF-8 that does not end yet: 0 to 3. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Decodes the first bytes of a file; a character that they cut off is left out. @throws as `decodeFile`. */
export async function decodeStart(file: TextFile, encoding: string): Promise<string> {
  try {
    return decoderOf(encoding)(file.start);
  } catch (error) {
    throw await invalidBytes(file, encoding, error);
  }
}

/**
 * The text of a file in pieces, without its byte order mark.
 * @throws Stop `INVALID_ENCODING` that names the line, when bytes do not fit the encoding.
 */
export async function* decodeFile(file: TextFile, encoding: string): AsyncGenerator<string> {
  const decode = decoderOf(encoding);
  for await (const piece of file.bytes()) yield await decodePiece(piece);
  const rest = await decodePiece(undefined);
  if (rest !== '') yield rest;

  async function decodePiece(piece: Buffer | undefined): Promise<string> {
    try {
      return decode(piece);
    } catch (error) {
      throw await invalidBytes(file, encoding, error);
    }
  }
}

/** Decodes piece after piece; without a piece, what is left at the end. Throws when bytes do not fit. */
export function decoderOf(encoding: string): (piece: Buffer | undefined) => string {
  if (encoding === 'windows-1252') return (piece) => (piece === undefined ? '' : decodeWindows1252(piece));
  const page = pageOf(encoding);
  if (page !== undefined) return (piece) => (piece === undefined ? '' : decodeCodePage(piece, page));
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (piece?: Buffer) => (piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true }));
  return encoding === 'utf-8' ? quickForAscii(decode) : decode;
}

/**
 * Most pieces are plain ASCII, which needs no decoding, as long as no character of the piece before is still open. The first
 * piece is the decoder's, which looks for a byte order mark there.
 */
function quickForAscii(decode: (piece?: Buffer) => string): (piece: Buffer | undefined) => string {
  let isOpen = true;
  return (piece) => {
    if (piece === undefined) return decode();
    const isPlain = isAscii(piece);
    const text = isPlain && !isOpen ? piece.toString('latin1') : decode(piece);
    isOpen = !isPlain;
    return text;
  };
}

/**
 * Reads the file again, line by line, to name the first line that does not fit.
 * @param guess the encoding that it may be in instead; only a hint.
 */
async function invalidBytes(file: TextFile, encoding: string, cause: unknown, guess?: string): Promise<Stop> {
  const { line, bytes } = await firstInvalidLine(file, encoding);
  const read = encoding === 'utf-8' ? 'is not UTF-8' : `is not ${encoding}`;
  const text = guess === undefined ? decodeWindows1252(bytes) : decodeHigh(bytes, highOf(guess));
  const shown = text.trim().slice(0, 60);
  const begins = shown === '' ? '' : `; in ${guess ?? 'windows-1252'} it begins "${shown}"`;
  return new Stop(
    'input',
    'INVALID_ENCODING',
    `${file.path}, line ${line} ${read}${begins}`,
    encoding === 'utf-8' ? hintFor(guess) : 'Name another encoding with --encoding.',
    cause,
  );
}

function hintFor(guess: string | undefined): string {
  if (guess !== undefined)
    return `If that is right, read it with --encoding ${guess}. Else save the file as "CSV UTF-8", or name its encoding with --encoding.`;
  return 'Save the file as "CSV UTF-8", or name its encoding: --encoding windows-1252 for files of Windows in Western Europe and America, windows-1250 in Central Europe, windows-1254 in Turkey, shift_jis in Japan, gb18030 in China, macintosh for those of old Macs, ibm850 for those of DOS.';
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Behind the next line end, of old Macs as well; -1: there is none. */
function lineEndIn(piece: Buffer, from: number): number {
  for (let at = from; at < piece.length; at++) {
    if (piece[at] === NEWLINE) return at + 1;
    if (piece[at] === RETURN) return piece[at + 1] === NEWLINE ? at + 2 : at + 1;
  }
  return -1;
}

async function firstInvalidLine(file: TextFile, encoding: string): Promise<{ line: number; bytes: Buffer }> {
  const decode = decoderOf(encoding);
  let line = 1;
  for await (const piece of file.bytes()) {
    for (let from = 0; from < piece.length; ) {
      const end = lineEndIn(piece, from);
      const to = end < 0 ? piece.length : end;
      const bytes = piece.subarray(from, to);
      try {
        decode(bytes);
      } catch {
        return { line, bytes };
      }
      if (end >= 0) line++;
      from = to;
    }
  }
  return { line, bytes: Buffer.alloc(0) };
}
