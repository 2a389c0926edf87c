// Finds the product and the supplier that a row names: among the rows of other files of the command first, then at the service.
// Each list is read once for a look-up, and only when it is needed.

import type { Key, Values } from '../../datasets/dataset.js';
import { sameName } from '../../datasets/dataset.js';
import type { Obstacle } from '../../plan/action.js';
import { type Finding, finding } from '../../problems/problem.js';
import { cleanKey } from '../../values/characters.js';
import type { Session } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import { everyProduct } from './products/list-products.js';
import { type Product, product, type Supplier, supplier } from './replies.js';
import { suppliersOf } from './supplier/list-suppliers.js';

/** What a row refers to: held under an id, or a row of another file that is only planned so far. */
export type Referred = { readonly id: string } | { readonly planned: string };

/** How rows name things of a kind. */
interface Kind {
  readonly what: string;
  readonly dataset: string;
  readonly id: string;
  /** The other fields that name one, from the strongest, with the key of the dataset that each stands for. */
  readonly by: readonly { readonly field: string; readonly title: string }[];
}

const PRODUCT: Kind = {
  what: 'product',
  dataset: 'resold-products',
  id: 'productId',
  by: [
    { field: 'productCustomId', title: 'custom id' },
    { field: 'productGtin', title: 'GTIN' },
    { field: 'productName', title: 'name' },
  ],
};

const SUPPLIER: Kind = {
  what: 'supplier',
  dataset: 'suppliers',
  id: 'supplierId',
  by: [
    { field: 'supplierCustomId', title: 'custom id' },
    { field: 'supplierName', title: 'name' },
  ],
};

/** Things by everything that they are named by. */
class Directory<T extends { readonly id: string }> {
  readonly things = new Map<string, T>();
  private readonly ids = new Map<string, Set<string>>();

  add(thing: T, names: readonly (readonly [title: string, text: string | null | undefined])[]): void {
    this.things.set(thing.id, thing);
    for (const [title, text] of names) {
      if (!text?.trim()) continue;
      const key = keyOf(title, text);
      this.ids.set(key, (this.ids.get(key) ?? new Set()).add(thing.id));
    }
  }

  idsOf(title: string, text: string): ReadonlySet<string> {
    return this.ids.get(keyOf(title, text)) ?? new Set();
  }
}

function keyOf(title: string, text: string): string {
  return `${title} ${asKey(title, text)}`;
}

/** As the datasets' own keys have it. */
function asKey(title: string, text: string): string {
  if (title === 'name') return sameName(text);
  const key = cleanKey(text).trim();
  if (title === 'GTIN') return key.padStart(14, '0');
  return title === 'id' ? key.toLowerCase() : key;
}

const current = new WeakMap<Session['account'], References>();

/** What rows of one look-up refer to. */
export class References {
  private productList: Promise<Directory<Product>> | undefined;
  private supplierList: Promise<Directory<Supplier>> | undefined;

  private constructor(private readonly session: Session) {}

  /** Begins a look-up: lists that were read before may be out of date. */
  static begin(session: Session): References {
    const references = new References(session);
    current.set(session.account, references);
    return references;
  }

  /** Those of the look-up that a write follows from. */
  static of(session: Session): References {
    return current.get(session.account) ?? References.begin(session);
  }

  /** The product that a row names. `session` says what became of other files' rows by now. */
  product(record: Values, session: Session = this.session): Promise<Referred | Obstacle> {
    return resolve(PRODUCT, record, session, () => this.products());
  }

  /** The supplier that a row names. */
  supplier(record: Values, session: Session = this.session): Promise<Referred | Obstacle> {
    return resolve(SUPPLIER, record, session, () => this.suppliers());
  }

  /** A product by its id, asked for where the list lacks it. */
  async productOf(id: string): Promise<Product> {
    const known = (await this.products()).things.get(id);
    if (known) return known;
    return bodyOf(await this.session.call('getResoldProduct', { params: { id } }), product, 'getResoldProduct');
  }

  /** A supplier by its id, asked for where the list lacks it. */
  async supplierOf(id: string): Promise<Supplier> {
    const known = (await this.suppliers()).things.get(id);
    if (known) return known;
    return bodyOf(await this.session.call('getSupplier', { params: { 'supplier-id': id } }), supplier, 'getSupplier');
  }

