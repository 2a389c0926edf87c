// Lists changes since a time, page by page. `since` is inclusive, so each page begins with the last change of the previous page.
// Times are text: a Date would cut their nanoseconds.

import { z } from 'zod';
import type { ExportDataset } from '../../../datasets/dataset.js';
import { Stop } from '../../../problems/stop.js';
import { instantBefore, instantOf } from '../../../values/dates/instant.js';
import type { Exporter } from '../../binding.js';
import { eachPage } from '../../lists/read-list.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import { changedProduct } from '../replies.js';

/** The default and the largest page size (documented). */
const USUAL = 100;
const MOST = 256;

const OWN_COLUMNS = new Set(Object.keys(changedProduct.shape));

/** An export of one of the three lists of changes. */
export function changedExporter(dataset: ExportDataset, route: string): Exporter {
  return {
    dataset,
    async *rows(session, { since: [since = ''] = [] }) {
      if (instantOf(since) === undefined) {
        const expected = `expected a time such as 2025-01-31T12:00:00.123456789Z or 2025-01-31T12:00:00+01:00, got "${since}"`;
        throw new Stop('usage', 'USAGE', `--since: ${expected}`);
      }
      for await (const page of changedSince(session, groupOfAccount(), route, since)) {
        for (const one of page) {
          const { productId, updatedAt } = one;
          yield { productId, updatedAt, ...extraFields(one, (field) => OWN_COLUMNS.has(field)) };
        }
      }
    },
  };
}

type Changed = z.infer<typeof changedProduct> & Readonly<Record<string, unknown>>;

/** No service gives moments more coarsely. */
const STEP_MS = 1_000;

/**
 * The changes at or after a moment, page by page; without one, all of them.
 * @param onFull is called with a moment that has more changes than a page: the others of it, and of the second after it, are not
 * given. Without it, such a moment is a ServiceError.
 */
export async function* changedSince(
  session: Session,
  group: Group,
  route: string,
  since: string | undefined,
  onFull?: (moment: string) => void,
): AsyncGenerator<readonly Changed[]> {
  yield* eachPage<Changed>(session, {
    route,
    call: { query: { groupId: await group.get(session) } },
    // A page full of changes with one time does not advance the cursor: then a larger page is requested.
    paging: {
      by: 'cursor',
      name: 'since',
      ...(since !== undefined && { start: since }),
      after: ({ updatedAt }) => updatedAt,
      ...(onFull && {
        beyond({ updatedAt }: Changed): string {
          onFull(updatedAt);
          const instant = instantOf(updatedAt);
          return instant === undefined ? updatedAt : `${instantBefore(instant, -STEP_MS)}Z`;
        },
      }),
      limit: USUAL,
      most: MOST,
    },
    read: (reply) => ({ entries: inOrderOfTime(bodyOf(reply, z.array(changedProduct), route)) }),
    idOf: ({ productId, updatedAt }) => `${productId} ${updatedAt}`,
  });
}

/** The next page begins at the newest change of this one, which need not be the last. */
function inOrderOfTime(changes: readonly Changed[]): readonly Changed[] {
  const timed = changes.map((change) => ({ change, at: instantOf(change.updatedAt) ?? change.updatedAt }));
  return timed.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)).map(({ change }) => change);
}
