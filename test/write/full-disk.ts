// A disk that is full for one file in the making, as Linux can tell by the file's name.

import { existsSync, readlinkSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';

/** Whether a full disk can be played here. */
export const canBeFull = existsSync('/proc/self/fd');

/** For the rest of the test nothing can be written to `<name>.part`, wherever it is. */
export async function fillDisk(name: string): Promise<void> {
  const handle = await open('/dev/null', 'w');
  const kind: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const { appendFile } = kind;
  const full = vi.spyOn(kind, 'appendFile').mockImplementation(async function (this: FileHandle, ...written) {
    if (!readlinkSync(`/proc/self/fd/${this.fd}`).endsWith(`/${name}.part`)) return appendFile.apply(this, written);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  onTestFinished(() => full.mockRestore());
}
