// Finds the header row of a sheet and the dataset that its titles fit best. map-header.ts gives each column its meaning.

import { type ImportDataset, requiredGroups } from '../datasets/dataset.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { remembering } from '../values/remembering.js';
import { derivedFields } from './derived-columns.js';
import { joinHeader } from './join-header.js';
import { headerTitles } from './mapping.js';
import { markMatcher } from './mark-columns.js';
import { type ColumnMatcher, columnMatcher, hasMappedFields } from './match-column.js';
import { findMatrix, type Matrix } from './matrix.js';
import { findPeriod } from './period-columns.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { titleParts } from './titles/match-title.js';
import { titleMeasures, unitFieldOf } from './titles/title-unit.js';

/** What the user asked for. */
export interface AskedHeader {
  /** As Excel shows it. */
  readonly headerRow?: number | undefined;
  readonly dataset?: string | undefined;
  readonly mapping?: SavedMapping | undefined;
  /** The rows are of the file's only sheet. */
  readonly isWhole?: boolean | undefined;
}

/** A header row and what it fits. */
export interface FoundHeader {
  readonly header: SourceRow;
  /** The row of group titles that were joined with the header's, as Excel shows it; undefined for a header of one row. */
  readonly groupRow: number | undefined;
  /** The columns of a matrix, where the dataset comes as one. */
  readonly matrix: Matrix | undefined;
  /** The dataset that fits best; undefined when none fits, or two fit equally. */
  readonly dataset: ImportDataset | undefined;
  /** Whether it fits clearly better than any other, so that nothing else need be looked at. */
  readonly isClear: boolean;
  /** The datasets that fit equally well, when there are two or more. */
  readonly candidates: readonly ImportDataset[];
  /** From 0 to 1: columns that are understood, of all columns with a title and all required columns that are missing. */
  readonly score: number;
  /** Columns that the dataset requires and the header lacks. */
  readonly missing: number;
}

/** A row with fewer known titles is no header. */
const LEAST_TITLES = 2;

/** Characters of the longest title: comparing longer texts with all titles of all datasets takes seconds, and they are never one. */
const LONGEST_TITLE = 4_000;

/** How many titles must be known; or `enough`: all that the dataset requires, as in a file that is one column of names. */
type Least = number | 'enough';

interface Fit {
  readonly dataset: ImportDataset;
  readonly header: SourceRow;
  readonly matrix: Matrix | undefined;
  readonly score: number;
  /** Columns that are required and not there. */
  readonly missing: number;
  /** Columns with a title that is known. */
  readonly understood: number;
  /** Columns of a field that another column has already. */
  readonly doubled: number;
  /** Whether all titles are the dataset's own titles or names, none a word that people use as well. */
  readonly isOwn: boolean;
  /** Whether at least half of what the dataset requires is there, so that the file is meant as such a table. */
  readonly meant: boolean;
}

/** Looks through the rows, the first ones of a sheet. Undefined when no row can be a header. */
export function findHeader(
  rows: readonly SourceRow[],
  datasets: readonly ImportDataset[],
  asked: AskedHeader = {},
): FoundHeader | undefined {
  const { headerRow, dataset: name, mapping, isWhole = false } = asked;
  const open = datasets.filter((dataset) => name === undefined || dataset.name === name);
  const judges = judgesOf(open, mapping);
  const isList = isWhole && rows.every(({ cells }) => cells.length <= 1);
  const least = headerRow !== undefined || judges.length === 1 ? 1 : isList ? 'enough' : LEAST_TITLES;
  let best: Candidate | undefined;
  const consider = (fits: readonly Fit[], groupRow: number | undefined): void => {
    const top = fits.reduce<Fit | undefined>((most, fit) => (isBetter(fit, most) ? fit : most), undefined);
    if (top && isBetter(top, best?.top)) best = { fits, top, groupRow };
  };
  const isAsked = ({ row, cells }: SourceRow): boolean =>
    headerRow === undefined ? cells.every((cell) => cellText(cell).length <= LONGEST_TITLE) : row === headerRow;
  for (const header of rows.filter(isAsked))
    consider(
      judges.flatMap((judge) => judge.alone(header, least) ?? []),
      undefined,
    );
  // Afterwards, since joined titles must fit better than those of any one row.
  for (const [index, lower] of rows.entries()) {
    const upper = rows[index - 1];
    if (upper === undefined || !isAsked(lower)) continue;
    consider(
      judges.flatMap((judge) => judge.joined(upper, lower, least) ?? []),
      upper.row,
    );
  }
  if (best) return decide(best, judges.length === 1);
  const header = headerRow === undefined ? lookingLikeHeader(rows) : rows.find(isAsked);
  return (
    header && {
      header,
      groupRow: undefined,
      matrix: undefined,
      dataset: undefined,
      isClear: false,
      candidates: [],
      score: 0,
      missing: 0,
    }
  );
}

/**
 * The datasets that can be meant. A saved mapping rules out those that lack a field of it; where all do, the best fit is
 * looked for all the same, so that the mistake is told of the dataset that is meant.
 */
function judgesOf(open: readonly ImportDataset[], mapping: SavedMapping | undefined): readonly FitJudge[] {
  const said = ({ name }: ImportDataset): SavedMapping | undefined =>
    mapping?.dataset === undefined || mapping.dataset === name ? mapping : undefined;
  const fitting = open.filter((dataset) => hasMappedFields(dataset, said(dataset)));
  const unfit = open.length === 1 ? 'refuse' : 'ignore';
  const meant = fitting.length > 0 ? fitting : open;
  const partsOf = remembering(titleParts);
  return meant.map((dataset) => {
    const saved = said(dataset);
    return fitJudge(dataset, columnMatcher(dataset, saved, unfit, partsOf), derivedFields(dataset, saved));
  });
}

