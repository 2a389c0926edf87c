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

/** The usual accented letters, without a normalisation of the whole text. */
const LATIN = /^[\0-\x7f\xc0-\xd6\xd8-\xf6\xf8-\u017e]*$/;
const ACCENTED = /[\xc0-\u017e]/g;
const accentless: ReadonlyMap<string, string> = new Map(
  [
    'aàáâãäåāăą cçćĉċč dďđð eèéêëēĕėęě gĝğġģ hĥ iìíîïĩīĭįı jĵ kķ lĺļľł nñńņň oòóôõöøōŏő rŕŗř sśŝşš tţť uùúûüũūŭůűų wŵ yýÿŷ zźżž',
    'AÀÁÂÃÄÅĀĂĄ CÇĆĈĊČ DĎĐÐ EÈÉÊËĒĔĖĘĚ GĜĞĠĢ HĤ IÌÍÎÏĨĪĬĮİ JĴ KĶ LĹĻĽŁ NÑŃŅŇ OÒÓÔÕÖØŌŎŐ RŔŖŘ SŚŜŞŠ TŢŤ UÙÚÛÜŨŪŬŮŰŲ WŴ YÝŶŸ ZŹŻŽ',
  ].flatMap((row) =>
    row.split(' ').flatMap(([plain = '', ...letters]) => letters.map((letter) => [letter, plain] as const)),
  ),
);

function foldPlain(text: string): string {
  return text.toLowerCase().replace(PLAIN_SEPARATORS, ' ').trim();
}

/** The text in lower case, without accents, every run of other characters a single space, trimmed. Idempotent. */
export function fold(text: string): string {
  if (ASCII.test(text)) return foldPlain(text);
  if (LATIN.test(text)) {
    const plain = text.replace(ACCENTED, (letter) => accentless.get(letter) ?? letter);
    if (ASCII.test(plain)) return foldPlain(plain);
  }
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
