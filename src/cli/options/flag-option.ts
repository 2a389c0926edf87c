// What --flag means: the share of a figure above which its change is flagged.

import { Stop } from '../../problems/stop.js';

/** `5%` or `5`, in per cent. Throws a Stop of kind `usage` with a valid example. */
export function readFlag(text: string): number {
  const [, digits] = /^(\d{1,6}(?:\.\d{1,6})?)\s*%?$/.exec(text.trim()) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new Stop('usage', 'USAGE', `--flag: expected a share such as 5%, got ${JSON.stringify(text)}`);
}
