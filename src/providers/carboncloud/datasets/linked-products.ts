// Linked products at CarbonCloud: the products of every supplier, with status.

import dataset from '../../../datasets/carboncloud/linked-products.js';
import type { Exporter, ExportValue } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { groupOfAccount } from '../choose-group.js';
import { linkedProductsOf } from '../engagement-status.js';
import { linkedProduct, type Supplier, supplier } from '../replies.js';
import { suppliersOf } from '../supplier/list-suppliers.js';

const OWN_COLUMNS = new Set(Object.keys(linkedProduct.shape));

async function* suppliers(session: Session, ids: readonly string[] | undefined): AsyncGenerator<Supplier> {
  if (ids === undefined) {
    yield* await suppliersOf(session, groupOfAccount());
    return;
  }
  for (const id of ids) {
    const reply = await session.call('getSupplier', { params: { 'supplier-id': id.toLowerCase() } });
    yield bodyOf(reply, supplier, 'getSupplier');
  }
}

const exporter: Exporter = {
  dataset,
  async *rows(session, { supplier: ids, status: statuses }): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
    for await (const { id: supplierId, customId, name } of suppliers(session, ids)) {
      const about = { supplierId, supplierCustomId: customId || null, supplierName: name ?? null };
      for (const linked of await linkedProductsOf(session, supplierId, statuses)) {
        const { id: productId, name: productName = null, status = null } = linked;
        yield { ...about, productId, productName, status, ...extraFields(linked, (field) => OWN_COLUMNS.has(field)) };
      }
    }
  },
};

export default exporter;
