// How texts of a value table are compared with cells. Words that only mean the same are no business of it.

/** Texts of cells are compared without outer blanks and case. */
export function valueKey(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
