// The SHA-256 of a file, by which a later run recognises it.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Of the file's bytes, in lower-case hexadecimal. */
export async function fileSha256(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) sum.update(chunk);
  return sum.digest('hex');
}
