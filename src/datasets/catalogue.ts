// Every dataset in a few words: all that help, lists and completion need. Its rules are loaded from index.ts when they are used.

import type { Heading, ProviderName } from './dataset.js';

/** The datasets by name. */
export const catalogue = {
  baselines: {
    title: 'Baselines',
    provider: 'carboncloud',
    ways: 'export',
    summary:
      'The footprint that each resold product has without any data of its supplier: to compare its footprint with.',
  },
  'country-sales': {
    title: 'Country sales',
    provider: 'dcycle',
    ways: 'import and export',
    summary:
      'How much of a product was sold in a country during a period. The periods of one product and country share no day.',
  },
  engagements: {
    title: 'Engagements',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'The supplier that each resold product has today, and how far it has come with giving data about it.',
  },
  'existing-country-sales': {
    title: 'Existing country sales',
    provider: 'dcycle',
    ways: 'export',
    summary: 'Which products have sales in which countries, whatever the period.',
  },
  footprints: {
    title: 'Footprints',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'The footprint of each resold product, split as the FLAG guidance asks (forest, land and agriculture).',
  },
  groups: {
    title: 'Groups',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'The groups that the login can see; one of them is the one that CARBONCLOUD_GROUP_ID names.',
  },
  'import-sessions': {
    title: 'Import sessions',
    provider: 'dcycle',
    ways: 'export',
    summary: 'The files that were uploaded into an import template, and how far each has come. A session lasts a day.',
  },
  invites: {
    title: 'Invites',
    provider: 'carboncloud',
    ways: 'import and export',
    summary:
      'Suppliers that are to be asked for data about products: one row is a product and its supplier of today. Every contact of the supplier may get an e-mail.',
    parents: ['resold-products', 'suppliers', 'supplier-periods'],
  },
  'linked-products': {
    title: 'Linked products',
    provider: 'carboncloud',
    ways: 'export',
    summary:
      'Every product that a supplier supplies or has supplied, and how far the supplier has come with giving data about it.',
  },
  'period-emissions': {
    title: 'Period emissions',
    provider: 'dcycle',
    ways: 'export',
    summary: 'What the products sold in a period emit while they are used, and at the end of their life.',
  },
  'product-impacts': {
    title: 'Product impacts',
    provider: 'variable',
    ways: 'export',
    summary: 'The impacts of each product by indicator and life cycle stage, as exact decimal text.',
  },
  purchases: {
    title: 'Purchases',
    provider: 'dcycle',
    ways: 'import and export',
    summary: 'What the organisation bought: one row is one purchase, by the money spent or by the quantity received.',
  },
  'resold-products': {
    title: 'Resold products',
    provider: 'carboncloud',
    ways: 'import and export',
    summary:
      'Products that are bought and sold on: one row is one product, with where it is made and how much of it is sold.',
  },
  'sales-periods': {
    title: 'Sales periods',
    provider: 'dcycle',
    ways: 'import and export',
    summary:
      'The periods in which products were sold. They come into being with country sales; a row whose Action is delete deletes one with its sales in all countries.',
  },
  'sold-products': {
    title: 'Sold products',
    provider: 'dcycle',
    ways: 'import and export',
    summary:
      'The products that country sales are about. They come into being with their sales; a row whose Action is delete deletes one with all that belongs to it.',
  },
  'supplier-periods': {
    title: 'Supplier periods',
    provider: 'carboncloud',
    ways: 'import and export',
    summary:
      'Which supplier a resold product comes from, and from when to when. Periods of a product must not share a day; those that a file does not name stay as they are.',
    parents: ['resold-products', 'suppliers'],
  },
  suppliers: {
    title: 'Suppliers',
    provider: 'carboncloud',
    ways: 'import and export',
    summary:
      'Suppliers and the people to write to: one row is a supplier with up to three contacts. More contacts stand in further rows of the same supplier.',
  },
  units: {
    title: 'Units',
    provider: 'dcycle',
    ways: 'export',
    summary: 'The units that Dcycle knows. Whether a purchase takes a code such as EUR or an id, its pages do not say.',
  },
  'updated-baselines': {
    title: 'Updated baselines',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'Resold products whose baseline changed since a moment.',
  },
  'updated-footprints': {
    title: 'Updated footprints',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'Resold products whose footprint changed since a moment.',
  },
  'updated-products': {
    title: 'Updated products',
    provider: 'carboncloud',
    ways: 'export',
    summary: 'Resold products that were changed since a moment.',
  },
  'variable-products': {
    title: 'Variable products',
    provider: 'variable',
    ways: 'import and export',
    summary:
      'Products whose impacts Variable calculates: one row is one product, found by its uuid, sync id, SKU or name, else created.',
  },
  'variable-units': {
    title: 'Variable units',
    provider: 'variable',
    ways: 'export',
    summary: 'The units that Variable takes for products, weights and packaging.',
  },
} as const satisfies Readonly<Record<string, Heading>>;

type Catalogue = typeof catalogue;

export type DatasetName = keyof Catalogue;

type NamesFor<Ways extends Heading['ways']> = {
  [N in DatasetName]: Catalogue[N]['ways'] extends Ways ? N : never;
}[DatasetName];

/** The datasets that can be imported. */
export type ImportName = NamesFor<'import' | 'import and export'>;

/** The datasets whose rows only come from a service. */
export type ExportName = NamesFor<'export'>;

/** The datasets that can be exported: those for export, and those for both ways. */
export type ExportableName = NamesFor<'export' | 'import and export'>;

/** The name and heading of every dataset, by name. */
export const headings = Object.entries(catalogue) as readonly (readonly [DatasetName, Heading])[]; // its own keys

/** The names of the datasets that can be imported. */
export const importNames = headings.filter(([, { ways }]) => ways !== 'export').map(([name]) => name as ImportName);

/** The names of the datasets that can be exported. */
export const exportableNames = headings
  .filter(([, { ways }]) => ways !== 'import')
  .map(([name]) => name as ExportableName);

/** The datasets of each service whose rows can move to another account, parents first. */
export const movable: Readonly<Record<ProviderName, readonly ImportName[]>> = {
  carboncloud: ['suppliers', 'resold-products', 'supplier-periods', 'invites'],
  dcycle: ['purchases', 'country-sales'],
  variable: ['variable-products'],
};

/** Names of the datasets whose rows must be at the service before rows of this one: none refers to itself, not even by way of others. */
export function parentsOf(dataset: string): readonly string[] {
  const [, heading] = headings.find(([name]) => name === dataset) ?? [];
  return heading?.parents ?? [];
}
