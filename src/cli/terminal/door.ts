// The one door to the terminal: every line that this program prints, on stdout and on stderr, passes here, and shows no
// character that could colour, move, hide or reorder it. Our own styles and the progress bar's redrawing are added behind it.

import { randomUUID } from 'node:crypto';
import type { WriteStream } from 'node:tty';
import { visible } from '../../problems/visible.js';

/** Where lines go. */
export type Out = Pick<WriteStream, 'write'>;

/** Stands around the sequences of our own styles in a line. No text can bring it along: it is new in every process. */
const SEAL = `\u0000${randomUUID()}`;

/** Text between two sequences of a terminal, which are ours and pass the door as they are. */
export function sealed([before, after]: readonly [string, string], text: string): string {
  return `${SEAL}${before}${SEAL}${text}${SEAL}${after}${SEAL}`;
}

/** Writes lines. A line feed within one is no line's end: it is made visible as well. */
export function writeLines(out: Out, lines: readonly string[]): void {
  out.write(lines.map((line) => `${shown(line)}\n`).join(''));
}

/** Writes over the line that the cursor is in, and leaves it there. */
export function redrawLine(out: Out, line: string): void {
  out.write(`\r\u001b[2K${shown(line)}`);
}

/** Every other piece is a sequence of ours. */
function shown(line: string): string {
  return line
    .split(SEAL)
    .map((piece, index) => (index % 2 === 0 ? visible(piece) : piece))
    .join('');
}
