// Products that a retailer resells, for CarbonCloud's Retailer API: one row is one product. Field names and limits
// are those of the API (docs.carboncloud.com/api/retailer). The group comes from the profile. providers/carboncloud
// sends them.

import { finding } from '../../problems/problem.js';
import type { RowFinding } from '../dataset.js';
import { sameName } from '../dataset.js';
import { importDataset } from '../declare.js';
import { words } from '../words/resold-products.js';
import { sinceFilter } from './changed-columns.js';

export default importDataset('resold-products', {
  fields: {
    name: {
      kind: 'text',
      title: 'Product name',
      note: 'The name of the product. From 3 to 255 characters.',
      example: 'Oat drink 1 l',
      required: true,
      min: 3,
      max: 255,
      aliases: words.name,
    },
    customId: {
      kind: 'identifier',
      title: 'Custom id',
      note: 'Your own number of the product: it tells whether the service has the product already. At most 255 characters.',
      example: 'OAT-1000',
      required: false,
      max: 255,
      aliases: words.customId,
    },
    gtin: {
      kind: 'gtin',
      title: 'GTIN',
      note: 'The number under the bar code: digits only, at most 14, with its check digit. Format the column as Text.',
      example: '9520000000011',
      required: false,
      aliases: words.gtin,
    },
    brandName: {
      kind: 'text',
      title: 'Brand name',
      note: 'The brand on the product.',
      example: 'Havrefin',
      required: false,
      listed: { dataset: 'resold-products', column: 'brandName', as: 'used' },
      aliases: words.brandName,
    },
    categories: {
      kind: 'list',
      title: 'Categories',
      note: 'One or more categories of your own, separated by ; or |.',
      example: 'Drinks; Plant based',
      required: false,
      listed: { dataset: 'resold-products', column: 'categories', as: 'used' },
      aliases: words.categories,
    },
    description: {
      kind: 'text',
      title: 'Description',
      note: 'What the product is, in a sentence; it is used for classification only.',
      example: 'Drink made of oats, enriched with vitamins',
      required: false,
      aliases: words.description,
    },
    ingredients: {
      kind: 'text',
      title: 'Ingredients',
      note: 'The list of ingredients as on the label.',
      example: 'Water, oats 10 %, rapeseed oil, salt',
      required: false,
      aliases: words.ingredients,
    },
    productionLocation: {
      kind: 'text',
      title: 'Production location',
      note: 'Where the product is made: a country or a place, in your own words.',
      example: 'Landskrona, Sweden',
      required: true,
      listed: { dataset: 'resold-products', column: 'productionLocation', as: 'used' },
      aliases: words.productionLocation,
    },
    pickUpLocation: {
      kind: 'text',
      title: 'Pick-up location',
      note: 'Where the product is picked up from the supplier: a country or a place, in your own words.',
      example: 'Landskrona, Sweden',
      required: true,
      listed: { dataset: 'resold-products', column: 'pickUpLocation', as: 'used' },
      aliases: words.pickUpLocation,
    },
    shipToLocation: {
      kind: 'text',
      title: 'Ship-to location',
      note: 'Where the product is delivered to: a country or a place, in your own words.',
      example: 'Göteborg, Sweden',
      required: true,
      listed: { dataset: 'resold-products', column: 'shipToLocation', as: 'used' },
      aliases: words.shipToLocation,
    },
    alcoholPercentage: {
      kind: 'number',
      title: 'Alcohol (% vol)',
      note: 'Alcohol by volume in per cent, from 0 to 100: 12.5 for 12.5 %.',
      example: '12.5',
      required: false,
      min: 0,
      max: 100,
      unit: '% vol',
      aliases: words.alcoholPercentage,
    },
    packagingType: {
      kind: 'text',
      title: 'Packaging type',
      note: 'What kind of packaging it is, such as carton or bottle.',
      example: 'Carton',
      required: false,
      listed: { dataset: 'resold-products', column: 'packagingType', as: 'used' },
      aliases: words.packagingType,
    },
    packagingMaterial: {
      kind: 'text',
      title: 'Packaging material',
      note: 'What the packaging is made of.',
      example: 'Liquid packaging board',
      required: false,
      listed: { dataset: 'resold-products', column: 'packagingMaterial', as: 'used' },
      aliases: words.packagingMaterial,
    },
    packagingWeightValue: {
      kind: 'number',
      title: 'Packaging weight',
      note: 'The weight of the packaging of one product, in the unit of the next column. 0 or more.',
      example: '32',
      required: false,
      min: 0,
      unitField: 'packagingWeightUnit',
      aliases: words.packagingWeightValue,
    },
    packagingWeightUnit: {
      kind: 'text',
      title: 'Packaging weight unit',
      note: 'The unit of the packaging weight, such as g. Sent as it is.',
      example: 'g',
      required: false,
      listed: { dataset: 'resold-products', column: 'packagingWeightUnit', as: 'used' },
      aliases: words.packagingWeightUnit,
    },
    productNetQuantityValue: {
      kind: 'number',
      title: 'Net quantity',
      note: 'How much product there is without its packaging, in the unit of the next column. 0 or more.',
      example: '1',
      required: false,
      min: 0,
      unitField: 'productNetQuantityUnit',
      aliases: words.productNetQuantityValue,
    },
    productNetQuantityUnit: {
      kind: 'text',
      title: 'Net quantity unit',
      note: 'The unit of the net quantity, such as kg or l. Sent as it is.',
      example: 'l',
      required: false,
      listed: { dataset: 'resold-products', column: 'productNetQuantityUnit', as: 'used' },
      aliases: words.productNetQuantityUnit,
    },
    imageUrl: {
      kind: 'url',
      title: 'Image URL',
      note: 'The web address of a picture of the product.',
      example: 'https://images.example.com/oat-drink.png',
      required: false,
      aliases: words.imageUrl,
    },
    yearlySalesVolumes: {
      kind: 'yearly',
      title: 'Sales 2025 (t)',
      note: 'Tonnes sold in the year that the title names; one column for each year. 0 or more.',
      example: '125.5',
      required: false,
      min: 0,
      unit: 't',
      aliases: words.yearlySalesVolumes,
    },
  },
  check(record, titleOf) {
    return [
      ...together(record, 'packagingWeightValue', 'packagingWeightUnit', titleOf),
      ...together(record, 'productNetQuantityValue', 'productNetQuantityUnit', titleOf),
    ];
  },
  knownBy: ['customId', 'gtin'],
  identity: {
    by: 'key',
    keys: ({ customId, gtin, name, pickUpLocation, productionLocation, shipToLocation }) => {
      // A row to delete has only the columns that name the product.
      const parts = [name, pickUpLocation, productionLocation, shipToLocation];
      const isWhole = parts.every((part) => part !== undefined);
      return [
        ...(customId === undefined ? [] : [{ title: 'custom id', value: customId }]),
        // A GTIN of fewer digits is the same number as its 14-digit form with leading zeros.
        ...(gtin === undefined ? [] : [{ title: 'GTIN', value: gtin.padStart(14, '0') }]),
        ...(isWhole ? [{ title: 'name and locations', value: JSON.stringify(parts.map(sameName)) }] : []),
        // Every product has a stronger key, so this one decides nothing between two of them: rows of other datasets may
        // refer to a product by its name alone.
        ...(name === undefined ? [] : [{ title: 'name', value: sameName(name) }]),
      ];
    },
  },
  deletedBy: ['customId', 'gtin', 'name'],
  total: { field: 'yearlySalesVolumes' },
  takesPeriods: true,
  exported: {
    columns: [
      { key: 'createdAt', title: 'Created at', kind: 'datetime', unit: '', note: 'When it was created.' },
      {
        key: 'updatedAt',
        title: 'Updated at',
        kind: 'datetime',
        unit: '',
        note: 'When it changed last.',
      },
    ],
    filters: [{ name: 'product', note: 'only the products with these ids (UUIDs)', many: true }, sinceFilter],
  },
});

/** A value needs its unit, and a unit its value. */
function together<K extends string>(
  record: Readonly<Partial<Record<K, unknown>>>,
  value: K,
  unit: K,
  titleOf: (field: K) => string,
): readonly RowFinding[] {
  if ((record[value] === undefined) === (record[unit] === undefined)) return [];
  const [field, given] = record[value] === undefined ? [value, unit] : [unit, value];
  const because = `"${titleOf(given)}" is filled`;
  return [{ field, finding: finding('NEEDS_FIELD', { needed: titleOf(field), because }) }];
}
