// The text of a settings file (YAML or JSON) as plain values, in time that grows with the text: nesting, aliases and repeated
// keys are bounded before they cost anything. Reading the file and the shape of its content are the callers'.

import { isScalar, LineCounter, type Pair, parseDocument, visit, YAMLParseError } from 'yaml';

/** Deeper files are made to do harm: the parser takes the square of their depth, and then the whole process down. */
const MOST_LEVELS = 200;

/**
 * @param hasCodes Numbers may be codes, such as accounts: 0400 and 4120.10 are texts.
 * @throws YAMLParseError for text that is neither YAML nor JSON; an Error with the reason for text that is too costly.
 */
export function parseSettings(text: string, hasCodes = false): unknown {
  requireShallow(text);
  const lines = new LineCounter();
  // The parser's own check for repeated keys compares each with all others.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', uniqueKeys: false });
  for (const error of document.errors) throw error;
  visit(document, {
    Map: (_, { items }) => requireDifferentKeys(items, lines),
    Scalar: (_, scalar) => {
      if (hasCodes && typeof scalar.value === 'number' && String(scalar.value) !== scalar.source)
        scalar.value = scalar.source;
    },
  });
  try {
    return document.toJS();
  } catch (cause) {
    const isBomb = cause instanceof Error && cause.message.startsWith('Excessive alias count');
    throw isBomb ? new Error('its aliases stand for far more than it holds', { cause }) : cause;
  }
}

function requireDifferentKeys(pairs: readonly Pair[], lines: LineCounter): void {
  const seen = new Set<unknown>();
  for (const { key } of pairs) {
    if (!isScalar(key) || key.value === '<<') continue;
    // 0400 is a text as a key, not the number 400.
    if (key.source !== undefined) key.value = key.source;
    if (seen.has(key.value)) {
      const [start] = key.range ?? [0];
      const { line, col } = lines.linePos(start);
      const message = `Map keys must be unique at line ${line}, column ${col}`;
      const error = new YAMLParseError([start, start + 1], 'DUPLICATE_KEY', message);
      error.linePos = [{ line, col }];
      throw error;
    }
    seen.add(key.value);
  }
}

/** By brackets that are open, by what a line begins with, and by lines that are indented more than those above them. */
function requireShallow(text: string): void {
  let open = 0;
  const indents: number[] = [];
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const [marks = ''] = /^\s*(?:[-?:]\s+)*/.exec(line) ?? [];
    const markCount = marks.replace(/\s/g, '').length;
    for (const char of line) {
      if (char === '[' || char === '{') open++;
      else if (char === ']' || char === '}') open = Math.max(0, open - 1);
      if (open + indents.length + markCount > MOST_LEVELS)
        throw new Error(`it is nested more than ${MOST_LEVELS} levels deep`);
    }
  }
}
