// A word of a command line, as a shell takes it.

import { visible } from '../../problems/visible.js';

/** A text as one word of a shell. Characters that a terminal does not show are written as bash, zsh and ksh read them. */
export function shellWord(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  if (visible(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const characters = [...word].map((one) => (visible(one) === one ? one.replace(/['\\]/, '\\$&') : bytesOf(one)));
  return `$'${characters.join('')}'`;
}

function bytesOf(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
