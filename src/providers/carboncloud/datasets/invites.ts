// Invites at CarbonCloud: matches rows to invites that were sent already. Sending is write-invites.ts's.

import pLimit from 'p-limit';
import dataset from '../../../datasets/carboncloud/invites.js';
import type { Values } from '../../../datasets/dataset.js';
import type { Match } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import type { Binding, Filters, Holdings, ListedRow, LookUpResult } from '../../binding.js';
import { inOrder } from '../../lists/in-order.js';
import { valuesReader } from '../../replies/imported-values.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { linkedProductsOf } from '../engagement-status.js';
import { everyProduct } from '../products/list-products.js';
import { References } from '../references/references.js';
import type { Product } from '../replies.js';
import { suppliersOf } from '../supplier/list-suppliers.js';
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

/** What became of an invite; a link that nobody was invited for is none. */
const INVITED = ['sent', 'declined', 'accepted', 'active'];

/** Reads the columns that name a product and a supplier. */
const readValues = valuesReader(dataset);

/** Every invite: the products that suppliers were asked about, with all that names them. */
async function* invites(session: Session, group: Group, { status = INVITED }: Filters): AsyncGenerator<ListedRow> {
  const suppliers = await suppliersOf(session, group);
  if (suppliers.length === 0) return;
  const products = new Map<string, Pick<Product, 'customId' | 'gtin'>>();
  for await (const page of everyProduct(session, group))
    for (const { id, customId, gtin } of page) products.set(id, { customId, gtin });
  const asked = inOrder(each(suppliers), (one) => linkedProductsOf(session, one.id, status), AT_ONCE);
  let place = 0;
  for await (const linked of asked) {
    const { id: supplierId, customId: supplierCustomId, name: supplierName } = suppliers[place] ?? {};
    place += 1;
    for (const { id: productId, name: productName, status: state = null } of linked) {
      const { customId: productCustomId, gtin: productGtin } = products.get(productId) ?? {};
      const named = {
        productId,
        productCustomId,
        productGtin,
        productName,
        supplierId,
        supplierCustomId,
        supplierName,
      };
      // An invite has no id of its own.
      yield { remoteId: '', version: '', values: readValues(named), shown: { status: state } };
    }
  }
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
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
    rows: (filters) => invites(session, learned.group, filters),
    writer: {
      by: 'batch',
      // Requests that come too early wait for one another within a batch.
      maxRows: 10_000,
      together: true,
      resends: 'unfound',
      kinds: ['create', 'update'],
      requests: (count) => count,
      send: (rows) => sendInvites(session, learned, rows),
    },
  };
}
