// Counts the texts of columns that repeat few of them, and the words of unit columns, over all rows. Says which are nearly
// another one that is known or frequent. Such values are accepted as they are: all of this is a warning. Memory is bounded.

import type { Values } from '../datasets/dataset.js';
import type { MappedColumn, Mapping } from '../mapping/mapping.js';
import { cellOf } from '../mapping/mapping.js';
import { problemAt } from '../problems/place.js';
import type { Finding, Problem } from '../problems/problem.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { type CountedText, rareSpellings } from './rare-spellings.js';
import { unitSpelling } from './unit-spelling.js';

/** A row as the checks see it. */
interface SeenRow {
  readonly source: SourceRow;
  /** Absent when the row has an error. */
  readonly record: Values | undefined;
}

/** A value that is spelt oddly, with the rows that have it. */
export interface OddSpelling {
  readonly problem: Problem;
  readonly rows: number;
}

/** Counts values. */
interface SpellingWatch {
  add(row: SeenRow): void;
  /** Once all rows are added. */
  found(): readonly OddSpelling[];
}

/** With more different texts, a column does not repeat few of them, and nothing is said of it. */
const MOST_TEXTS = 5000;
/** Longer texts are sentences. */
const LONGEST = 100;

/** Finds what to say of the texts of one column. */
type SpellingFinder = (texts: readonly CountedText[]) => ReadonlyMap<CountedText, Finding>;

/** Starts with no rows; undefined where no column is watched. @param mostTexts Different texts of a column that are counted. */
export function watchSpellings(mapping: Mapping, mostTexts = MOST_TEXTS): SpellingWatch | undefined {
  const columns = mapping.columns.flatMap((column) => {
    const find = finderFor(mapping, column);
    return find === undefined ? [] : [{ column, find, texts: new Map<string, CountedText>() }];
  });
  if (columns.length === 0) return undefined;
  return {
    add(row) {
      for (const { column, texts } of columns) if (texts.size <= mostTexts) count(texts, column, row);
    },
    found: () =>
      columns.flatMap(({ column, find, texts }) =>
        texts.size > mostTexts ? [] : [...find([...texts.values()])].map(([text, why]) => oddAt(column, text, why)),
      ),
  };
}

function finderFor({ dataset }: Mapping, { field: name = '' }: MappedColumn): SpellingFinder | undefined {
  const field = dataset.fields[name];
  const isUnit = Object.values(dataset.fields).some((one) => one.kind === 'number' && one.unitField === name);
  if (isUnit) return unitSpellings;
  return field?.kind === 'text' && field.repeats ? rareSpellings : undefined;
}

function unitSpellings(texts: readonly CountedText[]): ReadonlyMap<CountedText, Finding> {
  const spell = unitSpelling();
  return new Map(
    texts.flatMap((one) => {
      const found = spell(one.text);
      return found === undefined ? [] : [[one, found] as const];
    }),
  );
}

function count(texts: Map<string, CountedText>, column: MappedColumn, { source, record }: SeenRow): void {
  const text = cellText(cellOf(column, source));
  if (text === '' || text.length > LONGEST) return;
  const known = texts.get(text);
  if (known !== undefined) {
    known.rows += 1;
    known.isFit ||= record !== undefined;
    return;
  }
  // A clone, since a slice of a text would hold all of it in memory.
  const own = structuredClone(text);
  const { sheet, row, from } = source;
  texts.set(own, { text: own, rows: 1, isFit: record !== undefined, first: { sheet, row, ...(from && { from }) } });
}

function oddAt(column: MappedColumn, { text, rows, first }: CountedText, found: Finding): OddSpelling {
  const { sheet, row, from } = first;
  const title = (column.gained && from?.title) || column.title;
  return { problem: problemAt({ sheet, row, column: title, field: column.field ?? '', value: text }, found), rows };
}
