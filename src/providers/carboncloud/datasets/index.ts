// The datasets of CarbonCloud: each is loaded when it is needed.

import type { Bindings, Exporters } from '../../binding.js';

/** How each dataset is looked up and written. */
export const bindings: Bindings = {
  invites: async () => (await import('./invites.js')).open,
  'resold-products': async () => (await import('./resold-products.js')).open,
  'supplier-periods': async () => (await import('./supplier-periods.js')).open,
  suppliers: async () => (await import('./suppliers.js')).open,
};

/** How each dataset is read that is only exported. */
export const exporters: Exporters = {
  baselines: async () => (await import('./baselines.js')).default,
  engagements: async () => (await import('./engagements.js')).default,
  footprints: async () => (await import('./footprints.js')).default,
  groups: async () => (await import('./groups.js')).default,
  'linked-products': async () => (await import('./linked-products.js')).default,
  'updated-baselines': async () => (await import('./updated-baselines.js')).default,
  'updated-footprints': async () => (await import('./updated-footprints.js')).default,
  'updated-products': async () => (await import('./updated-products.js')).default,
};
