// All that watch an export, and all of them as one.

import type { Exported } from '../../report/export-summary.js';
import { watchTotals } from './column-totals.js';
import { keepRows } from './keep-rows.js';
import { watchStations } from './watch-stations.js';
import type { ExportRun, ExportWatcher, OpenWatcher } from './watcher.js';

const all: readonly OpenWatcher[] = [watchTotals, watchStations, keepRows];

/** All watchers of an export, as one. */
export async function openWatchers(run: ExportRun): Promise<Required<ExportWatcher>> {
  const opened: ExportWatcher[] = [];
  for (const open of all) {
    const watcher = await open(run);
    if (watcher) opened.push(watcher);
  }
  return {
    row(cells, readAt) {
      // Most rows take no time: no promise for each.
      let busy: Promise<unknown> | undefined;
      for (const watcher of opened) {
        const one = watcher.row(cells, readAt);
        if (one) busy = busy ? Promise.all([busy, one]) : one;
      }
      return busy?.then(() => undefined);
    },
    async finish() {
      const parts: Partial<Exported>[] = [];
      for (const watcher of opened) parts.push(await watcher.finish());
      return Object.assign({}, ...parts);
    },
    async discard() {
      for (const watcher of opened) await watcher.discard?.();
    },
  };
}
