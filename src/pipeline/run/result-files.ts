// The result files of a run: results.csv with every row, the rows to fix of a CSV file, and the workbook that comes back.

import { join } from 'node:path';
import { markTitles } from '../../datasets/dataset.js';
import { phrases } from '../../datasets/words/template/en.js';
import { rowHash } from '../../dedup/row-hash.js';
import { contentHex } from '../../dedup/row-identity.js';
import { columnOf, type Mapping } from '../../mapping/mapping.js';
import { inOwnLayout } from '../../mapping/matrix.js';
import { type NextSteps, nextStepOf } from '../../plan/next-step.js';
import type { Result } from '../../plan/result.js';
import { isSuspect } from '../../problems/catalogue.js';
import { describe, problemAt } from '../../problems/place.js';
import type { Problem } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { openSource } from '../../read/open-source.js';
import type { Reconciled } from '../../report/reconciliation.js';
import { reconciliationRows, reconciliationSheet } from '../../report/reconciliation-sheet.js';
import {
  SUMMARY_SHEET,
  type SummaryLine,
  type SummarySheetBasis,
  summaryLines,
  summaryWidths,
} from '../../report/summary-sheet.js';
import { ledgerFields } from '../../selection/ledger-layout.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { grouped } from '../../values/numbers/grouped.js';
import { resultTitles } from '../../values/result-titles.js';
import type { CellNote } from '../../workbook/patch/patch.js';
import { defaultLimits } from '../../workbook/read-limits.js';
import { SHEET_ROWS } from '../../workbook/sheet-writer.js';
import type { Unfinished } from '../../write/files/or-leave.js';
import { readingSheet } from '../../write/results/reading-sheet.js';
import { openResultWorkbook, type ResultWorkbook, type RowIdentity } from '../../write/results/result-workbook.js';
import { openResults } from '../../write/results/results.js';
import { writeRowsWorkbook } from '../../write/results/rows-workbook.js';
import { frontSheet, tableSheet } from '../../write/results/summary-sheets.js';
import { sheetName } from '../../write/sheet/sheet-name.js';
import { ruleOf } from '../../write/template/field-rule.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { isDone } from '../rows/own-identities.js';
import type { KeptTable } from '../table/kept-table.js';
import type { Table } from '../table/open-table.js';
import { keptTables } from '../table/read-as-before.js';
import type { Run } from './open-run.js';
import { resultEnding } from './result-place.js';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.js';

/** A row as its results are written. */
export type RowToTell = Pick<JudgedRow, 'source' | 'record'> &
  Partial<Pick<JudgedRow, 'marks' | 'identity' | 'ordinal'>>;

/** The result files of a run in the making. */
export interface RunResults extends Unfinished {
  /** Adds a row, in source order. Wait for what it returns, if anything, before the next. */
  add(row: RowToTell, result: Result): Promise<void> | void;
  close(end: ResultsEnd): Promise<ClosedResults>;
}

/** What decides about the workbook's sheet in front, once every row is counted. */
type BookEnd = ResultsEnd & Pick<SummarySheetBasis, 'steps'>;

/** What the result files say of the whole run. */
export interface ResultsEnd extends Omit<SummarySheetBasis, 'sheet' | 'columns' | 'path' | 'steps' | 'beyond'> {
  readonly reconciliation: readonly Reconciled[];
}

/** The result files that were written. */
export interface ClosedResults {
  readonly paths: readonly string[];
  readonly workbook: string | undefined;
  /** The file in which rows are to be fixed, if there are any. */
  readonly toFix: string | undefined;
  readonly steps: NextSteps;
}

/** A check of more rows writes the workbook only where it is asked for. */
const MOST_CHECKED = 100_000;
const SORTS_APART =
  'the table or filter of the sheet does not reach the column Status, since other cells stand between; to sort, select all columns of the rows first';

