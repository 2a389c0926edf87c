// What a proposal adds to what titles say for certain: columns that are read as it says, with a warning where it is only likely.

import { requiredGroups } from '../../datasets/dataset.js';
import type { TitleMatch } from '../titles/match-title.js';
import type { MappingProposal } from './propose-mapping.js';
import { ALIKE } from './title-score.js';

/** What a column is taken for, where its title alone does not say it. */
export interface Guess {
  /** Undefined: for no field, although the title names one. */
  readonly match: TitleMatch | undefined;
  /** Whether it must be confirmed before anything is sent. */
  readonly isLikely: boolean;
  /** The column of credits that are taken off its debits. */
  readonly minus: string | undefined;
  /** The field that the title names and the column is not. */
  readonly ruledOut: string | undefined;
  readonly why: string;
}

/** The guesses by title, as far as titles speak for them: what values alone suggest is only asked about. Columns that are only likely are guessed for required fields: nothing else is worth a question. */
export function guessesOf({ dataset, columns }: MappingProposal): ReadonlyMap<string, Guess> {
  const required = new Set(requiredGroups(dataset).flat());
  const guesses = new Map<string, Guess>();
  const seen = new Set<string>();
  // Of two columns of one title, none can be told from the other by it.
  const doubled = new Set(columns.flatMap(({ title }) => (seen.size === seen.add(title).size ? [title] : [])));
  for (const { title, field, year, score, certainty, ruledOut, why, minus } of columns) {
    if (doubled.has(title)) continue;
    const isLikely = certainty === 'likely';
    const isNews = isLikely ? required.has(field ?? '') && score >= ALIKE : certainty === 'sure' && score < 1;
    const match = isNews && field !== undefined ? { field, ...(year === undefined ? {} : { year }) } : undefined;
    if (match || ruledOut !== undefined)
      guesses.set(title, { match, isLikely: isLikely && isNews, minus, ruledOut, why });
  }
  return guesses;
}