  private products(): Promise<Directory<Product>> {
    this.productList ??= readProducts(this.session);
    return this.productList;
  }

  private suppliers(): Promise<Directory<Supplier>> {
    this.supplierList ??= readSuppliers(this.session);
    return this.supplierList;
  }
}

async function readProducts(session: Session): Promise<Directory<Product>> {
  const directory = new Directory<Product>();
  for await (const page of everyProduct(session)) {
    for (const one of page) {
      directory.add(one, [
        ['id', one.id],
        ['custom id', one.customId],
        ['GTIN', one.gtin],
        ['name', one.name],
      ]);
    }
  }
  return directory;
}

async function readSuppliers(session: Session): Promise<Directory<Supplier>> {
  const directory = new Directory<Supplier>();
  for (const one of await suppliersOf(session)) {
    directory.add(one, [
      ['id', one.id],
      ['custom id', one.customId],
      ['name', one.name],
    ]);
  }
  return directory;
}

/** A name that a row gives. */
interface Given {
  readonly title: string;
  readonly text: string;
}

async function resolve(
  kind: Kind,
  record: Values,
  session: Session,
  list: () => Promise<Directory<{ readonly id: string }>>,
): Promise<Referred | Obstacle> {
  const given = [{ field: kind.id, title: 'id' }, ...kind.by].flatMap(({ field, title }): Given[] =>
    record[field] === undefined ? [] : [{ title, text: String(record[field]) }],
  );
  const keys = given.flatMap(({ title, text }): Key[] =>
    title === 'id' ? [] : [{ title, value: asKey(title, text) }],
  );
  // What has an id is at the service, whatever the other files say.
  const parent =
    record[kind.id] === undefined && keys.length > 0 ? session.parents.find(kind.dataset, keys) : undefined;
  const named = given[0]?.text ?? '';
  if (parent === 'failed') return { obstacle: finding('PARENT_FAILED', { what: kind.what, named }), isLeftOut: true };
  if (parent === 'planned') return { planned: JSON.stringify([kind.what, keys[0]?.title, keys[0]?.value]) };
  const directory = await list();
  if (parent !== undefined) return oneOf(kind, given, parent.remoteId, directory);
  return among(kind, given, directory);
}

/** A row of another file; a name alone may be that of others too. */
function oneOf(
  { what }: Kind,
  given: readonly Given[],
  id: string,
  directory: Directory<{ readonly id: string }>,
): Referred | Obstacle {
  const [first, ...others] = given;
  if (first === undefined || others.length > 0 || first.title !== 'name') return { id };
  const ids = new Set([id, ...directory.idsOf('name', first.text)]);
  return ids.size === 1 ? { id } : stands(finding('AMBIGUOUS_PARENT', { what, named: first.text, matches: ids.size }));
}

/** What the service has under all the names that a row gives. */
function among(
  { what }: Kind,
  given: readonly Given[],
  directory: Directory<{ readonly id: string }>,
): Referred | Obstacle {
  const [first] = given;
  let fitting: readonly string[] | undefined;
  for (const { title, text } of given) {
    const ids = directory.idsOf(title, text);
    // The strongest name decides. A weaker one may be out of date, but must not be another one's.
    if (ids.size === 0 && fitting !== undefined) continue;
    if (ids.size === 0) return stands(finding('NO_SUCH_PARENT', { what, named: text }));
    const both = fitting === undefined ? [...ids] : fitting.filter((id) => ids.has(id));
    if (both.length === 0) return stands(finding('PARENTS_DIFFER', { what, first: first?.text ?? '', second: text }));
    fitting = both;
  }
  const [id, ...others] = fitting ?? [];
  if (id === undefined) return stands(finding('NO_SUCH_PARENT', { what, named: '' }));
  if (others.length === 0) return { id };
  return stands(finding('AMBIGUOUS_PARENT', { what, named: first?.text ?? '', matches: others.length + 1 }));
}

function stands(obstacle: Finding): Obstacle {
  return { obstacle, isLeftOut: false };
}
