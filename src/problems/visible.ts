// Escapes characters that would hide, move or reorder text, such as \u001b. Pure. Text passes here before it is written to the
// terminal, to our own columns of the results, and to logs.

/**
 * - controls (Cc): they move the cursor, colour, ring, set the window's title;
 * - format characters (Cf): they change the direction of text, have no width, or are tags that cannot be seen;
 * - line and paragraph separators (Zl, Zp);
 * - halves of a character (Cs), which cannot be written as UTF-8;
 * - letters without a shape (joiner and fillers), and U+FFFE and U+FFFF.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffe\uffff]|\u034f/gu;

/**
 * A line of text with every such character escaped, line feeds included. Nothing else changes, so a second call changes nothing,
 * and JSON stays the same JSON.
 */
export function visible(line: string): string {
  return line.replace(hidden, escaped);
}

/** A text as one line: line ends become blanks, everything else as in visible(). */
export function oneLine(text: string): string {
  return visible(text.replace(/(?:\r?\n)+/g, ' '));
}

/** A text that may have several lines, such as a cell: line ends stay, everything else as in visible(). */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

function escaped(characters: string): string {
  let text = '';
  for (let at = 0; at < characters.length; at += 1)
    text += `\\u${characters.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return text;
}
