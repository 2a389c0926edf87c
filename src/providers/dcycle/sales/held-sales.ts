// The sales at the service, requested only for the rows of a file. Three requests, each sent once: the pairs of product and country
// with sales, whether a period overlaps, and the countries of a period.

import pLimit from 'p-limit';
import { sameName } from '../../../datasets/dataset.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { wholeList } from '../lists.js';
import {
  type CountrySale,
  countrySale,
  type ExistingSale,
  existingSale,
  overlap,
  type Period,
  period,
} from '../replies.js';

const AT_ONCE = 8;

/** A row's sale. */
export interface Sale {
  readonly productId: string | undefined;
  readonly productName: string | undefined;
  readonly country: string;
  readonly start: string;
  readonly end: string;
}

/** A sale at the service. */
export interface HeldSale {
  readonly period: Period;
  readonly quantity: number | null;
}

/** A snapshot of the sales at the service; answers are kept. */
export class HeldSales {
  private readonly limit = pLimit(AT_ONCE);
  private readonly answers = new Map<string, Promise<unknown>>();
  private readonly products = new Map<string, Set<string>>();

  private constructor(private readonly session: Session) {}

  /** Reads which pairs of product and country have sales. Throws a ServiceError. */
  static async read(session: Session): Promise<HeldSales> {
    const held = new HeldSales(session);
    for (const pair of await wholeList(session, 'listExistingCountrySales', existingSale)) held.add(pair);
    return held;
  }

  private add({ productId, productName, country }: ExistingSale): void {
    for (const key of [idKey(productId, country), nameKey(productName, country)]) {
      this.products.set(key, (this.products.get(key) ?? new Set()).add(productId));
    }
  }

  /** Products with sales in the row's country that match the row; several products may have one name. */
  private productsOf({ productId, productName, country }: Sale): readonly string[] {
    const key = productId === undefined ? nameKey(productName ?? '', country) : idKey(productId, country);
    return [...(this.products.get(key) ?? [])];
  }

  /** The sales of the row's product and country whose period shares a day with the row's. */
  async overlapping(sale: Sale): Promise<readonly HeldSale[]> {
    const found: HeldSale[] = [];
    for (const productId of this.productsOf(sale)) {
      if (!(await this.isTaken(productId, sale))) continue;
      // Days are inclusive (assumed): a shared day is an overlap.
      found.push(...(await this.during(productId, sale, ({ start, end }) => start <= sale.end && sale.start <= end)));
    }
    return found;
  }

  /** The sales of the row's product and country in just the row's period. */
  async inPeriod(sale: Sale): Promise<readonly HeldSale[]> {
    const found: HeldSale[] = [];
    for (const productId of this.productsOf(sale)) {
      found.push(...(await this.during(productId, sale, ({ start, end }) => start === sale.start && end === sale.end)));
    }
    return found;
  }

  private async during(
    productId: string,
    { country: wanted }: Sale,
    fits: (period: Period) => boolean,
  ): Promise<readonly HeldSale[]> {
    const found: HeldSale[] = [];
    for (const one of (await this.periods(productId)).filter(fits)) {
      const sales = await this.sales(productId, one.id);
      const inCountry = sales.filter(({ country }) => country === wanted);
      found.push(...inCountry.map(({ quantity }) => ({ period: one, quantity })));
    }
    return found;
  }

  /** The service's own check, which ignores the country. */
  private isTaken(productId: string, { start, end }: Sale): Promise<boolean> {
    const query = { start_date: start, end_date: end };
    const route = 'checkPeriodOverlap';
    const call = { params: { product_id: productId }, query };
    return this.ask([route, productId, start, end], async () =>
      bodyOf(await this.session.call(route, call), overlap, route),
    );
  }

  private periods(productId: string): Promise<readonly Period[]> {
    const params = { product_id: productId };
    return this.ask(['listPeriods', productId], () => wholeList(this.session, 'listPeriods', period, { params }));
  }

  private sales(productId: string, periodId: string): Promise<readonly CountrySale[]> {
    const params = { product_id: productId, period_id: periodId };
    const route = 'listPeriodCountrySales';
    return this.ask([route, productId, periodId], () => wholeList(this.session, route, countrySale, { params }));
  }

  private ask<T>(question: readonly string[], send: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(question);
    const known = this.answers.get(key);
    // The key begins with the route, and a route has one type of answer.
    if (known) return known as Promise<T>;
    const asked = this.limit(send);
    this.answers.set(key, asked);
    // A failure is thrown where the answer is awaited; until then it must not count as unhandled.
    asked.catch(() => undefined);
    return asked;
  }
}

function idKey(productId: string, country: string): string {
  return JSON.stringify(['id', productId.toLowerCase(), country]);
}

function nameKey(productName: string, country: string): string {
  return JSON.stringify(['name', sameName(productName), country]);
}
