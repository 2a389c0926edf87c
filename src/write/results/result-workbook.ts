// Writes results.xlsx: the user's own workbook with what became of each row at its right, and a summary in front. A CSV file gets
// a new workbook of the same kind. workbook/patch changes the package; summary-sheets.ts makes the sheets.

import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { markTitles } from '../../datasets/dataset.js';
import type { Result } from '../../plan/result.js';
import { isSuspect } from '../../problems/catalogue.js';
import type { SourceRow } from '../../values/cell.js';
import { ACCEPT_TITLE, codeTitle, HELD_BACK, resultTitles } from '../../values/result-titles.js';
import { FAULTS } from '../../workbook/patch/own-parts.js';
import type {
  CellNote,
  PlainSheet,
  RowPatch,
  StatusCell,
  StatusColumn,
  WorkbookPatch,
} from '../../workbook/patch/patch.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { SHEET_ROWS } from '../../workbook/sheet-writer.js';
import type { Unfinished } from '../files/or-leave.js';
import { writePatchedWorkbook } from '../files/patched-workbook.js';
import { statusStyles } from '../sheet/style.js';
import { resultMessage } from './result-cells.js';

/** What identifies a row that the service holds: as the hidden columns of an export do. */
export type RowIdentity = Readonly<Record<'remoteId' | 'hash' | 'owner', string>>;

/** What a row of the workbook tells. */
export interface RowNews {
  readonly result: Pick<Result, 'status' | 'remoteId' | 'finding' | 'problems'>;
  /** The faulty cells, and what is wrong with each. */
  readonly faulty: readonly CellNote[];
  readonly identity?: RowIdentity | undefined;
}

/** A result workbook in the making. */
export interface ResultWorkbook extends Unfinished {
  /** Adds a row of the source, in source order. Wait for what it returns, if anything, before the next. */
  add(row: SourceRow, news: RowNews): Promise<void> | void;
  /** Finishes the workbook; the rows of the sheets in front and behind must be known by now. */
  close(): Promise<WrittenWorkbook>;
}

/** What a written workbook is like. */
interface WrittenWorkbook {
  /** Whether the sheet's own table or filter leaves the status columns behind when it sorts the rows. */
  readonly sortsApart: boolean;
}

/** What the workbook is made of. */
export interface WorkbookBasis {
  /** The workbook to change: the user's own, or a new one with the rows of a CSV file. It is only read. */
  readonly source: string;
  readonly sheet: string;
  readonly headerRow: number;
  /** The columns that results of an earlier run have, by title; from 0. */
  readonly known: ReadonlyMap<string, number>;
  /** Whether the hidden columns that identify rows are written; without them, those that are there stay as they are. */
  readonly isIdentified: boolean;
  /** Whether a column `Accept` is added, for the user to fill in. */
  readonly isToAccept: boolean;
  /** What stands beside the rows that are not added. */
  readonly others: Result['status'] | undefined;
  /** Rows that are not added and keep what an earlier run said of them. */
  readonly isKept: (row: number) => boolean;
  readonly front: PlainSheet;
  readonly behind: readonly PlainSheet[];
  readonly limits: ReadLimits;
}

/** The column that names faulty cells, as the patch calls it. */
const faults = { name: FAULTS, title: resultTitles.faulty };
const MESSAGE_WIDTH = 60;
/** Rows on the way to the workbook. */
const MOST_WAITING = 256;

