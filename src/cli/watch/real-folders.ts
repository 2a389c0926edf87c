// The folders of this machine, for watching files.

import { watch } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Folders } from './watch-files.js';

export const realFolders: Folders = {
  watch: (folder, onEvent) => {
    const watcher = watch(folder, (_event, name) => onEvent(name));
    // A folder that is removed ends its events; the file is missed, and the user says when it is enough.
    watcher.on('error', () => undefined);
    return watcher;
  },
  stampOf: async (file) => {
    const handle = await open(file, 'r').catch(() => undefined);
    if (handle === undefined) return undefined;
    try {
      const { mtimeMs, size, ino } = await handle.stat();
      return size === 0 ? undefined : `${mtimeMs} ${size} ${ino}`;
    } finally {
      await handle.close();
    }
  },
};
