// Normalises the words of an operation's name or title: "List all purchases", list_purchases and listPurchases become equal.

/** Words that distinguish no operations. */
const EMPTY = new Set(
  (
    'a an and all are as available by detail details for from given has have id ids in info information is its many ' +
    'multiple new of on one or page paginated several single specific that the their to which with your'
  ).split(' '),
);

/** Synonyms. The path distinguishes one thing from a list. */
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

/** The words of a title or name in any notation: lower case, singular, without filler words. */
export function wordsOf(text: string): ReadonlySet<string> {
  const split = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  const words = split.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return new Set(
    words
      .filter((word) => !EMPTY.has(word))
      .map((word) => (Object.hasOwn(alike, word) ? alike[word] : undefined) ?? singular(word)),
  );
}

/** A stem that need not be an English word. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^isu]s$/.test(word) ? word.slice(0, -1) : word;
}
