// How each column writes its numbers and dates: one pass over the whole sheet, before any row is judged.

import { columnLetter, type MappedColumn, type Mapping } from '../mapping/map-header.js';
import { moneyFinder, openAmount } from '../mapping/net-or-gross.js';
import { problemAt } from '../problems/place.js';
import { finding, type Problem } from '../problems/problem.js';
import { amountColumns, shownVerdict } from '../validate/amount-unit.js';
import { cellText, isBlank, type SourceRow } from '../values/cell.js';
import { type ColumnEvidence, type ColumnReading, columnEvidence } from '../values/evidence.js';
import type { Unit } from '../values/units.js';
import type { TableRequest } from './open-table.js';
import type { Rehearsal } from './rehearsal.js';

/** What the columns say about themselves. */
export interface Survey {
  readonly rows: number;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  /** Columns that cannot be read yet: the problem is told once, not cell by cell. */
  readonly undecided: ReadonlySet<number>;
  readonly problems: readonly Problem[];
  readonly said: readonly string[];
}

/** As a source tells them. */
type ShownUnits = ReadonlyMap<number, readonly (Unit | undefined)[]>;

interface SurveyedColumn {
  readonly column: MappedColumn;
  readonly evidence: ColumnEvidence;
}

/**
 * Reads every cell of the columns whose writing must be found out, and decides on evidence only. `shownUnits` gives, by column,
 * the units in the number formats of the rows read so far; `rehearsal` is given the rows too.
 */
export async function surveyColumns(
  rowBatches: AsyncIterable<readonly SourceRow[]>,
  sheet: string,
  mapping: Mapping,
  request: TableRequest,
  shownUnits: () => ShownUnits,
  rehearsal?: Rehearsal,
): Promise<Survey> {
  const surveyed = mapping.columns.flatMap((column): readonly SurveyedColumn[] => {
    const field = column.field === undefined ? undefined : mapping.dataset.fields[column.field];
    const evidence = field && columnEvidence(field);
    return evidence ? [{ column, evidence }] : [];
  });
  const untitled = untitledColumns(mapping);
  const tax = taxQuestion(sheet, mapping, request);
  const asked = { ...request, isExport: mapping.columns.some(({ mark }) => mark === 'hash') };
  const decide = () => withShownUnits(decideColumns(surveyed, sheet, asked), sheet, mapping, shownUnits());
  let rows = 0;
  for await (const batch of rowBatches) {
    rows += batch.length;
    for (const row of batch) {
      untitled.look(row);
      tax.look(row);
      for (const { column, evidence } of surveyed) evidence.add(row.cells[column.index] ?? null, row.row);
    }
    rehearsal?.add(batch, () => decide().readings);
  }
  const { said, problems, ...decided } = decide();
  return { rows, ...decided, problems: [...problems, ...tax.problems()], said: [...untitled.said(), ...said] };
}

/** Watches whether amounts that may be with tax are money in any row: then that is a question. */
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

/** Columns named in a message; more are counted. */
const MOST_NAMED = 10;

/** Watches for cells that nobody gave a title: they are left out, which is to be said. */
function untitledColumns({ columns }: Mapping): { look(row: SourceRow): void; said(): readonly string[] } {
  const within = columns.filter(({ title, field }) => title === '' && field === undefined).map(({ index }) => index);
  const filled = new Set<number>();
  return {
    look({ sheet, cells }) {
      for (const index of within) if (!isBlank(cells[index])) filled.add(index);
      // Beyond the header, a row of a CSV file is one that was split wrongly, and an error.
      if (sheet === '') return;
      for (let index = columns.length; index < cells.length; index++) if (!isBlank(cells[index])) filled.add(index);
    },
    said() {
      if (filled.size === 0) return [];
      const letters = [...filled].sort((a, b) => a - b).map(columnLetter);
      const more = letters.length > MOST_NAMED ? ` and ${letters.length - MOST_NAMED} more` : '';
      return [`columns without a title are not used: ${letters.slice(0, MOST_NAMED).join(', ')}${more}`];
    },
  };
}

function decideColumns(
  surveyed: readonly SurveyedColumn[],
  sheet: string,
  { decimal, dateOrder, isExport }: Pick<TableRequest, 'decimal' | 'dateOrder'> & { readonly isExport: boolean },
): Omit<Survey, 'rows'> {
  const readings = new Map<number, ColumnReading>();
  const undecided = new Set<number>();
  const problems: Problem[] = [];
  const said: string[] = [];
  for (const { column, evidence } of surveyed) {
    const found = evidence.decide({ decimal, dateOrder });
    const isOpen = found.problem?.finding.code === 'UNDECIDED_DECIMAL';
    // An export is written with a point; a program that has saved it with a comma leaves evidence of that.
    const decision = isExport && isOpen ? evidence.decide({ decimal: '.', dateOrder }) : found;
    readings.set(column.index, decision.reading);
    if (decision.said !== undefined) said.push(`${column.title}: ${decision.said}`);
    if (decision.problem === undefined) continue;
    undecided.add(column.index);
    const { finding, cell, row } = decision.problem;
    const place = { sheet, row, column: column.title, field: column.field ?? '', value: cellText(cell) };
    problems.push(problemAt(place, finding));
  }
  return { readings, undecided, problems, said };
}

/** The decisions with the units that number formats show, and what is to be said of them. */
function withShownUnits(
  decided: Omit<Survey, 'rows'>,
  sheet: string,
  mapping: Mapping,
  units: ShownUnits,
): Omit<Survey, 'rows'> {
  const readings = new Map(decided.readings);
  const problems = [...decided.problems];
  for (const amount of amountColumns(mapping)) {
    const { index, title, field = '' } = amount.column;
    const reading = readings.get(index);
    const unitTitle = mapping.dataset.fields[amount.unitField]?.title ?? amount.unitField;
    const { unit, finding } = shownVerdict(amount, unitTitle, units.get(index) ?? []);
    if (unit !== undefined && reading !== undefined) readings.set(index, { ...reading, shown: unit });
    const place = { sheet, row: mapping.headerRow, column: title, field, value: '' };
    if (finding !== undefined) problems.push(problemAt(place, finding));
  }
  return { ...decided, readings, problems };
}
