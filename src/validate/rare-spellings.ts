// Finds the rare spellings among the texts of a column: nearly the same as one that far more rows have. Pure.

import { type Finding, finding } from '../problems/problem.js';
import type { SourceRow } from '../values/cell.js';
import { cleanText } from '../values/characters.js';
import { nearNameFinder } from '../values/near-name.js';

/** A text of a column, as its cells have it. */
export interface CountedText {
  readonly text: string;
  rows: number;
  /** Whether a row with it is valid. */
  isFit: boolean;
  readonly first: Pick<SourceRow, 'sheet' | 'row' | 'from'>;
}

/** The usual spelling has so many times the rows of the rare one. */
const TIMES = 10;

/** The rare spellings, each with the usual one. */
export function rareSpellings(texts: readonly CountedText[]): ReadonlyMap<CountedText, Finding> {
  const usual = usualTexts(texts);
  const find = nearNameFinder(usual.keys(), 1);
  const found = new Map<CountedText, Finding>();
  for (const one of texts) {
    const likely = find(readAs(one));
    const rows = usual.get(likely?.answer ?? '') ?? 0;
    if (likely === undefined || rows < TIMES * one.rows) continue;
    found.set(one, finding('RARE_SPELLING', { usual: likely.answer, rows, confidence: likely.confidence }));
  }
  return found;
}

/** The texts with enough rows to be the usual spelling of another one, the most frequent first, with their rows. */
function usualTexts(texts: readonly CountedText[]): ReadonlyMap<string, number> {
  const rowsOf = new Map<string, number>();
  for (const one of texts) if (one.isFit) rowsOf.set(readAs(one), (rowsOf.get(readAs(one)) ?? 0) + one.rows);
  return new Map([...rowsOf].filter(([, rows]) => rows >= TIMES).sort(([, one], [, other]) => other - one));
}

/** As the field is read. */
function readAs({ text }: CountedText): string {
  return cleanText(text).trim();
}
