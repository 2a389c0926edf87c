// Reads a whole list of Dcycle, page by page, a few pages at a time, and again when entries may have slipped through.

import type { z } from 'zod';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { type Reply, ServiceError } from '../http.js';
import type { Call, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { pageOf } from './replies.js';

/** The largest page in the provider's own examples. */
const SIZE = 100;
const PAGES_AT_ONCE = 4;

/** Pauses before the list is read again, in milliseconds: whoever is deleting comes to an end. */
const PAUSES_MS = [1_000, 5_000, 20_000];

type Item = z.ZodType<{ readonly id: string }>;

/** A list, and what narrows it. */
export interface Listed<S extends Item> {
  readonly route: string;
  readonly item: S;
  readonly query?: Call['query'];
}

/**
 * Reads a list to its end and gives what was made of it.
 *
 * When an entry is deleted meanwhile, those after it move up, and one of them moves to a page that was read already. So
 * the list is read again when its total fell, or when fewer entries came than it had.
 * @param begin starts a reading, with nothing left of the one before.
 * @throws ServiceError; `unclear` when the list changes each time, `unreadable` when the service does not turn the page.
 */
export async function everyPage<S extends Item, T>(
  session: Session,
  list: Listed<S>,
  begin: () => { take(items: readonly z.infer<S>[]): void; readonly result: T },
): Promise<T> {
  for await (const reading of readings(session, list)) {
    const { take, result } = begin();
    for await (const items of reading.pages()) take(items);
    if (reading.complete) return result;
  }
  throw new Error('a reading that is not the last one was taken for it');
}

/**
 * The entries of a list, each once, as they come: only their ids are remembered. An entry that is deleted while the list is
 * read may be among them. Fails as everyPage does.
 */
export async function* eachEntry<S extends Item>(session: Session, list: Listed<S>): AsyncGenerator<z.infer<S>> {
  const given = new Ids();
  for await (const reading of readings(session, list)) {
    for await (const items of reading.pages()) {
      for (const item of items) if (given.add(item.id)) yield item;
    }
    if (reading.complete) return;
  }
}

/** Readings of the list, each to be read to its end, until one is complete. */
async function* readings<S extends Item>(session: Session, list: Listed<S>): AsyncGenerator<Reading<S>> {
  for (let again = 0; ; again += 1) {
    const reading = new Reading(session, list);
    yield reading;
    if (reading.complete) return;
    const pauseMs = PAUSES_MS[again];
    if (pauseMs === undefined) throw reading.failure('unclear', 'the list changes each time it is read');
    await session.pause(pauseMs);
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly pages: number;
}

/** One reading of a list from its first page to its last. */
class Reading<S extends Item> {
  private readonly ids = new Ids();
  private highest = 0;
  private fell = false;
  /** Entries when the reading began; those that are added later may show up or not. */
  private total: number | undefined;
  private last: Reply | undefined;

  constructor(
    private readonly session: Session,
    private readonly list: Listed<S>,
  ) {}

  /** Whether no entry can have been missed. */
  get complete(): boolean {
    return !this.fell && this.ids.size >= (this.total ?? 0);
  }

  /** The entries in order, a page at a time; ends early once they may have moved. */
  async *pages(): AsyncGenerator<readonly z.infer<S>[]> {
    const first = await this.ask(1);
    yield this.seen(first.items);
    let { pages } = first;
    for (let next = 2; next <= pages && !this.fell; next += PAGES_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(PAGES_AT_ONCE, pages - next + 1) }, (_, index) => next + index);
      for (const { items, pages: now } of await Promise.all(numbers.map((number) => this.ask(number)))) {
        if (next === 2 && items.length > 0 && JSON.stringify(items) === JSON.stringify(first.items)) {
          throw this.failure('unreadable', 'page 2 repeats page 1, so the list cannot be read to its end');
        }
        yield this.seen(items);
        // The list may grow while it is read.
        pages = now;
      }
    }
  }

  failure(kind: 'unclear' | 'unreadable', what: string): ServiceError {
    const { status = 0, requestId = '', attempts = 0 } = this.last ?? {};
    return new ServiceError(kind, `${this.list.route}: ${what}`, status, requestId, attempts);
  }

  private async ask(number: number): Promise<Page<z.infer<S>>> {
    const { route, item, query } = this.list;
    const reply = await this.session.call(route, { query: { ...query, page: number, size: SIZE } });
    const { items, total, size, pages = Math.ceil(total / size) } = bodyOf(reply, pageOf(item), route);
    this.last = reply;
    this.total ??= total;
    this.fell ||= total < this.highest;
    this.highest = Math.max(this.highest, total);
    return { items, pages };
  }

  private seen(items: readonly z.infer<S>[]): readonly z.infer<S>[] {
    for (const { id } of items) this.ids.add(id);
    return items;
  }
}

/** Ids in a few bytes each: a list may have a million entries. */
class Ids {
  size = 0;
  private readonly rows = new FirstRows();
  private readonly fingerprint = new Fingerprint();

  /** Whether it is a new one. */
  add(id: string): boolean {
    const isNew = this.rows.see(this.fingerprint.ofText(id), 1) === undefined;
    if (isNew) this.size += 1;
    return isNew;
  }
}
