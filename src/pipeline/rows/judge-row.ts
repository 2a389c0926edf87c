// Judges one row by the file alone: reads it, checks it, and compares it with the rows before it.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { contentDigest } from '../../dedup/digest.js';
import { type Beside, type EqualRows, type Repeat, type RepeatFinder, repeatFinder } from '../../dedup/repeats.js';
import { rowHash } from '../../dedup/row-hash.js';
import { columnOf, type Mapping } from '../../mapping/mapping.js';
import { documentKind } from '../../mapping/titles/document-titles.js';
import { problemAt } from '../../problems/place.js';
import { type Finding, finding, type Problem } from '../../problems/problem.js';
import type { Selection } from '../../selection/selection.js';
import { type CheckedRow, rowChecker } from '../../validate/check-row.js';
import { exampleFinder } from '../../validate/example-row.js';
import { marksReader, type OwnCells, type RowMarks } from '../../validate/row-marks.js';
import type { SourceRow } from '../../values/cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import { cutCell } from './cut-cell.js';
import { askedOf } from './requirements.js';
import { selectedBy, withoutExcluded } from './selected-row.js';
import { type Suspects, withSuspects } from './suspect-rows.js';

/** A row with all that the file alone says about it. */
export interface JudgedRow {
  /** Position among the table's rows, from 0. */
  readonly ordinal: number;
  readonly source: SourceRow;
  /** Absent when the row has an error. */
  readonly record: Values | undefined;
  readonly problems: readonly Problem[];
  /** The row's identity for the ledger; '' when it has an error. */
  readonly identity: string;
  /** Why the row is left out: it repeats an earlier one, is a total row, or the template's example. */
  readonly leftOut: Finding | undefined;
  /** What the row says about itself; undefined in a table that has no columns for it. */
  readonly marks: RowMarks | undefined;
  /** The values that could be read, whatever is wrong with the row. */
  readonly values: Values;
  /** Why the record says something else than the row: it carries a sum, or credit notes were taken off. */
  readonly sentAs?: Finding | undefined;
  /** Why the row is held back: it looks unusual, and nobody has accepted it. */
  readonly suspect?: Problem | undefined;
}

/** Starts judging the rows of one table, which must come in order. A new start judges the same. */
export function rowJudge(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
  equalRows: EqualRows,
  selection?: Selection,
  suspects?: Suspects,
  identities?: ReadonlyMap<number, OwnCells>,
): (row: SourceRow) => JudgedRow {
  const judgeAlone = judgeOf(mapping, readings, equalRows, selection, identities);
  const judge = selection === undefined ? judgeAlone : selectedBy(selection, mapping, judgeAlone);
  return suspects?.isAny ? (row) => withSuspects(judge(row), suspects, mapping.dataset) : judge;
}

function judgeOf(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
  equalRows: EqualRows,
  selection: Selection | undefined,
  identities: ReadonlyMap<number, OwnCells> | undefined,
): (row: SourceRow) => JudgedRow {
  const checkRow = rowChecker(mapping, readings);
  const isExample = exampleFinder(mapping.dataset);
  const check = selection === undefined ? checkRow : withoutExcluded(selection, isExample, checkRow);
  const readMarks = marksReader(mapping);
  const findRepeat = knownFirst(isExample, repeatFinder(mapping.dataset, equalRows, besideFields(mapping)));
  let ordinal = 0;
  if (readMarks === undefined)
    return (row) => withRepeat(ordinal++, unlessCut(check(row), mapping), undefined, findRepeat, mapping);
  return (row) => {
    const at = ordinal++;
    const marks = { ...readMarks(row), ...identities?.get(at) };
    const exported = unlessExported(askedOf(check(row), marks, mapping), marks, mapping.dataset);
    // The row of the service that an export stands for has the whole text.
    const checked = marks.hash === '' || marks.remoteId === '' ? unlessCut(exported, mapping, marks) : exported;
    return asAsked(at, checked, marks) ?? withRepeat(at, checked, marks, findRepeat, mapping);
  };
}

function besideFields({ columns }: Mapping): Beside {
  const unused = columns.filter(
    ({ field, mark, made, taken }) =>
      field === undefined && !made && taken !== 'all' && (mark === undefined || mark === 'document'),
  );
  return {
    unused: unused.map(({ index }) => index),
    documents: unused.flatMap(({ index, mark, title }) => {
      const kind = mark === 'document' ? documentKind(title) : undefined;
      return kind === undefined ? [] : [{ index, kind }];
    }),
  };
}

