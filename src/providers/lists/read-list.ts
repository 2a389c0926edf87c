// Reads a list to its end: one algorithm for all services, with arguments for the paging and for reading a page. A reported total
// is a hint only: pages are read ahead by it, and a list with fewer entries is read again.

import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Call, Session } from '../session.js';

/** Pauses before a changing list is read again, in milliseconds. */
const PAUSES_MS = [1_000, 5_000, 20_000];
const PAGES_AT_ONCE = 4;
/** The smallest page size to request. */
const SMALLEST_PAGE = 10;
/** Consecutive pages without new entries that end a list, even if its total is higher. */
const IDLE_PAGES = 2;
/** Statuses that may refuse a page size. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);
/** Answers to a page beyond the last one, of services that do not answer with an empty page. */
const NO_SUCH_PAGE: ReadonlySet<number> = new Set([400, 404, 416, 422]);

/** How to request the pages of a list. */
export type Paging<T> =
  /** By number, from 1, as `page=2`. */
  | {
      readonly by: 'number';
      /** The page size, sent as `size`. @default the service's own */
      readonly size?: number;
      /** Sends no paging parameters for the first page, since the list may have no pages at all. */
      readonly plainFirst?: true;
    }
  /** By the last entry of the page before. */
  | {
      readonly by: 'cursor';
      /** The query parameter. */
      readonly name: string;
      readonly start?: string;
      after(last: T): string;
      /** Where to go on behind more entries of one cursor than the largest page has: the others stay unknown. @default fails */
      beyond?(last: T): string;
      /** The page size, sent as `limit`, and the largest one, for when a page does not advance the cursor. */
      readonly limit: number;
      readonly most: number;
    };

/** A list of a service. */
export interface List<T> {
  readonly route: string;
  readonly call?: Pick<Call, 'params' | 'query'>;
  readonly paging: Paging<T>;
  /** Reads a page. Throws a ServiceError when the answer does not match the route. */
  read(reply: Reply): ListPage<T>;
  /** Equal for one entry on two pages. */
  idOf(entry: T): string;
}

/** A page, with the numbers that it reports; none of them is trusted. */
export interface ListPage<T> {
  readonly entries: readonly T[];
  readonly total?: number | undefined;
  readonly size?: number | undefined;
  /** The list has no further pages. */
  readonly isWhole?: boolean;
  /** The service refused this page, as one beyond the last. */
  readonly refusal?: ServiceError;
}

