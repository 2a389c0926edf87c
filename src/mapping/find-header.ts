// Which row of a sheet is its header, and which dataset its titles fit best. Leaves the meaning of each column to map-header.ts.

import type { ImportDataset } from '../datasets/dataset.js';
import type { SourceRow } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { headerTitles, requiredGroups } from './map-header.js';
import { columnMatcher } from './match-column.js';
import type { SavedMapping } from './saved-mapping.js';

/** What the user has said about the header. */
export interface AskedHeader {
  /** As Excel shows it. */
  readonly headerRow?: number | undefined;
  readonly dataset?: string | undefined;
  readonly mapping?: SavedMapping | undefined;
}

/** A header row and what it fits. */
export interface FoundHeader {
  readonly header: SourceRow;
  /** The dataset that fits best; undefined when none fits, or two fit equally. */
  readonly dataset: ImportDataset | undefined;
  /** The datasets that fit equally well, when there are two or more. */
  readonly candidates: readonly ImportDataset[];
  /** From 0 to 1: columns that are understood, of all columns with a title and all required columns that are missing. */
  readonly score: number;
}

/** A row with fewer known titles is no header. */
const LEAST_TITLES = 2;

interface Fit {
  readonly dataset: ImportDataset;
  readonly score: number;
  /** Whether at least half of what the dataset requires is there, so that the file is meant as such a table. */
  readonly meant: boolean;
}

/** Looks through the rows, the first ones of a sheet. Undefined when no row can be a header. */
export function findHeader(
  rows: readonly SourceRow[],
  datasets: readonly ImportDataset[],
  asked: AskedHeader = {},
): FoundHeader | undefined {
  const { headerRow, dataset: name, mapping } = asked;
  const among = headerRow === undefined ? rows : rows.filter(({ row }) => row === headerRow);
  const judges = datasets
    .filter((dataset) => name === undefined || dataset.name === name)
    .map((dataset) =>
      fitJudge(dataset, mapping?.dataset === undefined || mapping.dataset === dataset.name ? mapping : undefined),
    );
  const least = headerRow !== undefined || judges.length === 1 ? 1 : LEAST_TITLES;
  let best: { header: SourceRow; fits: readonly Fit[]; score: number } | undefined;
  for (const header of among) {
    const fits = judges.flatMap((judge) => judge(header, least) ?? []);
    const score = Math.max(0, ...fits.map((fit) => fit.score));
    if (score > (best?.score ?? 0)) best = { header, fits, score };
  }
  if (best) return decide(best.header, best.fits, best.score, judges.length === 1);
  const header = headerRow === undefined ? lookingLikeHeader(among) : among[0];
  return header && { header, dataset: undefined, candidates: [], score: 0 };
}

function decide(header: SourceRow, fits: readonly Fit[], score: number, onlyOne: boolean): FoundHeader {
  const meant = fits.filter((fit) => fit.meant || onlyOne);
  const top = Math.max(0, ...meant.map((fit) => fit.score));
  const equal = meant.filter((fit) => fit.score === top).map(({ dataset }) => dataset);
  return {
    header,
    dataset: equal.length === 1 ? equal[0] : undefined,
    candidates: equal.length > 1 ? equal : [],
    score,
  };
}

function fitJudge(
  dataset: ImportDataset,
  mapping: SavedMapping | undefined,
): (header: SourceRow, least: number) => Fit | undefined {
  const match = columnMatcher(dataset, mapping);
  const groups = requiredGroups(dataset);
  return (header, least) => {
    const titles = headerTitles(header).filter(Boolean);
    const matches = titles.map(match);
    const known = new Set(matches.flatMap((matched) => (matched ? `${matched.field} ${matched.year ?? ''}` : [])));
    if (known.size < least) return undefined;
    const fields = new Set(matches.flatMap((matched) => matched?.field ?? []));
    const there = groups.filter((group) => group.some((field) => fields.has(field))).length;
    const leftOut = matches.filter((matched) => matched === null).length;
    return {
      dataset,
      score: known.size / (titles.length - leftOut + groups.length - there),
      meant: there * 2 >= groups.length,
    };
  };
}

/** The first row of several different texts that is wider than half of the table. */
function lookingLikeHeader(rows: readonly SourceRow[]): SourceRow | undefined {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return rows.find(({ cells }) => {
    const texts = cells.flatMap((cell) => (typeof cell === 'string' && /\p{L}/u.test(cell) ? fold(cell) : []));
    const filled = cells.filter((cell) => cell !== null && cell !== '').length;
    const different = new Set(texts).size;
    return different >= LEAST_TITLES && filled * 2 > width && texts.length * 2 >= filled;
  });
}