/** Opens the result files of a run. `owner`: whose data the rows at the service are; undefined for a check, which tells only the rows that it has something to say of. */
export async function openRunResults(run: Run, owner: string | undefined): Promise<RunResults> {
  const files = await openResults(run.folder, layoutOf(run.table), run.command !== 'check');
  const book = new RunBook(run, owner);
  const steps = { fix: 0, update: 0, read: 0, accept: 0, plan: 0 };
  return {
    add(row, result) {
      const step = nextStepOf(result);
      if (step !== undefined) steps[step] += 1;
      const waiting = [files.add(row.source, result), book.add(row, result)].filter((one) => one instanceof Promise);
      return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => undefined);
    },
    async close(end) {
      const { paths, failed } = await files.close();
      const workbook = await book.close({ ...end, steps });
      return {
        paths: workbook === undefined ? paths : [...paths, workbook],
        workbook,
        toFix: failed ?? (steps.fix > 0 ? workbook : undefined),
        steps,
      };
    },
    async leave() {
      await Promise.all([files.leave(), book.leave()]);
    },
  };
}

function layoutOf({ source: { detection }, matrix, header, lead, mapping }: Table) {
  const titles = header.cells.map(cellText);
  return {
    format: detection.format,
    delimiter: detection.delimiter,
    // A byte order mark makes Excel read a former legacy encoding as UTF-8, and wins over --encoding.
    byteOrderMark: detection.byteOrderMark || detection.encoding !== 'utf-8',
    lead,
    headerRow: mapping.headerRow,
    titles: titles.slice(0, matrix?.width),
    ...(matrix && {
      gained: { titles: titles.slice(matrix.width), ownRow: (row: SourceRow) => inOwnLayout(matrix, row) },
    }),
  };
}

/** The workbook of a run; opened for the first row that it tells. */
class RunBook {
  readonly #path: string;
  #opening: Promise<ResultWorkbook> | undefined;
  #book: ResultWorkbook | undefined;
  #folder: TemporaryFolder | undefined;
  #isFailed = false;
  /** Known when the workbook is closed. */
  #end: BookEnd | undefined;
  /** Rows of a CSV file that a sheet cannot hold, and where they are. */
  #beyond: string | undefined;
  #lines: readonly SummaryLine[] = [];
  /** Rows that keep what an earlier run said of them. */
  readonly #kept = new Set<number>();

  constructor(
    private readonly run: Run,
    private readonly owner: string | undefined,
  ) {
    this.#path = run.result ?? join(run.folder, `results${resultEnding(run.table.file)}`);
  }

