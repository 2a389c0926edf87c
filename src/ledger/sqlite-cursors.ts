// The cursors of feeds in the ledger's SQLite file.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Cursors, ExportedMark, MarkedRow } from './cursors.js';
import type { Target } from './ledger.js';
import type { LedgerFile } from './ledger-file.js';

const cursorRow = z.object({ stamp: z.string() });
const markRow = z.object({ id: z.string(), stamp: z.string(), digest: z.string() });
const idRow = z.object({ id: z.string() });

export class SqliteCursors implements Cursors {
  readonly #file: LedgerFile;

  constructor(file: LedgerFile) {
    this.#file = file;
  }

  async cursor({ accountKey, dataset }: Target): Promise<string | undefined> {
    const [stored] = this.#file.all('cursor', [accountKey, dataset]);
    return stored === undefined ? undefined : this.#file.sound(() => cursorRow.parse(stored)).stamp;
  }

  async marks({ accountKey, dataset }: Target, ids: readonly string[]): Promise<ReadonlyMap<string, ExportedMark>> {
    const stored = this.#file.all('marks', [accountKey, dataset, JSON.stringify(ids)]);
    const rows = this.#file.sound(() => z.array(markRow).parse(stored));
    return new Map(rows.map(({ id, stamp, digest }) => [id, { stamp, digest }]));
  }

  async *ids({ accountKey, dataset }: Target): AsyncGenerator<readonly string[]> {
    for (let last = ''; ; ) {
      const stored = this.#file.all('markedIds', [accountKey, dataset, last]);
      const ids = this.#file.sound(() => z.array(idRow).parse(stored)).map(({ id }) => id);
      const end = ids.at(-1);
      if (end === undefined) return;
      yield ids;
      last = end;
      await nextTurn();
    }
  }

  async noteMarks(run: string, rows: readonly MarkedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map(({ id, mark }) => [id, mark?.stamp ?? null, mark?.digest ?? null]);
    this.#file.transaction(false, () => this.#file.run('noteMarks', [run, JSON.stringify(values)]));
  }

  async moveCursor({ accountKey, dataset }: Target, run: string, stamp: string): Promise<void> {
    this.#file.transaction(true, () => {
      this.#file.run('moveCursor', [accountKey, dataset, stamp]);
      this.#file.run('keepMarks', [accountKey, dataset, run]);
      this.#file.run('dropMarks', [accountKey, dataset, run]);
      // Also what runs have left that were stopped.
      this.#file.run('dropNotedMarks', [accountKey, dataset]);
    });
  }
}
