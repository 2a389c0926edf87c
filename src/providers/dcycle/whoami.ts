// Proves a Dcycle account: reads one purchase, which takes the credentials and the organisation, and looks for its name.

import { z } from 'zod';
import { ServiceError } from '../http/http.js';
import type { Identity } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { pageOf } from './replies.js';

/** One row is enough to know that rows are given. */
const ONE = { page: 1, size: 1 };

const owned = z.object({ organization_id: z.string().nullish() });
const named = owned.extend({ organization_name: z.string().nullish() });

/** Whose account a session's is. The organisation's name stands in sold products alone, so it is unknown without any. */
export async function whoami(session: Session): Promise<Identity> {
  const id = session.account.organizationId ?? '';
  const { items, total } = bodyOf(await session.call('listPurchases', { query: ONE }), pageOf(owned), 'listPurchases');
  const other = items.find(
    ({ organization_id }) => organization_id && organization_id.toLowerCase() !== id.toLowerCase(),
  );
  const name = await nameOf(session, id);
  return {
    owners: [{ kind: 'organisation', id, name, isChosen: true }],
    notes: [`${total} ${total === 1 ? 'purchase' : 'purchases'}`],
    ...(other && { fault: `the service answers with purchases of the organisation ${other.organization_id}` }),
  };
}

/** '' when there is no sold product, or no permission to list them: the path is assumed, and the name not needed. */
async function nameOf(session: Session, id: string): Promise<string> {
  try {
    const reply = await session.call('listSoldProducts', { query: ONE });
    const { items } = bodyOf(reply, pageOf(named), 'listSoldProducts');
    const own = items.find(({ organization_id }) => organization_id?.toLowerCase() === id.toLowerCase());
    return own?.organization_name ?? '';
  } catch (error) {
    if (error instanceof ServiceError) return '';
    throw error;
  }
}
