// The rules that find the rows of a category, and no others: a word in a text may also be in rows that say something else.

import type { RowRule } from '../../mapping/saved/row-rules.js';
import { comparedText, exactPattern, isTitled } from '../rule-matcher.js';
import type { PostingCategory } from './categories.js';
import type { Said } from './posting-words.js';

/** A cell that may say what a posting is. */
export interface SayingCell {
  readonly title: string;
  /** The whole cell says it; else a word of it. */
  readonly isWhole: boolean;
  readonly text: string;
  readonly said: Said;
}

/** Rows that no rule can tell apart, and what says what they are. */
export interface Decided<Group> {
  readonly group: Group;
  readonly cells: readonly SayingCell[];
  readonly by:
    | { readonly category: string; readonly word: string; readonly cell: SayingCell; readonly isByChart: boolean }
    | undefined;
}

/** A pattern of a rule, in the column of a title. */
interface Pattern {
  readonly title: string;
  /** Exactly this text, or a word. */
  readonly isWhole: boolean;
  readonly text: string;
}

interface Draft {
  readonly title: string;
  readonly when: readonly Pattern[];
  readonly unless: readonly Pattern[];
}

/** The rules for a category, and the rows that they match: all are of the category. @param taken Lower-case names that no rule may get. */
export function exactRules<Group>(
  { name, because }: Pick<PostingCategory, 'name' | 'because'>,
  all: readonly Decided<Group>[],
  taken: ReadonlySet<string>,
): { readonly rules: readonly RowRule[]; readonly matched: readonly Decided<Group>[] } {
  const own = all.filter(({ by }) => by?.category === name);
  const others = all.filter(({ by }) => by?.category !== name);
  const titles = [...new Set(own.flatMap(({ by }) => by?.cell.title ?? []))];
  const drafts = titles
    .map((title) => draftOf(name, title, own, others))
    .filter((draft) => !others.some(({ cells }) => isMatched(cells, draft)));
  const matched = own.filter(({ cells }) => drafts.some((draft) => isMatched(cells, draft)));
  const rules = drafts.map(({ title, when, unless }, index): RowRule => {
    const called = freeName(index === 0 ? name : `${name} (${title})`, taken);
    const exceptions = unless.length > 0 ? { unless: byTitle(unless) } : {};
    return { name: called, when: byTitle(when), ...exceptions, action: 'exclude', reason: because };
  });
  return { rules, matched };
}

function draftOf<Group>(
  category: string,
  title: string,
  own: readonly Decided<Group>[],
  others: readonly Decided<Group>[],
): Draft {
  const when = own.flatMap(({ by }) => (by?.cell.title === title ? patternOf(by) : []));
  const strays = others.filter(({ cells }) => isMatched(cells, { title, when, unless: [] }));
  return { title, when, unless: strays.flatMap((stray) => reasonOf(category, title, stray)) };
}

/** Why a row with a word of the category is not of the category. */
function reasonOf<Group>(category: string, title: string, { cells, by }: Decided<Group>): readonly Pattern[] {
  const cell = cells.find((one) => one.title === title);
  const excepted = cell?.said.excepted[category];
  if (excepted !== undefined) return [{ title, isWhole: false, text: excepted }];
  return by ? [patternOf(by)] : [];
}

function patternOf({ word, cell: { title, isWhole, text } }: NonNullable<Decided<unknown>['by']>): Pattern {
  return { title, isWhole, text: isWhole ? text : word };
}

function isMatched(cells: readonly SayingCell[], { when, unless }: Draft): boolean {
  return when.some((pattern) => holds(cells, pattern)) && !unless.some((pattern) => holds(cells, pattern));
}

function holds(cells: readonly SayingCell[], { title, isWhole, text }: Pattern): boolean {
  return cells.some((cell) => {
    if (!isTitled(cell.title, title)) return false;
    if (isWhole) return comparedText(cell.text) === comparedText(text);
    return cell.said.words.some((word) => ` ${word} `.includes(` ${text} `));
  });
}

function byTitle(patterns: readonly Pattern[]): RowRule['when'] {
  const entries = new Map<string, Set<string>>();
  for (const { title, isWhole, text } of patterns) {
    const texts = entries.get(title) ?? new Set();
    entries.set(title, texts.add(isWhole ? exactPattern(text) : `~${text}`));
  }
  return Object.fromEntries([...entries].map(([title, texts]) => [title, [...texts]]));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${name.replace(/ \d+$/, '')} ${number}`;
  return name;
}
