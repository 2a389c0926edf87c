// Invites at CarbonCloud: matches rows to invites that were sent already. Sending is write-invites.ts's.

import pLimit from 'p-limit';
import type { Values } from '../../../datasets/dataset.js';
import type { Match } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import type { Binding, Holdings, LookUpResult } from '../../binding.js';
import type { Session } from '../../session.js';
import { linkedProductsOf } from '../engagement-status.js';
import { References } from '../references/references.js';
import { type InviteMemory, inviteIdOf, inviteMemory, sendInvites } from '../write-invites.js';

/** Concurrent requests about suppliers. */
const AT_ONCE = 8;

/** The status of each product of each supplier, requested once for each supplier. */
class InviteLookUp {
  private readonly limit = pLimit(AT_ONCE);
  private readonly statuses = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(
    private readonly session: Session,
    private readonly references: References,
  ) {}

  /** Requests the suppliers of all rows, so that matching needs no further requests. */
  async prepare(records: AsyncIterable<Values>): Promise<void> {
    for await (const record of records) {
      const supplier = await this.references.supplier(this.session, record);
      if ('id' in supplier) this.statusesOf(supplier.id);
    }
    await Promise.all(this.statuses.values());
  }

  async find(record: Values): Promise<LookUpResult> {
    const product = await this.references.product(this.session, record);
    if ('obstacle' in product) return product;
    const supplier = await this.references.supplier(this.session, record);
    if ('obstacle' in supplier) return supplier;
    if (!('id' in product) || !('id' in supplier)) return undefined;
    const status = (await this.statusesOf(supplier.id)).get(product.id);
    // Linked but not invited, or linked by another file of this command.
    if (status === undefined || status === 'created') return undefined;
    return asked(inviteIdOf(product.id, supplier.id), status);
  }

  private statusesOf(supplierId: string): Promise<ReadonlyMap<string, string>> {
    const known = this.statuses.get(supplierId) ?? this.limit(() => this.read(supplierId));
    // A failure is thrown where the answer is awaited; until then it must not count as unhandled.
    known.catch(() => undefined);
    this.statuses.set(supplierId, known);
    return known;
  }

  private async read(supplierId: string): Promise<ReadonlyMap<string, string>> {
    const linked = await linkedProductsOf(this.session, supplierId);
    return new Map(linked.map(({ id, status }) => [id, status ?? '']));
  }
}

/** A declined invite can be sent again; any other one cannot. */
function asked(remoteId: string, status: string): Match {
  if (status === 'declined') return { remoteId, same: false, why: finding('DECLINED', {}) };
  return { remoteId, same: true, why: finding('INVITED', { status }) };
}

// No readBack and no remove: an invite has no id of its own, and the service cannot take it back.
export function open(session: Session, learned: InviteMemory = inviteMemory()): Binding {
  return {
    withSession: (other) => open(other, learned),
    async holdings(candidates): Promise<Holdings> {
      // The lists of an earlier look-up may be out of date.
      learned.references = new References(learned.group);
      const lookUp = new InviteLookUp(session, learned.references);
      await lookUp.prepare(candidates);
      return { matcher: () => (record) => lookUp.find(record) };
    },
    writer: {
      by: 'batch',
      // Requests that come too early wait for one another within a batch.
      maxRows: 10_000,
      together: true,
      resends: true,
      kinds: ['create', 'update'],
      requests: (count) => count,
      send: (rows) => sendInvites(session, learned, rows),
    },
  };
}
