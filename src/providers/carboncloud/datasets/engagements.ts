// Engagements at CarbonCloud: the current supplier of every product, and the status of the engagement.

import dataset from '../../../datasets/carboncloud/engagements.js';
import type { Exporter, ExportValue } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import type { Session } from '../../session.js';
import { groupOfAccount } from '../choose-group.js';
import { engagementOf } from '../engagement-status.js';
import { aboutEach, productsOf } from '../products/product-rows.js';
import { linkedProduct, type Product } from '../replies.js';

const OWN_COLUMNS = new Set(Object.keys(linkedProduct.shape));

async function rowOf(session: Session, product: Product): Promise<Readonly<Record<string, ExportValue>>> {
  const { id: productId, customId: productCustomId = null, name: productName = null } = product;
  const about = { productId, productCustomId, productName };
  const engagement = await engagementOf(session, productId);
  if (engagement === undefined) {
    return { ...about, supplierId: null, supplierName: null, status: null, reason: 'no supplier today' };
  }
  const { id: supplierId, name: supplierName = null, status = null } = engagement;
  const extra = extraFields(engagement, (field) => OWN_COLUMNS.has(field));
  return { ...about, supplierId, supplierName, status, reason: null, ...extra };
}

const exporter: Exporter = {
  dataset,
  rows: (session, filters) =>
    aboutEach(productsOf(session, groupOfAccount(), filters), async (product) => [await rowOf(session, product)]),
};

export default exporter;
