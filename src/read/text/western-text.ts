// Whether bytes that are not UTF-8 are text in Windows-1252: proved by its words, or not at all. Every byte above 7F must stand
// where western languages write that letter or sign, and no other encoding may read the same words as well. A file that says too
// little, such as one with the single name "Kovaè" (or is it "Kovač"?), proves nothing.

import { isUtf8 } from 'node:buffer';
import { decodesAlike, guessedEncoding, type Rival, rivals } from './rival-encodings.js';
import { decodeWindows1252, UNDEFINED_BYTES } from './windows-1252.js';

/** The letters of western languages besides A to Z, in lower case, with those of their usual loan words. */
const languages: readonly string[] = [
  'äöüßéèêàç', // German
  'àâæçéèêëîïôœùûüÿ', // French
  'áéíóúüñ', // Spanish, Irish
  'áâãàçéêíóôõúü', // Portuguese
  'àçéèíïóòúü', // Catalan
  'àéèíìóòùúî', // Italian
  'áéíóúàèëïöüçâêîôû', // Dutch
  'åäöéàèü', // Swedish, Finnish
  'æøåéäöüèêóòâô', // Danish, Norwegian
  'áðéíóúýþæö', // Icelandic
  'šžáéíóúý', // names from the east that every Windows-1252 can spell
];
const SPECIAL = 'à-öø-ÿœšž';
const LETTER = `A-Za-zÀ-ÖØ-ÝÞ${SPECIAL}ŒŠŽŸ`;
const isSpecialWord = /[^A-Za-z]/;
const words = new RegExp(`[${LETTER}]+`, 'g');

/** Signs in places where nobody writes them: another encoding's letters. */
const misplaced = new RegExp(
  [
    '[ƒˆ˜¤¦¨¬¯¶¸¹\x80-\x9f]', // nowhere
    `[${LETTER}][“”„‚‹›«»¡¿][${LETTER}]`, // quotes inside of a word
    `[®™©²³°](?![CFK]\\b)[${LETTER}]`, // what stands behind a word, before one
    `(?<!^[A-Za-z0-9]{1,2})[ºª][${LETTER}]|[ºª][a-z]`, // the same of ordinals, except in "1ºA" and "NºFACTURA"
    `[${LETTER}][½¼¾°±×÷§†‡‰µ¢¥]|[½¼¾±×÷†‡‰•¢¥][${LETTER}]`, // what goes with numbers, at a word
    `[${LETTER}]{3}[²³]`, // powers, of more than a unit
    `[€£](?!(?:m|k|bn|mn|M|K)(?![${LETTER}]))[${LETTER}]`,
    `[a-z${SPECIAL}][À-ÖØ-ÞŒŠŽŸ]`, // a capital behind a small letter
    'õ(?!e)|Õ(?![Ee])', // Portuguese writes it in "ões" alone
  ].join('|'),
);

const LONGEST_TOKEN = 120;
/** So many different words are remembered and count towards the proof. */
const MOST_TOKENS = 20_000;
/** So many words are enough for a guess. */
const ENOUGH_TO_GUESS = 200;

export class WesternText {
  /** Whether something stands in the bytes that is not Windows-1252. */
  isContradicted = false;
  /** The different words and numbers with a byte above 7F, as Latin 1. */
  private readonly tokens = new Set<string>();
  /** Of a token that does not end yet. */
  private rest: Buffer = Buffer.alloc(0);

  read(piece: Buffer): void {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let start = 0;
    let high = false;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 0x7f) high = true;
      else if (!isAlphanumeric(byte)) {
        if (high) this.add(bytes.subarray(start, at));
        start = at + 1;
        high = false;
      }
    }
    this.rest = bytes.subarray(start);
    if (this.rest.length > LONGEST_TOKEN) {
      // A long run of plain letters and digits is a code; only its end can belong to a word.
      if (high) this.isContradicted = true;
      this.rest = this.rest.subarray(-LONGEST_TOKEN);
    }
  }

  /** Whether there is nothing more to learn: it is not Windows-1252, and there are words enough to guess what else. */
  get isSettled(): boolean {
    return this.isContradicted && this.tokens.size >= ENOUGH_TO_GUESS;
  }

  /** What the bytes may be that are not proved to be Windows-1252; only good enough for a hint. */
  guess(): string | undefined {
    const tokens = [...this.tokens].map((token) => Buffer.from(token, 'latin1'));
    return tokens.length === 0 ? undefined : guessedEncoding(tokens);
  }

  /** Why the bytes are Windows-1252, in words; undefined when they do not prove it. */
  proof(): string | undefined {
    if (this.rest.some((byte) => byte > 0x7f)) this.add(this.rest);
    const tokens = [...this.tokens].map((token) => Buffer.from(token, 'latin1'));
    const telling = tokens.filter(isTelling).length;
    if (this.isContradicted || telling === 0 || rivals.some((rival) => isEquallyGood(rival, tokens))) return undefined;
    const example = decodeWindows1252(tokens.find(isTelling) ?? Buffer.alloc(0));
    return telling === 1 ? `"${example}" shows it` : `${telling} words such as "${example}" show it`;
  }

  private add(token: Buffer): void {
    if (this.isSettled || token.length > LONGEST_TOKEN) {
      this.isContradicted = true;
      return;
    }
    const key = token.toString('latin1');
    if (this.tokens.has(key)) return;
    if (!isWestern(token)) this.isContradicted = true;
    if (this.tokens.size < MOST_TOKENS) this.tokens.add(key);
  }
}

function isAlphanumeric(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39);
}

/** Whether a token can be Windows-1252. */
function isWestern(token: Buffer): boolean {
  if (token.length > LONGEST_TOKEN || token.some((byte) => UNDEFINED_BYTES.has(byte))) return false;
  if (holdsUtf8(token)) return false;
  const text = decodeWindows1252(token);
  if (misplaced.test(text)) return false;
  return [...text.matchAll(words)].every(([word]) => isSpecialWord.test(word) === false || isSpelled(word));
}

function isSpelled(word: string): boolean {
  const letters = [...word.toLowerCase()].filter((letter) => letter > '\x7f');
  return languages.some((language) => letters.every((letter) => language.includes(letter)));
}

/** Two bytes of UTF-8 are a capital and a sign in Windows-1252, which hardly ever stand together: the file mixes the two. */
function holdsUtf8(token: Buffer): boolean {
  return token.some(
    (byte, i) => byte >= 0xc2 && byte <= 0xdf && isUtf8(token.subarray(i, i + 2)) && token[i + 1] !== undefined,
  );
}

/** Signs that stand alone in any text: the euro, the bullet, the dash. */
const LONE_SIGNS: ReadonlySet<number | undefined> = new Set([0x80, 0x95, 0x96]);

/** Whether a token speaks for an alphabet of Latin letters: a byte above 7F beside one below. */
function isTelling(token: Buffer): boolean {
  return token.length === 1 ? LONE_SIGNS.has(token[0]) : token.some((byte) => byte < 0x80);
}

/** Below this number of different words, the letters that they lack say nothing about the encoding. */
const ENOUGH_WORDS = 6;

/** Whether another encoding reads every word that it reads differently as a word of one of its languages. */
function isEquallyGood(rival: Rival, tokens: readonly Buffer[]): boolean {
  const differing = tokens.filter((token) => !decodesAlike(rival, token));
  if (differing.length === 0 || !differing.every(rival.spells)) return false;
  return differing.length < ENOUGH_WORDS || differing.some(rival.hasUsualLetter);
}
