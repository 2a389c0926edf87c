// Pairs of sold product and country that have sales.

import dataset from '../../../datasets/dcycle/existing-country-sales.js';
import type { Exporter, ExportValue } from '../../binding.js';
import { extraFields, isText } from '../../replies/extra-fields.js';
import type { Session } from '../../session.js';
import { wholeList } from '../lists.js';
import { existingSale } from '../replies.js';

const OWN_COLUMNS = new Set([
  'product_id',
  'id',
  'product_name',
  'name',
  'product',
  'country',
  'country_code',
  'country_iso',
]);

async function* rows(session: Session): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  for (const pair of await wholeList(session, 'listExistingCountrySales', existingSale)) {
    const { productId: product_id, productName: product_name, country } = pair;
    yield {
      product_id,
      product_name,
      country,
      ...extraFields(pair.whole, (field, value) => OWN_COLUMNS.has(field) && isText(value)),
    };
  }
}

const exporter: Exporter = { dataset, rows };
export default exporter;
