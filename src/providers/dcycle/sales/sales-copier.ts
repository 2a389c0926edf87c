// Copies the sold products, periods and country sales that a look-up requested, for a rehearsal.

import type { z } from 'zod';
import type { Values } from '../../../datasets/dataset.js';
import type { AccountCopy, Copier } from '../../binding.js';
import type { Call } from '../../session.js';
import { countrySale, existingSale, listOf, period, soldProduct } from '../replies.js';

interface CopiedPeriod {
  readonly id: string;
  readonly start_date: string;
  readonly end_date: string;
  country_sales: readonly { readonly country: string; readonly quantity: number }[];
}

interface CopiedProduct {
  readonly product_id: string;
  readonly product_name: string;
  periods: readonly CopiedPeriod[];
}

/** A copier of country sales; products of the file that were not requested may exist. */
export function salesCopier(): Copier {
  return new SalesCopier();
}

/** A copier of products and their periods, which are all listed. */
export function productCopier(): Copier {
  const copier = new SalesCopier();
  return {
    see: (route, call, body) => copier.see(route, call, body),
    get size() {
      return copier.size;
    },
    copy: async () => ({ soldProducts: copier.copied(), lacks: ['country sales, which are not needed here'] }),
  };
}

class SalesCopier implements Copier {
  /** By id in lower case. */
  private readonly products = new Map<string, CopiedProduct>();
  /** Sales by the id of their period. */
  private readonly sales = new Map<string, CopiedPeriod['country_sales']>();

  get size(): number {
    return this.products.size + this.sales.size;
  }

  see(route: string, { params = {}, query = {} }: Call, body: unknown): void {
    const { product_id: productId = '', period_id: periodId = '' } = params;
    // The first page of a list is requested without a number.
    const isFurther = query.page !== undefined;
    if (route === 'listSoldProducts') {
      for (const { id, name } of read(listOf(soldProduct), body)) this.product(id, name);
    } else if (route === 'listExistingCountrySales') {
      for (const pair of read(listOf(existingSale), body)) this.product(pair.productId, pair.productName);
    } else if (route === 'listPeriods') {
      const product = this.product(productId, '');
      const periods = read(listOf(period), body).map(({ id, start, end }) => {
        return { id, start_date: start, end_date: end, country_sales: [] };
      });
      product.periods = isFurther ? [...product.periods, ...periods] : periods;
    } else if (route === 'listPeriodCountrySales') {
      const sales = read(listOf(countrySale), body);
      const more = sales.map(({ country, quantity }) => ({ country, quantity: quantity ?? 0 }));
      this.sales.set(periodId, [...(isFurther ? (this.sales.get(periodId) ?? []) : []), ...more]);
    }
  }

  async copy(candidates: AsyncIterable<Values>): Promise<AccountCopy> {
    let unknown = 0;
    for await (const { product_id: id, product_name: name } of candidates) {
      if (typeof id !== 'string' || this.products.has(id.toLowerCase())) continue;
      unknown += 1;
      this.product(id, typeof name === 'string' ? name : id);
    }
    const lacks = ['your import template: the rehearsal uses the sandbox template'];
    if (unknown > 0)
      lacks.push(`whether product ids of the file that have no sales yet (${unknown}) exist at the service`);
    return { soldProducts: this.copied(), lacks };
  }

  /** All products, with the sales in their periods. */
  copied(): readonly CopiedProduct[] {
    for (const { periods } of this.products.values())
      for (const one of periods) one.country_sales = this.sales.get(one.id) ?? [];
    return [...this.products.values()];
  }

  private product(id: string, name: string): CopiedProduct {
    const key = id.toLowerCase();
    const known = this.products.get(key) ?? { product_id: id, product_name: name || id, periods: [] };
    this.products.set(key, known);
    return known;
  }
}

/** An unreadable answer has stopped the look-up already. */
function read<S extends z.ZodType<readonly unknown[]>>(schema: S, body: unknown): z.infer<S> | readonly never[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : [];
}
