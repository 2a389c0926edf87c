// Breaks text between words at the width of a terminal.

const MOST = 100;
const LEAST = 20;
const USUAL = 80;

/** The columns to use: of the terminal, else as the environment says, else 80. */
export function columnsOf(
  out: { readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): number {
  return Math.max(LEAST, Math.min(MOST, out.columns || Number(env.COLUMNS) || USUAL));
}

/** The lines of a text. A word that is wider than a line has a line of its own. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lines of a text that are all indented. */
export function indented(text: string, indent: number, width: number): readonly string[] {
  return wrapped(text, width - indent).map((line) => ' '.repeat(indent) + line);
}

/** Lines of a text, of which all but the first are indented. */
export function hanging(text: string, indent: number, width: number): readonly string[] {
  const [first = '', ...rest] = wrapped(text, width);
  const others = rest.length === 0 ? [] : wrapped(rest.join(' '), width - indent);
  return [first, ...others.map((line) => ' '.repeat(indent) + line)];
}

/** Lines of a text that may be indented; those that follow are indented by two more. */
export function fitted(text: string, width: number): readonly string[] {
  return hanging(text, text.length - text.trimStart().length + 2, width);
}

const GAP = 2;

/** Terms with their descriptions: side by side, or below each other where the terminal is narrow. */
export function definitions(
  entries: readonly (readonly [term: string, text: string])[],
  width: number,
): readonly string[] {
  const widest = Math.max(...entries.map(([term]) => term.length));
  const left = Math.min(widest, Math.floor(width / 3)) + GAP;
  const isNarrow = width < 60;
  return entries.flatMap(([term, text]) => {
    if (isNarrow || term.length + GAP > left)
      return [...indented(term, GAP, width), ...indented(text, isNarrow ? 3 * GAP : left + GAP, width)];
    const [first = '', ...rest] = wrapped(text, width - left - GAP);
    return [`${' '.repeat(GAP)}${term.padEnd(left)}${first}`, ...rest.map((line) => ' '.repeat(left + GAP) + line)];
  });
}
