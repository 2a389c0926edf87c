// Which kind of posting a text names, by the words of the categories.

import { fold } from '../../values/fold.js';
import { type PostingCategory, postingCategories } from './categories.js';

/** What a text says of a posting. */
export interface Said {
  /** The first category that it names, and the word that does, folded. */
  readonly meant: { readonly category: string; readonly word: string } | undefined;
  /** All words of categories in the text, whatever they mean there. */
  readonly words: readonly string[];
  /** Category -> the word by which it is not meant, though one of its words is there. */
  readonly excepted: Readonly<Record<string, string>>;
}

/** What most texts say. */
export const NOTHING: Said = { meant: undefined, words: [], excepted: {} };

/** Reads texts. @param isMeant Whether such a text can name the category. */
export type PostingReader = (text: string, isMeant: (category: PostingCategory) => boolean) => Said;

/** Prepares the words once. */
export function postingReader(): PostingReader {
  const known = postingCategories.map((category) => ({
    category,
    words: wordsPattern(category.words),
    except: category.except === undefined ? undefined : wordsPattern(category.except),
  }));
  return (text, isMeant) => {
    const folded = fold(text);
    let meant: Said['meant'];
    const all = new Set<string>();
    const excepted: Record<string, string> = {};
    for (const { category, words, except } of known) {
      const own = wordsIn(folded, words);
      const [word] = own;
      if (word === undefined) continue;
      const exceptions = except ? wordsIn(folded, except) : [];
      const [exception] = exceptions;
      if (exception !== undefined) excepted[category.name] = exception;
      else if (meant === undefined && isMeant(category)) meant = { category: category.name, word };
      for (const one of [...own, ...exceptions]) all.add(one);
    }
    return all.size === 0 ? NOTHING : { meant, words: [...all].sort(), excepted };
  };
}

/** The longest word at each place where one begins. */
function wordsIn(folded: string, pattern: RegExp): readonly string[] {
  const found: string[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    found.push(match[1] ?? '');
    pattern.lastIndex = match.index + 1;
  }
  return found;
}

function wordsPattern(words: string): RegExp {
  const all = [...new Set(words.split(' '))]
    // The longer of two words that begin alike is the one that is meant.
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replaceAll('_', ' ').replace('*', '\\p{L}*'));
  return new RegExp(`(?:^| )(${all.join('|')})(?= |$)`, 'gu');
}
