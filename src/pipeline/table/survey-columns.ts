// Finds how each column writes its numbers and dates: one pass over the whole sheet, before any row is judged.

import type { ImportDataset } from '../../datasets/dataset.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import { isExport } from '../../mapping/mark-columns.js';
import { moneyFinder, openAmount } from '../../mapping/net-or-gross.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import { amountColumns, shownVerdict, unitCellText } from '../../validate/amount-unit.js';
import { cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { columnLetters } from '../../values/column-letters.js';
import {
  type AskedReading,
  type ColumnDecision,
  type ColumnEvidence,
  type ColumnReading,
  columnEvidence,
  nothingToDecide,
  type PlausibleDays,
} from '../../values/evidence.js';
import type { ShownAs } from '../../values/numbers/measure.js';
import type { TableRequest } from '../requests.js';
import type { EarlyCheck } from '../rows/early-check.js';
import type { KeptColumn } from './kept-table.js';

/** The findings about the columns. */
export interface Survey {
  readonly rows: number;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  /** Columns that cannot be read yet: the problem is reported once, not cell by cell. */
  readonly undecided: ReadonlySet<number>;
  readonly problems: readonly Problem[];
  readonly said: readonly string[];
  /** How columns are read whose cells left a choice. */
  readonly decided: readonly KeptColumn[];
}

/** How number formats show the numbers of the rows read so far, by the columns of the sheet. */
export interface ShownNumbers {
  below(): ReadonlyMap<number, readonly (ShownAs | undefined)[]>;
  at(column: number, row: number): ShownAs | undefined;
  /** The columns of the sheet that a column's cells come from: several in a matrix. */
  from(column: MappedColumn): readonly number[];
}

interface SurveyedColumn {
  readonly column: MappedColumn;
  readonly evidence: ColumnEvidence;
  readonly shownAt: NonNullable<ColumnReading['shownAt']>;
}

/**
 * Reads every cell of the columns whose format is not known, and decides on evidence only. The early check gets the rows
 * too.
 */
export async function surveyColumns(
  rowBatches: AsyncIterable<readonly SourceRow[]>,
  sheet: string,
  mapping: Mapping,
  request: TableRequest,
  shown: ShownNumbers,
  earlyCheck?: EarlyCheck,
  { days, columns = [] }: Known = {},
): Promise<Survey> {
  const surveyed = mapping.columns.flatMap((column): readonly SurveyedColumn[] => {
    const field = column.field === undefined ? undefined : mapping.dataset.fields[column.field];
    const isPercent = column.measure?.codes.some((code) => code.startsWith('%') && code !== '% vol');
    const evidence = column.period ? nothingToDecide : field && columnEvidence(field, isPercent);
    // The same function throughout, so that readings can be compared.
    const shownAt = ({ row, from }: SourceRow) => shown.at(from && column.gained ? from.index : column.index, row);
    return evidence ? [{ column, evidence, shownAt }] : [];
  });
  const untitled = untitledColumns(mapping);
  const tax = taxQuestion(sheet, mapping, request);
  const isOwn = isExport(mapping.columns);
  const asked = { ...request, days, columns, isOwn };
  const units = isOwn ? [] : unitWords(mapping, sheet);
  const decide = () =>
    withShown(decideColumns(surveyed, sheet, mapping.dataset, asked), sheet, mapping, surveyed, shown);
  // A constant says once how it is written.
  const constants = surveyed.filter(({ column }) => column.made === 'constant');
  const inCells = surveyed.filter(({ column }) => column.made !== 'constant');
  for (const { column, evidence } of constants) evidence.add(cellOf(column, { cells: [] }), 0, undefined);
  let rows = 0;
  for await (const batch of rowBatches) {
    rows += batch.length;
    for (const row of batch) {
      untitled.look(row);
      tax.look(row);
      for (const { column, evidence, shownAt } of inCells) {
        const cell = cellOf(column, row);
        evidence.add(cell, row.row, typeof cell === 'number' ? shownAt(row) : undefined);
      }
      for (const unit of units) unit.look(row);
    }
    earlyCheck?.add(batch, () => decide().readings);
  }
  const { said, ...decided } = decide();
  const problems = [...decided.problems, ...units.flatMap((unit) => unit.problems()), ...tax.problems()];
  return { rows, ...decided, problems, said: [...untitled.said(), ...said] };
}

/** Watches whether amounts that may include tax are money in any row: then it is a question. */
function taxQuestion(
  sheet: string,
  mapping: Mapping,
  { netAmounts, mapping: saved }: TableRequest,
): { look(row: SourceRow): void; problems(): readonly Problem[] } {
  const found = openAmount(mapping, saved);
  const open = found === undefined || (netAmounts === true && !found.isGross) ? undefined : found;
  const isMoney = open && moneyFinder(mapping, open);
  let hasMoney = false;
  return {
    look(row) {
      if (isMoney !== undefined && !hasMoney) hasMoney = isMoney(row);
    },
    problems() {
      if (open === undefined || !hasMoney) return [];
      const { column, isGross, beside } = open;
      const place = { sheet, row: mapping.headerRow, column: column.title, field: column.field ?? '', value: '' };
      return [problemAt(place, finding('NET_OR_GROSS', { isGross, beside }))];
    },
  };
}

/** Different words of a unit column that are noted; a column with more holds no units. */
const MOST_WORDS = 1000;

/** Notes once per word of a unit column how it is read, where that is another word. */
function unitWords(
  mapping: Mapping,
  sheet: string,
): readonly { look(row: SourceRow): void; problems(): readonly Problem[] }[] {
  const unitColumns = new Set(amountColumns(mapping).flatMap(({ unitColumn }) => unitColumn ?? []));
  return [...unitColumns].map((column) => {
    const rows = new Map<string, number>();
    return {
      look(row) {
        const cell = cellOf(column, row);
        if (typeof cell === 'string' && !rows.has(cell) && rows.size < MOST_WORDS) rows.set(cell, row.row);
      },
      problems: () =>
        [...rows].flatMap(([value, row]) => {
          const read = unitCellText(value);
          const place = { sheet, row, column: column.title, field: column.field ?? '', value };
          return read === undefined ? [] : [problemAt(place, finding('READ_AS', { read }))];
        }),
    };
  });
}

/** Columns named in a message; more are counted. */
const MOST_NAMED = 10;

/** Watches for cells without a title: they are not read, and the user must know. */
function untitledColumns({ columns }: Mapping): { look(row: SourceRow): void; said(): readonly string[] } {
  const own = columns.filter(({ made }) => !made);
  const within = own.filter(({ title, field }) => title === '' && field === undefined).map(({ index }) => index);
  const filled = new Set<number>();
  return {
    look({ sheet, cells }) {
      for (const index of within) if (!isBlank(cells[index])) filled.add(index);
      // Beyond the header, a row of a CSV file is one that was split wrongly, and an error.
      if (sheet === '') return;
      for (let index = own.length; index < cells.length; index++) if (!isBlank(cells[index])) filled.add(index);
    },
    said() {
      if (filled.size === 0) return [];
      const letters = [...filled].sort((a, b) => a - b).map(columnLetters);
      const more = letters.length > MOST_NAMED ? ` and ${letters.length - MOST_NAMED} more` : '';
      return [`columns without a title are not used: ${letters.slice(0, MOST_NAMED).join(', ')}${more}`];
    },
  };
}

/** What is known before the cells are read. */
interface Known {
  readonly days?: PlausibleDays | undefined;
  /** How columns were read in the run that wrote the file. */
  readonly columns?: readonly KeptColumn[] | undefined;
}

interface Surveying extends Known {
  /** Whether the table is an export of ours. */
  readonly isOwn: boolean;
}

function decideColumns(
  surveyed: readonly SurveyedColumn[],
  sheet: string,
  { fields }: ImportDataset,
  { decimal, dateOrder, isOwn, days, columns = [] }: Pick<TableRequest, 'decimal' | 'dateOrder'> & Surveying,
): Omit<Survey, 'rows'> {
  const readings = new Map<number, ColumnReading>();
  const undecided = new Set<number>();
  const problems: Problem[] = [];
  const said: string[] = [];
  const decided: KeptColumn[] = [];
  for (const { column, evidence } of surveyed) {
    const kept = columns.find((one) => isSameColumn(one, column));
    const asked = { decimal, dateOrder, inPercent: isOwn || kept?.inPercent };
    const found = evidence.decide(kept === undefined ? asked : asBefore(asked, kept));
    // An export is written with a point; a program that has saved it with a comma leaves evidence of that. Its percentages are such.
    const isDecimalOpen = found.problem?.finding.code === 'UNDECIDED_DECIMAL';
    const inExport = { ...asked, decimal: '.', by: 'as exports are written' } as const;
    const decision = isOwn && isDecimalOpen ? evidence.decide(inExport) : found;
    const isDate = column.field !== undefined && fields[column.field]?.kind === 'date';
    readings.set(column.index, {
      ...decision.reading,
      ...(isDate && days !== undefined && { days }),
      ...(isOwn && { isExported: true }),
    });
    if (decision.said !== undefined) said.push(`${column.title}: ${decision.said}`);
    decided.push(...keptColumn(column, decision));
    if (decision.problem === undefined) continue;
    undecided.add(column.index);
    const { finding, cell, row } = decision.problem;
    const at = column.made === 'constant' ? '' : sheet;
    const place = { sheet: at, row, column: column.title, field: column.field ?? '', value: cellText(cell) };
    problems.push(problemAt(place, finding));
  }
  return { readings, undecided, problems, said, decided };
}

/** A column may have moved. Under another title or for another field it may be another one. */
function isSameColumn(kept: KeptColumn, { title, field, year }: MappedColumn): boolean {
  return kept.title === title && kept.field === field && kept.year === year;
}

/** The options of the command line go first. */
function asBefore(asked: AskedReading, kept: KeptColumn): AskedReading {
  const { decimal = kept.decimal, dateOrder = kept.dateOrder } = asked;
  const isAsked = asked.decimal !== undefined || asked.dateOrder !== undefined;
  return { ...asked, decimal, dateOrder, ...(!isAsked && { by: 'as in the run before' }) };
}

/** What a later run over the same table has to know of a column; nothing where its cells left no choice. */
function keptColumn(
  { title, field, year }: MappedColumn,
  { said, reading, problem }: ColumnDecision,
): readonly KeptColumn[] {
  if (field === undefined || problem !== undefined) return [];
  const { decimal, dateOrder, inPercent } = reading;
  if (said === undefined && inPercent === undefined) return [];
  return [{ title, field, year, ...(said !== undefined && { decimal, dateOrder }), inPercent }];
}

/** The decisions, with how number formats show the numbers, and what to report of that. */
function withShown(
  decided: Omit<Survey, 'rows'>,
  sheet: string,
  mapping: Mapping,
  surveyed: readonly SurveyedColumn[],
  shown: ShownNumbers,
): Omit<Survey, 'rows'> {
  const readings = new Map(decided.readings);
  const problems = [...decided.problems];
  const below = shown.below();
  for (const amount of amountColumns(mapping)) {
    const { column, unitField = '' } = amount;
    const { index, title, field = '' } = column;
    const ways = [...new Set(shown.from(column).flatMap((from) => below.get(from) ?? []))];
    const reading = readings.get(index);
    const shownAt = surveyed.find((one) => one.column === column)?.shownAt;
    if (ways.length === 0 || reading === undefined || shownAt === undefined) continue;
    const unitTitle = mapping.dataset.fields[unitField]?.title ?? unitField;
    const { codes, findings } = shownVerdict(amount, unitTitle, ways);
    readings.set(index, { ...reading, shownAt, ...(codes && { shownCodes: codes }) });
    const place = { sheet, row: mapping.headerRow, column: title, field, value: '' };
    for (const found of findings) problems.push(problemAt(place, found));
  }
  return { ...decided, readings, problems };
}
