// What has changed since a moment, page by page. The service lists changes from a moment on, that moment included, so that each page
// begins with what the one before ended with. Times are text: a Date would cut their nanoseconds.

import { z } from 'zod';
import type { ExportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { extraFields } from '../extra-fields.js';
import { ServiceError } from '../http.js';
import type { Exporter, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { groupOf } from './group.js';
import { changedProduct } from './replies.js';

/** What the service gives at once unless more is asked for, and the most that it gives (documented). */
const USUAL = 100;
const MOST = 256;

const TOLD = new Set(Object.keys(changedProduct.shape));

/** An export of what one of the three routes lists. */
export function changedExporter(dataset: ExportDataset, route: string): Exporter {
  return {
    dataset,
    async *rows(session, { since: [since = ''] = [] }) {
      if (instantOf(since) === undefined) {
        const expected = `expected a moment such as 2025-01-31T12:00:00.123456789Z or 2025-01-31T12:00:00+01:00, got "${since}"`;
        throw new Stop('usage', 'USAGE', `--since: ${expected}`);
      }
      for await (const one of changedSince(session, route, since)) {
        const { productId, updatedAt } = one;
        yield { productId, updatedAt, ...extraFields(one, (field) => TOLD.has(field)) };
      }
    },
  };
}

type Changed = z.infer<typeof changedProduct> & Readonly<Record<string, unknown>>;

async function* changedSince(session: Session, route: string, since: string): AsyncGenerator<Changed> {
  const groupId = await groupOf(session);
  let from = since;
  let limit = USUAL;
  // Of the moment that the next page begins with: only these can come again.
  let seen = new Set<string>();
  for (;;) {
    const reply = await session.call(route, { query: { groupId, since: from, limit } });
    const page = bodyOf(reply, z.array(changedProduct), route);
    for (const one of page) if (!seen.has(textOf(one))) yield one;
    const last = page.at(-1)?.updatedAt;
    if (last === undefined || page.length < limit) return;
    if (isLater(last, from)) {
      // What stands at the page's last moment comes again, and so may what was seen of it before.
      const again = page.filter(({ updatedAt }) => updatedAt === last);
      from = last;
      seen = new Set(again.map(textOf));
      continue;
    }
    if (limit === MOST) throw stuck(route, from, reply.status, reply.requestId, reply.attempts);
    // More changes of one moment than a page holds: they are asked for again, more of them.
    seen = new Set([...seen, ...page.map(textOf)]);
    limit = MOST;
  }
}

function textOf({ productId, updatedAt }: Changed): string {
  return `${productId} ${updatedAt}`;
}

/** The list cannot go on: what follows cannot be reached, and leaving it out would be a loss that nobody sees. */
function stuck(route: string, from: string, status: number, requestId: string, attempts: number): ServiceError {
  const message = `${route}: ${MOST} changes, the most that are given at once, are all of ${from}: the list cannot be read on from there`;
  return new ServiceError('unreadable', message, status, requestId, attempts);
}

/** A text that sorts as its time does, for RFC 3339 with up to nine decimals; undefined for anything else. */
function instantOf(text: string): string | undefined {
  const [, day = '', seconds = '', decimals = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const ms = Date.parse(`${day}T${seconds}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19)}.${decimals.padEnd(9, '0')}`;
}

function isLater(one: string, other: string): boolean {
  const [later, earlier] = [instantOf(one), instantOf(other)];
  return later !== undefined && earlier !== undefined && later > earlier;
}
