// Every line that this program prints, on stdout and stderr, passes here, and no character of it can colour, move, hide or reorder
// text. Only our own styles and the redrawing of the progress bar are exempt.

import { randomUUID } from 'node:crypto';
import type { WriteStream } from 'node:tty';
import { visible } from '../../problems/visible.js';

/** Where lines go. */
export type Out = Pick<WriteStream, 'write'>;

/** Marks the sequences of our own styles in a line. No text can contain it: it is new in every process. */
const SEAL = `\u0000${randomUUID()}`;

/** Text between two terminal sequences of ours, which are printed as they are. */
export function sealed([before, after]: readonly [string, string], text: string): string {
  return `${SEAL}${before}${SEAL}${text}${SEAL}${after}${SEAL}`;
}

/** Writes lines. A line feed within a line is made visible, too. */
export function writeLines(out: Out, lines: readonly string[]): void {
  out.write(lines.map((line) => `${shown(line)}\n`).join(''));
}

/** Replaces the current line. */
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
