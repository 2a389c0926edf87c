// Finds rows that repeat an earlier row of the same file, by the dataset's identity. Knows nothing of the service.

import { type ImportDataset, type Key, markTitles, type RowFinding, type Values } from '../datasets/dataset.js';
import type { Finding } from '../problems/problem.js';
import { finding } from '../problems/problem.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { cleanKey } from '../values/characters.js';
import { Fingerprint } from './fingerprint.js';
import { FirstRows } from './first-rows.js';
import { KeyIndex, type Shelf } from './key-index.js';
import { type DocumentNumbers, rowIdentity, sameRows } from './row-identity.js';

/** No day comes after it. */
const LAST_DAY = '9999-12-31';

/** What to do with rows whose every value equals an earlier row, in a dataset without a key. */
export type EqualRows = 'keep' | 'drop';

/** What an earlier row means for this one. */
export interface Repeat {
  /** See row-identity.ts. */
  readonly identity: string;
  /** Something to report about the row. */
  readonly problem?: RowFinding;
  /** The row is a duplicate that is left out, and why. */
  readonly leftOut?: Finding;
}

/** The row of the file that a record was read from. */
type Source = Pick<SourceRow, 'row' | 'cells'>;

/**
 * A pass over one file's records, in order. It stores a fingerprint of every record.
 * `remoteId`: the id of an exported row; such rows are distinguished by their ids alone.
 * `isDelete`: the row asks to be deleted, so its days stay free for other rows.
 */
export type RepeatFinder = (record: Values, source: Source, remoteId?: string, isDelete?: boolean) => Repeat;

/** Columns of a file that belong to no field, by position. */
export interface Beside {
  /** All of them. Rows without a key are equal only if these cells are equal, too. */
  readonly unused: readonly number[];
  /** Those that hold document numbers, with the kind of document. */
  readonly documents: readonly { readonly index: number; readonly kind: string }[];
}

const NOTHING: Beside = { unused: [], documents: [] };

/** Starts a pass. @param beside the columns that no field has. */
export function repeatFinder(dataset: ImportDataset, equalRows: EqualRows, beside: Beside = NOTHING): RepeatFinder {
  const { parts, identity } = dataset;
  // Rows with a key are compared by the key alone.
  const begin = (): Sight => sightings(Object.keys(dataset.fields).sort(), identity.by === 'key' ? NOTHING : beside);
  const sight = begin();
  const find = finderFor(dataset, equalRows, sight);
  const exports = exportedRows(sight);
  const deletes = identity.by === 'period' ? repeated(begin()) : find;
  return (record, source, remoteId = '', isDelete = false) => {
    if (remoteId !== '' && !parts) return exports(record, source, remoteId);
    return (isDelete ? deletes : find)(record, source, remoteId);
  };
}

function finderFor({ identity, parts, fields }: ImportDataset, equalRows: EqualRows, sight: Sight): RepeatFinder {
  if (identity.by === 'key') {
    const keysOf = (record: Values): readonly Key[] => identity.keys(record);
    if (parts === undefined) return sameKeys(sight, keysOf);
    const whole = Object.keys(fields).filter((field) => !parts.includes(field));
    return sameThings(sight, keysOf, whole);
  }
  if (identity.by === 'period') {
    return overlaps(sight, (record) => ({
      group: identity.group(record),
      // A period may be open at either end.
      start: String(record[identity.start] ?? ''),
      end: String(record[identity.end] ?? LAST_DAY),
    }));
  }
  return equalContents(sight, equalRows);
}

/** A record among its equals. */
class Sighting implements Repeat {
  constructor(
    readonly record: Values,
    readonly documents: DocumentNumbers,
    /** From 1. */
    readonly occurrence: number,
    /** The first row of equal content; undefined when this is the first. */
    readonly firstRow: number | undefined,
  ) {}

  /** Computed on demand: only rows that are written need it. */
  get identity(): string {
    return rowIdentity(sameRows(this.record, this.documents), this.occurrence);
  }
}

type Sight = (record: Values, source: Source) => Sighting;

function sightings(fields: readonly string[], { unused, documents }: Beside): Sight {
  const fingerprint = new Fingerprint(fields);
  const identities = new FirstRows();
  // One table serves both where the file has no further columns.
  const equals = unused.length > documents.length ? new FirstRows() : undefined;
  const repeats = new Map<string, number>();
  return (record, { row, cells }) => {
    const numbers = documents.length === 0 ? NO_NUMBERS : numbersOf(cells, documents);
    const firstAlike = identities.see(
      documents.length === 0 ? fingerprint.ofRecord(record) : ofIdentity(fingerprint, record, numbers),
      row,
    );
    const firstRow = equals ? equals.see(fingerprint.ofRow(record, cells, unused), row) : firstAlike;
    if (firstAlike === undefined) return new Sighting(record, numbers, 1, undefined);
    const same = sameRows(record, numbers);
    const occurrence = (repeats.get(same) ?? 1) + 1;
    repeats.set(same, occurrence);
    return new Sighting(record, numbers, occurrence, firstRow);
  };
}

const NO_NUMBERS: DocumentNumbers = {};

/** Uses the numbers of the identity, so that two rows of one identity are never both its first. */
function ofIdentity(fingerprint: Fingerprint, record: Values, numbers: DocumentNumbers): Fingerprint {
  const said = Object.entries(numbers)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat();
  return fingerprint.ofRow(record, said, [...said.keys()]);
}

