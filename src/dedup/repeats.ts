// Finds rows that repeat an earlier row of the same file, by the dataset's identity. Knows nothing of what a service holds.

import type { ImportDataset, Key, RowFinding, Values } from '../datasets/dataset.js';
import type { Finding } from '../problems/problem.js';
import { finding } from '../problems/problem.js';
import { contentDigest } from './digest.js';
import { Fingerprint } from './fingerprint.js';
import { FirstRows } from './first-rows.js';
import { KeyIndex, type Shelf } from './key-index.js';

/** What to do with rows whose every value equals an earlier row, in a dataset without a key. */
export type EqualRows = 'keep' | 'drop';

/** What an earlier row means for this one. */
export interface Repeat {
  /** Content and occurrence among equal rows: the row's identity, independent of its position and of its batch. */
  readonly identity: string;
  /** Something to report about the row. */
  readonly problem?: RowFinding;
  /** The row is a duplicate that is left out, and why. */
  readonly leftOut?: Finding;
}

/** A pass over one file's records, in order. It remembers a fingerprint of every record. */
export type RepeatFinder = (record: Values, row: number) => Repeat;

/** Starts a pass. */
export function repeatFinder(dataset: ImportDataset, equalRows: EqualRows): RepeatFinder {
  const { identity } = dataset;
  const sight = sightings(Object.keys(dataset.fields).sort());
  if (identity.by === 'key') return sameKeys(sight, (record) => identity.keys(record));
  if (identity.by === 'period') {
    return overlaps(sight, (record) => ({
      group: identity.group(record),
      start: String(record[identity.start]),
      end: String(record[identity.end]),
    }));
  }
  return equalContents(sight, equalRows);
}

/** A record among its equals. */
class Sighting implements Repeat {
  constructor(
    readonly record: Values,
    /** From 1. */
    readonly occurrence: number,
    /** The first row of equal content; undefined when this is the first. */
    readonly firstRow: number | undefined,
  ) {}

  /** Worked out when it is asked for: only rows that are written need it. */
  get identity(): string {
    return `${contentDigest(this.record)}#${this.occurrence}`;
  }
}

type Sight = (record: Values, row: number) => Sighting;

function sightings(fields: readonly string[]): Sight {
  const fingerprint = new Fingerprint(fields);
  const firstRows = new FirstRows();
  const repeats = new Map<string, number>();
  return (record, row) => {
    const firstRow = firstRows.see(fingerprint.ofRecord(record), row);
    if (firstRow === undefined) return new Sighting(record, 1, undefined);
    const content = contentDigest(record);
    const occurrence = (repeats.get(content) ?? 1) + 1;
    repeats.set(content, occurrence);
    return new Sighting(record, occurrence, firstRow);
  };
}

function equalContents(sight: Sight, equalRows: EqualRows): RepeatFinder {
  return (record, row) => {
    const sighting = sight(record, row);
    const { firstRow } = sighting;
    if (firstRow === undefined) return sighting;
    if (equalRows === 'drop') return leaveOut(sighting.identity, firstRow);
    return reported(sighting.identity, finding('EQUAL_ROW', { firstRow }));
  };
}

function sameKeys(sight: Sight, keysOf: (record: Values) => readonly Key[]): RepeatFinder {
  const index = new KeyIndex(rowShelf);
  return (record, row) => {
    const sighting = sight(record, row);
    if (sighting.firstRow !== undefined) return leaveOut(sighting.identity, sighting.firstRow);
    const keys = keysOf(record);
    const found = index.find(keys);
    if (found) return reported(sighting.identity, finding('SAME_KEY', { firstRow: found.thing, key: found.key.title }));
    index.add(keys, row);
    return sighting;
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
  return (record, row) => {
    const sighting = sight(record, row);
    if (sighting.firstRow !== undefined) return leaveOut(sighting.identity, sighting.firstRow);
    const { group, start, end } = periodOf(record);
    const periods = groups.get(group) ?? [];
    const first = periods.find((other) => start <= other.end && other.start <= end);
    periods.push({ start, end, row });
    groups.set(group, periods);
    if (first === undefined) return sighting;
    const period = `${first.start} to ${first.end}`;
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
