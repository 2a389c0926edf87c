// Proves a Variable account: reads the first page of its products. The service does not tell whose account it is.

import { z } from 'zod';
import type { Identity } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';

const page = z.object({ count: z.int().min(0) });

/** Whose account a session's is, as far as the settings know: the client, or nobody in particular. */
export async function whoami(session: Session): Promise<Identity> {
  const { count } = bodyOf(await session.call('listProducts', { query: { page: 1 } }), page, 'listProducts');
  const client = session.account.client ?? '';
  return {
    owners: [{ kind: client ? 'client' : 'account', id: client, name: '', isChosen: true }],
    notes: [`${count} ${count === 1 ? 'product' : 'products'}`, 'the service does not say whose account it is'],
  };
}
