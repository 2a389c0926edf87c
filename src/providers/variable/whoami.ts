// Proves a Variable account: reads the first page of products. The service does not report the owner.

import { z } from 'zod';
import type { Identity } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';

const page = z.object({ count: z.int().min(0) });

/** The client of a session, where the settings name one. */
export async function whoami(session: Session): Promise<Identity> {
  const { count } = bodyOf(await session.call('listProducts', { query: { page: 1 } }), page, 'listProducts');
  const client = session.account.client ?? '';
  return {
    owners: [{ kind: client ? 'client' : 'account', id: client, name: '', isChosen: true }],
    notes: [`${count} ${count === 1 ? 'product' : 'products'}`, 'the service does not report the owner of the account'],
  };
}
