// The cursors of feeds in the ledger's SQLite file.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Cursors, ExportedMark, MarkedRow } from './cursors.js';
import type { Target } from './ledger.js';
import type { LedgerFile } from './ledger-file.js';

/** Between two portions: others that want to write look for a gap now and then. */
const GAP_MS = 15;

const cursorRow = z.object({ stamp: z.string(), moving: z.number() });
const markRow = z.object({ id: z.string(), stamp: z.string(), digest: z.string() });
const idRow = z.object({ id: z.string() });

export class SqliteCursors implements Cursors {
  readonly #file: LedgerFile;

  constructor(
    file: LedgerFile,
    private readonly sleep: (delayMs: number) => Promise<void>,
  ) {
    this.#file = file;
  }

  async cursor({ accountKey, dataset }: Target): Promise<string | undefined> {
    for (;;) {
      const [stored] = this.#file.all('cursor', [accountKey, dataset]);
      if (stored === undefined) return undefined;
      const { stamp, moving } = this.#file.sound(() => cursorRow.parse(stored));
      if (moving === 0) return stamp;
      this.#moveMarks(accountKey, dataset);
      await this.sleep(GAP_MS);
    }
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

  async moveCursor(target: Target, run: string, stamp: string): Promise<void> {
    const { accountKey, dataset } = target;
    await this.cursor(target);
    // What runs have left that were stopped.
    while (this.#file.run('dropNotedMarks', [accountKey, dataset, run]) > 0) await this.sleep(GAP_MS);
    // One short commit; the marks follow when the cursor is read.
    this.#file.run('moveCursor', [accountKey, dataset, stamp, run]);
  }

  /** Puts some of the noted marks that count among the others. */
  #moveMarks(accountKey: string, dataset: string): void {
    this.#file.transaction(false, () => {
      this.#file.run('keepMarks', [accountKey, dataset]);
      this.#file.run('dropMarks', [accountKey, dataset]);
      if (this.#file.run('dropMovedMarks', [accountKey, dataset]) === 0)
        this.#file.run('endMove', [accountKey, dataset]);
    });
  }
}
