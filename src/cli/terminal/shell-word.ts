// Quotes a word for a shell.

import { visible } from '../../problems/visible.js';

/**
 * A text as one word of a shell: on Windows as both cmd and PowerShell understand it, as far as they agree. Elsewhere, invisible
 * characters are escaped as bash, zsh and ksh understand them.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  if (platform === 'win32') return windowsWord(word);
  if (visible(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const characters = [...word].map((one) => (visible(one) === one ? one.replace(/['\\]/, '\\$&') : bytesOf(one)));
  return `$'${characters.join('')}'`;
}

function windowsWord(word: string): string {
  if (/^[\w.\\/:=@+-]+$/.test(word)) return word;
  // In double quotes, PowerShell replaces $ and the backtick; its single quotes mean nothing to cmd.
  return /["$`]/.test(word) ? `'${word.replaceAll("'", "''")}'` : `"${word}"`;
}

function bytesOf(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
