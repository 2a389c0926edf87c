// The emissions of every period of every sold product.

import dataset from '../../../datasets/dcycle/period-emissions.js';
import type { Exporter, ExportValue, Filters } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import type { Session } from '../../session.js';
import { wholeList } from '../lists.js';
import { emission } from '../replies.js';
import { eachPeriod } from '../sales/each-period.js';

const OWN_COLUMNS = new Set(dataset.columns.map(({ key }) => key));

async function* rows(session: Session, filters: Filters): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  const emissionsOf = (params: Readonly<Record<string, string>>) =>
    wholeList(session, 'listPeriodEmissions', emission, { params });
  for await (const { product, period, entries } of eachPeriod(session, filters, emissionsOf)) {
    for (const one of entries) {
      yield {
        product_id: product.id,
        product_name: product.name,
        period_id: period.id,
        start_date: period.start,
        end_date: period.end,
        type: one.type ?? null,
        status: one.status ?? null,
        quantity: one.quantity ?? null,
        use_of_product_data_id: one.use_of_product_data_id ?? null,
        ...extraFields(one, (field) => OWN_COLUMNS.has(field)),
      };
    }
  }
}

const exporter: Exporter = { dataset, rows };
export default exporter;
