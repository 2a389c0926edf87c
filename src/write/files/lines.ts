// Gathers lines of text into large writes. Leaves the format of a line to its callers.

import type { Unfinished } from './or-leave.js';
import { openPartFile } from './part-file.js';

/** A text file in the making, UTF-8. */
export interface Lines extends Unfinished {
  /** Adds text. Wait for what it returns, if anything, before the next. */
  write(text: string): Promise<void> | void;
  close(): Promise<void>;
  discard(): Promise<void>;
}

/** Characters gathered before they go to the disk. */
const MOST_GATHERED = 128 * 1024;

/** Opens a text file; it appears under its name when it is closed. Throws a Stop of kind `output`. */
export async function openLines(path: string): Promise<Lines> {
  const file = await openPartFile(path);
  let gathered = '';
  function flush(): Promise<void> {
    const text = gathered;
    gathered = '';
    return file.write(text);
  }
  return {
    write(text) {
      gathered += text;
      return gathered.length < MOST_GATHERED ? undefined : flush();
    },
    async close() {
      await flush();
      await file.close();
    },
    async leave() {
      await flush().catch(() => undefined);
      await file.leave();
    },
    discard: file.discard,
  };
}
