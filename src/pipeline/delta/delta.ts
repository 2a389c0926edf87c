// `delta`: why a figure is not what it was: the difference between two exports of one dataset, split into its parts.

import type { ProviderName } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { type Bridge, BridgeSums, type FigureChange } from '../../report/delta/bridge.js';
import type { ComparableRow, RowChange } from '../../report/delta/comparable.js';
import { compareRows } from '../../report/delta/compare-rows.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { inputsAmong } from '../comparison/comparison.js';
import { type InputChange, inputChanges } from '../comparison/input-changes.js';
import { inputsHash } from '../comparison/kept-row.js';
import type { Tools } from '../tools.js';
import { requireDeltaFormat, writeDelta } from './delta-file.js';
import { openExportedFile } from './exported-file.js';
import { fileSide } from './file-side.js';
import { keptSide } from './kept-side.js';
import { askedDifferently, type Named, namedExports } from './named-exports.js';
import type { Side } from './side.js';

/** What to compare. */
export interface DeltaRequest {
  /** The earlier export: a file, a run or its beginning, or `last`. */
  readonly before: string;
  /** The later one. @default the last export; the one before it is the earlier one where that is `last` */
  readonly after?: string | undefined;
  /** @default found from the columns */
  readonly dataset?: string | undefined;
  /** Changes of more than this share are flagged, in per cent. @default 5 */
  readonly flag?: number | undefined;
  /** Where every change is written to: .xlsx, .csv or .json. @default nowhere */
  readonly out?: string | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
}

/** A row whose figure changed, as it is told. */
export interface ToldChange extends Omit<FigureChange, 'before' | 'after' | 'step'> {
  readonly period: string;
  /** Where the row was; absent unless it moved. */
  readonly from?: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly change: string;
  readonly percent: number | null;
  readonly flagged: boolean;
  /** The inputs that differ; empty where their hashes alone were kept. */
  readonly inputs: readonly InputChange[];
}

/** What changed between two exports. */
export interface Delta extends Omit<Bridge, 'largest' | 'rows'> {
  readonly version: 1;
  readonly command: 'delta';
  readonly dataset: string;
  readonly provider: ProviderName;
  /** Whose rows they are; absent where neither export says it. */
  readonly owner?: string;
  readonly before: { readonly name: string; readonly rows: number };
  readonly after: { readonly name: string; readonly rows: number };
  /** The share above which changes are flagged, in per cent. */
  readonly flag: number;
  readonly largest: readonly ToldChange[];
  readonly out?: string;
  readonly exitCode: 0;
}

/** What a comparison needs; it connects to no account. */
export type DeltaTools = Pick<Tools, 'tell' | 'clock' | 'findLedger'>;

const FLAG = 5;

/** Compares two exports. Throws a Stop for files that are no exports, or not of one dataset and account. */
export async function compareExports(request: DeltaRequest, tools: DeltaTools): Promise<Delta> {
  const { flag = FLAG, out } = request;
  if (out !== undefined) requireDeltaFormat(out);
  const [before, after] = await openSides(request, tools);
  try {
    const { comparison, dataset } = after;
    const { own, other, uncompared } = alignedSides(before, after);
    if (uncompared.length > 0)
      tools.tell({ kind: 'warned', text: `not compared, as one of the exports lacks it: ${uncompared.join(', ')}` });
    const sums = new BridgeSums(String(flag));
    for await (const change of compareRows(own(), other())) sums.see(change, comparison.measureOf);
    const owner = requireOneOwner(before, after);
    const { rows, largest, ...bridge } = sums.end(
      comparison.measures.filter(({ title }) => !uncompared.includes(title)),
    );
    const paired = rows.before - bridge.counts.gone;
    if (paired === 0 && rows.before > 0 && rows.after > 0) tools.tell({ kind: 'warned', text: noneInCommon(owner) });
    const delta: Delta = {
      version: 1,
      command: 'delta',
      dataset: dataset.name,
      provider: dataset.provider,
      ...(owner === undefined ? {} : { owner }),
      before: { name: before.name, rows: rows.before },
      after: { name: after.name, rows: rows.after },
      flag,
      ...bridge,
      largest: largest.map(toldChange),
      ...(out === undefined ? {} : { out }),
      exitCode: 0,
    };
    if (out !== undefined) {
      const changes = (): AsyncIterable<RowChange> => compareRows(own(), other());
      await writeDelta(out, delta, comparison.inputs, changes, new Date(tools.clock.now()));
    }
    return delta;
  } finally {
    await before.close();
    await after.close();
  }
}

function toldChange({ part, key, label, before, after, measure, step }: FigureChange): ToldChange {
  const period = after?.period ?? before?.period ?? '';
  return {
    part,
    key,
    label,
    period,
    ...(part === 'moved' ? { from: before?.period ?? '' } : {}),
    measure,
    ...step,
    inputs: inputChanges(before, after),
  };
}

/** Both exports, opened as of one dataset. */
async function openSides(
  { before, after, dataset, limits }: DeltaRequest,
  { tell, findLedger }: DeltaTools,
): Promise<readonly [Side, Side]> {
  const [one, other] = await namedExports(before, after, { findLedger, dataset, limits });
  if (askedDifferently(one, other))
    tell({
      kind: 'warned',
      text: 'the exports were narrowed differently: rows outside of one are told as new or gone',
    });
  return openBoth(one, other, dataset, { tell, limits });
}

