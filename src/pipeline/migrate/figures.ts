// The emissions that the service of an account has calculated, by row and product.

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
  /** The ids are those of rows, which differ between accounts. */
  readonly hasRowIds: boolean;
  figures(session: Session): AsyncGenerator<Figure>;
}

/** By dataset. */
export const figureSources: Readonly<Record<string, FigureSource>> = {
  'resold-products': { unit: 'kg CO2e per kg', hasRowIds: true, figures: footprints },
  purchases: { unit: 'kg CO2e', hasRowIds: true, figures: purchases },
  'country-sales': { unit: 'kg CO2e', hasRowIds: false, figures: salesEmissions },
  'variable-products': { unit: 'kg CO2e per unit', hasRowIds: true, figures: impacts },
};

async function* footprints(session: Session): AsyncGenerator<Figure> {
  const { rows } = await exporterFor({ name: 'footprints', provider: 'carboncloud' });
  for await (const { productId, customId, gtin, name, total } of rows(session, {}))
    yield { id: String(productId), product: String(customId ?? gtin ?? name ?? productId), co2e: total ?? null };
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
    yield { id: [product, start_date, end_date, type].join(' / '), product, co2e: quantity ?? null };
  }
}

async function* impacts(session: Session): AsyncGenerator<Figure> {
  const { rows } = await exporterFor({ name: 'product-impacts', provider: 'variable' });
  for await (const { uuid, sku, syncId, name, totalCarbonFootprint } of rows(session, {}))
    yield { id: String(uuid), product: String(sku ?? syncId ?? name ?? uuid), co2e: totalCarbonFootprint ?? null };
}
