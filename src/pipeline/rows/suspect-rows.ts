// Holds back rows that look unusual, until a person accepts them. What is unusual is decided in suspects/.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { rowHash } from '../../dedup/row-hash.js';
import type { Problem } from '../../problems/problem.js';
import type { HeldRows } from '../../suspects/held-rows.js';
import type { SuspectRow } from '../../suspects/suspect-row.js';
import type { Suspicion, SuspicionWatch } from '../../suspects/suspicion.js';
import type { JudgedRow } from './judge-row.js';

type IsWritten = (identity: string) => boolean;

/** What is unusual in a table, and whether all of it is accepted. Every pass over the rows asks it. */
export class Suspects {
  #suspicion: Suspicion | undefined;
  #inFile: Suspicion | undefined;
  #watch: SuspicionWatch | undefined;
  #isWritten: IsWritten | undefined;
  #areAccepted: boolean;

  private constructor(
    watch: SuspicionWatch,
    areAccepted: boolean,
    private readonly written: () => Promise<IsWritten>,
  ) {
    this.#watch = watch;
    this.#areAccepted = areAccepted;
  }

  /** @param watch all rows are added to it. @param written finds out whether the very row was imported before. */
  static async of(watch: SuspicionWatch, areAccepted: boolean, written: () => Promise<IsWritten>): Promise<Suspects> {
    const suspects = new Suspects(watch, areAccepted, written);
    await suspects.#settle(watch.settle());
    suspects.#inFile = suspects.#suspicion;
    return suspects;
  }

  /** Whether rows may be found unusual. */
  get isAny(): boolean {
    return this.#suspicion !== undefined;
  }

  get areAccepted(): boolean {
    return this.#areAccepted;
  }

  /** From now on, no row is held back. */
  accept(): void {
    this.#areAccepted = true;
  }

  /** Compares with the rows of the service, too, from now on. */
  async compareWith(held: HeldRows): Promise<void> {
    const watch = this.#watch;
    // It remembers rows of the file, and is not asked again.
    this.#watch = undefined;
    if (watch) await this.#settle(watch.settle(held));
  }

  /** What is unusual about a row; nothing about one that was imported before. */
  about(row: SuspectRow): readonly Problem[] {
    return this.#unlessWritten(row, this.#suspicion);
  }

  /** What looked unusual about it before the rows of the service were known. */
  aboutInFile(row: SuspectRow): readonly Problem[] {
    return this.#unlessWritten(row, this.#inFile);
  }

  #unlessWritten(row: SuspectRow, suspicion: Suspicion | undefined): readonly Problem[] {
    const found = suspicion?.(row) ?? [];
    return found.length === 0 || this.#isWritten?.(row.identity) ? [] : found;
  }

  async #settle(suspicion: Suspicion | undefined): Promise<void> {
    this.#suspicion = suspicion;
    if (suspicion) this.#isWritten ??= await this.written();
  }
}

/** A row that takes part in the comparison: one that may be written. */
export function isToCompare<R extends Pick<JudgedRow, 'record' | 'leftOut' | 'marks'>>(
  row: R,
): row is R & { readonly record: Values } {
  return row.record !== undefined && row.leftOut === undefined && row.marks?.word !== 'delete';
}

/** The row with what is unusual about it as warnings, and held back unless it is accepted. */
export function withSuspects(judged: JudgedRow, suspects: Suspects, dataset: ImportDataset): JudgedRow {
  if (!isToCompare(judged) || judged.marks?.isAccepted) return judged;
  const found = suspects.about(judged);
  const [first] = found;
  if (first === undefined || isUnedited(judged, dataset)) return judged;
  const { ordinal, source, record, problems, identity, leftOut, marks, values, sentAs } = judged;
  const suspect = suspects.areAccepted ? undefined : first;
  const all = [...problems, ...found];
  return { ordinal, source, record, problems: all, identity, leftOut, marks, values, sentAs, suspect };
}

/** The service holds what an unedited row of an export says. */
function isUnedited({ marks, values }: JudgedRow, dataset: ImportDataset): boolean {
  return marks !== undefined && marks.remoteId !== '' && marks.hash !== '' && rowHash(dataset, values) === marks.hash;
}