  add(row: RowToTell, result: Result): Promise<void> | void {
    if (!this.#isWritten) return undefined;
    const { source, marks, record, ordinal = -1 } = row;
    const { table } = this.run;
    const { mapping } = table;
    const isCheck = this.run.command === 'check';
    const isDoneBefore =
      result.status === 'unsent' && result.finding?.code === 'NOT_SENT' && isDone(table.dataset, { marks, record });
    const isMoved = table.identities?.has(ordinal) === true;
    // Nothing new is known of a row that an earlier run has told of.
    if (isDoneBefore && !isMoved && (isCheck || this.#saysStatus)) this.#kept.add(source.row);
    if (isDoneBefore && (isCheck || this.#kept.has(source.row))) return undefined;
    const news = {
      result: isDoneBefore ? { ...result, status: 'unchanged' as const, remoteId: marks?.remoteId ?? '' } : result,
      faulty: notesOf(source, result, mapping),
      identity: identityOf(row, result, mapping, this.run.rehearsed ? undefined : this.owner),
    };
    if (this.#book) {
      const adding = this.#book.add(source, news);
      return adding instanceof Promise ? this.#unlessFailed(adding) : undefined;
    }
    this.#opening ??= this.#open();
    return this.#unlessFailed(this.#opening.then((book) => book.add(source, news)));
  }

  /** What was sent is told by the other files, whatever keeps the workbook from being written. */
  #unlessFailed<T>(work: Promise<T>): Promise<T | undefined> {
    return work.catch((cause: unknown) => this.#fail(cause));
  }

  async #fail(cause: unknown): Promise<undefined> {
    if (!(cause instanceof Stop)) throw cause;
    if (this.#isFailed) return;
    this.#isFailed = true;
    this.run.tools.tell({ kind: 'warned', text: `${this.#path} is not written: ${cause.message}` });
    await this.leave();
  }

  async close(end: BookEnd): Promise<string | undefined> {
    const { table, books } = this.run;
    const before = books?.of(table.file);
    this.#end = end;
    // A check has nothing to say of a table without problems, but the workbook may be wanted all the same.
    if (this.#isWritten && (this.run.result !== undefined || before?.path !== undefined))
      this.#opening ??= this.#open();
    if (this.#opening) await this.#unlessFailed(this.#opening);
    this.#lines = [...(before?.lines ?? []), ...this.#summaryLines(end)];
    const path = await this.#closed();
    books?.note(table.file, { path: path ?? before?.path, lines: this.#lines });
    return path;
  }

  async #closed(): Promise<string | undefined> {
    if (this.#opening === undefined || this.#isFailed) return undefined;
    const written = await this.#unlessFailed(this.#opening.then((book) => book.close()));
    if (this.#isFailed) return undefined;
    if (written?.sortsApart) this.run.tools.tell({ kind: 'warned', text: `${this.#path}: ${SORTS_APART}` });
    await this.#folder?.remove();
    return this.#path;
  }

  async leave(): Promise<void> {
    const book = await this.#opening?.catch(() => undefined);
    await book?.leave();
    await this.#folder?.remove();
  }

  /** Whether the workbook has the results of an earlier run. */
  get #saysStatus(): boolean {
    const { source, sheet } = this.run.table;
    return source.detection.format === 'xlsx' && source.resultColumns(sheet).has(resultTitles.status);
  }

  get #isWritten(): boolean {
    const { command, result, table } = this.run;
    if (this.#isFailed) return false;
    return command !== 'check' || result !== undefined || table.count <= MOST_CHECKED;
  }

  async #open(): Promise<ResultWorkbook> {
    const { command, limits, table } = this.run;
    const isCheck = command === 'check';
    const basis = await this.#basis();
    const others = await this.#otherTables(basis.source);
    this.#book = openResultWorkbook(this.#path, {
      ...basis,
      headerRow: table.mapping.headerRow,
      known: knownColumns(table),
      // Several cells of a matrix share a row, and are known by their keys.
      isIdentified: !isCheck && table.matrix === undefined,
      isToAccept: this.#isToAccept(),
      others: isCheck ? 'unsent' : undefined,
      isKept: (row) => this.#kept.has(row),
      front: frontSheet(SUMMARY_SHEET, summaryWidths, () => this.#lines),
      behind: [
        ...(ledgerFields(table.dataset)
          ? [tableSheet(reconciliationSheet, () => reconciliationRows(this.#end?.reconciliation ?? []))]
          : []),
        readingSheet(() =>
          [...others, { ...table.howRead, sheet: basis.sheet }].map((told) => ({ sheet: told.sheet, told })),
        ),
      ],
      limits: { ...defaultLimits, ...limits },
    });
    return this.#book;
  }

  /** The workbook to change: the user's own, the one that an earlier run of the command has written, or a new one. */
  async #basis(): Promise<{ readonly source: string; readonly sheet: string }> {
    const { table, books } = this.run;
    const { source, sheet, header, mapping } = table;
    if (source.detection.format === 'xlsx') return { source: books?.of(table.file)?.path ?? source.path, sheet };
    this.#folder = await makeTemporaryFolder();
    const path = join(this.#folder.path, 'rows.xlsx');
    const name = sheetName(table.name.replace(/\.\w+$/, '')) || 'Rows';
    const titles = header.cells.map(cellText);
    const left = await writeRowsWorkbook(path, { name, headerRow: mapping.headerRow, titles }, source.rows(sheet));
    if (left > 0) this.#tellLeft(left);
    return { source: path, sheet: name };
  }

  /** How the other sheets of the workbook were read. */
  async #otherTables(path: string): Promise<readonly KeptTable[]> {
    const { limits, table } = this.run;
    if (table.source.detection.format === 'csv') return [];
    const source = await openSource(path, { limits });
    try {
      const names = source.detection.sheets.map(({ name }) => name);
      const tables = await keptTables(source);
      return tables.filter(({ sheet }) => sheet !== table.sheet && names.includes(sheet));
    } finally {
      await source.close();
    }
  }

  /** Where rows are held back, there is a column to accept them in. */
  #isToAccept(): boolean {
    const { table, heldBack = 0 } = this.run;
    const isAny = heldBack > 0 || (this.run.command === 'check' && table.suspects?.isAny === true);
    return isAny && !table.mapping.columns.some(({ mark }) => mark === 'accept');
  }

  #tellLeft(rows: number): void {
    const place = this.run.command === 'check' ? 'their problems are in problems.csv' : 'they are in results.csv';
    const [noun, where] =
      rows === 1 ? ['row', place.replace('they are', 'it is').replace('their', 'its')] : ['rows', place];
    this.#beyond = `${grouped(rows)} ${noun} below row ${grouped(SHEET_ROWS)}, the last that a sheet can have: ${where}`;
    this.run.tools.tell({ kind: 'warned', text: `${this.#path} leaves out ${this.#beyond}` });
  }

  #summaryLines(end: BookEnd): readonly SummaryLine[] {
    const { sheet, mapping } = this.run.table;
    const columns = mapping.columns.flatMap(({ title, field, year }) =>
      field === undefined ? [] : [[title, year === undefined ? field : `${field} ${year}`] as const],
    );
    return summaryLines({ ...end, sheet, columns, path: this.#path, beyond: this.#beyond });
  }
}

/** The columns that an earlier run has put there, those of an export among them, by title. */
function knownColumns({ source, sheet, mapping }: Table): ReadonlyMap<string, number> {
  const marked = mapping.columns.filter(({ mark }) => mark === 'code' || (mark !== undefined && mark in markTitles));
  return new Map([...source.resultColumns(sheet), ...marked.map(({ title, index }) => [title, index] as const)]);
}

/** What an export would say of the row: it is recognised by that when the workbook is given back. */
function identityOf(
  { record, marks, identity = '' }: RowToTell,
  { status, remoteId, finding: why }: Result,
  { dataset }: Mapping,
  owner: string | undefined,
): RowIdentity | undefined {
  if (status === 'deleted') return undefined;
  // Nothing is known of the account in a trial; what the row said before still holds.
  if (owner === undefined || record === undefined) return marks;
  if (remoteId === '') {
    const hash = sentHash(status, why, identity);
    return hash === '' ? marks : { remoteId, hash, owner };
  }
  const isAsHere = status === 'created' || status === 'updated' || status === 'unchanged';
  if (isAsHere) return { remoteId, hash: rowHash(dataset, record), owner };
  // What was matched twice is another row's.
  if ((marks !== undefined && marks.remoteId !== '') || why?.code === 'MATCHED_TWICE') return marks;
  // A row that is known by its content alone would be another one once it is edited.
  if (dataset.identity.by !== 'content') return marks;
  return { remoteId, hash: why?.code === 'ALREADY_THERE' ? rowHash(dataset, record) : heldHash(why), owner };
}

/** The digest of a row in doubt as it was sent, which may become an id: by it, an edited row is known as the one that was sent. */
function sentHash(status: Result['status'], why: Result['finding'], identity: string): string {
  if (why?.code === 'STILL_IN_DOUBT') return why.args.hash ?? '';
  return status === 'in-doubt' && identity !== '' ? contentHex(identity) : '';
}

/** The hash of what the service holds, where it is another row than that of the file. Without a hash, it is never written over. */
function heldHash(why: Result['finding']): string {
  return why?.code === 'EDITED_SINCE_IMPORT' || why?.code === 'HELD_OTHERWISE' ? (why.args.hash ?? '') : '';
}

/** A note for each cell that keeps the row from being sent. */
function notesOf(source: SourceRow, result: Result, mapping: Mapping): readonly CellNote[] {
  return problemsOf(source, result).flatMap((problem) => {
    const column = columnAt(problem, source, mapping);
    if (column === undefined) return [];
    const field = mapping.dataset.fields[problem.field];
    const rule = field ? [`Rule: ${ruleOf(field, phrases)}`] : [];
    return [{ column, text: [describe(problem), ...rule].join('\n') }];
  });
}

function problemsOf({ sheet, row }: SourceRow, { status, problems, finding, field }: Result): readonly Problem[] {
  if (problems) return problems;
  const isToSee = status === 'failed' || (finding !== undefined && isSuspect(finding));
  return isToSee && finding !== undefined && field !== ''
    ? [problemAt({ sheet, row, column: '', field, value: '' }, finding)]
    : [];
}

/** The column of the cell that a problem is about, from 1. */
function columnAt({ column, field }: Problem, { from }: SourceRow, mapping: Mapping): number | undefined {
  const titled = column === '' ? undefined : mapping.columns.find(({ title }) => title === column);
  const found = titled ?? columnOf(mapping, field);
  if (found === undefined || found.made) return undefined;
  const index = found.gained ? from?.index : found.index;
  return index === undefined ? undefined : index + 1;
}
