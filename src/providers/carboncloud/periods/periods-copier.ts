// Copies products with their periods, and suppliers, for a rehearsal.

import { z } from 'zod';
import type { Copier } from '../../binding.js';
import { listCopier } from '../../lists/list-copier.js';

const product = z.looseObject({ id: z.string() });

/** A copier of products, of the periods that were requested, and of suppliers. */
export function periodsCopier(): Copier {
  const products = listCopier('listResoldProducts', 'resoldProducts');
  const suppliers = listCopier('listSuppliers', 'suppliers');
  const periods = new Map<string, unknown>();
  return {
    see(route, call, body) {
      products.see(route, call, body);
      suppliers.see(route, call, body);
      if (route === 'listSupplierPeriods' && call.params?.id) periods.set(call.params.id, body);
    },
    get size() {
      return products.size + suppliers.size;
    },
    async copy(candidates) {
      const { resoldProducts = [] } = await products.copy(candidates);
      const linked = resoldProducts.map((one) => {
        const read = product.parse(one);
        return { ...read, suppliers: periods.get(read.id) ?? [] };
      });
      return { ...(await suppliers.copy(candidates)), resoldProducts: linked };
    },
  };
}
