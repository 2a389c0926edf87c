// Reads a list of a service to its end, whatever the list claims about itself: the one algorithm for all services. How a page is
// asked for and how its answer is read are arguments. A claimed total is a hint only: it lets pages be read ahead, and a list that
// comes out shorter is read again.

import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Call, Session } from '../session.js';

/** Pauses before a list is read again, in milliseconds: whoever is changing it comes to an end. */
const PAUSES_MS = [1_000, 5_000, 20_000];
const PAGES_AT_ONCE = 4;
/** No page is asked for with fewer entries. */
const SMALLEST_PAGE = 10;
/** Pages one after the other that bring nothing new, after which a list has ended that claims to hold more. */
const IDLE_PAGES = 2;
/** Refusals of a request itself, among them that of a page size. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);
/** What services answer to a page behind the last one, where they do not answer with an empty one. */
const NO_SUCH_PAGE: ReadonlySet<number> = new Set([400, 404, 416, 422]);

/** How the pages of a list are asked for. */
export type Paging<T> =
  /** By number, from 1, as `page=2`. */
  | {
      readonly by: 'number';
      /** Entries to ask for as `size`; the service chooses without it. */
      readonly size?: number;
      /** Nothing is asked of the first page, for a list that may have no pages at all. */
      readonly plainFirst?: true;
    }
  /** By what the page before ended with. */
  | {
      readonly by: 'cursor';
      /** The parameter that carries it. */
      readonly name: string;
      readonly start?: string;
      after(last: T): string;
      /** Entries to ask for as `limit`, and the most that may be asked for where fewer do not lead on. */
      readonly limit: number;
      readonly most: number;
    };

/** A list of a service. */
export interface List<T> {
  readonly route: string;
  readonly call?: Pick<Call, 'params' | 'query'>;
  readonly paging: Paging<T>;
  /** Reads an answer. Throws a ServiceError when it is not what the route promises. */
  read(reply: Reply): ListPage<T>;
  /** Equal for one entry on two pages. */
  idOf(entry: T): string;
}

/** A page as it came, with what it claims: none of that is trusted. */
export interface ListPage<T> {
  readonly entries: readonly T[];
  readonly total?: number | undefined;
  readonly size?: number | undefined;
  /** The answer is of a kind that is never cut into pages. */
  readonly isWhole?: boolean;
  /** The service refuses to give such a page, as one behind the last. */
  readonly refusal?: ServiceError;
}

