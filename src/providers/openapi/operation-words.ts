// The words of an operation's name or title, made alike, so that "List all purchases", list_purchases and listPurchases are equal.

/** Words that tell no operation from another. */
const EMPTY = new Set(
  (
    'a an and all are as available by detail details for from given has have id ids in info information is its many ' +
    'multiple new of on one or page paginated several single specific that the their to which with your'
  ).split(' '),
);

/** What people call the same thing. Whether one thing is got or a list is told by the path. */
const alike: Readonly<Record<string, string>> = {
  list: 'get',
  retrieve: 'get',
  fetch: 'get',
  read: 'get',
  show: 'get',
  view: 'get',
  add: 'create',
  insert: 'create',
  edit: 'update',
  modify: 'update',
  change: 'update',
  patch: 'update',
  remove: 'delete',
};

/** The words of a title or of a name in any notation: lower case, singular, without those that say nothing. */
export function wordsOf(text: string): ReadonlySet<string> {
  const split = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  const words = split.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return new Set(
    words
      .filter((word) => !EMPTY.has(word))
      .map((word) => (Object.hasOwn(alike, word) ? alike[word] : undefined) ?? singular(word)),
  );
}

/** Good enough to compare words with each other; it need not be English. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^isu]s$/.test(word) ? word.slice(0, -1) : word;
}
