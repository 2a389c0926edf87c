// A sheet's name, as spreadsheet programs accept it.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
const FORBIDDEN = /[\0-\x1f\x7f\ufffe\uffff[\]:*?/\\']|\p{Surrogate}/gu;

/** A sheet's name: at most 31 characters, without those that Excel or XML forbids. */
export function sheetName(title: string): string {
  return title.replace(FORBIDDEN, ' ').slice(0, 31).trim();
}
