// The datasets of Variable: each is loaded when it is needed.

import type { Bindings, Exporters } from '../../binding.js';

/** How each dataset is looked up and written. */
export const bindings: Bindings = {
  'variable-products': async () => (await import('./variable-products.js')).open,
};

/** How each dataset is read that is only exported. */
export const exporters: Exporters = {
  'product-impacts': async () => (await import('./product-impacts.js')).default,
  'variable-units': async () => (await import('./variable-units.js')).default,
};
