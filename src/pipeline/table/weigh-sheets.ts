// Chooses among sheets by how well their titles fit and how many rows they have.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { FoundHeader } from '../../mapping/find-header.js';
import { explainsOthers } from '../../write/sheet/explaining-sheets.js';
import type { SearchedSheet } from './search-sheets.js';

/** A sheet with a header. */
export interface Candidate extends SearchedSheet {
  readonly found: FoundHeader;
}

/** The sheets that have a header and do not only explain others. @param isAsked The user named the sheet. */
export function candidatesOf(
  searched: readonly SearchedSheet[],
  datasets: readonly ImportDataset[],
  isAsked: boolean,
): readonly Candidate[] {
  return searched.flatMap(({ found, ...sheet }) => {
    const isTable = found !== undefined && (isAsked || !explainsOthers(sheet.rows, datasets));
    return isTable ? [{ ...sheet, found }] : [];
  });
}

/** Whether the sheet's titles fit a dataset, or several equally. */
export function fitsAnything({ found }: Candidate): boolean {
  return found.dataset !== undefined || found.candidates.length > 0;
}

/** How many rows stand below the header, as far as they were counted. */
export function rowsBelow({ rows, counted, found }: Candidate): number {
  return counted - rows.filter(({ row }) => row <= found.header.row).length;
}

/** Reading one of several sheets that fit about as well would silently lose the rows of the others. */
const ABOUT_AS_WELL = 0.8;
/** So many times the rows of another sheet are clearly more. */
const CLEARLY_MORE = 10;
/** A sheet that fits less than this share of how another one fits is no table of data, however many rows it has. */
const ENOUGH = 0.25;

/** Whether the sheet fits about as well as the best one, or better. */
export function fitsAsWell(other: Candidate, best: Candidate): boolean {
  return other.found.score >= best.found.score * ABOUT_AS_WELL;
}

/** The sheet that fits best of those that no other one outweighs. */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return withoutNotes(candidates).reduce<Candidate | undefined>(
    (most, candidate) => (most === undefined || candidate.found.score > most.found.score ? candidate : most),
    undefined,
  );
}

/** The sheets without those that fit well by a few titles, beside one that fits enough and has clearly more rows. */
export function withoutNotes(candidates: readonly Candidate[]): readonly Candidate[] {
  // The rows are counted once: a workbook may have a thousand sheets.
  const weighed = candidates.map((candidate) => ({ candidate, rows: rowsBelow(candidate) }));
  const isNotes = ({ candidate, rows }: (typeof weighed)[number]): boolean =>
    weighed.some((other) => isClearlyMore(other.rows, rows) && fitsEnough(other.candidate.found, candidate.found));
  return weighed.filter((one) => !isNotes(one)).map(({ candidate }) => candidate);
}

/** Whether the sheet has clearly more rows than the other one. */
export function hasClearlyMore(sheet: Candidate, other: Candidate): boolean {
  return isClearlyMore(rowsBelow(sheet), rowsBelow(other));
}

function isClearlyMore(rows: number, others: number): boolean {
  return rows >= CLEARLY_MORE * Math.max(1, others);
}

/** Whether the header of the sheet with clearly more rows may be the one of the data, and the other one that of notes. */
function fitsEnough(data: FoundHeader, notes: FoundHeader): boolean {
  if (data.score < notes.score * ENOUGH) return false;
  const fitsWorse = data.score < notes.score * ABOUT_AS_WELL;
  if (data.dataset !== notes.dataset) return fitsWorse;
  // A sheet that lacks required columns cannot be sent; it does not stop one that lacks none.
  return notes.missing === 0 ? data.missing === 0 && fitsWorse : fitsWorse || data.missing < notes.missing;
}
