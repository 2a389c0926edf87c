// Titles of operations in CarbonCloud's documentation that differ from our names, to match an OpenAPI document.

export const titles: Readonly<Record<string, readonly string[]>> = {
  listGroups: ['List available groups'],
  invite: ['Products and supplier invite', 'Invite products and supplier', 'Invite supplier', 'Send invites'],
  listUpdatedProducts: [
    'List IDs of products that have updated information',
    'List updated resold products',
    'List updated product ids',
  ],
  replaceResoldProduct: ['Replace all fields of a resold product', 'Update a resold product', 'Update product'],
  createResoldProduct: ['Create product'],
  listResoldProducts: ['List products'],
  getResoldProduct: ['Get product'],
  deleteResoldProduct: ['Delete product'],
  getEngagement: ['Get supplier engagement information', 'Get supplier engagement of a product'],
  listFootprints: [
    'FLAG breakdown of many products',
    'Get FLAG breakdown of many products',
    'Get FLAG footprint breakdown of many products',
    'Get footprints of many products',
    'Footprints of many products',
  ],
  listUpdatedFootprints: [
    'List IDs, updated footprints',
    'List IDs of products that have updated footprints',
    'List updated product footprints',
  ],
  listUpdatedBaselines: [
    'List IDs, updated baselines',
    'List IDs of products that have updated baselines',
    'List IDs of products that have updated footprint baselines',
    'List updated footprint baselines',
  ],
  listBaselines: [
    'FLAG baselines of many products',
    'Get FLAG baselines of many products',
    'Get footprint baselines of many products',
    'Get FLAG footprint baselines of many products',
    'Footprint baselines of many products',
  ],
  getFootprint: [
    'FLAG breakdown of one product',
    'Get FLAG breakdown of one product',
    'Get FLAG footprint breakdown of one product',
    'Get footprint of one product',
    'Footprint of one product',
  ],
  getBaseline: [
    'Footprint baseline of one product',
    'Get footprint baseline of one product',
    'Get baseline of one product',
    'Get FLAG footprint baseline of one product',
  ],
  listSupplierPeriods: ['Get product suppliers', 'Get suppliers of a product'],
  setSupplierPeriods: ['Set supplier periods', 'Set product suppliers'],
  getSupplier: ['Get a specific supplier'],
  updateSupplier: ['Update an existing supplier'],
};
