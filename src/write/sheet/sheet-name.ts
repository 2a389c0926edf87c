// A sheet's name, as spreadsheet programs accept it.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
const FORBIDDEN = /[\0-\x1f\x7f\ufffe\uffff[\]:*?/\\']|\p{Surrogate}/gu;

const MOST_CHARACTERS = 31;

/**
 * A sheet's name: at most 31 characters, without those that Excel or XML forbids.
 * @param number of the sheet among those of one title, as in `Purchases (2)`.
 */
export function sheetName(title: string, number = 1): string {
  const behind = number === 1 ? '' : ` (${number})`;
  const name = title.replace(FORBIDDEN, ' ').slice(0, MOST_CHARACTERS - behind.length);
  return name.trim() + behind;
}