/** The template's example row is skipped first, so that no equal row is a duplicate of it. */
function knownFirst(isExample: (record: Values) => boolean, findRepeat: RepeatFinder): RepeatFinder {
  const example = finding('EXAMPLE_ROW', {});
  const leftOut: Repeat = { identity: '', problem: { field: '', finding: example }, leftOut: example };
  return (record, source, remoteId, isDelete) =>
    !remoteId && isExample(record) ? leftOut : findRepeat(record, source, remoteId, isDelete);
}

/** An unedited row is valid, even where the service's own values break a rule. */
function unlessExported(checked: CheckedRow, { hash, remoteId }: RowMarks, dataset: ImportDataset): CheckedRow {
  const { source, record, values, leftOut } = checked;
  if (record !== undefined || leftOut || hash === '' || remoteId === '' || rowHash(dataset, values) !== hash)
    return checked;
  return { source, record: values, values, problems: [] };
}

/** A row with a truncated text is invalid, unless it is an unedited row of an export. */
function unlessCut(checked: CheckedRow, mapping: Mapping, marks?: RowMarks): CheckedRow {
  const { source, record, problems } = checked;
  const cut = record && cutCell(record);
  if (cut === undefined || marks?.hash === rowHash(mapping.dataset, checked.values)) return checked;
  const title = columnOf(mapping, cut.field)?.title ?? '';
  const place = { sheet: source.sheet, row: source.row, column: title, field: cut.field, value: '' };
  return { ...checked, record: undefined, problems: [...problems, problemAt(place, cut.finding)] };
}

/** A row that its `Action` word settles: skip it, delete it by its id whatever else it holds, or refuse an unknown word. */
function asAsked(ordinal: number, checked: CheckedRow, marks: RowMarks): JudgedRow | undefined {
  const { source, values, leftOut } = checked;
  if (leftOut?.code === 'EXCLUDED_BY_RULE') return undefined;
  if (marks.word === 'skip') {
    return new Judged(ordinal, source, undefined, [], finding('ASKED_TO_SKIP', {}), undefined, marks, values);
  }
  if (marks.problem) {
    const problems = [...checked.problems, marks.problem];
    return new Judged(ordinal, source, undefined, problems, checked.leftOut, undefined, marks, values);
  }
  if (marks.word !== 'delete' || marks.remoteId === '' || checked.record !== undefined) return undefined;
  const identity = { identity: `${contentDigest(values)}#${marks.remoteId}` };
  return new Judged(ordinal, source, values, [], undefined, identity, marks, values);
}

class Judged implements JudgedRow {
  constructor(
    readonly ordinal: number,
    readonly source: SourceRow,
    readonly record: Values | undefined,
    readonly problems: readonly Problem[],
    readonly leftOut: Finding | undefined,
    private readonly repeat: Repeat | undefined,
    readonly marks: RowMarks | undefined,
    readonly values: Values,
  ) {}

  /** Computed on demand; a check never asks. */
  get identity(): string {
    return this.repeat?.identity ?? '';
  }
}

function asCopy(marks: RowMarks | undefined): Repeat | undefined {
  if (marks?.copyOf === undefined) return undefined;
  return { identity: '', problem: { field: '', finding: finding('COPIED_ROW', { firstRow: marks.copyOf }) } };
}

function withRepeat(
  ordinal: number,
  { source, record, values, problems, leftOut: total }: CheckedRow,
  marks: RowMarks | undefined,
  findRepeat: RepeatFinder,
  mapping: Mapping,
): JudgedRow {
  if (record === undefined) return new Judged(ordinal, source, record, problems, total, undefined, marks, values);
  const repeat = asCopy(marks) ?? findRepeat(record, source, marks?.remoteId, marks?.word === 'delete');
  const { leftOut } = repeat;
  if (repeat.problem === undefined)
    return new Judged(ordinal, source, record, problems, leftOut, repeat, marks, values);
  const { field, finding: found } = repeat.problem;
  const column = columnOf(mapping, field)?.title ?? '';
  const problem = problemAt({ sheet: source.sheet, row: source.row, column, field, value: '' }, found);
  const all = [...problems, problem];
  if (problem.severity === 'error')
    return new Judged(ordinal, source, undefined, all, leftOut, undefined, marks, values);
  return new Judged(ordinal, source, record, all, leftOut, repeat, marks, values);
}
