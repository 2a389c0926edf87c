// The emissions that the service of an account has calculated, by row and product.

import { sameName } from '../../datasets/dataset.js';
import { bindingFor, exporterFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';

/** A figure of a row. */
export interface Figure {
  /** The id of the row; of figures that belong to no row with an id, what they are about. */
  readonly id: string;
  readonly product: string;
  /** Null until it is calculated. */
  readonly co2e: number | string | null;
}

/** Which figures belong to a dataset. */
interface FigureSource {
  readonly unit: string;
  /** They are amounts, which may be added up. */
  readonly isAdded: boolean;
  figures(session: Session): AsyncGenerator<Figure>;
}

/** By dataset. */
export const figureSources: Readonly<Record<string, FigureSource>> = {
  'resold-products': { unit: 'kg CO2e per kg (assumed)', isAdded: false, figures: footprints },
  purchases: { unit: 'kg CO2e', isAdded: true, figures: purchases },
  'country-sales': { unit: 'kg CO2e', isAdded: true, figures: salesEmissions },
  'variable-products': { unit: 'kg CO2e per declared unit', isAdded: false, figures: impacts },
};

async function* footprints(session: Session): AsyncGenerator<Figure> {
  const { rows } = await exporterFor({ name: 'footprints', provider: 'carboncloud' });
  for await (const { id, customId, gtin, name, total } of rows(session, {}))
    yield { id: String(id), product: String(customId ?? gtin ?? name ?? id), co2e: total ?? null };
}

async function* purchases(session: Session): AsyncGenerator<Figure> {
  const { rows } = (await bindingFor({ name: 'purchases', provider: 'dcycle' }))(session);
  for await (const { remoteId, values, shown } of rows?.({}) ?? [])
    yield { id: remoteId, product: String(values.product_name ?? ''), co2e: shown.co2e ?? null };
}

async function* salesEmissions(session: Session): AsyncGenerator<Figure> {
  const { rows } = await exporterFor({ name: 'period-emissions', provider: 'dcycle' });
  for await (const { product_name, start_date, end_date, type, quantity } of rows(session, {})) {
    const product = String(product_name ?? '');
    yield { id: sameName([product, start_date, end_date, type].join(' / ')), product, co2e: quantity ?? null };
  }
}

/** The only indicator with a total over all stages. */
const HEADLINE = 'GWP-fossil';

async function* impacts(session: Session): AsyncGenerator<Figure> {
  const { rows } = await exporterFor({ name: 'product-impacts', provider: 'variable' });
  for await (const { uuid, sku, syncId, name, indicator, totalCarbonFootprint } of rows(session, {}))
    if (indicator === null || indicator === HEADLINE)
      yield {
        id: String(uuid).toLowerCase(),
        product: String(sku ?? syncId ?? name ?? uuid),
        co2e: totalCarbonFootprint ?? null,
      };
}
