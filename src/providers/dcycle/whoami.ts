// Proves a Dcycle account: reads one purchase, and the organisation's name.

import { z } from 'zod';
import { ServiceError } from '../http/http.js';
import type { Identity } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { pageOf } from './replies.js';

/** One row proves access. */
const ONE = { page: 1, size: 1 };

const owned = z.object({ organization_id: z.string().nullish() });
const named = owned.extend({ organization_name: z.string().nullish() });

/** The organisation of a session. Only sold products contain its name. */
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
    ...(other && { fault: `the service returns purchases of the organisation ${other.organization_id}` }),
  };
}

/** '' without a sold product or the permission to list them: the path is assumed, and the name is optional. */
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
