// Keeps an import to what is new or changed since an earlier run: rows that were in it are left out, and its rows that are missing
// now are found. Leaves asking about them to writing/confirm-missing.ts.

import { contentOf } from '../../dedup/row-identity.js';
import type { Ledger, RowResult, RunRow, Target } from '../../ledger/ledger.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { onlyReads } from '../run/latest-run.js';
import { requireWhole } from '../run/require-whole.js';
import type { PlannedRow } from './plan-rows.js';

/** A row of the earlier run that is not in the file any more. */
export type MissingRow = Pick<RowResult, 'sheet' | 'row' | 'remoteId'>;

/** The service had these before. What the run wrote may have been undone since. */
const HAD: ReadonlySet<RowResult['status']> = new Set(['unchanged', 'skipped']);

/** @throws Stop `NO_SUCH_RUN`, `RUN_PRUNED`, or `OTHER_RUN` for a run of another account or dataset. */
export async function sinceRun(ledger: Ledger | undefined, id: string, target: Target): Promise<SinceRun> {
  const run = await ledger?.run(id);
  if (ledger === undefined || run === undefined)
    throw new Stop('usage', 'NO_SUCH_RUN', `the ledger has no run "${id}"`, 'carbonsheet runs lists the latest');
  requireSame(run, target);
  requireWhole(run, 'compared with');
  const done = new Map<string, MissingRow>();
  const written = new Set<number>();
  for await (const { ordinal, status } of ledger.written(run.id)) if (status !== 'deleted') written.add(ordinal);
  for await (const { identity, ordinal, status, sheet, row, remoteId } of ledger.results(run.id))
    if (identity !== '' && (HAD.has(status) || written.has(ordinal))) done.set(identity, { sheet, row, remoteId });
  return new SinceRun(run.id, done);
}

/** Judges planned rows; every pass judges the same. */
export class SinceRun {
  readonly #seen = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(
    readonly run: string,
    private readonly done: ReadonlyMap<string, MissingRow>,
  ) {}

  /** The rows; those that the run had as they are now are skipped. */
  judge(planned: readonly PlannedRow[]): readonly PlannedRow[] {
    return planned.map((one): PlannedRow => {
      const { row, action } = one;
      if (row.record === undefined || row.leftOut !== undefined) return one;
      const known = this.done.get(row.identity);
      if (known) this.#seen.add(row.identity);
      const remoteId = action && 'remoteId' in action ? action.remoteId : (row.marks?.remoteId ?? '');
      if (remoteId !== '') this.#ids.add(remoteId);
      // A row that asks to be deleted is no repeat of itself.
      if (known === undefined || action === undefined || action.kind === 'delete') return one;
      const why = finding('SAME_AS_BEFORE', { run: this.run });
      return { row, action: { kind: 'skip', remoteId: known.remoteId, finding: why } };
    });
  }

  /** Rows of the run that no row of the file is, neither as it was nor edited. Known after a whole pass. */
  missing(): readonly MissingRow[] {
    return [...this.done].flatMap(([identity, one]) =>
      this.#seen.has(identity) || (one.remoteId !== '' && this.#ids.has(one.remoteId)) || contentOf(identity) === ''
        ? []
        : [one],
    );
  }
}

function requireSame(run: RunRow, { accountKey, dataset }: Target): void {
  if (!onlyReads(run) && run.accountKey === accountKey && run.dataset === dataset) return;
  throw new Stop(
    'usage',
    'OTHER_RUN',
    `run ${run.id} was ${run.command} of ${run.dataset} (${run.provider} ${run.account}), not an import of ${dataset} into this account`,
    'name an earlier import of the same dataset and account; carbonsheet runs lists the latest',
  );
}
