// Characters of a text that nobody sees, that only look like others, or that are damage. They come along when text is pasted
// from web pages, PDF files and other programs. Leaves blanks around a text to its readers.

import { type Finding, finding } from '../problems/problem.js';

// Nearly every cell: nothing to look for. 0xAD is the soft hyphen.
const PLAIN = /^[\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff]*$/;
// Unicode's own list of characters that are to be ignored where they are not supported: zero-width, direction, soft hyphen, BOM.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
// Scripts in which (non-)joiners decide how a word is written: Persian, Hindi, Sinhala and their like.
const JOINING =
  '[[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}' +
  '\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]&&[\\p{L}\\p{M}]]';
const EMOJI = '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
/** What an invisible character means something as: a joiner in such a script or in an emoji, a chosen form, a letter, a flag. */
const MEANT = new RegExp(
  `(?<=${JOINING})\\u200c(?=${JOINING})|(?<=${JOINING})\\u200d|(?<=${EMOJI}\\ufe0f?)\\u200d(?=${EMOJI})` +
    '|[\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180d\\u180f\\u3164\\uffa0\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]' +
    '|(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{0,30})[\\u{e0020}-\\u{e007f}]',
  'gv',
);
// Hyphens of their own, the full-width one, and the minus sign.
const HYPHENS = /[\u2010\u2011\u2212\ufe63\uff0d]/g;
const DIGITS = /\p{Nd}/gu;
// Where the digits 0 to 9 begin: Arabic, Persian, N'Ko, ten scripts of India and its neighbours, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, full-width.
const ZEROS = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0xff10,
];

/** Whether there is nothing in the text that this file looks for. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** The text with the digits of other scripts as 0 to 9. */
function plainDigits(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(DIGITS, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** The text of a number or date: without any invisible character, its digits 0 to 9. */
export function cleanValue(text: string): string {
  return PLAIN.test(text) ? text : plainDigits(text.replace(INVISIBLE, ''));
}

/** The text of a code: as of a value, and every hyphen the plain one. */
export function cleanKey(text: string): string {
  return PLAIN.test(text) ? text : cleanValue(text).replace(HYPHENS, '-');
}

/** The text of a name or description: without the invisible characters that mean nothing where they are. */
export function cleanText(text: string): string {
  if (PLAIN.test(text) || text.search(INVISIBLE) === -1) return text;
  const meant = new Set([...text.matchAll(MEANT)].map(({ index }) => index));
  return text.replace(INVISIBLE, (character, index: number) => (meant.has(index) ? character : ''));
}

// Control characters but tab and line ends, what decoders put for bytes that they cannot read, and what is no character at all.
const ODD = /(?![\t\n\r])[\p{Control}\ufffd\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;
const REPLACED = /[\u2010\u2011\u2212\ufe63\uff0d]|(?![0-9])\p{Nd}/gu;
/** Characters shown on either side of an odd one. */
const AROUND = 20;

/** What is to be said of a text that was read as `cleaned`, or as the number `read`; undefined where there is nothing. */
export function characterNote(text: string, cleaned: string, read = cleaned): Finding | undefined {
  if (PLAIN.test(text)) return undefined;
  const [first] = text.matchAll(ODD);
  if (first !== undefined) {
    const start = Math.max(0, first.index - AROUND);
    const shown = text.slice(start, first.index + AROUND).replace(ODD, escaped);
    return finding('ODD_CHARACTERS', { codes: codesOf(text.match(ODD) ?? []), shown });
  }
  const less = (pattern: RegExp): readonly string[] =>
    codesOf([...new Set(text.match(pattern))].filter((one) => text.split(one).length > cleaned.split(one).length));
  const [without, replaced] = [less(INVISIBLE), less(REPLACED)];
  if (without.length + replaced.length === 0) return undefined;
  return finding('TEXT_CLEANED', { read: read.trim(), without, replaced });
}

/** Different characters as Unicode names them. */
function codesOf(characters: readonly string[]): readonly string[] {
  return [...new Set(characters)].map((one) => `U+${hex(one)}`);
}

function escaped(character: string): string {
  return `\\u${hex(character)}`;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
