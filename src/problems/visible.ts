// Characters that would hide, move or reorder what a person reads become escapes such as \u001b. Pure; where text is written
// (the terminal, the columns of the results that are ours, logs) it passes here.

/**
 * - controls (Cc): they move the cursor, colour, ring, set the window's title;
 * - format characters (Cf): they change the direction of text, have no width, or are tags that cannot be seen;
 * - line and paragraph separators (Zl, Zp);
 * - halves of a character (Cs), which cannot be written as UTF-8;
 * - letters without a shape (joiner and fillers), and U+FFFE and U+FFFF.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffe\uffff]|\u034f/gu;

/**
 * A line of text in which every such character, line feeds included, is an escape. Nothing else is changed, so that a second
 * time changes nothing; of JSON it makes the same JSON.
 */
export function visible(line: string): string {
  return line.replace(hidden, escaped);
}

/** A text as one line: its line ends are blanks, all else is as visible() makes it. */
export function oneLine(text: string): string {
  return visible(text.replace(/(?:\r?\n)+/g, ' '));
}

/** A text that may have several lines, as a cell: they stay, all else is as visible() makes it. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

function escaped(characters: string): string {
  let text = '';
  for (let at = 0; at < characters.length; at += 1)
    text += `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return text;
}
