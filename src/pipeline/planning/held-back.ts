// Reports rows that are held back as unusual, where only the rows of the service show it, and those that are usual there: the
// checks, which ask no service, knew neither. What is unusual is decided in suspects/.

import { join } from 'node:path';
import { needsRequest } from '../../plan/action.js';
import { isSuspect } from '../../problems/catalogue.js';
import { type Cause, collectCauses } from '../../problems/causes.js';
import type { Problem } from '../../problems/problem.js';
import { grouped } from '../../values/numbers/grouped.js';
import { appendProblems } from '../../write/results/problems.js';
import type { Run } from '../run/open-run.js';
import type { PlannedRow } from './plan-rows.js';

/** Most rows that a question names. */
const MOST_SHOWN = 5;
/** Problems that are written together. */
const AT_ONCE = 1000;

/** The held back rows of a plan. */
export class HeldBackRows {
  readonly #run: Run;
  readonly #shown: Problem[] = [];
  readonly #found = collectCauses();
  readonly #excused = collectCauses();
  #unwritten: Problem[] = [];
  #rows = 0;
  #excusedRows = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  get rows(): number {
    return this.#rows;
  }

  /** What is unusual about the first of them. */
  get shown(): readonly Problem[] {
    return this.#shown;
  }

  /** Takes a planned row. Wait for what it returns, if anything, before the next. */
  see({ row, action }: PlannedRow): Promise<void> | void {
    const { suspects } = this.#run.table;
    if (suspects === undefined || action === undefined || row.record === undefined) return undefined;
    const asked = { source: row.source, record: row.record, identity: row.identity };
    if (action.kind === 'hold' && row.suspect) {
      this.#rows += 1;
      this.#run.heldBack = this.#rows;
      if (this.#shown.length < MOST_SHOWN) this.#shown.push(row.suspect);
      const known = suspects.aboutInFile(asked);
      const found = row.problems.filter((one) => isSuspect(one) && !known.some((other) => isSame(one, other)));
      return this.#tell(found);
    }
    if (!needsRequest(action) || action.kind === 'delete' || suspects.areAccepted || row.marks?.isAccepted)
      return undefined;
    const excused = suspects.aboutInFile(asked);
    if (excused.length > 0) this.#excusedRows += 1;
    for (const problem of excused) this.#excused.add(problem);
    return undefined;
  }

  /** Once all rows are seen: adds the causes to those of the checks. */
  async end(): Promise<void> {
    await this.#write();
    const { table, tools } = this.#run;
    const causes = this.#found.causes();
    if (causes.length > 0) tools.tell({ kind: 'causes', file: table.name, dataset: table.dataset, causes });
    if (this.#excusedRows > 0) {
      const [rows, are] = this.#excusedRows === 1 ? ['1 row', 'is'] : [`${grouped(this.#excusedRows)} rows`, 'are'];
      const text = `${rows} that ${this.#excusedRows === 1 ? 'looks' : 'look'} unusual in the file ${are} usual at the service: not held back`;
      tools.tell({ kind: 'said', text });
    }
    this.#run.causes = [...without(this.#run.causes, this.#excused.causes()), ...causes];
  }

  #tell(found: readonly Problem[]): Promise<void> | void {
    const { table, tools } = this.#run;
    for (const problem of found) {
      this.#found.add(problem);
      tools.tell({ kind: 'problem', file: table.name, problem });
      // A copy: the texts of a row are views that would hold the whole piece of the file.
      this.#unwritten.push(structuredClone(problem));
    }
    return this.#unwritten.length >= AT_ONCE ? this.#write() : undefined;
  }

  async #write(): Promise<void> {
    const problems = this.#unwritten;
    this.#unwritten = [];
    if (problems.length > 0) await appendProblems(join(this.#run.folder, 'problems.csv'), problems);
  }
}

function isSame(one: Problem, other: Problem): boolean {
  return one.code === other.code && one.column === other.column;
}

/** The causes without rows that have been excused. */
function without(causes: readonly Cause[], excused: readonly Cause[]): readonly Cause[] {
  const rowsOf = new Map(excused.map((cause) => [keyOf(cause), cause.rows]));
  return causes.flatMap((cause) => {
    const rows = cause.rows - (rowsOf.get(keyOf(cause)) ?? 0);
    return rows > 0 ? [{ ...cause, rows }] : [];
  });
}

function keyOf({ problem: { code, column, value } }: Cause): string {
  return JSON.stringify([code, column, value]);
}
