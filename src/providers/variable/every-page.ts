// Reads a whole list of Variable, page by page. How the page is asked for is assumed, so that nothing is taken on trust: that
// the pages turn, and that nothing was missed, is checked by the ids that came.

import type { z } from 'zod';
import { type Reply, ServiceError } from '../http.js';
import type { Call, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { listOf } from './replies.js';

/** Pauses before the list is read again, in milliseconds: whoever is changing it comes to an end. */
const PAUSES_MS = [1_000, 5_000, 20_000];

/** What to list. */
interface List<S extends z.ZodType> {
  readonly route: string;
  readonly item: S;
  readonly idOf: (item: z.infer<S>) => string;
  readonly query?: NonNullable<Call['query']>;
}

/**
 * The entries of a list, a page at a time, each once.
 *
 * When an entry is taken away meanwhile, those after it move up, and one of them to a page that was read already. So the list
 * is read again, and what was missed is given, when its count fell or fewer entries came than it counts. Where a second reading
 * shows just the same, the service counts a few that it does not list; a whole page or more is a page that was passed over.
 * @throws ServiceError; `unclear` when the list changes each time, `unreadable` when the pages are not those asked for.
 */
export async function* everyPage<S extends z.ZodType>(
  session: Session,
  list: List<S>,
): AsyncGenerator<readonly z.infer<S>[]> {
  const given = new Set<string>();
  let before: Reading<S> | undefined;
  for (let again = 0; ; again += 1) {
    const reading = new Reading(session, list);
    for await (const items of reading.pages()) {
      const fresh = items.filter((item) => !given.has(list.idOf(item)));
      for (const item of fresh) given.add(list.idOf(item));
      if (fresh.length > 0) yield fresh;
    }
    if (reading.complete) return;
    if (reading.isLike(before)) {
      if (reading.lacksPages) throw reading.failure('unreadable', 'the list counts more entries than its pages hold');
      return;
    }
    const pauseMs = PAUSES_MS[again];
    if (pauseMs === undefined) throw reading.failure('unclear', 'the list changes each time it is read');
    before = reading;
    await session.pause(pauseMs);
  }
}

/** One reading of a list from its first page to its last. */
class Reading<S extends z.ZodType> {
  private readonly ids = new Set<string>();
  /** Entries when the reading began; those that are added later may show up or not. */
  private count = 0;
  private highest = 0;
  private pageSize = 0;
  private fell = false;
  private last: Reply | undefined;

  constructor(
    private readonly session: Session,
    private readonly list: List<S>,
  ) {}

  /** Whether no entry can have been missed. */
  get complete(): boolean {
    return !this.fell && this.ids.size >= this.count;
  }

  /** Whether as many are missing as a page holds: the pages may be counted from another number than 1. */
  get lacksPages(): boolean {
    return this.ids.size === 0 || this.count - this.ids.size >= this.pageSize;
  }

  /** Whether another reading showed the same entries and the same count. */
  isLike(other: Reading<S> | undefined): boolean {
    if (other === undefined || this.fell || this.count !== other.count || this.ids.size !== other.ids.size)
      return false;
    return [...this.ids].every((id) => other.ids.has(id));
  }

  /** The entries in order. An empty page is the end, or the page that the count says is the last, if all have come. */
  async *pages(): AsyncGenerator<readonly z.infer<S>[]> {
    for (let page = 1; ; page += 1) {
      const { data, count, pageSize } = await this.ask(page);
      if (page === 1) {
        this.count = count ?? data.length;
        this.pageSize = pageSize ?? data.length;
      }
      this.fell ||= count !== undefined && count < this.highest;
      this.highest = Math.max(this.highest, count ?? 0);
      if (data.length === 0) return;
      const known = this.ids.size;
      for (const item of data) this.ids.add(this.list.idOf(item));
      if (this.ids.size === known) {
        throw this.failure(
          'unreadable',
          `page ${page} repeats what came before, so the list cannot be read to its end`,
        );
      }
      yield data;
      if (count === undefined) return;
      if (page * (pageSize ?? data.length) >= count && this.ids.size >= count) return;
    }
  }

  failure(kind: 'unclear' | 'unreadable', what: string): ServiceError {
    const { status = 0, requestId = '', attempts = 0 } = this.last ?? {};
    return new ServiceError(kind, `${this.list.route}: ${what}`, status, requestId, attempts);
  }

  private async ask(page: number): Promise<z.infer<ReturnType<typeof listOf<S>>>> {
    const { route, item, query = {} } = this.list;
    this.last = await this.session.call(route, { query: { ...query, page } });
    const body = bodyOf(this.last, listOf(item), route);
    if (typeof body.page === 'number' && body.page !== page)
      throw this.failure('unreadable', `page ${page} was asked for, and page ${body.page} came`);
    return body;
  }
}
