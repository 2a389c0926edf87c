// Dcycle's sold products: the eight documented operations, on paths that are assumed.

import { z } from 'zod';
import type { SandboxAccount } from '../account.js';
import { derivedNumbers, derivedUuid, rounded } from '../derive.js';
import type { Facilities, SandboxApp, SandboxContext } from '../sandbox-app.js';
import type { SalesPeriod, SoldProduct } from '../store/records.js';
import { sayCountry } from './country-codes.js';
import { applyDueImports } from './import/apply-import.js';
import { bareList, pageOf } from './page.js';
import { dcycleRefusal, take, takeId, unprocessable } from './refusal.js';

const days = z.object({ start_date: z.iso.date(), end_date: z.iso.date() });

export function mountDcycleSoldProducts(app: SandboxApp, { account, store, now, newId, lists }: Facilities): void {
  const findProduct = (context: SandboxContext): SoldProduct => {
    const id = takeId(context, 'id');
    const product = store.soldProducts.get(id);
    if (product === undefined) throw dcycleRefusal(404, 'SOLD_PRODUCT_NOT_FOUND', `There is no sold product ${id}`);
    return product;
  };
  const findPeriod = (context: SandboxContext): { product: SoldProduct; period: SalesPeriod } => {
    const product = findProduct(context);
    const id = takeId(context, 'period');
    const period = product.periods.find((one) => one.id === id);
    if (period === undefined) throw dcycleRefusal(404, 'PERIOD_NOT_FOUND', `The product has no period ${id}`);
    return { product, period };
  };
  const root = '/v1/sold-products';

  app.use(`${root}/*`, (_context, next) => {
    applyDueImports(store, now(), newId);
    return next();
  });
  app.get(root, (context) => {
    const name = context.req.query('name')?.toLowerCase();
    const isWanted = (row: SoldProduct) => row.name.toLowerCase().includes(name ?? '');
    const rows = store.soldProducts;
    const wanted = name === undefined ? rows.listed(now()) : rows.rows().filter(isWanted);
    return context.json(pageOf(context, wanted, (product) => productView(product, account), lists));
  });
  app.get(`${root}/existing-country-sales`, (context) =>
    context.json(
      bareList(context, store.soldProducts.rows().flatMap(countryPairs), (pair) => sayCountry(pair, lists), lists),
    ),
  );
  app.delete(`${root}/:id`, (context) => {
    store.soldProducts.delete(findProduct(context).id);
    return context.body(null, 204);
  });
  app.get(`${root}/:id/periods`, (context) =>
    context.json(bareList(context, findProduct(context).periods, periodView, lists)),
  );
  app.get(`${root}/:id/periods/check-overlap`, (context) => {
    const asked = take(days, context.req.query(), 'query');
    if (asked.start_date > asked.end_date)
      throw unprocessable({ loc: ['query', 'end_date'], msg: 'It is before the start', type: 'value_error' });
    const { periods } = findProduct(context);
    // Both ends are inclusive (assumed): one shared day is an overlap.
    const overlapping = periods.filter((one) => one.start_date <= asked.end_date && asked.start_date <= one.end_date);
    return context.json({ overlaps: overlapping.length > 0, periods: overlapping.map(periodView) });
  });
  app.delete(`${root}/:id/periods/:period`, (context) => {
    const { product, period } = findPeriod(context);
    if (product.periods.length === 1)
      throw dcycleRefusal(400, 'LAST_PERIOD', 'The last period of a product cannot be deleted');
    store.soldProducts.put({ ...product, periods: product.periods.filter((one) => one.id !== period.id) });
    return context.body(null, 204);
  });
  app.get(`${root}/:id/periods/:period/country-sales`, (context) =>
    context.json(
      bareList(
        context,
        findPeriod(context).period.sales,
        (sale) => sayCountry({ ...sale, emission_factor: countryFactor(sale.country) }, lists),
        lists,
      ),
    ),
  );
  app.get(`${root}/:id/periods/:period/emissions`, (context) => context.json(emissions(findPeriod(context).period)));
}

function productView({ id, name }: SoldProduct, account: SandboxAccount): object {
  return {
    product_id: id,
    product_name: name,
    organization_id: account.DCYCLE_ORGANIZATION_ID,
    organization_name: account.organizationName,
  };
}

function periodView({ id, start_date, end_date }: SalesPeriod): object {
  return { id, start_date, end_date };
}

/** Each pair of a product and a country with sales, once. */
function countryPairs({ id, name, periods }: SoldProduct): object[] {
  const countries = new Set(periods.flatMap(({ sales }) => sales.map(({ country }) => country)));
  return [...countries].map((country) => ({ product_id: id, product_name: name, country }));
}

/** kg CO2e per unit sold. */
function countryFactor(country: string): number {
  return rounded(0.1 + derivedNumbers(country)() * 0.5, 4);
}

function emissions(period: SalesPeriod): object[] {
  const use = period.sales.reduce((sum, { country, quantity }) => sum + quantity * countryFactor(country), 0);
  const dataId = derivedUuid(`use of ${period.id}`);
  return [
    { type: 'use_phase', status: 'active', quantity: rounded(use, 6), use_of_product_data_id: dataId },
    { type: 'end_of_life', status: 'active', quantity: rounded(use * 0.1, 6), use_of_product_data_id: null },
  ];
}

/** A sold product with its periods and sales, to inspect the sandbox. */
export function soldProductState(product: SoldProduct, account: SandboxAccount): object {
  const periods = product.periods.map((period) => ({ ...periodView(period), country_sales: period.sales }));
  return { ...productView(product, account), periods };
}
