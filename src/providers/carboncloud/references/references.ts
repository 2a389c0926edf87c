// The products and suppliers that rows refer to. Each list is read once for a look-up, and only when it is needed.

import type { Values } from '../../../datasets/dataset.js';
import type { Obstacle } from '../../../plan/action.js';
import { Cached } from '../../cached.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { type Product, product, type Supplier, supplier } from '../replies.js';
import { productDirectory, supplierDirectory } from './directory.js';
import { PRODUCT, type Reference, resolveReference, SUPPLIER } from './resolve-reference.js';

/** What the rows of one look-up refer to; the writes that follow from it share it. */
export class References {
  private readonly products = new Cached((session) => productDirectory(session, this.group));
  private readonly suppliers = new Cached((session) => supplierDirectory(session, this.group));

  constructor(private readonly group: Group) {}

  /** The product that a row names. */
  product(session: Session, record: Values): Promise<Reference | Obstacle> {
    return resolveReference(PRODUCT, record, session.parents, () => this.products.get(session));
  }

  /** The supplier that a row names. */
  supplier(session: Session, record: Values): Promise<Reference | Obstacle> {
    return resolveReference(SUPPLIER, record, session.parents, () => this.suppliers.get(session));
  }

  /** A product by its id, requested where the list lacks it. */
  async productById(session: Session, id: string): Promise<Product> {
    const known = (await this.products.get(session)).byId.get(id);
    if (known) return known;
    return bodyOf(await session.call('getResoldProduct', { params: { id } }), product, 'getResoldProduct');
  }

  /** A supplier by its id, requested where the list lacks it. */
  async supplierById(session: Session, id: string): Promise<Supplier> {
    const known = (await this.suppliers.get(session)).byId.get(id);
    if (known) return known;
    return bodyOf(await session.call('getSupplier', { params: { 'supplier-id': id } }), supplier, 'getSupplier');
  }
}
