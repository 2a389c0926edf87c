// Maps a header row to the dataset's fields, and reports what is wrong with the header as a whole.
// find-header.ts finds the header row; validate/ reads the cells.

import { type ImportDataset, requiredGroups } from '../datasets/dataset.js';
import { problemAt } from '../problems/place.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import type { SourceRow } from '../values/cell.js';
import { columnLetters } from '../values/column-letters.js';
import { fold } from '../values/fold.js';
import { nearestFinder } from '../values/nearest.js';
import { columnMeasure } from './column-measure.js';
import { derivedColumns } from './derived-columns.js';
import type { MeasureAbove } from './lines-above.js';
import { headerTitles, type MappedColumn, type Mapping } from './mapping.js';
import { type Mark, markMatcher } from './mark-columns.js';
import { type ColumnMatcher, columnMatcher, missingTitles } from './match-column.js';
import { takenAmount } from './net-or-gross.js';
import { findPeriod } from './period-columns.js';
import type { Guess } from './propose/guesses.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { documentKind } from './titles/document-titles.js';
import { isTaxed, type TitleMatch, titlesOf, withoutBrackets } from './titles/match-title.js';
import { isOpposed } from './titles/tax-words.js';
import { unitFieldOf } from './titles/title-unit.js';

/**
 * Maps the titles of a header to the fields of the dataset; a saved mapping decides before the titles do.
 * @param above what the lines above the header say of the amounts.
 * @param guesses what columns are taken for, where their titles alone do not say it.
 * @throws Stop of kind `usage` when the saved mapping names a field that the dataset lacks.
 */
export function mapHeader(
  header: SourceRow,
  dataset: ImportDataset,
  given?: SavedMapping,
  above: readonly MeasureAbove[] = [],
  guesses: ReadonlyMap<string, Guess> = new Map(),
): Mapping {
  const saved = withDifferences(given, guesses);
  const match = withGuesses(columnMatcher(dataset, saved), guesses);
  const markOf = markMatcher(dataset, headerTitles(header), saved);
  const amount = takenAmount(dataset, headerTitles(header), match);
  const period = findPeriod(headerTitles(header), dataset, match, saved);
  const columns: MappedColumn[] = [];
  const problems: Problem[] = [];
  const unknown: MappedColumn[] = [];
  const taken = new Map<string, MappedColumn>();
  const marked = new Map<Mark, MappedColumn>();
  const report = (column: string, field: string, found: Finding): void => {
    problems.push(problemAt({ sheet: header.sheet, row: header.row, column, field, value: '' }, found));
  };
  for (const [index, title] of headerTitles(header).entries()) {
    const letter = columnLetters(index);
    const mark = markOf(title);
    if (mark) {
      const column: MappedColumn = { index, letter, title, field: undefined, mark };
      const first = marked.get(mark);
      if (!first) marked.set(mark, column);
      if (first) report(title, '', finding('DOUBLED_COLUMN', { first: called(first), second: called(column) }));
      columns.push(column);
      continue;
    }
    const part = period?.parts.find((one) => one.index === index);
    if (period && part) {
      const isLast = part === period.parts.at(-1);
      columns.push({ index, letter, title, ...(isLast ? { field: period.start, period } : { field: undefined }) });
      continue;
    }
    const said = title === '' || mark === null ? null : match(title);
    const isOtherAmount = amount !== undefined && title !== amount && isTaxed(dataset, said?.field);
    if (isOtherAmount) report(title, '', finding('OTHER_AMOUNT', { taken: amount }));
    const matched = isOtherAmount ? null : said;
    if (matched === undefined && documentKind(title) !== undefined) {
      columns.push({ index, letter, title, field: undefined, mark: 'document' });
      report(title, '', finding('DOCUMENT_COLUMN', {}));
      continue;
    }
    const column: MappedColumn = { index, letter, title, field: undefined, ...matched };
    const first = matched && taken.get(slotOf(matched));
    if (matched === undefined) unknown.push(column);
    if (first) {
      report(title, matched.field, finding('DOUBLED_COLUMN', { first: called(first), second: called(column) }));
    } else if (matched) taken.set(slotOf(matched), column);
    // The first of two columns is read, so that the rows are checked all the same.
    if (first) columns.push({ index, letter, title, field: undefined });
    else {
      const { finding: found, ...said } = measureOf(dataset, column, above);
      columns.push({ ...column, ...said });
      if (found) report(title, column.field ?? '', found);
      const guess = guesses.get(title);
      if (guess?.isLikely)
        report(title, column.field ?? '', finding('LIKELY_COLUMN', { field: column.field ?? '', why: guess.why }));
    }
  }
  const { columns: all, doubled } = derivedColumns(columns, dataset, saved);
  for (const { first, second } of doubled)
    report(
      second.title,
      first.field ?? '',
      finding('DOUBLED_COLUMN', { first: called(first), second: called(second) }),
    );
  const inTitles = columns.filter(({ measure }) => measure?.codes.length === 1);
  const unitFields = inTitles.flatMap(({ field }) => unitFieldOf(dataset, field) ?? []);
  const mapped = new Set([...all.flatMap(({ field }) => field ?? []), ...unitFields, ...(period ? [period.end] : [])]);
  const free = Object.keys(dataset.fields).filter((field) => !mapped.has(field));
  const candidates = free.flatMap((field) => titlesOf(dataset, field));
  // Prepared once: a header may have thousands of titles.
  const nearestField = nearestFinder(candidates.map(fold));
  for (const { title } of unknown) {
    const guess = guesses.get(title);
    if (guess) {
      report(title, guess.ruledOut ?? '', finding('COLUMN_RULED_OUT', { why: guess.why }));
      continue;
    }
    const isOut = (index: number): boolean => isOpposed(title, candidates[index] ?? '');
    const near = candidates[nearestField(fold(withoutBrackets(title)), isOut) ?? -1];
    report(title, '', finding('UNKNOWN_COLUMN', { nearest: near }));
  }
  const titles = headerTitles(header);
  const nearestTitle = nearestFinder(titles.map(fold));
  for (const title of missingTitles(titles, saved)) {
    const near = titles[nearestTitle(fold(title)) ?? -1];
    report(title, '', finding('MAPPED_TITLE_MISSING', { file: saved?.file ?? '', nearest: near }));
  }
  for (const [field, found] of missingColumns(dataset, mapped)) report('', field, found);
  return { dataset, headerRow: header.row, columns: all, problems };
}

