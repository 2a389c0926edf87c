// Keeps an import to a plan that was made before: a row is sent only if what would be done with it now is what the plan says.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { fieldTitle } from '../../datasets/field.js';

import type { RowResult } from '../../ledger/ledger.js';
import type { SavedRow } from '../../plan/saved-plan.js';
import { shownValueOf } from '../../plan/server-changes.js';
import { type Finding, finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { PlanGuard, PlannedRow } from '../planning/plan-rows.js';
import { readRow } from '../planning/read-row.js';
import type { PlanToKeep } from '../requests.js';
import type { Run } from '../run/open-run.js';
import { rowsOfPlan } from './read-plan.js';
import { rowNames } from './row-names.js';
import { doingOf, rowDescriber } from './saved-rows.js';

/** Rows whose values are told; more are only counted. */
const MOST_TOLD = 2000;
/** Rows that a stop names. */
const MOST_NAMED = 10;

/** What compares the rows. */
export interface GuardBasis {
  readonly binding: Pick<Binding, 'readBack' | 'writer'>;
  /** What the run itself has written already, where it is resumed. */
  readonly written?: AsyncIterable<RowResult> | undefined;
}

/** A row that is no longer as it was planned. */
interface Deviation {
  readonly sheet: string;
  readonly row: number;
  readonly identity: string;
  /** Position in the plan; undefined when the plan does not have it. */
  readonly index: number | undefined;
  /** What would be done now; undefined where there are too many. */
  readonly present: SavedRow | undefined;
}

/** What has changed since the plan was made. */
export interface OutOfDate {
  readonly stop: Stop;
  /** The results of the rows that it is about. */
  readonly results: readonly RowResult[];
}

/** Compares in the first pass, and decides the same in every further one. */
export class KeptToPlan implements PlanGuard {
  readonly #dataset: ImportDataset;
  readonly #fileName: string;
  readonly #plan: PlanToKeep;
  readonly #basis: GuardBasis;
  /** Several rows of the file are written over one row of the service, so that each finds what the one before wrote. */
  readonly #isShared: boolean;
  readonly #deviations = new Map<number, Deviation>();
  readonly #findings = new Map<number, Finding>();
  readonly #seen: Uint8Array;
  #passes = 0;

  constructor({ table }: Pick<Run, 'table'>, plan: PlanToKeep, basis: GuardBasis) {
    this.#dataset = table.dataset;
    this.#fileName = table.name;
    this.#plan = plan;
    this.#basis = basis;
    this.#isShared = table.dataset.parts !== undefined || table.dataset.identity.by === 'period';
    this.#seen = new Uint8Array(plan.rows.size);
  }

  async begin(): Promise<(planned: readonly PlannedRow[]) => Promise<readonly PlannedRow[]>> {
    const nameOf = rowNames();
    this.#passes += 1;
    if (this.#passes > 1) return async (planned) => planned.map((one) => this.#again(one, nameOf(one.row)));
    const reading = ['update', 'delete', 'conflict'] as const;
    const describe = rowDescriber({ dataset: this.#dataset, binding: this.#basis.binding, reading });
    const own = await this.#writtenBefore();
    return (planned) => {
      const named = planned.map((one) => ({ one, name: nameOf(one.row) }));
      return Promise.all(named.map(({ one, name }) => this.#compare(one, name, describe, own)));
    };
  }

  async #compare(
    planned: PlannedRow,
    name: string,
    describe: ReturnType<typeof rowDescriber>,
    own: ReadonlySet<string>,
  ): Promise<PlannedRow> {
    const { row } = planned;
    const entry = this.#plan.rows.find(name);
    if (entry) this.#seen[entry.index] = 1;
    if (isSettled(planned)) return planned;
    const present = await describe(planned, name);
    const isLoose = own.has(present.remoteId);
    if (entry?.is(doingOf(this.#dataset, present), isLoose)) return this.#over(planned, entry.held);
    const kept = this.#deviations.size < MOST_TOLD ? structuredClone(present) : undefined;
    this.#deviations.set(row.ordinal, { ...placeOf(row), index: entry?.index, present: kept });
    return { row, action: held(finding('PLAN_OUT_OF_DATE', { planned: '', present: '', changes: [] })) };
  }

  #again(planned: PlannedRow, name: string): PlannedRow {
    const { row } = planned;
    const why = this.#findings.get(row.ordinal);
    if (why !== undefined) return { row, action: held(why) };
    return isSettled(planned) ? planned : this.#over(planned, this.#plan.rows.find(name)?.held ?? '');
  }

  #over(planned: PlannedRow, over: string): PlannedRow {
    return this.#isShared || over === '' || planned.action?.kind !== 'update' ? planned : { ...planned, over };
  }

  async #writtenBefore(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    if (!this.#isShared || this.#basis.written === undefined) return ids;
    for await (const { remoteId } of this.#basis.written) if (remoteId !== '') ids.add(remoteId);
    return ids;
  }

  async conclude(): Promise<OutOfDate | undefined> {
    const { gone, planned } = await this.#plannedOf();
    if (this.#deviations.size === 0 && gone.size === 0) return undefined;
    const results: RowResult[] = [];
    for (const [ordinal, { index, present, ...place }] of this.#deviations) {
      const before = index === undefined ? gone.get(placeKey(place)) : planned.get(index);
      // A row that was edited stands where it stood.
      if (index === undefined) gone.delete(placeKey(place));
      const why = this.#findingOf(before, present && (await this.#withValues(before, present, index !== undefined)));
      this.#findings.set(ordinal, why);
      const about = { ordinal, ...place, remoteId: present?.remoteId ?? '' };
      results.push({ ...about, status: 'unsent', finding: why, field: '', requestId: '', attempts: 0 });
    }
    this.#deviations.clear();
    return { stop: this.#stop(results, [...gone.values()]), results };
  }

  /** What was planned for rows that deviate, and for rows that are not there any more, by their place. */
  async #plannedOf() {
    const wanted = new Set([...this.#deviations.values()].map(({ index }) => index));
    const planned = new Map<number, SavedRow>();
    const gone = new Map<string, SavedRow>();
    if (this.#deviations.size === 0 && this.#seen.every((one) => one === 1)) return { planned, gone };
    let index = -1;
    for await (const { table, row } of rowsOfPlan(this.#plan.path)) {
      if (table !== this.#plan.table) continue;
      index += 1;
      if (wanted.has(index)) planned.set(index, row);
      else if (this.#seen[index] !== 1) gone.set(placeKey(row), row);
    }
    return { planned, gone };
  }

  /** A conflict may not say which row of the service it is about: the plan does. @param isSame the row of the file is as it was */
  async #withValues(before: SavedRow | undefined, present: SavedRow, isSame: boolean): Promise<SavedRow> {
    if (before?.before === undefined || present.before !== undefined) return present;
    const now = await readRow(this.#basis.binding, before.remoteId);
    if (now === undefined) return present;
    return { ...present, before: now, ...(isSame && before.after && { after: before.after }) };
  }

  #findingOf(before: SavedRow | undefined, present: SavedRow | undefined): Finding {
    return finding('PLAN_OUT_OF_DATE', {
      planned: before ? doneText(before) : '',
      present: present ? doneText(present) : '',
      changes: before && present ? this.#changes(before, present) : [],
    });
  }

  /** The fields in which the service or the file has changed, with planned, present and own value. */
  #changes(before: SavedRow, present: SavedRow): readonly string[] {
    const [then, now] = [before, present].map((one): Values => ({ ...one.held, ...one.before }));
    const [meant, own] = [before.after ?? {}, present.after ?? {}];
    const areKnown = before.before !== undefined && present.before !== undefined;
    const fields = new Set([then ?? {}, now ?? {}, meant, own].flatMap((values) => Object.keys(values)));
    return [...fields].flatMap((field) => {
      const title = fieldTitle(this.#dataset.fields, field);
      const [a, b, c, d] = [then?.[field], now?.[field], meant[field], own[field]].map(shownValueOf);
      if (areKnown && a !== b)
        return [`${title}: "${a}" at the service when planned, "${b}" now${d === '' ? '' : `, "${d}" in the file`}`];
      const areSaid = before.after !== undefined && present.after !== undefined;
      return areSaid && c !== d ? [`${title}: "${c}" planned, "${d}" in the file now`] : [];
    });
  }

  #stop(results: readonly RowResult[], gone: readonly SavedRow[]): Stop {
    const count = results.length + gone.length;
    const rows = [...results, ...gone].map(({ row }) => row).sort((one, other) => one - other);
    const more = count > MOST_NAMED ? ` and ${grouped(count - MOST_NAMED)} more` : '';
    const named = `${rows.length === 1 ? 'row' : 'rows'} ${rows.slice(0, MOST_NAMED).join(', ')}${more}`;
    const [first] = gone;
    const missing = first
      ? `; ${grouped(gone.length)} planned ${gone.length === 1 ? 'row is' : 'rows are'} not in the file any more, such as row ${first.row} (${doneText(first)})`
      : '';
    return new Stop(
      'outdated',
      'PLAN_OUT_OF_DATE',
      `${this.#fileName}: the plan is out of date: ${named} ${count === 1 ? 'has' : 'have'} changed since it was made${missing}`,
      'make the plan again, or send the rows that have not changed with --out-of-date skip',
    );
  }
}

/** A row with a result of an earlier part of the run. */
function isSettled({ row, action }: PlannedRow): boolean {
  return action === undefined && row.record !== undefined && row.leftOut === undefined;
}

function held(why: Finding): PlannedRow['action'] {
  return { kind: 'hold', remoteId: '', finding: why, field: '' };
}

/** Copies: the texts of a row hold a whole piece of the file. */
function placeOf({ source, identity }: PlannedRow['row']): Pick<Deviation, 'sheet' | 'row' | 'identity'> {
  return structuredClone({ sheet: source.sheet, row: source.row, identity });
}

function placeKey({ sheet, row }: Pick<SavedRow, 'sheet' | 'row'>): string {
  return `${row} ${sheet}`;
}

function doneText({ action, reason }: SavedRow): string {
  return reason === '' ? action : `${action} (${reason})`;
}