/** A row's document numbers, without extra blanks and invisible characters. */
function numbersOf(cells: Source['cells'], documents: Beside['documents']): DocumentNumbers {
  const numbers: Record<string, string> = {};
  for (const { index, kind } of documents) {
    const number = cleanKey(cellText(cells[index])).normalize('NFKC').replace(/\s+/g, ' ').trim();
    if (number !== '') numbers[kind] = numbers[kind] === undefined ? number : JSON.stringify([numbers[kind], number]);
  }
  return numbers;
}

function equalContents(sight: Sight, equalRows: EqualRows): RepeatFinder {
  return (record, source) => {
    const sighting = sight(record, source);
    const { firstRow } = sighting;
    if (firstRow === undefined) return sighting;
    if (equalRows === 'drop') return leaveOut(sighting.identity, firstRow);
    return reported(sighting.identity, finding('EQUAL_ROW', { firstRow }));
  };
}

/** Leaves out rows that repeat an earlier one. */
function repeated(sight: Sight): RepeatFinder {
  return (record, source) => {
    const sighting = sight(record, source);
    return sighting.firstRow === undefined ? sighting : leaveOut(sighting.identity, sighting.firstRow);
  };
}

function sameKeys(sight: Sight, keysOf: (record: Values) => readonly Key[]): RepeatFinder {
  const index = new KeyIndex(rowShelf);
  return (record, source) => {
    const sighting = sight(record, source);
    if (sighting.firstRow !== undefined) return leaveOut(sighting.identity, sighting.firstRow);
    const keys = keysOf(record);
    const found = index.find(keys);
    if (found) return reported(sighting.identity, finding('SAME_KEY', { firstRow: found.thing, key: found.key.title }));
    index.add(keys, source.row);
    return sighting;
  };
}

/** Rows of one thing may differ in its parts, such as a supplier's contacts; all other fields must agree. */
function sameThings(sight: Sight, keysOf: (record: Values) => readonly Key[], whole: readonly string[]): RepeatFinder {
  const index = new KeyIndex(rowShelf);
  const things = new Map<number, Values>();
  return (record, source, remoteId = '') => {
    const { row } = source;
    const sighting = sight(record, source);
    if (sighting.firstRow !== undefined) return leaveOut(sighting.identity, sighting.firstRow);
    const keys = remoteId === '' ? keysOf(record) : [{ title: markTitles.remoteId, value: remoteId }];
    const found = index.find(keys);
    const first = found && things.get(found.thing);
    const differs = (field: string): boolean =>
      record[field] !== undefined && first?.[field] !== undefined && record[field] !== first[field];
    if (found && whole.some(differs)) {
      return reported(sighting.identity, finding('SAME_KEY', { firstRow: found.thing, key: found.key.title }));
    }
    if (!found) things.set(row, record);
    index.add(keys, found?.thing ?? row);
    return sighting;
  };
}

/** Exported rows: two may be equal, unless they are the same row of the service. */
function exportedRows(sight: Sight): (record: Values, source: Source, remoteId: string) => Repeat {
  const fingerprint = new Fingerprint();
  const rows = new FirstRows();
  /** By id, the first row of the file that says the same as its own first row. */
  const contents = new FirstRows();
  return (record, source, remoteId) => {
    const { row } = source;
    const sighting = sight(record, source);
    const content = sighting.firstRow ?? row;
    const id = fingerprint.ofText(remoteId);
    const firstRow = rows.see(id, row);
    const firstContent = contents.see(id, content);
    if (firstRow === undefined) return sighting;
    if (firstContent === content) return leaveOut(sighting.identity, firstRow);
    return reported(sighting.identity, finding('COPIED_ROW', { firstRow }));
  };
}

function rowShelf(): Shelf<number> {
  const fingerprint = new Fingerprint();
  const rows = new FirstRows();
  return {
    get: (value) => rows.get(fingerprint.ofText(value)),
    add: (value, row) => rows.see(fingerprint.ofText(value), row),
  };
}

interface Period {
  readonly start: string;
  readonly end: string;
  readonly row: number;
}

function overlaps(
  sight: Sight,
  periodOf: (record: Values) => { readonly group: string; readonly start: string; readonly end: string },
): RepeatFinder {
  const groups = new Map<string, Period[]>();
  return (record, source) => {
    const sighting = sight(record, source);
    if (sighting.firstRow !== undefined) return leaveOut(sighting.identity, sighting.firstRow);
    const { group, start, end } = periodOf(record);
    const periods = groups.get(group) ?? [];
    const first = periods.find((other) => start <= other.end && other.start <= end);
    periods.push({ start, end, row: source.row });
    groups.set(group, periods);
    if (first === undefined) return sighting;
    const period = shownPeriod(first);
    return reported(sighting.identity, finding('PERIOD_OVERLAP', { firstRow: first.row, period }));
  };
}

function reported(identity: string, found: Finding): Repeat {
  return { identity, problem: { field: '', finding: found } };
}

function leaveOut(identity: string, firstRow: number): Repeat {
  const left = finding('REPEATED_ROW', { firstRow });
  return { identity, problem: { field: '', finding: left }, leftOut: left };
}

function shownPeriod({ start, end }: { readonly start: string; readonly end: string }): string {
  if (end === LAST_DAY) return `from ${start} on`;
  return start === '' ? `until ${end}` : `${start} to ${end}`;
}
