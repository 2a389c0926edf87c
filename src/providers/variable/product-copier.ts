// Copies products and units for a rehearsal.

import { z } from 'zod';
import type { AccountCopy, Copier } from '../binding.js';
import type { Call } from '../session.js';
import { listOf, product, unit } from './replies.js';

/** A copier of products and units. Of an entry that comes twice, the last one counts. */
export function productCopier(): Copier {
  return new ProductCopier();
}

class ProductCopier implements Copier {
  private readonly products = new Map<string, unknown>();
  private readonly units = new Map<string, unknown>();

  get size(): number {
    return this.products.size;
  }

  see(route: string, _: Call, body: unknown): void {
    if (route === 'listProducts') {
      for (const one of entries(product, body)) this.products.set(one.uuid, one);
    } else if (route === 'listUnits') {
      for (const { code, name } of entries(unit, body)) this.units.set(code, { code, name });
    }
  }

  copy(): Promise<AccountCopy> {
    const lacks = this.units.size > 0 ? [] : ['which units the service accepts: the rehearsal uses the sandbox units'];
    const units = this.units.size > 0 && { variableUnits: [...this.units.values()] };
    return Promise.resolve({ variableProducts: [...this.products.values()], ...units, lacks });
  }
}

/** An unreadable answer has stopped the look-up already, or was ignored by it. */
function entries<S extends z.ZodType>(item: S, body: unknown): readonly z.infer<S>[] {
  const parsed = listOf(item).safeParse(body);
  return parsed.success ? z.array(item).parse(parsed.data.data) : [];
}
