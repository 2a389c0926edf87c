// Sold products at Dcycle: listed, found by id or name, and deleted with all that belongs to them. They come into being by
// their country sales.

import type { Values } from '../../../datasets/dataset.js';
import { sameName } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/sold-products.js';
import { eachEntry } from '../../lists/read-list.js';
import type { Binding, Filters, Found, Holdings, ListedRow, Session } from '../../provider.js';
import { extraFields, isText } from '../../replies/extra-fields.js';
import { importedValues } from '../../replies/imported-values.js';
import { unlessGone } from '../../replies/reply.js';
import { pagedList } from '../lists.js';
import { type SoldProduct, soldProduct } from '../replies.js';
import { productCopier } from '../sales/sales-copier.js';
import { SoldProductList } from '../sales/sold-product-list.js';

function valuesOf({ id, name }: SoldProduct): Values {
  return importedValues(dataset, { product_id: id, product_name: name });
}

function match(list: SoldProductList, record: Values, remoteId = ''): Found {
  const found = list.get(remoteId) ?? list.find(record);
  if (found === undefined || 'obstacle' in found) return found;
  const { product_name: name } = record;
  return { remoteId: found.id, same: typeof name !== 'string' || sameName(name) === sameName(found.name) };
}

const told = new Set(['id', 'product_id', 'name', 'product_name', 'organization_id', 'organization_name']);

function listed(product: SoldProduct): ListedRow {
  const { organization_id, organization_name } = product.whole;
  const text = (value: unknown): string | null => (isText(value) ? value : null);
  const organization = { organization_id: text(organization_id), organization_name: text(organization_name) };
  const extra = extraFields(product.whole, (field, value) => told.has(field) && isText(value));
  return { remoteId: product.id, version: '', values: valuesOf(product), shown: { ...organization, ...extra } };
}

async function* rows(session: Session, { name }: Filters): AsyncGenerator<ListedRow> {
  const list = pagedList('listSoldProducts', soldProduct, name ? { name } : {});
  for await (const one of eachEntry(session, list)) yield listed(one);
}

const binding: Binding = {
  async holdings(session, _, { watch } = {}): Promise<Holdings> {
    const list = await SoldProductList.read(session);
    if (watch) for (const one of list.products()) watch.see(one.id, () => valuesOf(one));
    return { matcher: () => (record, remoteId) => match(list, record, remoteId) };
  },
  // The service offers no way to create a product, or to change one.
  writer: { by: 'row' },
  rows,
  copier: productCopier,
  async readBack(session, remoteId) {
    const product = (await SoldProductList.known(session)).get(remoteId);
    return product && valuesOf(product);
  },
  async remove(session, remoteId) {
    await unlessGone(session.call('deleteSoldProduct', { params: { product_id: remoteId } }));
  },
};

export default binding;
