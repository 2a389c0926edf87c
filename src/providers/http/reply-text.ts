// Decompresses and decodes the body of an answer, within a limit of size.

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

type Unpack = (bytes: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * Decompresses a body by its Content-Encoding. An unknown or repeated encoding is left as it is.
 * @throws RangeError when the result has more than `most` bytes; Error when the body is damaged.
 */
export function unpacked(bytes: Buffer, encoding: string | undefined, most: number): Buffer {
  const name = encoding?.trim().toLowerCase() ?? '';
  const unpack = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
  return unpack && bytes.length > 0 ? unpack(bytes, { maxOutputLength: most }) : bytes;
}

/**
 * Decodes a body. Valid UTF-8 is read as UTF-8 (RFC 8259): many services name a charset that they do not use. Otherwise the byte
 * order mark or the charset decides, or ISO 8859-1.
 */
export function decoded(bytes: Buffer, contentType: string | undefined): string {
  const [, charset = ''] = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '') ?? [];
  return decoderFor(bytes, charset.toLowerCase()).decode(bytes);
}

function decoderFor(bytes: Buffer, charset: string): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  // A zero in the first two bytes of a JSON text belongs to a UTF-16 character.
  if (bytes.length > 1 && bytes[0] === 0) return new TextDecoder('utf-16be');
  if (bytes.length > 1 && bytes[1] === 0) return new TextDecoder('utf-16le');
  if (isUtf8(bytes)) return new TextDecoder('utf-8');
  try {
    return new TextDecoder(charset === 'utf-8' || charset === '' ? 'iso-8859-1' : charset);
  } catch {
    return new TextDecoder('iso-8859-1');
  }
}

/** Deeper JSON would overflow the stack of recursive code. */
const DEEPEST = 200;
const [QUOTE, ESCAPE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a JSON text nests deeper than 200 levels. Brackets in strings do not count. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (quoted && code === ESCAPE) at += 1;
    else if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    else if ((code === OPEN_LIST || code === OPEN_OBJECT) && ++depth > DEEPEST) return true;
  }
  return false;
}
