// Lists the suppliers of a group; the list has no pages.

import { z } from 'zod';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { type Supplier, supplier } from '../replies.js';

/** The group's suppliers, optionally those with a custom id. Throws a ServiceError or a Stop. */
export async function suppliersOf(session: Session, group: Group, customId?: string): Promise<readonly Supplier[]> {
  const query = { groupId: await group.get(session), ...(customId === undefined ? {} : { customId }) };
  return bodyOf(await session.call('listSuppliers', { query }), z.array(supplier), 'listSuppliers');
}
