// Maps a stream with a few concurrent jobs, in the order of the stream.

/** @param atOnce the most concurrent jobs, and held results. */
export async function* inOrder<T, R>(
  entries: AsyncIterable<T>,
  atOnce: number,
  work: (entry: T) => Promise<R>,
): AsyncGenerator<R> {
  const underway: Promise<R>[] = [];
  for await (const entry of entries) {
    const working = work(entry);
    // A failure is thrown in its turn; until then it must not count as unhandled.
    working.catch(() => undefined);
    underway.push(working);
    if (underway.length < atOnce) continue;
    const first = underway.shift();
    if (first) yield await first;
  }
  for (const one of underway) yield await one;
}
