// The sold products of an account by id and name, and their periods, each requested once.

import pLimit from 'p-limit';
import { sameName } from '../../../datasets/dataset.js';
import type { Obstacle } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import { eachEntry } from '../../lists/read-list.js';
import type { Session } from '../../session.js';
import { pagedList, wholeList } from '../lists.js';
import { type Period, period, type SoldProduct, soldProduct } from '../replies.js';

const AT_ONCE = 8;

/** The fields that identify a product. The id decides where there is one. */
export interface NamedProduct {
  readonly product_id?: unknown;
  readonly product_name?: unknown;
}

/** A snapshot of the products at the service. */
export class SoldProductList {
  private readonly limit = pLimit(AT_ONCE);
  private readonly byId = new Map<string, SoldProduct>();
  private readonly byName = new Map<string, SoldProduct[]>();
  private readonly asked = new Map<string, Promise<readonly Period[]>>();

  private constructor(private readonly session: Session) {}

  /** Reads the list of products. Throws a ServiceError. */
  static async read(session: Session): Promise<SoldProductList> {
    const list = new SoldProductList(session);
    for await (const product of eachEntry(session, pagedList('listSoldProducts', soldProduct))) {
      list.byId.set(product.id.toLowerCase(), product);
      const name = sameName(product.name);
      list.byName.set(name, [...(list.byName.get(name) ?? []), product]);
    }
    return list;
  }

  products(): Iterable<SoldProduct> {
    return this.byId.values();
  }

  get(id: string): SoldProduct | undefined {
    return this.byId.get(id.toLowerCase());
  }

  /** The product of a row; an obstacle where several have its name. */
  find({ product_id, product_name }: NamedProduct): SoldProduct | Obstacle | undefined {
    if (typeof product_id === 'string') return this.get(product_id);
    const named = typeof product_name === 'string' ? product_name : '';
    const [product, ...others] = this.byName.get(sameName(named)) ?? [];
    if (others.length === 0) return product;
    const why = finding('AMBIGUOUS_PARENT', { what: 'sold product', named, matches: others.length + 1 });
    return { obstacle: why, isLeftOut: false };
  }

  /** The periods of a product, in order of their days. Throws a ServiceError. */
  periods({ id }: Pick<SoldProduct, 'id'>): Promise<readonly Period[]> {
    const known = this.asked.get(id);
    if (known) return known;
    const asking = this.limit(() => periodsOf(this.session, id));
    this.asked.set(id, asking);
    // A failure is thrown where the answer is awaited; until then it must not count as unhandled.
    asking.catch(() => undefined);
    return asking;
  }
}

/** The periods of a product, in order of their days. Throws a ServiceError. */
export async function periodsOf(session: Session, productId: string): Promise<readonly Period[]> {
  const periods = await wholeList(session, 'listPeriods', period, { params: { product_id: productId } });
  return [...periods].sort((a, b) => (a.start < b.start ? -1 : 1));
}
