// A list as lines that fit a terminal of 80 columns.

const WIDTH = 80;
const INDENT = '  ';
/** Longer titles are cut: a cell may hold a page of text. */
const LONGEST = 40;

/** The items, separated by commas and led by what they are; further lines are indented. An item is never split. */
export function listLines(lead: string, items: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = lead;
  for (const [index, item] of items.entries()) {
    const text = index < items.length - 1 ? `${item},` : item;
    const isFirst = line === '' || line === INDENT;
    const longer = isFirst ? line + text : `${line} ${text}`;
    if (longer.length > WIDTH && !isFirst) {
      lines.push(line);
      line = INDENT + text;
    } else line = longer;
  }
  return items.length === 0 ? [] : [...lines, line];
}

/** A title as a list shows it. */
export function shortTitle(title: string): string {
  const characters = [...title];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : title;
}
