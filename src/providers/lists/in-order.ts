// Works on the items of a stream a few at a time, and gives the results in order: the next ones are under way while the caller
// works on one.

/**
 * The result of the work on each item, in the order of the items.
 * @param most how many are under way at a time, beside the one that the caller works on.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<R> | R,
  most: number,
): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]();
  const start = async (): Promise<IteratorResult<R, undefined>> => {
    const next = await iterator.next();
    return next.done ? { done: true, value: undefined } : { done: false, value: await work(next.value) };
  };
  const waiting: Promise<IteratorResult<R, undefined>>[] = [];
  try {
    for (;;) {
      while (waiting.length < most + 1) {
        const started = start();
        // Thrown where its turn comes; until then it must not count as unhandled.
        started.catch(() => undefined);
        waiting.push(started);
      }
      const next = await waiting.shift();
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The same items, read ahead. */
export function readAhead<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  return inOrder(items, (item) => item, most);
}

/** The items of pages, so many at a time; the last batch may be smaller. */
export async function* inBatches<T>(pages: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<readonly T[]> {
  let waiting: T[] = [];
  for await (const page of pages) {
    waiting.push(...page);
    while (waiting.length >= size) {
      yield waiting.slice(0, size);
      waiting = waiting.slice(size);
    }
  }
  if (waiting.length > 0) yield waiting;
}
