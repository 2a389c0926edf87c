// The encodings that share most bytes with Windows-1252, and how the languages they were made for spell: what must be ruled out
// before a file is read as Windows-1252. Encodings of other scripts need not be here: they mix no letters with A to Z in a word.

import { decodeHigh, highOf } from './code-pages.js';
import { decodeWindows1252 } from './windows-1252.js';

export interface Rival {
  readonly encoding: string;
  /** The characters of bytes 80 to FF. */
  readonly high: string;
  /** Whether a token may be words of one of the encoding's languages. */
  spells(token: Buffer): boolean;
  /** Whether a token has a letter that any longer text of those languages has, and that no western language writes. */
  hasUsualLetter(token: Buffer): boolean;
}

const allHigh = Buffer.from(Array.from({ length: 128 }, (_, i) => i + 0x80));
const windows = decodeWindows1252(allHigh);

/** What a language never writes, besides the letters that it lacks. */
interface Language {
  readonly letters: string;
  readonly never?: RegExp;
}

const polish: Language = { letters: 'ąćęłńóśźż', never: /ń[aeiouyąęó]|(?<!\p{L})[ąęń]/u };
const czechAndSlovak: Language = {
  letters: 'áäčďéěíĺľňóôŕřšťúůýž',
  // Long l and r are the vowel of their syllable.
  never: /(?<![bcdfghjkmnpstvz])[ĺŕ]|[ĺŕ](?![bcčdfghjkmnňpsštťvzž])/u,
};
const hungarian: Language = { letters: 'áéíóöőúüű' };
const romanian: Language = { letters: 'ăâîşţ', never: /ăo/u };
const southSlavic: Language = { letters: 'čćđšž' };
const turkish: Language = { letters: 'âçğıîöşüû' };
const lithuanian: Language = { letters: 'ąčęėįšųūž', never: /([a-z])\1|[qwx]/ };
const latvian: Language = { letters: 'āčēģīķļņšūž' };
const mac: readonly Language[] = [
  { letters: 'äöüßé' },
  { letters: 'àâæçéèêëîïôœùûü' },
  { letters: 'áéíóúüñ' },
  { letters: 'áâãàçéêíóôõú' },
  { letters: 'àéèíìóòùú' },
  { letters: 'åäöéæø' },
];

/** What must be ruled out. The usual letters are bytes that are signs, or rare, in Windows-1252. */
export const rivals: readonly Rival[] = [
  rival('windows-1250', [polish, czechAndSlovak, hungarian, romanian, southSlavic], 'łŁąĄżŻśŚźŹšŠžŽşŞľĽťŤ'),
  rival('iso-8859-2', [polish, czechAndSlovak, hungarian, romanian, southSlavic], 'łŁąĄżŻśŚźŹšŠžŽşŞľĽťŤ'),
  rival('windows-1254', [turkish], 'ğıİşŞĞ'),
  rival('windows-1257', [lithuanian, latvian], 'šŠžŽ'),
  rival('macintosh', mac, 'äöüÄÖÜéèàáç'),
];

/** What a file of western languages may be that is not Windows-1252: text of old Macs, or of DOS. */
const western: readonly Rival[] = [rival('macintosh', mac, ''), rival('ibm850', mac, '')];

/** The only one of these that reads nearly all tokens as words, whatever signs stand beside them: good enough for a hint. */
export function guessedEncoding(tokens: readonly Buffer[]): string | undefined {
  const readers = western.filter((one) => {
    const read = tokens.filter((token) => one.spells(withoutSigns(token, one.high)));
    return read.length >= NEARLY_ALL * tokens.length;
  });
  return readers.length === 1 ? readers[0]?.encoding : undefined;
}

const NEARLY_ALL = 0.9;
/** Signs that text has, as the apostrophe of "l’hôtel"; the lines and boxes of DOS are none. */
const SIGN = /[\p{P}\p{Sc}°®©™²³]/u;

function withoutSigns(token: Buffer, high: string): Buffer {
  return Buffer.from(token.map((byte) => (byte >= 0x80 && SIGN.test(high.charAt(byte - 0x80)) ? BLANK : byte)));
}

const BLANK = 0x20;

/** Whether the encoding reads a token as Windows-1252 does. */
export function decodesAlike({ high }: Rival, token: Buffer): boolean {
  return token.every((byte) => byte < 0x80 || high[byte - 0x80] === windows[byte - 0x80]);
}

function rival(encoding: string, languages: readonly Language[], usual: string): Rival {
  const high = highOf(encoding);
  const read = (token: Buffer) => decodeHigh(token, high);
  return {
    encoding,
    high,
    spells: (token) => {
      const text = read(token);
      // What it reads differently must be letters: signs inside of words, or capitals in the middle of them, are nobody's spelling.
      const isLetters = token.every(
        (byte) => byte < 0x80 || high[byte - 0x80] === windows[byte - 0x80] || isLetter(high[byte - 0x80]),
      );
      return (
        isLetters &&
        !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(text) &&
        wordsOf(text).every((word) => isWordOf(word, languages))
      );
    },
    hasUsualLetter: (token) => [...read(token)].some((char) => usual.includes(char)),
  };
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /\p{L}/u.test(char);
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/\p{L}+/gu) ?? [])
    .filter((word) => /[^A-Za-z]/.test(word))
    .map((word) => word.replaceAll('İ', 'i').toLowerCase());
}

const VOWEL = /[aeiouyàâäåæáãéèêëíìîïóòôöõøúùûüýœăąęěėįőűůųāēīū]/u;
/** Consonants of these languages stand beside a vowel, or beside an l or r that is one. */
const LONELY_CONSONANT =
  /(?<![aeiouyáäéěíóôúůýâîăąęėįųūāēīöőüűıë]|[^aeiouyáéěíóôúůýăâî][lr]|^[lr])[čćďđľłňńņřśşšťţźžżģķļğ](?![aeiouyáäéěíóôúůýâîăąęėįųūāēīöőüűıë]|[lr](?:[^aeiouyáéěíóôúůýăâî]|$))/u;

function isWordOf(word: string, languages: readonly Language[]): boolean {
  if (!VOWEL.test(word) || LONELY_CONSONANT.test(word)) return false;
  const letters = [...word].filter((letter) => letter > '\x7f');
  return languages.some(
    ({ letters: own, never }) => letters.every((letter) => own.includes(letter)) && !(never?.test(word) ?? false),
  );
}
