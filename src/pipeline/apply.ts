// `import --plan`: does what a kept plan says, and nothing else.

import { LEAST_HASH, SHORT_HASH } from '../plan/saved-plan.js';
import { Stop } from '../problems/stop.js';
import { runTables } from './files/run-files.js';
import { planFile } from './plan.js';
import { planRows } from './planning/plan-rows.js';
import { nameEnd, type PlannedTable } from './plans/keep-plan.js';
import { type LoadedPlan, loadPlan } from './plans/load-plan.js';
import { KeptToPlan } from './plans/plan-guard.js';
import type { FileRequest, FilesRequest, ImportRequest, PlanToKeep, WritingTerms } from './requests.js';
import { ParentRows } from './rows/parent-rows.js';
import { requireResultPlace } from './run/result-place.js';
import { plannedRequestOf } from './run/stored-request.js';
import { withTemporaryFolder } from './run/temporary-folder.js';
import { importerOf, type TableEnds } from './several-files.js';
import { areRelated, type TableOfFile } from './table/tables-of.js';
import type { Tools } from './tools.js';
import { requireWritable } from './writing/require-writable.js';

/** Which plan to apply, and how. What decides about the rows is in the plan. */
export interface ApplyRequest
  extends WritingTerms,
    Pick<ImportRequest, 'runsDir' | 'result' | 'replaceResult' | 'concurrency' | 'via'>,
    Pick<FilesRequest<ImportRequest>, 'stdin' | 'limits'> {
  readonly planPath: string;
  /** The files that the user named: those of the plan, or none. @default none */
  readonly files?: readonly string[] | undefined;
  /** The plan's hash or its beginning, as the user agrees to it. @default asked */
  readonly planHash?: string | undefined;
  readonly outOfDate: PlanToKeep['outOfDate'];
}

/**
 * Applies a plan. With several tables, all are compared with the service before the first row is sent.
 * @throws Stop when the plan cannot be used, or nothing may be written.
 */
export async function* applyPlan(request: ApplyRequest, tools: Tools): TableEnds {
  requireWritable(tools);
  const plan = await loadPlan(request.planPath);
  requireHash(plan, request.planHash);
  requireSameFiles(plan, request.files ?? []);
  await requireResultPlace(
    request,
    plan.tables.map(({ file }) => file),
    tools,
  );
  const tables = plan.tables.map(({ file, table }): TableOfFile => {
    return { file, sheet: table.sheet === '' ? undefined : table.sheet, dataset: table.dataset };
  });
  const wanted = new Map(tables.map((table, index) => [table, wantedTable(plan, index, request)]));
  const isOneByOne = tables.length < 2 || request.outOfDate === 'skip';
  const refusals = isOneByOne ? undefined : await compareAll(plan, [...wanted.values()], tools);
  const importOne = importerOf({ ...request, invalid: 'skip', onExisting: 'skip', equalRows: 'keep' }, tools);
  let isAgreed = request.yes === true || request.planHash !== undefined;
  const work = async (one: FileRequest, table: TableOfFile) => {
    const { asked, keep } = wanted.get(table) ?? neverPlanned(table);
    const refusal = refusals?.get(keep.table);
    const finished = await importOne(
      { ...one, ...asked, restatedAt: plan.madeAt, plan: { ...keep, isAgreed, refusal } },
      'skip',
    );
    // One answer holds for the whole plan.
    isAgreed ||= finished.stop === undefined;
    return finished;
  };
  const related = areRelated(tables);
  const { runsDir, result, stdin, limits } = request;
  const basis = { runsDir, result, stdin, limits, files: [], equalRows: 'keep' } as const;
  const run = (one: FileRequest, _: unknown, table: TableOfFile) => work(one, table);
  const ends = runTables({ tables, related }, basis, tools, { invalid: 'skip', together: true, run });
  for await (const end of ends) yield await nameEnd(end, { hash: plan.hash, files: [request.planPath] });
}