/** A count in an answer, also as a text of digits; undefined for anything else. */
export function claimed(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/**
 * The entries of a list, a page at a time, each once; only ids are remembered. An entry that is deleted meanwhile may be among
 * them.
 * @throws ServiceError: `unclear` when the list changes each time it is read, `unreadable` when paging does not advance; Stop of
 * kind `limit` when the list has more pages than the session allows.
 */
export async function* eachPage<T>(session: Session, list: List<T>): AsyncGenerator<readonly T[]> {
  const given = new Ids();
  for await (const reading of readings(session, list)) {
    for await (const entries of reading.pages()) {
      const fresh = given.addTo(entries, list.idOf);
      if (fresh.length > 0) yield fresh;
    }
  }
}

/** The entries of a list, each once. Fails as eachPage does. */
export async function* eachEntry<T>(session: Session, list: List<T>): AsyncGenerator<T> {
  for await (const entries of eachPage(session, list)) yield* entries;
}

/**
 * A result from all entries of a list, without those that were deleted meanwhile. Fails as eachPage does.
 * @param begin starts with an empty result, once for each reading.
 */
export async function everyEntry<T, R>(
  session: Session,
  list: List<T>,
  begin: () => { take(entries: readonly T[]): void; readonly result: R },
): Promise<R> {
  let made = begin();
  for await (const reading of readings(session, list)) {
    if (reading.isAgain) made = begin();
    for await (const entries of reading.pages()) made.take(entries);
  }
  return made.result;
}

/**
 * Reads a list until one reading cannot have missed an entry.
 *
 * When an entry is deleted meanwhile, the following ones move up, and one moves to a page that was read already. So the list is
 * read again when its total fell, or when fewer entries came than the total. When the next reading gives the same, the total is
 * wrong.
 */
async function* readings<T>(session: Session, list: List<T>): AsyncGenerator<Reading<T>> {
  let before: Reading<T> | undefined;
  for (let again = 0; ; again += 1) {
    const reading: Reading<T> = new Reading(session, list, before);
    yield reading;
    if (reading.isComplete) return;
    if (reading.isLikeBefore) {
      reading.warnOfMissing();
      return;
    }
    const pauseMs = PAUSES_MS[again];
    if (pauseMs === undefined) throw reading.failure('unclear', 'the list changes each time it is read');
    before = reading;
    await session.pause(pauseMs);
  }
}

/** One reading of a list from its first page to its last. */
class Reading<T> {
  private readonly ids = new Ids();
  private readonly size: PageSize;
  /** Where to go on instead of behind the last entry. */
  private further: string | undefined;
  /** The total when the reading began; entries added later may appear or not. */
  private total: number | undefined;
  private highest = 0;
  private hasFallen = false;
  /** Each total so far is the number of entries on its own page, so it is no total of the list. */
  private countsPages = true;
  private asked = 0;
  /** Entries on the largest page, and on the largest page that was not the last. */
  private largest = 0;
  private largestFollowed = 0;
  /** Consecutive pages without new entries. */
  private idle = 0;
  private cursor: string | undefined;
  /** Entries that the previous reading did not have. */
  private changes = 0;
  private last: Reply | undefined;

  constructor(
    private readonly session: Session,
    private readonly list: List<T>,
    private readonly before: Reading<T> | undefined,
  ) {
    const { paging } = list;
    this.size = before?.size ?? new PageSize(paging);
    this.cursor = paging.by === 'cursor' ? paging.start : undefined;
  }

  get isAgain(): boolean {
    return this.before !== undefined;
  }

  /** Whether no entry can have been missed, by the totals. */
  get isComplete(): boolean {
    return !this.hasTotal || (!this.hasFallen && this.missing === 0);
  }

  /** Whether the previous reading gave the same entries. */
  get isLikeBefore(): boolean {
    return this.changes === 0 && this.before?.ids.size === this.ids.size;
  }

  warnOfMissing(): void {
    if (this.missing === 0) return;
    const counts = `says that it has ${this.total} entries and lists ${this.ids.size}, also when it is read again`;
    this.session.warn(`${this.list.route}: the list ${counts}: the ${this.ids.size} that it lists are used`);
  }

  /** New entries of this reading, a page at a time. */
  async *pages(): AsyncGenerator<readonly T[]> {
    for (let next = 1; this.idle < IDLE_PAGES; ) {
      const numbers = this.numbersFrom(next);
      const pages = await Promise.all(numbers.map((number) => this.ask(number)));
      for (const [index, page] of pages.entries()) yield this.taken(page, next + index);
      next += numbers.length;
    }
    // Missing entries may be on page 0: some services count from there.
    if (this.isAgain && this.missing > 0 && this.list.paging.by === 'number') yield this.taken(await this.ask(0), 0);
  }

  failure(kind: 'unclear' | 'unreadable', what: string): ServiceError {
    const { status = 0, requestId = '', attempts = 0 } = this.last ?? {};
    return new ServiceError(kind, `${this.list.route}: ${what}`, status, requestId, attempts);
  }

  private get hasTotal(): boolean {
    return this.total !== undefined && !(this.countsPages && this.asked > 1);
  }

  /** The total, less the entries that came. */
  private get missing(): number {
    return this.hasTotal ? Math.max(0, (this.total ?? 0) - this.ids.size) : 0;
  }

  /** The pages to request at once: up to one beyond the last one by the total. */
  private numbersFrom(next: number): readonly number[] {
    const pages = this.largest === 0 ? 1 : Math.ceil((this.total ?? 0) / this.largest) + 1;
    const ahead = this.list.paging.by === 'cursor' ? 1 : Math.min(PAGES_AT_ONCE, pages - next + 1);
    return Array.from({ length: Math.max(1, ahead) }, (_, index) => next + index);
  }

  private async ask(number: number): Promise<ListPage<T>> {
    const { route, call = {}, paging } = this.list;
    if (this.asked >= this.session.maxPages) throw this.tooLong();
    this.asked += 1;
    try {
      const reply = await this.session.call(route, { ...call, query: { ...call.query, ...this.place(number) } });
      this.last = reply;
      return this.list.read(reply);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // Pages of another size have other entries, so only the first page can be requested again.
      if ((number === 1 || paging.by === 'cursor') && this.size.isHalvedFor(error)) return this.ask(number);
      // A page beyond the last one is refused by the service itself; a web page comes from a proxy.
      const mayBeBehind = number !== 1 && paging.by === 'number' && error.kind === 'refused';
      if (!mayBeBehind || !NO_SUCH_PAGE.has(error.status)) throw error;
      return { entries: [], refusal: error };
    }
  }

  private place(number: number): NonNullable<Call['query']> {
    const { paging } = this.list;
    const { asked } = this.size;
    if (paging.by === 'cursor')
      return { ...(this.cursor !== undefined && { [paging.name]: this.cursor }), ...(asked && { limit: asked }) };
    return { ...(!(paging.plainFirst && number === 1) && { page: number }), ...(asked && { size: asked }) };
  }

  /** The new entries of a page. Decides whether to request another page. */
  private taken(page: ListPage<T>, number: number): readonly T[] {
    const { entries, isWhole, refusal } = page;
    const { paging, idOf } = this.list;
    const fresh = this.ids.addTo(entries, idOf);
    this.noteTotal(page);
    if (refusal && number !== 0 && this.missing >= Math.max(1, this.largest)) throw refusal;
    if (this.before) this.changes += this.before.ids.without(entries, idOf);
    if (isWhole || entries.length === 0) this.idle = IDLE_PAGES;
    else if (fresh.length === 0) this.idle += this.idleness(page, number);
    else {
      this.idle = 0;
      if (number > 1) this.largestFollowed = this.largest;
      this.largest = Math.max(this.largest, entries.length);
    }
    const last = entries.at(-1);
    if (paging.by === 'cursor' && last !== undefined) this.cursor = this.further ?? paging.after(last);
    this.further = undefined;
    return fresh;
  }

  private noteTotal({ entries, total }: ListPage<T>): void {
    if (total === undefined) return;
    this.total ??= total;
    this.countsPages &&= total === entries.length;
    // Some services report no total with an empty page.
    this.hasFallen ||= entries.length > 0 && total < this.highest;
    this.highest = Math.max(this.highest, total);
  }

  /** By how much a page without new entries counts towards the end; 0 where a larger page may advance the cursor. */
  private idleness({ entries, size }: ListPage<T>, number: number): number {
    const { length } = entries;
    const { asked } = this.size;
    if (this.list.paging.by === 'cursor') {
      if (length < (asked ?? 0) && length !== this.largestFollowed) return IDLE_PAGES;
      if (this.size.isRaised()) return 0;
      const last = entries.at(-1);
      this.further = last && this.list.paging.beyond?.(last);
      if (this.further !== undefined && this.further !== this.cursor) return 0;
      throw this.failure(
        'unreadable',
        `the list does not advance beyond ${this.cursor}, which ${length} entries share`,
      );
    }
    if (number === 2) {
      const isFull = length === asked || length === size;
      const isShort = this.missing >= length || (isFull && (this.missing > 0 || this.total === undefined));
      if (isShort) throw this.failure('unreadable', 'page 2 repeats page 1, so the list cannot be read completely');
      if (isFull)
        this.session.warn(`${this.list.route}: page 2 repeats page 1; only the ${length} entries of page 1 are used`);
    }
    return this.missing > 0 ? 1 : IDLE_PAGES;
  }

  private tooLong(): Stop {
    const { route } = this.list;
    const read = `${this.asked} pages with ${this.ids.size} entries were read`;
    const hint = 'if the list is that long, raise --max-pages';
    return new Stop('limit', 'LIST_TOO_LONG', `${route}: the list does not end: ${read}`, hint);
  }
}

/** The page size to request; undefined where the service chooses. */
class PageSize {
  asked: number | undefined;
  private most: number;

  constructor(paging: Paging<never>) {
    this.asked = paging.by === 'cursor' ? paging.limit : paging.size;
    this.most = paging.by === 'cursor' ? paging.most : (paging.size ?? 0);
  }

  /** Halves a refused page size. False where the refusal has another reason, or the size is the smallest already. */
  isHalvedFor({ status, fields, detail }: ServiceError): boolean {
    if (this.asked === undefined || this.asked <= SMALLEST_PAGE || !REFUSALS.has(status)) return false;
    const said = [detail, ...Object.entries(fields).flat()].join(' ');
    if (Object.keys(fields).length > 0 && !/size|limit/i.test(said)) return false;
    this.asked = Math.max(SMALLEST_PAGE, Math.floor(this.asked / 2));
    this.most = this.asked;
    return true;
  }

  /** Raises the page size to the largest. False where it is that already. */
  isRaised(): boolean {
    if (this.asked === undefined || this.asked >= this.most) return false;
    this.asked = this.most;
    return true;
  }
}

/** A set of ids in a few bytes each: a list may have a million entries. */
class Ids {
  size = 0;
  private readonly rows = new FirstRows();
  private readonly fingerprint = new Fingerprint();

  /** Adds the ids of a page. Returns the entries whose ids are new. */
  addTo<T>(entries: readonly T[], idOf: (entry: T) => string): readonly T[] {
    const fresh = entries.filter((entry) => !this.has(idOf(entry)));
    for (const entry of fresh) if (this.rows.see(this.fingerprint.ofText(idOf(entry)), 1) === undefined) this.size += 1;
    return fresh;
  }

  /** How many entries of a page have ids that are not in the set. */
  without<T>(entries: readonly T[], idOf: (entry: T) => string): number {
    return entries.filter((entry) => !this.has(idOf(entry))).length;
  }

  private has(id: string): boolean {
    return this.rows.get(this.fingerprint.ofText(id)) !== undefined;
  }
}
