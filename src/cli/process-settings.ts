// What a command sets in its process: how Node keeps compiled code, how V8 uses memory, what a stack trace names.

import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** A command that takes longer works on a large file. */
const SHORT_MS = 1500;

/** Sets them, before the code of a command is loaded. */
export function setProcess(): void {
  // Node 22.8 and later keep compiled code for the next start.
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();
  if (process.env.CARBONSHEET_DEBUG) process.setSourceMapsEnabled(true);
  setTimeout(saveMemory, SHORT_MS).unref();
}

/**
 * Left alone, V8 lets a heap of 40 MB grow to 250 MB before it cleans up. Cleaning up at half as much again keeps the memory of a
 * long import flat, for a tenth more processor time (npm run bench:upload). Short commands are spared it.
 */
function saveMemory(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
