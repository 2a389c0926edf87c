// Keeps the plan of a command in files: as JSON, to be applied, and as a workbook, to be read.

import { copyFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { PlannedAction, SavedCounts } from '../../plan/saved-plan.js';
import { interruption, Stop } from '../../problems/stop.js';
import { type PlanEstimate, type Summary, tally } from '../../report/summary.js';
import type { Unfinished } from '../../write/files/or-leave.js';
import { outputStop } from '../../write/files/part-file.js';
import { type BookTable, writePlanBook } from '../../write/plan/plan-book.js';
import { openPlanFile, type PlanFile } from '../../write/plan/plan-file.js';
import type { TableEnd, Unprocessed } from '../files/run-files.js';
import type { Account } from '../planning/look-up.js';
import { type PlanBasis, planRows } from '../planning/plan-rows.js';
import type { PlanRequest } from '../requests.js';
import type { Run } from '../run/open-run.js';
import { plannedRequest } from '../run/stored-request.js';
import { writeSummary } from '../run/write-summary.js';
import type { Tools } from '../tools.js';
import { rowsOfPlan } from './read-plan.js';
import { rowNames } from './row-names.js';
import { rowDescriber } from './saved-rows.js';

/** What is known of a table once it is planned. */
export interface PlannedTable {
  readonly run: Run;
  readonly account: Account;
  readonly basis: PlanBasis;
  readonly estimate: PlanEstimate;
}

/** Throws a Stop of kind `usage` for a file that is neither of the kinds of a plan. */
export function requirePlanNames(files: readonly string[]): void {
  for (const file of files) {
    if (isJson(file) || isWorkbook(file)) continue;
    const hint = 'plan.json can be applied with import --plan, plan.xlsx is for people';
    throw new Stop('usage', 'USAGE', `--out: a plan is kept as .json or .xlsx, got ${file}`, hint);
  }
}

function isJson(file: string): boolean {
  return extname(file).toLowerCase() === '.json';
}

function isWorkbook(file: string): boolean {
  return extname(file).toLowerCase() === '.xlsx';
}

/** Keeps the tables of a command, one after the other. */
export class PlanKeeper implements Unfinished {
  readonly #file: PlanFile;
  readonly #path: string;
  readonly #madeAt: Date;
  readonly #tables: BookTable[] = [];

  private constructor(file: PlanFile, path: string, madeAt: Date) {
    this.#file = file;
    this.#path = path;
    this.#madeAt = madeAt;
  }

  /** @param folder for working files. Throws a Stop of kind `output`. */
  static async open(folder: string, tools: Tools): Promise<PlanKeeper> {
    const path = join(folder, 'plan.json');
    const madeAt = new Date(tools.clock.now());
    return new PlanKeeper(await openPlanFile(path, madeAt), path, madeAt);
  }

  /** Keeps a table: one more pass over its rows, which reads those that are to be changed. */
  async add({ run, account, basis, estimate }: PlannedTable, request: PlanRequest): Promise<void> {
    const { table, tools } = run;
    const { owner, accountKey } = account.session;
    const { name: dataset, provider } = table.dataset;
    const decided = plannedRequest({ ...request, dataset, mapping: table.saved });
    const file = request.shownAs === undefined ? resolve(request.file) : '-';
    const { sheet = '', sha256 } = table;
    await this.#file.begin(file, { dataset, provider, owner, accountKey, sheet, sha256, request: decided });
    const counts = noRows();
    const sums = tally(table.dataset);
    const used = new Map<PlannedAction, Set<string>>();
    const nameOf = rowNames();
    const reading = ['update', 'delete', 'conflict'] as const;
    const describe = rowDescriber({ dataset: table.dataset, binding: account.binding, reading });
    for await (const planned of planRows(run, basis)) {
      const rows = await Promise.all(planned.map((one) => describe(one, nameOf(one.row))));
      for (const [index, row] of rows.entries()) {
        counts.rows += 1;
        counts[row.action] += 1;
        const fields = used.get(row.action) ?? new Set();
        used.set(row.action, fields);
        for (const field of Object.keys({ ...row.before, ...row.after })) fields.add(field);
        const isWritten = row.action === 'create' || row.action === 'update';
        sums.add({ status: isWritten ? 'created' : 'unsent' }, planned[index]?.row.record);
        await this.#file.add(row);
      }
      if (tools.signal.aborted) throw interruption(tools.signal);
      tools.tell({ kind: 'step', step: 'plan', done: counts.rows, total: undefined });
    }
    tools.tell({ kind: 'end', step: 'plan' });
    const end = { counts, totals: sums.totals(), estimate };
    this.#tables.push({ ...end, name: table.name, sheet, owner, dataset: table.dataset, used });
    await this.#file.end(end);
  }

  /**
   * Gives the files their names, if every table was planned.
   * @returns the ends of the tables, whose summaries name the plan.
   */
  async close(
    ends: readonly (TableEnd | Unprocessed)[],
    files: readonly string[],
    tools: Tools,
  ): Promise<readonly (TableEnd | Unprocessed)[]> {
    if (!ends.every(isPlanned)) {
      await this.leave();
      tools.tell({ kind: 'warned', text: `${files.join(', ')} not written: not everything could be planned` });
      return ends;
    }
    const hash = await this.#file.close();
    for (const file of files.filter(isJson))
      await copyFile(this.#path, file).catch((cause: unknown) => {
        throw outputStop(file, cause);
      });
    const rows = () => rowsOfPlan(this.#path);
    const plan = { hash, madeAt: this.#madeAt, json: files.find(isJson), tables: this.#tables, rows };
    for (const file of files.filter(isWorkbook)) await writePlanBook(file, plan);
    return Promise.all(ends.map((end) => nameEnd(end, { hash, files })));
  }

  leave(): Promise<void> {
    return this.#file.leave();
  }
}

/** Whether a table was planned; invalid rows are part of the plan. */
function isPlanned(end: TableEnd | Unprocessed): boolean {
  return end.kind === 'ended' && (end.stop === undefined || end.stop.code === 'INVALID_ROWS');
}

/** The end of a table, whose summary names the plan. */
export async function nameEnd(
  end: TableEnd | Unprocessed,
  planFile: NonNullable<Summary['planFile']>,
): Promise<TableEnd | Unprocessed> {
  if (end.kind !== 'ended' || end.finished === undefined) return end;
  const summary = { ...end.finished.summary, planFile };
  await writeSummary(summary);
  return { ...end, finished: { ...end.finished, summary } };
}

function noRows(): Record<keyof SavedCounts, number> {
  return { rows: 0, create: 0, update: 0, delete: 0, unchanged: 0, skip: 0, conflict: 0, hold: 0, blocked: 0 };
}
