// Sold products at Dcycle: listed, found by id or name, and deleted with their periods and sales. Country sales create them.

import type { Values } from '../../../datasets/dataset.js';
import { sameName } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/sold-products.js';
import type { Binding, Holdings, ListedRow, LookUpResult } from '../../binding.js';
import { Cached } from '../../cached.js';
import { eachEntry } from '../../lists/read-list.js';
import { extraFields, isText } from '../../replies/extra-fields.js';
import { valuesReader } from '../../replies/imported-values.js';
import { unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { pagedList } from '../lists.js';
import { type SoldProduct, soldProduct } from '../replies.js';
import { productCopier } from '../sales/sales-copier.js';
import { SoldProductList } from '../sales/sold-product-list.js';

function productReader(): (product: SoldProduct) => Values {
  const read = valuesReader(dataset);
  return ({ id, name }) => read({ product_id: id, product_name: name });
}

function match(list: SoldProductList, record: Values, remoteId = ''): LookUpResult {
  const found = list.get(remoteId) ?? list.find(record);
  if (found === undefined || 'obstacle' in found) return found;
  const { product_name: name } = record;
  return { remoteId: found.id, same: typeof name !== 'string' || sameName(name) === sameName(found.name) };
}

const OWN_COLUMNS = new Set(['id', 'product_id', 'name', 'product_name', 'organization_id', 'organization_name']);

function listed(product: SoldProduct, values: Values): ListedRow {
  const { organization_id, organization_name } = product.whole;
  const text = (value: unknown): string | null => (isText(value) ? value : null);
  const organization = { organization_id: text(organization_id), organization_name: text(organization_name) };
  const extra = extraFields(product.whole, (field, value) => OWN_COLUMNS.has(field) && isText(value));
  return { remoteId: product.id, version: '', values, shown: { ...organization, ...extra } };
}

/** @param valuesOf reads the values of a product. @param known the products as they were listed last */
export function open(
  session: Session,
  valuesOf = productReader(),
  known = new Cached((asking) => SoldProductList.read(asking)),
): Binding {
  return {
    withSession: (other) => open(other, valuesOf, known),
    async holdings(_, { watch } = {}): Promise<Holdings> {
      const list = await known.refresh(session);
      if (watch) for (const one of list.products()) watch.see(one.id, () => valuesOf(one));
      return { matcher: () => (record, remoteId) => match(list, record, remoteId) };
    },
    // The service offers no way to create or change a product.
    writer: { by: 'row' },
    async *rows({ name }) {
      const list = pagedList('listSoldProducts', soldProduct, name ? { name } : {});
      for await (const one of eachEntry(session, list)) yield listed(one, valuesOf(one));
    },
    copier: productCopier,
    async readBack(remoteId) {
      const product = (await known.get(session)).get(remoteId);
      return product && valuesOf(product);
    },
    async remove(remoteId) {
      await unlessGone(session.call('deleteSoldProduct', { params: { product_id: remoteId } }));
    },
  };
}
