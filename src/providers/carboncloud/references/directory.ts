// Products and suppliers of a group by their ids, and by the other keys that rows name them by.

import { sameName } from '../../../datasets/dataset.js';
import { cleanKey } from '../../../values/characters.js';
import { nearNameFinder } from '../../../values/near-name.js';
import type { Likely } from '../../../values/nearest.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { everyProduct } from '../products/list-products.js';
import type { Product, Supplier } from '../replies.js';
import { suppliersOf } from '../supplier/list-suppliers.js';

/** Letters of a name that may differ. */
const MOST_EDITS = 2;
/** Names that are searched for what is like them; each search compares it with all others. */
const MOST_SEARCHES = 1000;

/** Things of the service by all their keys. */
export class Directory<T extends { readonly id: string }> {
  readonly byId = new Map<string, T>();
  private readonly ids = new Map<string, Set<string>>();
  private readonly names = new Set<string>();
  private readonly searched = new Map<string, Likely | undefined>();
  private findNear: ((name: string) => Likely | undefined) | undefined;

  add(thing: T, keys: readonly (readonly [title: string, text: string | null | undefined])[]): void {
    this.byId.set(thing.id, thing);
    for (const [title, text] of [['id', thing.id] as const, ...keys]) {
      if (!text?.trim()) continue;
      if (title === 'name') this.names.add(text);
      const key = keyOf(title, text);
      this.ids.set(key, (this.ids.get(key) ?? new Set()).add(thing.id));
    }
  }

  /** The ids of all things with a key. */
  idsOf(title: string, text: string): ReadonlySet<string> {
    return this.ids.get(keyOf(title, text)) ?? new Set();
  }

  /** The name of a single thing that is nearly this one. Ask when all things are added. */
  nearName(text: string): Likely | undefined {
    if (this.searched.has(text)) return this.searched.get(text);
    if (this.searched.size >= MOST_SEARCHES) return undefined;
    this.findNear ??= nearNameFinder(
      [...this.names].filter((name) => this.idsOf('name', name).size === 1),
      MOST_EDITS,
    );
    const near = this.findNear(text);
    this.searched.set(text, near);
    return near;
  }
}

function keyOf(title: string, text: string): string {
  return `${title} ${keyValue(title, text)}`;
}

/** The value of a key, as the datasets' own keys have it. */
export function keyValue(title: string, text: string): string {
  if (title === 'name') return sameName(text);
  const key = cleanKey(text).trim();
  if (title === 'GTIN') return key.padStart(14, '0');
  return title === 'id' ? key.toLowerCase() : key;
}

/** The products of a group. Throws a ServiceError or a Stop. */
export async function productDirectory(session: Session, group: Group): Promise<Directory<Product>> {
  const directory = new Directory<Product>();
  for await (const page of everyProduct(session, group)) {
    for (const one of page) {
      directory.add(one, [
        ['custom id', one.customId],
        ['GTIN', one.gtin],
        ['name', one.name],
      ]);
    }
  }
  return directory;
}

/** The suppliers of a group. Throws a ServiceError or a Stop. */
export async function supplierDirectory(session: Session, group: Group): Promise<Directory<Supplier>> {
  const directory = new Directory<Supplier>();
  for (const one of await suppliersOf(session, group)) {
    directory.add(one, [
      ['custom id', one.customId],
      ['name', one.name],
    ]);
  }
  return directory;
}
