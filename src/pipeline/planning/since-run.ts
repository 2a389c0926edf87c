// Keeps an import to what is new or changed since an earlier run: rows that were in it are left out, and its rows that are missing
// now are found. Leaves asking about them to writing/confirm-missing.ts.

import { contentOf } from '../../dedup/row-identity.js';
import { latestOutcomes } from '../../ledger/latest-outcomes.js';
import type { Ledger, RowResult, RunRow, Target } from '../../ledger/ledger.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { onlyReads } from '../run/latest-run.js';
import { requireWhole } from '../run/require-whole.js';
import type { PlannedRow } from './plan-rows.js';

/** A row of the earlier run that is not in the file any more. */
export interface MissingRow extends Pick<RowResult, 'sheet' | 'row' | 'remoteId'> {
  /** In how many of the newest imports up to that run it was. */
  readonly imports: number;
  readonly of: number;
}

type KnownRow = Pick<RowResult, 'identity' | 'sheet' | 'row' | 'remoteId'>;

/** Imports before, in which a missing row is looked for: a year of months. */
const MOST_IMPORTS = 12;
/** Exit codes of imports that came to their last row. */
const FINISHED: ReadonlySet<number | undefined> = new Set([0, 4, 5]);

/** The service had these before. What the run wrote may have been undone since. */
const HAD: ReadonlySet<RowResult['status']> = new Set(['unchanged', 'skipped']);

/** @throws Stop `NO_SUCH_RUN`, `RUN_PRUNED`, or `OTHER_RUN` for a run of another account or dataset. */
export async function sinceRun(ledger: Ledger | undefined, id: string, target: Target): Promise<SinceRun> {
  const run = await ledger?.run(id);
  if (ledger === undefined || run === undefined)
    throw new Stop('usage', 'NO_SUCH_RUN', `the ledger has no run "${id}"`, 'carbonsheet runs lists the latest');
  requireSame(run, target);
  requireWhole(run, 'compared with');
  const done = new Map<string, KnownRow>();
  const written = new Set<number>();
  for await (const { ordinal, status } of ledger.written(run.id)) if (status !== 'deleted') written.add(ordinal);
  for await (const { identity, ordinal, status, sheet, row, remoteId } of ledger.results(run.id))
    if (identity !== '' && (HAD.has(status) || written.has(ordinal)))
      done.set(identity, { identity, sheet, row, remoteId });
  for (const identity of await undoneRows(ledger, target, done)) done.delete(identity);
  return new SinceRun(run, done, ledger, target);
}

/** Those of the rows that the run left to an earlier one, and that were undone there since. */
async function undoneRows(
  ledger: Ledger,
  target: Target,
  rows: ReadonlyMap<string, KnownRow>,
): Promise<readonly string[]> {
  const runs = (await ledger.runsInto(target)).toReversed();
  const undone: string[] = [];
  for (const { id } of runs)
    for await (const { identity } of ledger.entries(id, 'undone')) if (rows.has(identity)) undone.push(identity);
  const latest = await latestOutcomes(ledger, runs, undone);
  return undone.filter((identity) => latest.get(identity)?.state === 'undone');
}

/** Judges planned rows; every pass judges the same. */
export class SinceRun {
  readonly #seen = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(
    private readonly header: RunRow,
    private readonly done: ReadonlyMap<string, KnownRow>,
    private readonly ledger: Ledger,
    private readonly target: Target,
  ) {}

  get run(): string {
    return this.header.id;
  }

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

  /** Rows of the run that no row of the file is, neither as it was nor edited; the most regular first. Known after a whole pass. */
  async missing(): Promise<readonly MissingRow[]> {
    const gone = [...this.done.values()].filter(
      ({ identity, remoteId }) =>
        !this.#seen.has(identity) && !(remoteId !== '' && this.#ids.has(remoteId)) && contentOf(identity) !== '',
    );
    if (gone.length === 0) return [];
    const imports = await this.#importsBefore();
    const times = new Map<KnownRow, number>();
    const byIdentity = new Map(gone.map((row) => [row.identity, row]));
    const byId = new Map(gone.map((row) => [row.remoteId, row]));
    for (const { id } of imports) {
      const met = new Set<KnownRow>();
      for await (const { identity, remoteId } of this.ledger.results(id)) {
        const known = byIdentity.get(identity) ?? (remoteId === '' ? undefined : byId.get(remoteId));
        if (known) met.add(known);
      }
      for (const row of met) times.set(row, (times.get(row) ?? 0) + 1);
    }
    return gone
      .map((row): MissingRow => {
        const { sheet, row: number, remoteId } = row;
        return { sheet, row: number, remoteId, imports: times.get(row) ?? 1, of: imports.length };
      })
      .sort((one, other) => other.imports - one.imports);
  }

  /** The newest imports up to the run itself. */
  async #importsBefore(): Promise<readonly RunRow[]> {
    const runs = await this.ledger.runsInto(this.target);
    const at = runs.findIndex(({ id }) => id === this.run);
    return runs
      .slice(Math.max(at, 0))
      .filter(({ id, exitCode, prunedAt }) => id === this.run || (FINISHED.has(exitCode) && prunedAt === undefined))
      .slice(0, MOST_IMPORTS);
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
