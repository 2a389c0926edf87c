// Keeps text in a CSV file from being run as a formula when the file is opened in a spreadsheet program.
// The reader of read/ takes the guard off again.

/** Characters that begin a formula in at least one spreadsheet program, behind any number of guards. */
const FORMULA_START = /^'*[=+\-@\t\r]/;
/** A sign and digits, with separators, exponent or percent sign: nothing that a program could run. */
const PLAIN_NUMBER = /^[+-](?:\d[\d.,'’ \u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?[ \u00a0\u202f]?%?$/;
/** All first characters of FORMULA_START are at or below this one, which spares most texts both tests. */
const LAST_START = '@'.charCodeAt(0);

/**
 * The text with an apostrophe before it where it begins like a formula (`=`, `+`, `-`, `@`, TAB, CR) and is no plain number.
 * Text that looks guarded already gets one more, so that taking one off always gives back what was written.
 */
export function guardFormula(text: string): string {
  if (text.charCodeAt(0) > LAST_START || !FORMULA_START.test(text) || PLAIN_NUMBER.test(text)) return text;
  return `'${text}`;
}
