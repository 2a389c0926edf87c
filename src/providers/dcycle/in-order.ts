// Works on the entries of a stream, a few at a time, and gives what comes of them in the stream's order.

/** @param atOnce how many are worked on at the same time at the most; no more are held. */
export async function* inOrder<T, R>(
  entries: AsyncIterable<T>,
  atOnce: number,
  work: (entry: T) => Promise<R>,
): AsyncGenerator<R> {
  const underway: Promise<R>[] = [];
  for await (const entry of entries) {
    const working = work(entry);
    // A failure is thrown where its turn comes; until then it must not count as unhandled.
    working.catch(() => undefined);
    underway.push(working);
    if (underway.length < atOnce) continue;
    const first = underway.shift();
    if (first) yield await first;
  }
  for (const one of underway) yield await one;
}