/** A row, or two rows joined, and what it fits. */
interface Candidate {
  readonly fits: readonly Fit[];
  readonly top: Fit;
  readonly groupRow: number | undefined;
}

/** Of equal scores: two columns for one field are worse than one of them that is not understood, more columns are better. */
function isBetter(fit: Fit, than: Fit | undefined): boolean {
  if (than === undefined || fit.score !== than.score) return fit.score > (than?.score ?? 0);
  return fit.doubled < than.doubled || (fit.doubled === than.doubled && fit.understood > than.understood);
}

function decide({ fits, top: { score }, groupRow }: Candidate, onlyOne: boolean): FoundHeader | undefined {
  const meant = fits.filter((fit) => fit.meant || onlyOne);
  const top = Math.max(0, ...meant.map((fit) => fit.score));
  const best = meant.filter((fit) => fit.score === top);
  // A header in a dataset's own titles, as its template has them, is meant as that one.
  const own = best.filter((fit) => fit.isOwn);
  const equal = own.length > 0 ? own : best;
  const [first, second] = equal;
  const [shown] = [...equal, ...fits];
  if (shown === undefined) return undefined;
  return {
    header: shown.header,
    groupRow,
    matrix: shown.matrix,
    dataset: second === undefined ? first?.dataset : undefined,
    isClear: first !== undefined && second === undefined && (onlyOne || isClearOf(first, fits)),
    candidates: equal.length > 1 ? equal.map(({ dataset }) => dataset) : [],
    score,
    missing: shown.missing,
  };
}

/** Fewer known titles decide only a header in the dataset's own titles. */
const LEAST_CLEAR = 3;
/** No other dataset may have more than this share of a clear fit. */
const CLEARLY_LESS = 0.8;

/** Whether most required fields are there, and no other dataset fits nearly as well. */
function isClearOf(best: Fit, fits: readonly Fit[]): boolean {
  if (best.isOwn) return true;
  if (best.understood < LEAST_CLEAR || best.missing * 2 >= requiredGroups(best.dataset).length) return false;
  return fits.every(({ dataset, score }) => dataset === best.dataset || score <= best.score * CLEARLY_LESS);
}

/** How well rows fit one dataset; undefined when they have too few of its titles. */
interface FitJudge {
  alone(header: SourceRow, least: Least): Fit | undefined;
  joined(upper: SourceRow, lower: SourceRow, least: Least): Fit | undefined;
}

function fitJudge(dataset: ImportDataset, match: ColumnMatcher, derived: readonly string[]): FitJudge {
  const groups = requiredGroups(dataset);
  const alone = (header: SourceRow, least: Least): Fit | undefined =>
    fitOf(header, least, dataset, match, groups, derived);
  return {
    alone,
    joined(upper, lower, least) {
      const header = joinHeader(upper, lower, match);
      return header && alone(header, least);
    },
  };
}

function fitOf(
  header: SourceRow,
  least: Least,
  dataset: ImportDataset,
  match: ColumnMatcher,
  groups: readonly (readonly string[])[],
  derived: readonly string[],
): Fit | undefined {
  const everyTitle = headerTitles(header).filter(Boolean);
  const markOf = markMatcher(dataset, everyTitle);
  // What an export of the dataset has beside its fields speaks for it; marks that every export has speak for none.
  const own = everyTitle.filter((title) => markOf(title) === null).length;
  const titles = everyTitle.filter((title) => markOf(title) === undefined);
  const matches = titles.map(match);
  const known = new Set(matches.flatMap((matched) => (matched ? `${matched.field} ${matched.year ?? ''}` : [])));
  const matrix = known.size > 0 ? findMatrix(header, dataset, match) : undefined;
  const period = known.size > 0 && matrix?.by !== 'period' ? findPeriod(titles, dataset, match) : undefined;
  const understood = known.size + own + (matrix?.columns.length ?? 0) + (period?.parts.length ?? 0);
  if (understood < (least === 'enough' ? 1 : least)) return undefined;
  const fields = new Set(matches.flatMap((matched) => matched?.field ?? []));
  for (const [index, matched] of matches.entries()) {
    const unit = matched ? unitFieldOf(dataset, matched.field) : undefined;
    if (unit !== undefined && titleMeasures(titles[index] ?? '').some(({ measure }) => measure.codes.length > 0))
      fields.add(unit);
  }
  for (const field of derived) fields.add(field);
  for (const field of matrix ? [...matrix.fields, matrix.value] : []) fields.add(field);
  if (period) fields.add(period.start).add(period.end);
  const there = groups.filter((group) => group.some((field) => fields.has(field))).length;
  const missing = groups.length - there;
  if (least === 'enough' && missing > 0) return undefined;
  const leftOut = matches.filter((matched) => matched === null).length;
  return {
    dataset,
    header,
    matrix,
    understood,
    score: understood / (titles.length + own - leftOut + missing),
    missing,
    doubled: matches.filter(Boolean).length - known.size,
    isOwn: isOwnHeader(dataset, titles),
    meant: there * 2 >= groups.length,
  };
}

function isOwnHeader({ fields }: ImportDataset, titles: readonly string[]): boolean {
  const own = new Set(Object.entries(fields).flatMap(([name, { title }]) => [fold(name), fold(title)]));
  return titles.every((title) => own.has(fold(title)));
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
