// The datasets of Dcycle: each is loaded when it is needed.

import type { Bindings, Exporters } from '../../binding.js';

/** How each dataset is looked up and written. */
export const bindings: Bindings = {
  'country-sales': async () => (await import('./country-sales.js')).open,
  purchases: async () => (await import('./purchases.js')).open,
  'sales-periods': async () => (await import('./sales-periods.js')).open,
  'sold-products': async () => (await import('./sold-products.js')).open,
};

/** How each dataset is read that is only exported. */
export const exporters: Exporters = {
  'existing-country-sales': async () => (await import('./existing-country-sales.js')).default,
  'import-sessions': async () => (await import('./import-sessions.js')).default,
  'period-emissions': async () => (await import('./period-emissions.js')).default,
  units: async () => (await import('./units.js')).default,
};