/** Starts to write a workbook. Throws a Stop of kind `output`, or `input` where the workbook cannot be changed. */
export function openResultWorkbook(path: string, basis: WorkbookBasis): ResultWorkbook {
  const { source, sheet, headerRow, known, isIdentified, isToAccept, others, isKept, front, behind, limits } = basis;
  const rows = new PassThrough({ objectMode: true, highWaterMark: MOST_WAITING });
  const abort = new AbortController();
  const ours = columns(isIdentified);
  // Without a name, the column is the user's from now on.
  const statusColumns = isToAccept ? [{ title: ACCEPT_TITLE, width: 10 }, ...ours] : ours;
  const placed = (status: readonly StatusCell[]): readonly StatusCell[] => (isToAccept ? ['', ...status] : status);
  const patch: WorkbookPatch = {
    sheets: [
      {
        sheet,
        headerRow,
        statusColumns,
        known: [...ours, faults].flatMap(({ name, title }) => {
          const index = known.get(title);
          return index === undefined ? [] : [{ name, column: index + 1 }];
        }),
        faultsTitle: resultTitles.faulty,
        rows,
        isKept,
        ...(others && { others: placed(statusCells({ status: others, remoteId: '' }, undefined, isIdentified)) }),
      },
    ],
    front,
    added: behind,
  };
  // An interrupted run still writes its results.
  const patching = writePatchedWorkbook(source, path, patch, { limits, signal: abort.signal });
  // It is waited for at the end; a failure must not be unhandled until then.
  patching.catch(() => undefined);
  let pending: RowPatch | undefined;

  function write(patch: RowPatch): Promise<void> | void {
    if (patch.row > SHEET_ROWS || rows.write({ ...patch, status: placed(patch.status) })) return;
    return Promise.race([once(rows, 'drain'), patching]).then(() => undefined);
  }

  return {
    add(row, news) {
      const next = patchOf(row, news, isIdentified);
      if (pending?.row === next.row) {
        // Cells of a matrix: several results stand beside one row.
        pending = joined(pending, next);
        return;
      }
      const before = pending;
      pending = next;
      return before && write(before);
    },
    async close() {
      if (pending) await write(pending);
      rows.end();
      const { sheets } = await patching;
      return { sortsApart: sheets.some(({ sortsAlong }) => sortsAlong === false) };
    },
    async leave() {
      abort.abort();
      rows.destroy();
      await patching.catch(() => undefined);
    },
  };
}

function columns(isIdentified: boolean): readonly (StatusColumn & { readonly name: string })[] {
  const shown = [
    { name: 'status', title: resultTitles.status, width: 12 },
    { name: 'message', title: resultTitles.message, width: MESSAGE_WIDTH },
  ];
  if (!isIdentified) return shown;
  const hidden = (['remoteId', 'hash', 'owner'] as const).map((mark) => {
    return { name: mark === 'remoteId' ? 'id' : mark, title: markTitles[mark], width: 12, hidden: true };
  });
  const code = { name: 'code', title: codeTitle, width: 12, hidden: true };
  return [...shown, { name: 'remoteId', title: resultTitles.remoteId, width: 38 }, ...hidden, code];
}

function statusCells(
  result: RowNews['result'],
  identity: RowIdentity | undefined,
  isIdentified: boolean,
): readonly StatusCell[] {
  // Why nothing was sent stands in the summary once.
  const { finding } = result;
  const said = finding?.code === 'NOT_SENT' ? '' : resultMessage(result);
  // A filter finds them by it: their status is that of all rows that were not sent.
  const message = finding !== undefined && isSuspect(finding) ? `${HELD_BACK}: ${said}` : said;
  // Wrapped, it would change the heights of the user's rows.
  const shown = [{ value: result.status, style: statusStyles[result.status] }, message];
  if (!isIdentified) return shown;
  const { remoteId = '', hash = '', owner = '' } = identity ?? {};
  return [...shown, result.remoteId || remoteId, remoteId, hash, owner, result.finding?.code ?? ''];
}

function patchOf({ row }: SourceRow, { result, faulty, identity }: RowNews, isIdentified: boolean): RowPatch {
  return {
    row,
    status: statusCells(result, identity, isIdentified),
    faulty: [...new Set(faulty.map(({ column }) => column))],
    notes: faulty,
  };
}

/** One row for both: the graver status, and all that is said. */
function joined(one: RowPatch, other: RowPatch): RowPatch {
  const [gravest = ''] = [one, other]
    .flatMap(({ status: [cell] }) => cell ?? [])
    .sort((first, second) => graveness(textOf(first)) - graveness(textOf(second)));
  const texts = new Set([one, other].map(({ status }) => textOf(status[1] ?? '')).filter(Boolean));
  const status = [gravest, [...texts].join('; '), ...one.status.slice(2)];
  return {
    row: one.row,
    status,
    faulty: [...new Set([...(one.faulty ?? []), ...(other.faulty ?? [])])],
    notes: [...(one.notes ?? []), ...(other.notes ?? [])],
  };
}

/** What a person should see first. */
const byGraveness: readonly string[] = ['invalid', 'failed', 'in-doubt', 'unsent'];

function graveness(status: string): number {
  const place = byGraveness.indexOf(status);
  return place < 0 ? byGraveness.length : place;
}

function textOf(cell: StatusCell): string {
  return String(typeof cell === 'object' ? cell.value : cell);
}
