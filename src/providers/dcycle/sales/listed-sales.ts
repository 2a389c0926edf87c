// Lists every sale at Dcycle: products with sales, their periods, and the countries of each.

import dataset from '../../../datasets/dcycle/country-sales.js';
import type { Filters, ListedRow } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { figuresReader } from '../../replies/held-figures.js';
import { isImported, valuesReader } from '../../replies/imported-values.js';
import type { Session } from '../../session.js';
import { wholeList } from '../lists.js';
import { countrySale, existingSale, type SoldProduct } from '../replies.js';
import { eachPeriod } from './each-period.js';

const OWN_COLUMNS = new Set(['emission_factor', 'factor', 'ef']);

/** The sales of all products, or of those with the `name` of the filter: by product, period and country. Throws a ServiceError. */
export async function* listedSales(session: Session, filters: Filters): AsyncGenerator<ListedRow> {
  const pairs = await wholeList(session, 'listExistingCountrySales', existingSale);
  const sold = new Set(pairs.map(({ productId }) => productId.toLowerCase()));
  const salesOf = (params: Readonly<Record<string, string>>) =>
    wholeList(session, 'listPeriodCountrySales', countrySale, { params });
  const [valuesOf, figuresOf] = [valuesReader(dataset), figuresReader(dataset)];
  const hasSales = ({ id }: SoldProduct): boolean => sold.has(id.toLowerCase());
  for await (const { product, period, entries } of eachPeriod(session, filters, salesOf, hasSales)) {
    for (const { country, quantity, factor, whole } of entries) {
      const days = { start_date: period.start, end_date: period.end };
      const names = { product_name: product.name, product_id: product.id };
      const values = valuesOf({ ...names, country, quantity, ...days });
      const imported = isImported(dataset, values);
      const extra = extraFields(whole, (field, value) => {
        return OWN_COLUMNS.has(field) || imported(field === 'country_code' ? 'country' : field, value);
      });
      yield {
        remoteId: '',
        version: '',
        values,
        shown: { ...figuresOf(whole, values), emission_factor: factor, period_id: period.id, ...extra },
      };
    }
  }
}
