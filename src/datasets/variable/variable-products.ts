// Products of Variable, whose impacts it calculates from their bill of materials: one row is one product. The public pages
// state the fields of a change; that a product can be created, and its footprint fields, are assumed. providers/variable sends
// them.

import { finding } from '../../problems/problem.js';
import type { ExportColumn, RowFinding } from '../dataset.js';
import { sameName } from '../dataset.js';
import { importDataset } from '../declare.js';
import type { NumberField } from '../field.js';
import { stageWords, words } from '../words/variable-products.js';

export default importDataset('variable-products', {
  fields: {
    uuid: {
      kind: 'uuid',
      title: 'Product uuid',
      note: 'The id that Variable gave to the product, of one that is there already; leave it empty for a new product.',
      example: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      required: false,
      aliases: words.uuid,
    },
    syncId: {
      kind: 'identifier',
      title: 'Sync id',
      note: 'The id of the product in a system that you synchronise with, such as an ERP. Documented in part: Variable may drop it.',
      example: 'erp-20145',
      required: false,
      aliases: words.syncId,
    },
    sku: {
      kind: 'identifier',
      title: 'SKU',
      note: 'Your own number of the product: it tells whether the service has the product already.',
      example: 'SHOE-145',
      required: false,
      aliases: words.sku,
    },
    name: {
      kind: 'text',
      title: 'Product name',
      note: 'The name of the product.',
      example: 'Trail running shoe',
      required: true,
      aliases: words.name,
    },
    description: {
      kind: 'text',
      title: 'Description',
      note: 'What the product is.',
      example: 'Shoe of recycled mesh with a rubber sole',
      required: false,
      aliases: words.description,
    },
    notes: {
      kind: 'text',
      title: 'Internal notes',
      note: 'Notes for your own people.',
      example: 'Bill of materials checked in March',
      required: false,
      aliases: words.notes,
    },
    cpcCode: {
      kind: 'identifier',
      title: 'CPC code',
      note: "The product's code in the Central Product Classification of the United Nations.",
      example: '2933',
      required: false,
      listed: { dataset: 'variable-products', column: 'cpcCode', as: 'used' },
      aliases: words.cpcCode,
    },
    unit: {
      kind: 'text',
      title: 'Declared unit',
      note: 'The unit that one product is counted in, as Variable lists units, such as pcs or kg. Assumed to be needed for a new product.',
      example: 'pcs',
      required: false,
      // A bare word for a unit may as well be that of the weight.
      listed: { dataset: 'variable-units', column: 'code', beside: ['name'], as: 'word' },
      aliases: words.unit,
    },
    weightQuantity: {
      kind: 'number',
      title: 'Weight',
      note: 'What one product weighs, as you declare it, in the unit of the Weight unit column. 0 or more (assumed).',
      example: '0.62',
      required: false,
      min: 0,
      unitField: 'weightUnit',
      aliases: words.weightQuantity,
    },
    weightUnit: {
      kind: 'text',
      title: 'Weight unit',
      note: 'The unit of the weight, as Variable lists units, such as kg. Needed with a weight.',
      example: 'kg',
      required: false,
      listed: { dataset: 'variable-units', column: 'code', beside: ['name'], as: 'word' },
      aliases: words.weightUnit,
    },
    packagingWeightQuantity: {
      kind: 'number',
      title: 'Packaging weight',
      note: 'What the packaging of one product weighs, in the unit of the Packaging weight unit column. 0 or more (assumed).',
      example: '95',
      required: false,
      min: 0,
      unitField: 'packagingWeightUnit',
      aliases: words.packagingWeightQuantity,
    },
    packagingWeightUnit: {
      kind: 'text',
      title: 'Packaging weight unit',
      note: 'The unit of the packaging weight, as Variable lists units, such as g. Needed with a packaging weight.',
      example: 'g',
      required: false,
      listed: { dataset: 'variable-units', column: 'code', beside: ['name'], as: 'word' },
      aliases: words.packagingWeightUnit,
    },
    recycledPercent: {
      kind: 'number',
      title: 'Recycled content (%)',
      note: 'How much of it is recycled, in per cent from 0 to 100: 12.5 for 12.5 %. 0 declares that nothing is; empty declares nothing.',
      example: '35',
      required: false,
      min: 0,
      max: 100,
      unit: '%',
      aliases: words.recycledPercent,
    },
    dataSource: {
      kind: 'choice',
      title: 'Data source',
      note: 'model: Variable calculates from the bill of materials. external: the footprint comes from elsewhere. database: on older products only.',
      example: 'external',
      required: false,
      options: {
        model: [
          'modelled',
          'modeled',
          'modelo',
          'modelado',
          'Modell',
          'modelliert',
          'modèle',
          'modélisé',
          'modello',
          'modellato',
          'modellerad',
          'gemodelleerd',
          'modelowane',
          'modelleret',
          'modellert',
          'malli',
          'mallinnettu',
          'modelováno',
        ],
        external: [
          'externo',
          'extern',
          'externe',
          'esterno',
          'extern källa',
          'zewnętrzne',
          'ekstern',
          'ulkoinen',
          'externí',
        ],
        database: [
          'base de datos',
          'Datenbank',
          'base de données',
          'databas',
          'banca dati',
          'base de dados',
          'databank',
          'gegevensbank',
          'baza danych',
          'tietokanta',
          'databáze',
        ],
      },
      aliases: words.dataSource,
    },
    startDate: {
      kind: 'date',
      edge: 'first',
      title: 'Valid from',
      note: 'The first day for which the data hold, best as YYYY-MM-DD.',
      example: '2024-01-01',
      required: false,
      aliases: words.startDate,
    },
    endDate: {
      kind: 'date',
      edge: 'last',
      title: 'Valid to',
      note: 'The last day for which the data hold, best as YYYY-MM-DD; not before the first one.',
      example: '2026-12-31',
      required: false,
      aliases: words.endDate,
    },
    taxonomyUuid: {
      kind: 'uuid',
      title: 'Taxonomy uuid',
      note: 'The id of the category of your taxonomy in Variable that the product belongs to.',
      example: '9b2c6d1e-4f03-4a58-8d17-6e0b3c5a7f91',
      required: false,
      listed: { dataset: 'variable-products', column: 'taxonomyUuid', beside: ['taxonomy.name'], as: 'used' },
      aliases: words.taxonomyUuid,
    },
    footprintA1: stage('A1', 'Raw materials'),
    footprintA2: stage('A2', 'Transport to the factory'),
    footprintA3: stage('A3', 'Manufacturing'),
    footprintA4: stage('A4', 'Transport to the customer'),
    footprintB1: stage('B1', 'Use'),
    footprintB2: stage('B2', 'Maintenance'),
    footprintB3: stage('B3', 'Repair'),
    footprintB4: stage('B4', 'Replacement'),
    footprintB5: stage('B5', 'Refurbishment'),
    footprintC1: stage('C1', 'Taking it apart'),
    footprintC2: stage('C2', 'Transport of the waste'),
    footprintC3: stage('C3', 'Waste processing'),
    footprintC4: stage('C4', 'Disposal'),
    footprintD: stage('D', 'Gains beyond the life cycle'),
  },
  check(record, titleOf) {
    return [
      ...together(record, 'weightQuantity', 'weightUnit', titleOf),
      ...together(record, 'packagingWeightQuantity', 'packagingWeightUnit', titleOf),
      ...inOrder(record),
      ...ownFootprint(record, titleOf),
    ];
  },
  knownBy: ['sku', 'syncId'],
  period: { start: 'startDate', end: 'endDate' },
  identity: {
    by: 'key',
    keys: ({ uuid, syncId, sku, name }) => [
      ...(uuid === undefined ? [] : [{ title: 'uuid', value: uuid }]),
      ...(syncId === undefined ? [] : [{ title: 'sync id', value: syncId }]),
      ...(sku === undefined ? [] : [{ title: 'SKU', value: sku }]),
      ...(name === undefined ? [] : [{ title: 'name', value: sameName(name) }]),
    ],
  },
  exported: { columns: exportedColumns(), filters: [] },
});