function measureOf(dataset: ImportDataset, { field, title, index }: MappedColumn, above: readonly MeasureAbove[]) {
  if (field === undefined) return {};
  const lines = above.filter(({ column }) => column === undefined || column === index);
  return columnMeasure(dataset, field, title, titlesOf(dataset, field), lines);
}

/** Debits and credits are read together as soon as they are guessed to be one amount: a warning says so. */
function withDifferences(
  saved: SavedMapping | undefined,
  guesses: ReadonlyMap<string, Guess>,
): SavedMapping | undefined {
  const guessed = [...guesses].flatMap(([debit, { match, minus: credit }]) =>
    match && credit !== undefined ? [[match.field, { debit, credit }] as const] : [],
  );
  if (guessed.length === 0) return saved;
  const { file = '', columns = {} } = saved ?? {};
  return { ...saved, file, columns, differences: { ...saved?.differences, ...Object.fromEntries(guessed) } };
}

/** What a proposal says goes before the title. */
function withGuesses(match: ColumnMatcher, guesses: ReadonlyMap<string, Guess>): ColumnMatcher {
  if (guesses.size === 0) return match;
  return (title) => (guesses.has(title) ? guesses.get(title)?.match : match(title));
}

function slotOf({ field, year = '' }: TitleMatch): string {
  return `${field} ${year}`;
}

function called({ letter, title }: MappedColumn): string {
  return `${letter} ("${title}")`;
}

function missingColumns(dataset: ImportDataset, mapped: ReadonlySet<string>): readonly [string, Finding][] {
  return requiredGroups(dataset)
    .filter((group) => !group.some((field) => mapped.has(field)))
    .map((group) => {
      const titles = group.map((name) => dataset.fields[name]?.title ?? name);
      const known = group.length > 1 ? titles : ownWords(dataset, group[0] ?? '');
      return [group[0] ?? '', finding('MISSING_COLUMN', { title: titles.join('" or "'), titles: known })];
    });
}

/** The field's title and the first word for it in a few other languages, without repeats. */
function ownWords(dataset: ImportDataset, name: string): readonly string[] {
  const field = dataset.fields[name];
  if (field === undefined) return [];
  const { es = [], de = [], fr = [], sv = [] } = field.aliases;
  const words = new Map<string, string>();
  for (const word of [field.title, es[0], de[0], fr[0], sv[0]]) {
    if (word !== undefined && !words.has(fold(word))) words.set(fold(word), word);
  }
  return [...words.values()];
}
