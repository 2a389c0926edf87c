// Remembers the answers to a column's texts: most columns repeat a few values over and over.

/** Texts that are remembered; a column with many more gains nothing by it. */
const MOST = 4096;
/** Characters of the longest. */
const LONGEST = 48;

/**
 * Gives the same answers as `answerTo`, which must depend on the text alone; equal texts get the very same one.
 * A text that is the same object as an earlier one, as readers of files give them, is found at once.
 */
export function remembering<Answer>(answerTo: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  let isUseful = true;
  let asked = 0;
  return (text) => {
    if (!isUseful || text.length > LONGEST) return answerTo(text);
    asked++;
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    // The slice of a text is a view that would hold all of it in memory; a clone is not.
    const own = structuredClone(text);
    const answer = answerTo(own);
    known.set(own, answer);
    if (known.size === MOST) {
      isUseful = asked > 2 * MOST;
      known.clear();
      asked = 0;
    }
    return answer;
  };
}