async function openBoth(
  one: Named,
  other: Named,
  asked: string | undefined,
  how: { readonly tell: Tools['tell']; readonly limits: DeltaRequest['limits'] },
): Promise<readonly [Side, Side]> {
  const before = await openSide(one, asked, how.limits);
  const after = await openSide(other, asked, how.limits).catch(async (cause: unknown) => {
    await before.close();
    throw cause;
  });
  const common = before.datasets.filter((name) => after.datasets.includes(name));
  const [name] = common;
  if (name !== undefined && before.dataset.name === name && after.dataset.name === name) {
    if (common.length > 1) how.tell({ kind: 'warned', text: ambiguous(common, name) });
    return [before, after];
  }
  await before.close();
  await after.close();
  if (name === undefined) throw differentDatasets(before, after);
  return openBoth(one, other, name, how);
}

/** A run names its dataset and its owner; where its file is as it was, that is read, as it has the inputs. */
async function openSide(named: Named, asked: string | undefined, limits: DeltaRequest['limits']): Promise<Side> {
  if (named.kind === 'file') return fileSide(await openExportedFile(named.path, { dataset: asked, limits }));
  const kept = await keptSide(named.run);
  const file = named.file === undefined ? undefined : await ownFile(named.file, named.run.dataset, limits);
  return file ? { ...file, name: kept.name, datasets: kept.datasets, owners: kept.owners } : kept;
}

/** The file of a run; undefined where it was exported without the columns that identify its rows. */
async function ownFile(path: string, dataset: string, limits: DeltaRequest['limits']): Promise<Side | undefined> {
  try {
    return fileSide(await openExportedFile(path, { dataset, limits }));
  } catch (cause) {
    if (cause instanceof Stop) return undefined;
    throw cause;
  }
}

function ambiguous(names: readonly string[], taken: string): string {
  return `the columns are those of ${names.join(' and of ')}, taken for ${taken}; --dataset says which`;
}

type Rows = () => AsyncIterable<ComparableRow>;

interface Aligned {
  readonly own: Rows;
  readonly other: Rows;
  /** The titles of figures that one side lacks. */
  readonly uncompared: readonly string[];
}

/** The rows of both sides with what both have: figures, and inputs of the same columns, or as hashes. */
function alignedSides(before: Side, after: Side): Aligned {
  const [had, has] = [before, after].map(
    (side) => new Map(side.comparison.measures.map(({ key, title }) => [key, title])),
  );
  const all = new Map([...(had ?? []), ...(has ?? [])]);
  // A file without rows may not say which columns it has.
  const known = [had, has].filter((keys) => keys !== undefined && keys.size > 0);
  const lacking = new Set([...all.keys()].filter((key) => !YEARLY.test(key) && !known.every((keys) => keys?.has(key))));
  const isExport = after.dataset.direction === 'export';
  const isCompared = (key: string): boolean => !lacking.has(key) && (!isExport || all.has(key));
  const align = (side: Side, other: Side): Rows => withCommonInputs(side, other, withFigures(side.rows, isCompared));
  return {
    own: align(before, after),
    other: align(after, before),
    uncompared: [...lacking].map((key) => all.get(key) ?? key),
  };
}

/** A yearly column is there where a row has a value for the year. */
const YEARLY = /\.\d{4}$/;

function withFigures(rows: Rows, isCompared: (key: string) => boolean): Rows {
  return async function* () {
    for await (const row of rows()) {
      const figures = Object.entries(row.figures).filter(([key]) => isCompared(key));
      const isWhole = figures.length === Object.keys(row.figures).length;
      yield isWhole ? row : { ...row, figures: Object.fromEntries(figures) };
    }
  };
}

function withCommonInputs(side: Side, other: Side, rows: Rows): Rows {
  if (side.inputs === undefined) return rows;
  if (other.inputs === undefined) return () => withInputs(rows(), inputsHash);
  const isCompared = (column: string): boolean => column.includes('.') || (other.inputs?.has(column) ?? false);
  const columns = [...side.inputs].filter(isCompared);
  if (columns.length === side.inputs.size) return rows;
  const among = new Set(columns);
  return () => withInputs(rows(), (inputs) => inputsAmong(inputs, among));
}

/** Ids of another account are told as new and gone. */
function noneInCommon(owner: string | undefined): string {
  const why = owner === undefined ? ', and the files do not say whose rows they are' : '';
  return `the exports have no row in common${why}: are they of one account?`;
}

async function* withInputs(
  rows: AsyncIterable<ComparableRow>,
  change: (inputs: string) => string,
): AsyncGenerator<ComparableRow> {
  for await (const row of rows) yield { ...row, inputs: change(row.inputs) };
}

/** Whose rows both exports are. */
function requireOneOwner(before: Side, after: Side): string | undefined {
  const [own, other] = [before.owners(), after.owners()];
  if (own.length > 0 && other.length > 0 && (own.length > 1 || other.length > 1 || own[0] !== other[0])) {
    const said = (side: Side): string => `${side.name} belongs to ${side.owners().join(' and ')}`;
    throw new Stop(
      'input',
      'DIFFERENT_OWNERS',
      `${said(before)}, ${said(after)}: their ids are not the same`,
      'compare two exports of one account',
    );
  }
  return own[0] ?? other[0];
}

function differentDatasets(before: Side, after: Side): Stop {
  return new Stop(
    'input',
    'DIFFERENT_DATASETS',
    `${before.name} holds ${before.dataset.name}, ${after.name} ${after.dataset.name}`,
    'compare two exports of one dataset',
  );
}
