// Quotes a word for a shell.

import { visible } from '../../problems/visible.js';

/** A text as one word of a shell. Invisible characters are escaped as bash, zsh and ksh understand them. */
export function shellWord(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  if (visible(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const characters = [...word].map((one) => (visible(one) === one ? one.replace(/['\\]/, '\\$&') : bytesOf(one)));
  return `$'${characters.join('')}'`;
}

function bytesOf(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
