// Notices mojibake: text in UTF-8 that somebody read as Windows-1252 and saved again, so that `España` became `EspaÃ±a`.

import { isUtf8 } from 'node:buffer';
import { encodeWindows1252 } from './windows-1252.js';

/** The characters that Windows-1252 makes of the first and second byte of a UTF-8 letter. */
const PAIR = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

/** Whether the text may hold mojibake: a quick look that saves looking at each of its cells. */
export function mayBeMojibake(text: string): boolean {
  return PAIR.test(text);
}

/** What the text was, when its characters as bytes of Windows-1252 are UTF-8; undefined for text that is as it should be. */
export function repairMojibake(text: string): string | undefined {
  if (!PAIR.test(text)) return undefined;
  const bytes = encodeWindows1252(text);
  return bytes !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
