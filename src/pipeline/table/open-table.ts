// Opens a file as a table: which sheet, which header row, which dataset, which column is which field, how its numbers and
// dates are written. All of it is settled before the first row is judged.

import { basename } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { EqualRows } from '../../dedup/repeats.js';
import type { ColumnChange } from '../../mapping/compare-titles.js';
import { measuresAbove } from '../../mapping/lines-above.js';
import { mapHeader } from '../../mapping/map-header.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import type { Matrix } from '../../mapping/matrix.js';
import { guessesOf } from '../../mapping/propose/guesses.js';
import type { MappingProposal } from '../../mapping/propose/propose-mapping.js';
import type { RowRule } from '../../mapping/saved/row-rules.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { unitFieldOf } from '../../mapping/titles/title-unit.js';
import { unpivotHeader } from '../../mapping/unpivot-header.js';
import { problemAt } from '../../problems/place.js';
import { type Finding, finding, type Problem } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { openSource } from '../../read/open-source.js';
import type { Source } from '../../read/source/source.js';
import type { ReadSource } from '../../read/source/without-results.js';
import { isAboutSelection, ruleProblems } from '../../selection/rule-matcher.js';
import { hasSums, ruleSelection, type Selection } from '../../selection/selection.js';
import { unitsSupplied } from '../../validate/amount-unit.js';
import { constantProblems } from '../../validate/check-row.js';
import { plausibleDays } from '../../validate/day-range.js';
import { marksReader } from '../../validate/row-marks.js';
import { cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { NEVER_CALCULATED } from '../../values/error-cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import { grouped } from '../../values/numbers/grouped.js';
import { READING_SHEET } from '../../write/results/reading-sheet.js';
import { markSheet } from '../../write/template/template-mark.js';
import type { TableRequest } from '../requests.js';
import { type EarlyFindings, startEarlyCheck } from '../rows/early-check.js';
import { type OwnIdentities, ownIdentities, TORN } from '../rows/own-identities.js';
import type { Suspects } from '../rows/suspect-rows.js';
import { asNew } from './as-new.js';
import { chooseTable } from './choose-table.js';
import { ledgerRoles } from './describe-columns.js';
import { fileSha256 } from './file-sha256.js';
import type { HistoryFinder } from './import-history.js';
import type { KeptTable } from './kept-table.js';
import { type AsBefore, readAsBefore } from './read-as-before.js';
import { readAsSaved, sheetAsSaved } from './read-as-saved.js';
import { type SettledMapping, settleMapping } from './settle-mapping.js';
import { amountWatch, selectionAsked, settledSelection } from './settle-selection.js';
import { judgedRows, settledSuspects } from './settle-suspects.js';
import { type ShownNumbers, type Survey, surveyColumns } from './survey-columns.js';
import { templateAge } from './template-age.js';
import { unpivotRows } from './unpivot-rows.js';

/** A file whose rows can be judged. */
export interface Table {
  readonly source: ReadSource;
  /** The file as the user named it. */
  readonly file: string;
  /** The file's name without its folders: how messages call it. */
  readonly name: string;
  /** Of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly sheet: string;
  /** The rows down to the header, for files in the source's own layout. */
  readonly lead: readonly SourceRow[];
  /** The header; of two rows, their titles joined; of a matrix, with the columns that its rows gain. */
  readonly header: SourceRow;
  /** The matrix whose cells are the rows; undefined for a table of rows. */
  readonly matrix: Matrix | undefined;
  /** Starts a pass over the rows below the header, in batches. */
  readonly rows: () => AsyncIterable<readonly SourceRow[]>;
  /** The same in the file's own layout: those of a matrix as they are in it. */
  readonly ownRows: () => AsyncIterable<readonly SourceRow[]>;
  /** How many rows there are below the header. */
  readonly count: number;
  readonly dataset: ImportDataset;
  readonly mapping: Mapping;
  /** Which rows are sent, and how; undefined where all are, as they are. */
  readonly selection: Selection | undefined;
  /** Rows that look unusual are held back by it; undefined where rows are not compared. */
  readonly suspects: Suspects | undefined;
  /** Rows whose hidden cells belong to other rows; undefined in a file without such cells, or where rows are not checked. */
  readonly identities: OwnIdentities | undefined;
  /** The rules of the mapping file. */
  readonly rules: readonly RowRule[];
  /** What each column of the header is taken for, and why. */
  readonly proposal: MappingProposal;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  /** Problems of the header and of whole columns. */
  readonly problems: readonly Problem[];
  /** Whether there is an error among them: then no row is valid. */
  readonly blocked: boolean;
  /** The mapping file that the table is read by, for its titles. */
  readonly saved: SavedMapping | undefined;
  /** Whether that file was found, not given. */
  readonly isFound: boolean;
  /** What a later run has to know to read the table alike. */
  readonly howRead: KeptTable;
  /** The conclusions in words, such as `Menge: decimal comma, 88 of 412 cells decide it`. */
  readonly said: readonly string[];
  /** The findings of the early check, if there was one. */
  readonly earlyFindings: EarlyFindings | undefined;
}

/**
 * Opens a file as a table of one dataset. `equalRows`: its rows will be checked, so check them early. `now`, in
 * milliseconds since 1970, decides which dates are plausible; without it all are. `historyOf`: finds earlier imports.
 * @throws Stop of kind `input` when the file cannot be read, `mapping` when no dataset fits or no row follows the header.
 */
export async function openTable(
  request: TableRequest,
  equalRows?: EqualRows,
  now?: number,
  historyOf?: HistoryFinder,
): Promise<Table> {
  let source = await openSource(request.file, readAsSaved(request));
  try {
    const before = await readAsBefore(source, request);
    const settled = await settleMapping(source, basename(request.shownAs ?? request.file), before.request);
    const asked = readAsSaved(settled.request);
    if (settled.isFound && (asked.encoding !== request.encoding || asked.delimiter !== request.delimiter)) {
      await source.close();
      source = await openSource(request.file, asked);
    }
    const sheet = sheetAsSaved(asked, source.detection.sheets);
    return await readTable(source, { ...asked, sheet }, { settled, before }, equalRows, now, historyOf);
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

async function readTable(
  source: ReadSource,
  request: TableRequest,
  { settled, before }: { readonly settled: SettledMapping; readonly before: AsBefore },
  equalRows: EqualRows | undefined,
  now: number | undefined,
  historyOf: HistoryFinder | undefined,
): Promise<Table> {
  const file = request.shownAs ?? request.file;
  const name = basename(file);
  const { sheet, lead, header, groupRow, matrix, dataset, proposal, leftOut, unread } = await chooseTable(
    source,
    name,
    request,
  );
  const above = measuresAbove(
    lead.filter(({ row }) => row !== header.row && row !== groupRow),
    header.row,
  );
  const guesses = guessesOf(proposal);
  const unpivoted = matrix && unpivotHeader(header, matrix, dataset, request.mapping, above, guesses);
  const mapped = unpivoted?.mapping ?? mapHeader(header, dataset, request.mapping, above, guesses);
  const asMapped = withChanges(mapped, settled, sheet);
  const mapping = request.asNew ? asNew(asMapped) : asMapped;
  const used = usedColumns(mapping, matrix);
  const ownRows = (): AsyncIterable<readonly SourceRow[]> => rowsBelowHeader(source, sheet, header.row, used);
  const rows = matrix ? () => unpivotRows(ownRows(), matrix, request.mapping) : ownRows;
  const asked = selectionAsked(request);
  const byRule = asked.rules.length > 0 ? ruleSelection(asked, mapping) : undefined;
  // Sums need passes of their own, and what is found before them is not the end of it.
  const history = equalRows && (await historyOf?.(mapping, name));
  const earlyCheck = equalRows && !hasSums(asked) ? startEarlyCheck(mapping, equalRows, byRule, history) : undefined;
  const isDecided = asked.rules.length > 0 || asked.credits === 'net';
  const amounts = amountWatch(mapping, sheet, byRule?.ruleOf, isDecided);
  const shown: ShownNumbers = {
    below: () => source.shownBelow(sheet, header.row),
    at: (column, row) => source.shownAt(sheet, column, row),
    from: ({ gained, index }) => (gained && matrix ? matrix.columns.map((one) => one.index) : [index]),
  };
  const days = now === undefined ? undefined : plausibleDays(now, request);
  const known = { days, columns: before.columns };
  const survey = await surveyColumns(amounts.watched(rows()), sheet, mapping, request, shown, earlyCheck, known);
  if (survey.rows === 0) {
    throw new Stop(
      'mapping',
      'NO_ROWS',
      `${name} has a header in row ${header.row} and no rows below it`,
      'add rows to the file',
    );
  }
  const constants = constantProblems(mapping, survey.readings);
  const unfitRules = ruleProblems(asked, request.mapping?.file ?? '', mapping, sheet);
  const found = [
    ...(await templateAge(source, sheet, header.row, dataset)),
    ...headerProblems(mapping, survey).filter((problem) => !isAboutSelection(problem, asked)),
    ...survey.problems,
    ...constants,
    ...unfitRules,
    ...amounts.problems(),
  ];
  const missing = (await hasDeletions(rows(), mapping)) ? found.filter(({ code }) => code === 'MISSING_COLUMN') : [];
  const problems = found.filter((problem) => !missing.includes(problem));
  const blocked = problems.some(({ severity }) => severity === 'error');
  const columns = mapping.columns.map((column) =>
    survey.undecided.has(column.index) || (column.made === 'constant' && isFaulty(column, constants))
      ? { ...column, field: undefined }
      : column,
  );
  const decided = { ...mapping, columns, missing };
  const isSettled = !blocked && (hasSums(asked) || amounts.hasNegative());
  const judged = { mapping: decided, readings: survey.readings, rows, equalRows: equalRows ?? 'keep' };
  const selection = isSettled ? ((await settledSelection(asked, judged)) ?? byRule) : byRule;
  const bearsIds = equalRows !== undefined && !blocked && mapping.columns.some(({ mark }) => mark === 'hash');
  const identities = bearsIds ? await ownIdentities(dataset, judgedRows({ ...judged, selection })) : undefined;
  const isAsRead = missing.length === 0 && identities === undefined;
  const early = blocked || !isAsRead ? undefined : earlyCheck?.outcome(survey.readings);
  const areAccepted = request.acceptSuspects === true;
  const suspects =
    equalRows && !blocked
      ? await settledSuspects({ ...judged, selection, identities }, early, areAccepted, history)
      : undefined;
  return {
    source,
    file,
    name,
    sha256: await fileSha256(request.file),
    sheet,
    lead,
    header: unpivoted?.header ?? header,
    matrix,
    rows,
    ownRows,
    count: survey.rows,
    dataset,
    mapping: decided,
    proposal,
    selection,
    suspects,
    identities,
    rules: asked.rules,
    readings: survey.readings,
    problems,
    blocked,
    saved: settled.request.mapping,
    isFound: settled.isFound,
    howRead: {
      ...optionsOf(request),
      sheet,
      dataset: dataset.name,
      mapping: settled.request.mapping,
      columns: survey.decided,
    },
    said: [
      ...before.said,
      ...settled.said,
      ...saidOfSheets(source, sheet, leftOut, dataset),
      ...saidOfUnread(unread),
      ...saidOfHeader(groupRow, header),
      ...saidOfMatrix(matrix),
      ...saidOfPeriod(mapping),
      ...saidOfConstants(mapping),
      ...saidOfIdentities(identities),
      ...survey.said,
    ],
    earlyFindings: suspects?.isAny || selection !== byRule ? undefined : early,
  };
}

/** The options that decide how rows are read. */
function optionsOf(request: TableRequest): Omit<KeptTable, 'sheet' | 'dataset' | 'mapping' | 'columns'> {
  const { headerRow, unpivot, decimal, dateOrder, netAmounts, datesFrom, datesTo, constants } = request;
  return { headerRow, unpivot, decimal, dateOrder, netAmounts, datesFrom, datesTo, constants };
}

/** Reports each column that has changed since the mapping was made. */
function withChanges(mapping: Mapping, { changes, request }: SettledMapping, sheet: string): Mapping {
  const file = request.mapping?.file ?? '';
  const added = changes.flatMap((change): readonly Problem[] => {
    const found = changeFinding(change, mapping, file);
    const column = change.kind === 'renamed' ? change.now : change.title;
    return found ? [problemAt({ sheet, row: mapping.headerRow, column, field: '', value: '' }, found)] : [];
  });
  const isSaid = ({ code, column }: Problem): boolean =>
    (code === 'UNKNOWN_COLUMN' || code === 'MAPPED_TITLE_MISSING') && added.some((one) => one.column === column);
  return { ...mapping, problems: [...mapping.problems.filter((problem) => !isSaid(problem)), ...added] };
}

function changeFinding(change: ColumnChange, { columns }: Mapping, file: string): Finding | undefined {
  if (change.kind === 'renamed') return finding('RENAMED_COLUMN', { file, title: change.title });
  if (change.kind === 'missing' && change.perhaps !== undefined)
    return finding('MAPPED_TITLE_MISSING', { file, nearest: change.perhaps });
  const column = change.kind === 'new' ? columns.find(({ title }) => title === change.title) : undefined;
  return column && !column.mark ? finding('NEW_COLUMN', { file }) : undefined;
}

/** @param leftOut Hidden sheets that hold rows of the dataset. */
function saidOfSheets(
  { detection }: Source,
  taken: string,
  leftOut: readonly string[],
  { title }: ImportDataset,
): readonly string[] {
  const said = leftOut.map((sheet) => {
    const option = `--sheet ${JSON.stringify(sheet)}`;
    return `hidden sheet ${sheet} holds ${title.toLowerCase()} too and is not read (${option} reads it)`;
  });
  const isOurs = (name: string): boolean => name === markSheet || name.startsWith(READING_SHEET);
  const isOther = (name: string): boolean => name !== taken && !isOurs(name) && !leftOut.includes(name);
  const others = detection.sheets.filter(({ name, hidden }) => hidden && isOther(name));
  if (others.length === 0) return said;
  return [...said, `hidden sheets: ${others.map(({ name }) => name).join(', ')} (--sheet NAME reads one)`];
}

/** Sheets named in a message; more are counted. */
const MOST_SHEETS = 10;

function saidOfUnread(unread: readonly string[]): readonly string[] {
  if (unread.length === 0) return [];
  const more = unread.length > MOST_SHEETS ? ` and ${unread.length - MOST_SHEETS} more` : '';
  return [`not read: sheet ${unread.slice(0, MOST_SHEETS).join(', ')}${more} (--sheet NAME reads one)`];
}

function saidOfHeader(groupRow: number | undefined, { row }: SourceRow): readonly string[] {
  return groupRow === undefined ? [] : [`the titles of rows ${groupRow} and ${row} are read together`];
}

function saidOfMatrix(matrix: Matrix | undefined): readonly string[] {
  if (matrix === undefined) return [];
  const { by, columns } = matrix;
  return [`every filled cell of ${columns.length} columns titled by ${by} is read as a row`];
}

function saidOfPeriod({ columns, dataset }: Mapping): readonly string[] {
  const period = columns.find((column) => column.period)?.period;
  if (period === undefined) return [];
  const { start, end, parts } = period;
  const days = [start, end].map((field) => dataset.fields[field]?.title ?? field).join(' and ');
  return [
    `${parts.map(({ title }) => title).join(' and ')}: read as the first and the last day of the period (${days})`,
  ];
}

function saidOfConstants({ columns }: Mapping): readonly string[] {
  return columns.flatMap((column): readonly string[] => {
    const { made, title, filler } = column;
    if (filler) return [`${filler.title}: ${filler.text} where ${title} is empty`];
    return made === 'constant' ? [`${title}: ${cellText(cellOf(column, { cells: [] }))} in every row`] : [];
  });
}

function saidOfIdentities(identities: OwnIdentities = new Map()): readonly string[] {
  const moved = [...identities.values()].filter(({ hash, copyOf }) => copyOf === undefined && hash !== TORN).length;
  if (moved === 0) return [];
  const rows = moved === 1 ? '1 row was' : `${grouped(moved)} rows were`;
  return [`${rows} sorted or moved without hidden cells, and known by content`];
}

function isFaulty({ field }: MappedColumn, problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error' && problem.field === field);
}

/**
 * A unit needs no column where the cells of the amounts show it; several units are a problem of their own. Columns that the
 * reconciliation uses need no field.
 */
function headerProblems(mapping: Mapping, { readings, problems }: Survey): readonly Problem[] {
  const roles = ledgerRoles(mapping);
  const inLedger = new Set(mapping.columns.flatMap(({ index, title }) => (roles.has(index) ? [title] : [])));
  const mixed = problems.filter(({ code }) => code === 'UNITS_MIXED').map(({ field }) => field);
  const told = mixed.flatMap((field) => unitFieldOf(mapping.dataset, field) ?? []);
  const supplied = [...unitsSupplied(mapping, readings), ...told];
  return mapping.problems.filter(
    ({ code, field, column }) =>
      (code !== 'MISSING_COLUMN' || !supplied.includes(field)) && (code !== 'UNKNOWN_COLUMN' || !inLedger.has(column)),
  );
}

/** Whether rows ask to be deleted, which need fewer columns. Reads them only where a column is missing. */
async function hasDeletions(rows: AsyncIterable<readonly SourceRow[]>, mapping: Mapping): Promise<boolean> {
  if (!mapping.problems.some(({ code }) => code === 'MISSING_COLUMN')) return false;
  if (!mapping.columns.some(({ mark }) => mark === 'action')) return false;
  const marksOf = marksReader(mapping);
  for await (const batch of rows) if (batch.some((row) => marksOf?.(row).word === 'delete')) return true;
  return false;
}

/** The rows below the header, in batches. */
async function* rowsBelowHeader(
  source: Source,
  sheet: string,
  headerRow: number,
  used: ReadonlySet<number>,
): AsyncGenerator<readonly SourceRow[]> {
  const isNone = (row: SourceRow): boolean => row.row <= headerRow || isGhost(row, used);
  for await (const batch of source.rows(sheet)) yield batch.some(isNone) ? batch.filter((row) => !isNone(row)) : batch;
}

function usedColumns({ columns }: Mapping, matrix: Matrix | undefined): ReadonlySet<number> {
  const mapped = columns.filter(({ field }) => field !== undefined);
  const parts = columns.flatMap(({ period }) => period?.parts ?? []);
  const taken = columns.filter((column) => column.taken);
  return new Set([...mapped, ...parts, ...taken, ...(matrix?.columns ?? [])].map(({ index }) => index));
}

/**
 * Whether the row holds only formulas without a result, in unused columns: scripts fill them down far below the last row,
 * where Excel's results would be empty.
 */
function isGhost({ cells }: SourceRow, used: ReadonlySet<number>): boolean {
  return cells.every((cell, index) => isBlank(cell) || (cell === NEVER_CALCULATED && !used.has(index)));
}
