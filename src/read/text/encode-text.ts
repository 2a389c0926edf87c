// The inverse of decoding: the bytes of a text in the encoding of a file. Never puts another character in place of one that the
// encoding lacks.

import { TextDecoder } from 'node:util';
import { highOf } from './code-pages.js';
import { encodeWindows1252 } from './windows-1252.js';

/** Encodes a text; undefined where the encoding lacks one of its characters. */
export type Encoder = (text: string) => Buffer | undefined;

const HALF_CHARACTER = /[\ud800-\udfff]/u;

/** Encodings whose characters of several bytes are found by decoding every pair of bytes. */
const OF_PAIRS: readonly string[] = ['shift_jis', 'gbk', 'gb18030', 'big5', 'euc-kr', 'euc-jp'];

/** The encoder of an encoding, by the name that the WHATWG gives it; undefined for one whose texts depend on what is before them. */
export function encoderOf(encoding: string): Encoder | undefined {
  if (encoding === 'utf-8') return (text) => (HALF_CHARACTER.test(text) ? undefined : Buffer.from(text, 'utf8'));
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'windows-1252') return encodeWindows1252;
  if (OF_PAIRS.includes(encoding)) return byCharacter(pairsOf(encoding));
  return encoding.startsWith('iso-2022') ? undefined : byCharacter(singlesOf(encoding));
}

function byCharacter(bytesOf: ReadonlyMap<string, readonly number[]>): Encoder {
  return (text) => {
    const bytes: number[] = [];
    for (const character of text) {
      const own = character < '\x80' ? [character.charCodeAt(0)] : bytesOf.get(character);
      if (own === undefined) return undefined;
      bytes.push(...own);
    }
    return Buffer.from(bytes);
  };
}

function singlesOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = [...highOf(encoding)].map((character, index) => [character, [index + 0x80]] as const);
  return new Map(known.filter(([character]) => character !== '\ufffd').reverse());
}

function pairsOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, readonly number[]>();
  const note = (bytes: readonly number[]): void => {
    const character = decoder.decode(Buffer.from(bytes));
    // One character in UTF-16; a wrong pair is U+FFFD, or two characters.
    if (character.length === 1 && character !== '\ufffd' && !known.has(character)) known.set(character, bytes);
  };
  for (let first = 0x80; first <= 0xfe; first++) note([first]);
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) note([first, second]);
  return known;
}
