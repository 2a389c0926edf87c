// RFC 3339 times to the nanosecond, as CarbonCloud writes them, and their order. A Date would cut them to milliseconds.

/** Creates unique times: a counter fills the digits below milliseconds. */
export class ChangeStamps {
  #lastMs = Number.NEGATIVE_INFINITY;
  #within = 0;

  next(now: number): string {
    // A clock that stands still or is set back must not reorder changes.
    this.#within = now > this.#lastMs ? 1 : this.#within + 1;
    this.#lastMs = Math.max(this.#lastMs, now);
    return stampAt(this.#lastMs, this.#within);
  }
}

function stampAt(ms: number, nanoseconds: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(nanoseconds).padStart(6, '0')}Z`;
}

/** A stamp moved by some milliseconds; its nanoseconds are kept. */
export function laterStamp(stamp: string, byMs: number): string {
  const decimals = /\.(\d{1,9})/.exec(stamp)?.[1] ?? '';
  return stampAt(Date.parse(stamp) + byMs, Number(decimals.padEnd(9, '0').slice(3)));
}

/** A time in RFC 3339 with up to nine decimals as sortable text; undefined for anything else. */
export function sortableInstant(text: string): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  const seconds = Date.parse(`${parts?.[1] ?? ''}${parts?.[3] ?? ''}`.toUpperCase());
  if (parts === null || Number.isNaN(seconds)) return undefined;
  return `${new Date(seconds).toISOString().slice(0, 19)}.${(parts[2] ?? '').padEnd(9, '0')}`;
}
