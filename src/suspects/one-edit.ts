// Whether two texts differ as a typing mistake does: in one character, or in two neighbours that changed places.

const WORD = /[\p{L}\p{N}]/u;
/** Shorter texts are codes, which differ in one character by design. */
const LEAST_LENGTH = 4;

/** Whether one edit makes one text of the other, within a word: `Chair A` and `Chair B`, or `Part 1` and `Part 2`, are names. */
export function isOneEditApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short === long || short.length < LEAST_LENGTH || long.length - short.length > 1) return false;
  const start = commonStart(short, long);
  const end = commonEnd(short, long, start);
  const [left, right] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  const isSwap = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  if (right.length > 1 && !isSwap) return false;
  return isWithinWord(short, start, short.length - end) && isWithinWord(long, start, long.length - end);
}

function commonStart(short: string, long: string): number {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return at;
}

function commonEnd(short: string, long: string, start: number): number {
  let end = 0;
  while (end < short.length - start && short[short.length - 1 - end] === long[long.length - 1 - end]) end += 1;
  return end;
}

/** Whether a letter or digit is left of the word where the texts differ. */
function isWithinWord(text: string, from: number, to: number): boolean {
  return WORD.test(text[from - 1] ?? '') || WORD.test(text[to] ?? '');
}
