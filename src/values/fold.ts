// Folds a text to what matters when people's words are compared: no case, accents, punctuation, extra spaces or invisible characters.
// Says nothing about which words mean the same; that is for the callers' synonyms.

const ASCII = /^[\0-\x7f]*$/;
// The Latin, Greek and Cyrillic accents. Marks of other scripts carry vowels and stay.
const ACCENTS = /[\u0300-\u036f]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const PLAIN_SEPARATORS = /[^a-z0-9]+/g;
const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/gu;
// Letters that have no decomposition in Unicode, as people type them on a plain keyboard.
const SPECIAL_LETTERS = /[ßæøœđðþłıς]/g;
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};

/** The text in lower case, without accents, every run of other characters a single space, trimmed. Idempotent. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(PLAIN_SEPARATORS, ' ').trim();
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(SPECIAL_LETTERS, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(SEPARATORS, ' ')
    .trim();
}