/** Agreeing to a plan takes enough of its hash to tell it from any other. */
function requireHash({ path, hash }: LoadedPlan, given: string | undefined): void {
  if (given === undefined) return;
  const asked = given.trim().toLowerCase();
  if (asked.length >= LEAST_HASH && hash.startsWith(asked)) return;
  const message =
    asked.length < LEAST_HASH
      ? `--plan-hash: expected at least ${LEAST_HASH} characters of the hash, got ${asked.length}`
      : `--plan-hash: the hash of ${path} begins with ${hash.slice(0, SHORT_HASH)}, not with ${asked.slice(0, SHORT_HASH)}`;
  throw new Stop('usage', 'OTHER_PLAN', message, 'look at the plan again, then give the hash that it has');
}

function requireSameFiles({ path, tables }: LoadedPlan, files: readonly string[]): void {
  const planned = new Set(tables.map(({ file }) => file));
  const other = files.find((file) => !planned.has(file));
  const lacking = [...planned].find((file) => !files.includes(file));
  if (files.length === 0 || (other === undefined && lacking === undefined)) return;
  const message =
    other === undefined
      ? `${path} is a plan of ${lacking}, too`
      : `${path} is no plan of ${other}, but of ${[...planned].join(', ')}`;
  throw new Stop('usage', 'OTHER_PLAN', message, 'leave FILE out: the plan knows its files; or make another plan');
}

interface WantedTable {
  readonly asked: Pick<ImportRequest, 'onExisting' | 'equalRows'>;
  readonly keep: PlanToKeep;
}

function wantedTable(plan: LoadedPlan, index: number, { outOfDate }: ApplyRequest): WantedTable {
  const { table, rows } = plan.tables[index] ?? neverPlanned(undefined);
  const asked = plannedRequestOf(table.request);
  if (asked === undefined) {
    const hint = 'make the plan again with this version';
    throw new Stop('usage', 'PLAN_FILE', `another version of carbonsheet wrote ${plan.path}`, hint);
  }
  const { accountKey, owner } = table;
  const { path, hash } = plan;
  return { asked, keep: { path, hash, table: index, accountKey, owner, rows, outOfDate, isAgreed: false } };
}

function neverPlanned(table: TableOfFile | undefined): never {
  throw new Error(`the plan has no table ${table?.file}`);
}

/** Plans every table again, leaving no files behind: where one is out of date, nothing of any is sent. */
async function compareAll(
  { tables }: LoadedPlan,
  wanted: readonly WantedTable[],
  tools: Tools,
): Promise<ReadonlyMap<number, Refusal>> {
  const silent = { ...tools, tell: () => undefined };
  const parents = new ParentRows();
  const refusals = new Map<number, Refusal>();
  await withTemporaryFolder(async (runsDir) => {
    for (const { asked, keep } of wanted) {
      const { file = '-' } = tables[keep.table] ?? {};
      // Standard input can be read only once: it is compared at its turn.
      if (file === '-') continue;
      const compare = async ({ run, account, basis }: PlannedTable): Promise<void> => {
        const guard = new KeptToPlan(run, keep, account);
        for await (const _ of planRows(run, { ...basis, guard }));
        const outOfDate = await guard.conclude();
        if (outOfDate) refusals.set(keep.table, outOfDate);
      };
      // What keeps it from being planned is met again when it is imported.
      await planFile({ ...asked, file, runsDir, parents }, silent, compare).catch(unlessStop);
    }
  });
  const [first] = refusals.values();
  if (first === undefined) return refusals;
  const { kind, code, message, hint } = first.stop;
  const stop = new Stop(kind, code, `nothing of the plan was sent: ${message}`, hint);
  return new Map(wanted.map(({ keep }) => [keep.table, refusals.get(keep.table) ?? { stop, results: [] }]));
}

type Refusal = NonNullable<PlanToKeep['refusal']>;

function unlessStop(cause: unknown): void {
  if (!(cause instanceof Stop)) throw cause;
}