/** A life cycle stage of a footprint of one's own (EN 15804, 6.2); which of them the service takes is assumed. */
function stage(code: string, what: string): NumberField {
  return {
    kind: 'number',
    title: `Footprint ${code}`,
    note: `${what}: kg CO2e of fossil origin for one declared unit, of a product whose data source is external (assumed).`,
    example: '0.0021',
    required: false,
    unit: 'kg CO2e',
    aliases: stageWords(code),
  };
}

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

function inOrder({ startDate: start, endDate: end }: { readonly startDate?: string; readonly endDate?: string }) {
  if (start === undefined || end === undefined || start <= end) return [];
  return [{ field: 'endDate', finding: finding('PERIOD_REVERSED', { start, end }) }];
}

/** The service computes the footprint of every product that is not external, and passes over one that is sent. */
function ownFootprint(
  record: Readonly<Record<string, unknown>>,
  titleOf: (field: 'dataSource') => string,
): readonly RowFinding[] {
  const field = Object.keys(record).find((name) => name.startsWith('footprint') && record[name] !== undefined);
  if (field === undefined || record.dataSource === 'external') return [];
  return [{ field, finding: finding('ONLY_WITH', { needed: titleOf('dataSource'), value: 'external' }) }];
}

function exportedColumns(): readonly ExportColumn[] {
  const column = (key: string, title: string, note: string, kind: ExportColumn['kind'] = 'text', unit = '') => {
    return { key, title, kind, unit, note };
  };
  const amount = (key: string, title: string, what: string): readonly ExportColumn[] => [
    column(`${key}.quantity`, title, `${what}, as Variable computes it from the bill of materials.`, 'number'),
    column(`${key}.unit`, `${title} unit`, 'The unit of the column before.'),
  ];
  const quality = (key: string, title: string, note: string): ExportColumn =>
    column(`dataQualityIndicators.${key}`, title, note, 'number');
  return [
    {
      ...column(
        'totalCarbonFootprint',
        'Total carbon footprint',
        'All stages together by GWP-fossil, for one declared unit. The export product-impacts has the stages.',
        'decimal',
        'kg CO2e',
      ),
      compared: 'intensity',
    },
    ...amount('modeledWeight', 'Modelled weight', 'What the product weighs'),
    ...amount('modeledPackagingWeight', 'Modelled packaging weight', 'What its packaging weighs'),
    ...amount('modeledTotalWeight', 'Modelled total weight', 'Both together'),
    column('modeledRecycledPercent', 'Modelled recycled content', 'The weighted average of its parts.', 'number', '%'),
    column('dataQualityRating', 'Data quality rating', 'From 1, the best, to 3.', 'number'),
    quality('documentationYear', 'Data quality: documentation year', 'The year of the documentation.'),
    quality('coveragePercent', 'Data quality: coverage', 'How much is covered, in per cent.'),
    quality('specificPercent', 'Data quality: specific', 'How much is specific data, in per cent.'),
    quality('technologicalDQR', 'Data quality: technology', 'How well the data fit the technology.'),
    quality('temporalDQR', 'Data quality: time', 'How well the data fit the time.'),
    quality('geographicalDQR', 'Data quality: geography', 'How well the data fit the place.'),
    quality('completenessDQR', 'Data quality: completeness', 'How complete the data are.'),
    quality('reliabilityDQR', 'Data quality: reliability', 'How reliable the data are.'),
    quality('averagePercent', 'Data quality: average', 'How much is average data, in per cent.'),
    column('taxonomy.name', 'Taxonomy name', 'The category of the product.'),
    column('taxonomy.path', 'Taxonomy path', 'The category with those that it belongs to.'),
    column('location.name', 'Location name', 'Where it is made.'),
    column('geoLocation.name', 'Geography name', 'The region that its data stand for.'),
    column('image', 'Image link', 'A picture of the product.'),
    column('created', 'Created at', 'When the product was created (UTC).', 'datetime'),
    column('updated', 'Updated at', 'When it was changed last (UTC).', 'datetime'),
  ];
}
