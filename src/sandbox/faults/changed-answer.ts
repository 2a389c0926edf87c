// Answers in an undocumented shape, as a new version of a service might give them. Pure.

/**
 * `renamed`: the id has another name. `retyped`: it is in an object. `number`: it is a number that is no id. `without`: it is
 * missing. `extra`: there are unknown fields.
 */
export type AnswerChange = 'renamed' | 'retyped' | 'number' | 'without' | 'extra';

const idNames = ['id', 'uuid', 'product_id', 'productId', 'import_id'];

/** An answer with every row changed: the rows of a list or page, or a single row. */
export function changedAnswer(answer: unknown, change: AnswerChange): unknown {
  if (Array.isArray(answer)) return answer.map((row) => changedAnswer(row, change));
  if (typeof answer !== 'object' || answer === null) return answer;
  for (const rows of ['items', 'data']) {
    if (rows in answer) return { ...answer, [rows]: changedAnswer(Reflect.get(answer, rows), change) };
  }
  if (change === 'extra') return { ...answer, revision: 7, links: { self: 'https://example.com/rows/7' } };
  const names = Object.keys(answer);
  // A footprint has no id, so its first field is changed.
  const id = idNames.find((name) => names.includes(name)) ?? names[0];
  const entries = Object.entries(answer).flatMap(([name, value]) =>
    name === id ? changedId(name, value, change) : [[name, value]],
  );
  return Object.fromEntries(entries);
}

function changedId(
  name: string,
  value: unknown,
  change: Exclude<AnswerChange, 'extra'>,
): (readonly [string, unknown])[] {
  switch (change) {
    case 'renamed':
      return [[`${name}_v2`, value]];
    case 'retyped':
      return [[name, { value }]];
    case 'number':
      return [[name, 4711]];
    case 'without':
      return [];
  }
}