/** A number that an answer claims; undefined for anything else. A text of digits is a number. */
export function claimed(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/**
 * The entries of a list, a page at a time, each once: only their ids are remembered. An entry that is deleted while the list is
 * read may be among them.
 * @throws ServiceError; `unclear` when the list changes each time it is read, `unreadable` when its pages do not turn. Stop of
 * kind `limit` when it has more pages than the session allows.
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
 * What was made of the entries of a list, without those that were deleted while it was read. Fails as eachPage does.
 * @param begin starts a reading, with nothing left of the one before.
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
 * Readings of a list, each to be read to its end, until one can have missed nothing.
 *
 * When an entry is deleted meanwhile, those after it move up, and one of them moves to a page that was read already. So a list is
 * read again when its total fell, or when fewer entries came than it claims. Where the next reading shows just the same, the claim
 * is wrong.
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
  /** How many entries the list claimed when the reading began; those that are added later may show up or not. */
  private total: number | undefined;
  private highest = 0;
  private hasFallen = false;
  /** Each total is the number of entries on its own page, and so says nothing about the list. */
  private countsPages = true;
  private asked = 0;
  /** Entries on the largest page, and on the largest one that others followed. */
  private largest = 0;
  private largestFollowed = 0;
  /** Pages that brought nothing new since the last one that did. */
  private idle = 0;
  private cursor: string | undefined;
  /** Entries that the reading before did not have. */
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

  /** Whether no entry can have been missed, as far as the list tells. */
  get isComplete(): boolean {
    return !this.hasTotal || (!this.hasFallen && this.missing === 0);
  }

  /** Whether the reading before showed the same entries. */
  get isLikeBefore(): boolean {
    return this.changes === 0 && this.before?.ids.size === this.ids.size;
  }

  warnOfMissing(): void {
    if (this.missing === 0) return;
    const counts = `says that it has ${this.total} entries and lists ${this.ids.size}, also when it is read again`;
    this.session.warn(`${this.list.route}: the list ${counts}: the ${this.ids.size} that it lists are used`);
  }

  /** The entries that are new in this reading, a page at a time. */
  async *pages(): AsyncGenerator<readonly T[]> {
    for (let next = 1; this.idle < IDLE_PAGES; ) {
      const numbers = this.numbersFrom(next);
      const pages = await Promise.all(numbers.map((number) => this.ask(number)));
      for (const [index, page] of pages.entries()) yield this.taken(page, next + index);
      next += numbers.length;
    }
    // Entries that are missing for good may be on a page before the first one: some services count pages from 0.
    if (this.isAgain && this.missing > 0 && this.list.paging.by === 'number') yield this.taken(await this.ask(0), 0);
  }

  failure(kind: 'unclear' | 'unreadable', what: string): ServiceError {
    const { status = 0, requestId = '', attempts = 0 } = this.last ?? {};
    return new ServiceError(kind, `${this.list.route}: ${what}`, status, requestId, attempts);
  }

  private get hasTotal(): boolean {
    return this.total !== undefined && !(this.countsPages && this.asked > 1);
  }

  /** Entries that the list claims and did not give. */
  private get missing(): number {
    return this.hasTotal ? Math.max(0, (this.total ?? 0) - this.ids.size) : 0;
  }

  /** The pages to ask for at once: as many as are claimed, and the one behind them. */
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
      // Pages of another size begin elsewhere, so only the first one can still be asked for again.
      if ((number === 1 || paging.by === 'cursor') && this.size.isHalvedFor(error)) return this.ask(number);
      // Only a page by its number can be one behind the last, and only the service itself says so: a web page is a proxy's.
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

  /** What is new on a page; decides whether another one follows. */
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
    if (paging.by === 'cursor' && last !== undefined) this.cursor = paging.after(last);
    return fresh;
  }

  private noteTotal({ entries, total }: ListPage<T>): void {
    if (total === undefined) return;
    this.total ??= total;
    this.countsPages &&= total === entries.length;
    // Of an empty page, some services count nothing.
    this.hasFallen ||= entries.length > 0 && total < this.highest;
    this.highest = Math.max(this.highest, total);
  }

  /** For how many pages without news a page counts that brings none: 0 where another way of asking may lead on. */
  private idleness({ entries, size }: ListPage<T>, number: number): number {
    const { length } = entries;
    const { asked } = this.size;
    if (this.list.paging.by === 'cursor') {
      if (length < (asked ?? 0) && length !== this.largestFollowed) return IDLE_PAGES;
      if (this.size.isRaised()) return 0;
      throw this.failure('unreadable', `the list does not go on after ${this.cursor}, which ${length} entries share`);
    }
    if (number === 2) {
      const isFull = length === asked || length === size;
      const isShort = this.missing >= length || (isFull && (this.missing > 0 || this.total === undefined));
      if (isShort) throw this.failure('unreadable', 'page 2 repeats page 1, so the list cannot be read to its end');
      if (isFull)
        this.session.warn(`${this.list.route}: page 2 repeats page 1: the ${length} entries of the list are used`);
    }
    return this.missing > 0 ? 1 : IDLE_PAGES;
  }

  private tooLong(): Stop {
    const { route } = this.list;
    const read = `${this.asked} pages with ${this.ids.size} entries were read`;
    const hint = 'if the list is that long, allow more pages with --max-pages';
    return new Stop('limit', 'LIST_TOO_LONG', `${route}: the list does not end: ${read}`, hint);
  }
}

/** How many entries a page is asked for; undefined where the service chooses. */
class PageSize {
  asked: number | undefined;
  private most: number;

  constructor(paging: Paging<never>) {
    this.asked = paging.by === 'cursor' ? paging.limit : paging.size;
    this.most = paging.by === 'cursor' ? paging.most : (paging.size ?? 0);
  }

  /** Takes half of a size that the service refuses; false where the refusal is about something else, or nothing is left. */
  isHalvedFor({ status, fields, detail }: ServiceError): boolean {
    if (this.asked === undefined || this.asked <= SMALLEST_PAGE || !REFUSALS.has(status)) return false;
    const said = [detail, ...Object.entries(fields).flat()].join(' ');
    if (Object.keys(fields).length > 0 && !/size|limit/i.test(said)) return false;
    this.asked = Math.max(SMALLEST_PAGE, Math.floor(this.asked / 2));
    this.most = this.asked;
    return true;
  }

  /** Takes the most that may be asked for; false where that was asked for already. */
  isRaised(): boolean {
    if (this.asked === undefined || this.asked >= this.most) return false;
    this.asked = this.most;
    return true;
  }
}

/** Ids in a few bytes each: a list may have a million entries. */
class Ids {
  size = 0;
  private readonly rows = new FirstRows();
  private readonly fingerprint = new Fingerprint();

  /** Adds the ids of a page; gives its entries whose ids no page before had. */
  addTo<T>(entries: readonly T[], idOf: (entry: T) => string): readonly T[] {
    const fresh = entries.filter((entry) => !this.has(idOf(entry)));
    for (const entry of fresh) if (this.rows.see(this.fingerprint.ofText(idOf(entry)), 1) === undefined) this.size += 1;
    return fresh;
  }

  /** How many entries of a page have other ids. */
  without<T>(entries: readonly T[], idOf: (entry: T) => string): number {
    return entries.filter((entry) => !this.has(idOf(entry))).length;
  }

  private has(id: string): boolean {
    return this.rows.get(this.fingerprint.ofText(id)) !== undefined;
  }
}
