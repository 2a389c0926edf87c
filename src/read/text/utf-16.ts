// Whether bytes are text in UTF-16, and in which byte order.

/**
 * The byte order of UTF-16 text: by its mark, else by zeros that stand only in the high half of each unit,
 * as they do in text of mostly Latin letters.
 */
export function utf16Of(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return start[2] === 0 && start[3] === 0 ? undefined : 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const units = Math.min(start.length >> 1, 512);
  let even = 0;
  let odd = 0;
  for (let unit = 0; unit < units; unit++) {
    if (start[2 * unit] === 0) even++;
    if (start[2 * unit + 1] === 0) odd++;
  }
  if (even === 0 && odd > units * 0.6) return 'utf-16le';
  if (odd === 0 && even > units * 0.6) return 'utf-16be';
  return undefined;
}
