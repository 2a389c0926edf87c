// Which dataset the rows of a table are: only where its required fields are mostly there and it fits clearly better than any other.
// Otherwise the candidates are given with what speaks for them, to be asked about.

import { type ImportDataset, requiredGroups } from '../../datasets/dataset.js';
import type { SourceRow } from '../../values/cell.js';
import { headerTitles } from '../mapping.js';
import { markMatcher } from '../mark-columns.js';
import { type MappingProposal, proposeMapping } from './propose-mapping.js';

/** A dataset that the rows may be. */
export interface DatasetCandidate {
  readonly dataset: ImportDataset;
  /** From 0 to 1: columns that have a field, of all columns and the required ones that are missing. */
  readonly score: number;
  /** The fields that have a column. */
  readonly found: readonly string[];
  /** The required fields without one, in groups. */
  readonly missing: readonly (readonly string[])[];
  /** Columns with a field. */
  readonly used: number;
  /** Columns without a field. */
  readonly unused: number;
}

/** What the rows of a table are taken for. */
export interface DatasetProposal {
  /** Undefined where it is to be asked. */
  readonly dataset: ImportDataset | undefined;
  /** Those that may be meant, the likeliest first. */
  readonly candidates: readonly DatasetCandidate[];
}

/** A fit is clear from this score on … */
const CLEAR = 0.3;
/** … or from here on, where so many required fields are there: ledgers have many columns that no field needs … */
const CLEAR_IF_WIDE = 0.2;
const MANY_REQUIRED = 5;
/** … and where no other dataset has more than this share of it. */
const CLEARLY_LESS = 0.8;
/** Of so few required fields none may be missing. */
const FEW_REQUIRED = 3;
/** Fewer fields decide only a table that has nothing else. */
const LEAST_FOUND = 3;
/** A table of which so much has a field is explained. */
const NEARLY_ALL = 0.8;
/** What a likely column counts, beside a sure one. */
const LIKELY = 0.75;

/** Compares what the columns say for each dataset. @param sample Rows below the header, from which values are judged. */
export function proposeDataset(
  header: SourceRow,
  sample: readonly SourceRow[],
  datasets: readonly ImportDataset[],
): DatasetProposal {
  const candidates = datasets
    .map((dataset) => candidateOf(proposeMapping(header, sample, dataset)))
    .filter(({ found }) => found.length > 0)
    .sort((one, two) => two.score - one.score);
  const [best, ...others] = candidates;
  if (best === undefined) return { dataset: undefined, candidates };
  const rival = others.find((other) => !isLess(other, best));
  // A column that says what to do with rows is there for carbonsheet: fewer fields are enough.
  const least = headerTitles(header).some((title) => markMatcher(best.dataset, [])(title) === 'action')
    ? 1
    : LEAST_FOUND;
  return { dataset: isClear(best, rival?.score ?? 0, least) ? best.dataset : undefined, candidates };
}

/** Whether a dataset lacks required columns where the best one lacks none, and explains no more of a table that it explains nearly whole. */
function isLess(other: DatasetCandidate, best: DatasetCandidate): boolean {
  const columns = best.unused + best.used;
  const isWhole = best.missing.length === 0 && best.used >= columns * NEARLY_ALL;
  return isWhole && other.missing.length > 0 && other.used <= best.used;
}

function candidateOf({ dataset, columns, missing }: MappingProposal): DatasetCandidate {
  const used = columns.filter(({ field }) => field !== undefined);
  const worth = used.reduce((sum, { certainty }) => sum + (certainty === 'sure' ? 1 : LIKELY), 0);
  const found = [...new Set(used.flatMap(({ field }) => field ?? []))];
  const unused = columns.length - used.length;
  return { dataset, found, missing, used: used.length, unused, score: worth / (columns.length + missing.length) };
}

function isClear({ dataset, found, missing, unused, score }: DatasetCandidate, next: number, least: number): boolean {
  const needed = requiredGroups(dataset).length;
  if (found.length < least && unused > 0) return false;
  const isComplete = needed <= FEW_REQUIRED ? missing.length === 0 : missing.length * 2 < needed;
  const clear = needed - missing.length >= MANY_REQUIRED ? CLEAR_IF_WIDE : CLEAR;
  return isComplete && score >= clear && next <= score * CLEARLY_LESS;
}
