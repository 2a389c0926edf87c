// Finds rows that repeat an earlier row of the same file, by the dataset's identity. Knows nothing of what a service holds.

import type { ImportDataset, RowFinding, Values } from '../datasets/dataset.js';
import type { Finding } from '../problems/problem.js';
import { finding } from '../problems/problem.js';
import { contentDigest, digest } from './digest.js';
import { DigestMap } from './digest-map.js';

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

/** A pass over one file's records, in order. It remembers a digest of every record. */
export type RepeatFinder = (record: Values, row: number) => Repeat;

/** Starts a pass. */
export function repeatFinder(dataset: ImportDataset, equalRows: EqualRows): RepeatFinder {
  const { identity } = dataset;
  const occurrence = occurrences();
  if (identity.by === 'key') return sameKeys(occurrence, (record) => identity.key(record));
  if (identity.by === 'period') {
    return overlaps(occurrence, (record) => ({
      group: identity.group(record),
      start: String(record[identity.start]),
      end: String(record[identity.end]),
    }));
  }
  return equalContents(occurrence, equalRows);
}

interface Occurrence {
  readonly identity: string;
  /** The first row of equal content; undefined when this is the first. */
  readonly firstRow: number | undefined;
}

function occurrences(): (record: Values, row: number) => Occurrence {
  const firstRows = new DigestMap();
  const repeats = new Map<string, number>();
  return (record, row) => {
    const found = contentDigest(record);
    const content = found.toString('base64');
    const firstRow = firstRows.get(found);
    if (firstRow === undefined) {
      firstRows.set(found, row);
      return { identity: `${content}#1`, firstRow };
    }
    const count = (repeats.get(content) ?? 1) + 1;
    repeats.set(content, count);
    return { identity: `${content}#${count}`, firstRow };
  };
}

function equalContents(occurrence: ReturnType<typeof occurrences>, equalRows: EqualRows): RepeatFinder {
  return (record, row) => {
    const { identity, firstRow } = occurrence(record, row);
    if (firstRow === undefined) return { identity };
    if (equalRows === 'drop') return leaveOut(identity, firstRow);
    return { identity, problem: { field: '', finding: finding('EQUAL_ROW', { firstRow }) } };
  };
}

function sameKeys(
  occurrence: ReturnType<typeof occurrences>,
  keyOf: (record: Values) => { readonly title: string; readonly value: string },
): RepeatFinder {
  const firstRows = new DigestMap();
  return (record, row) => {
    const { identity, firstRow: twin } = occurrence(record, row);
    if (twin !== undefined) return leaveOut(identity, twin);
    const key = keyOf(record);
    const keyDigest = digest(key.value);
    const firstRow = firstRows.get(keyDigest);
    if (firstRow === undefined) {
      firstRows.set(keyDigest, row);
      return { identity };
    }
    return { identity, problem: { field: '', finding: finding('SAME_KEY', { firstRow, key: key.title }) } };
  };
}

interface Period {
  readonly start: string;
  readonly end: string;
  readonly row: number;
}

function overlaps(
  occurrence: ReturnType<typeof occurrences>,
  periodOf: (record: Values) => { readonly group: string; readonly start: string; readonly end: string },
): RepeatFinder {
  const groups = new Map<string, Period[]>();
  return (record, row) => {
    const { identity, firstRow: twin } = occurrence(record, row);
    if (twin !== undefined) return leaveOut(identity, twin);
    const { group, start, end } = periodOf(record);
    const periods = groups.get(group) ?? [];
    const first = periods.find((other) => start <= other.end && other.start <= end);
    periods.push({ start, end, row });
    groups.set(group, periods);
    if (first === undefined) return { identity };
    const period = `${first.start} to ${first.end}`;
    return { identity, problem: { field: '', finding: finding('PERIOD_OVERLAP', { firstRow: first.row, period }) } };
  };
}

function leaveOut(identity: string, firstRow: number): Repeat {
  const left = finding('REPEATED_ROW', { firstRow });
  return { identity, problem: { field: '', finding: left }, leftOut: left };
}
