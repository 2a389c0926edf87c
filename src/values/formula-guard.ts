// Keeps text in a CSV file from being run as a formula when the file is opened in a spreadsheet program, and takes the guard
// off again when the file is read.

/** What begins a formula in at least one spreadsheet program, behind blanks, line ends and any number of guards. */
const START = '\\s*[=+\\-@＝＋－＠]|[\\t\\r\\n]';
const FORMULA = new RegExp(`^'*(?:${START})`);
const GUARDED = new RegExp(`^'+(?:${START})`);
/** A sign and digits, with separators, exponent or percent sign: nothing that a program could run. */
const PLAIN_NUMBER = /^ *[+\-＋－](?:\d[\d.,'’ \u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?[ \u00a0\u202f]?%?$/;
/** Most texts begin with a letter, which spares them both tests. */
const [FIRST_LETTER, FIRST_WIDE] = [0x41, 0xa0];

/**
 * The text with an apostrophe before it where it begins like a formula (`=`, `+`, `-`, `@`, full-width or not, also behind
 * blanks) or with TAB, CR or LF, and is no plain number. Text that looks guarded already gets one more, so that taking one off
 * always gives back what was written.
 */
export function guardFormula(text: string): string {
  const first = text.charCodeAt(0);
  if (first >= FIRST_LETTER && first < FIRST_WIDE) return text;
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** Takes off the guard that was written before a text which looks like a formula. */
export function unguardFormula(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
