// Who supplies a product, and when, as CarbonCloud's Retailer API takes it: one row is one period of one product. Leaves finding the
// product and the supplier, and the rules that need today's date or other periods of the product, to providers/carboncloud.

import { finding } from '../problems/problem.js';
import { importDataset } from './dataset.js';
import { namedProduct, productReference, supplierReference } from './references.js';

export default importDataset({
  name: 'supplier-periods',
  title: 'Supplier periods',
  provider: 'carboncloud',
  summary:
    'Which supplier a resold product comes from, and from when to when. Periods of a product must not share a day; those that a file does not name stay as they are.',
  fields: {
    ...productReference,
    ...supplierReference,
    validFrom: {
      kind: 'date',
      range: 'past',
      edge: 'first',
      title: 'Valid from',
      note: 'The first day of the period, today or earlier, best as YYYY-MM-DD. At least one of the two days is needed.',
      example: '2024-01-01',
      required: false,
      aliases: {
        en: ['start', 'from', 'from date', 'start date', 'period start', 'first day', 'supplied from'],
        es: ['fecha de inicio', 'fecha inicio', 'inicio', 'desde', 'fecha desde', 'válido desde'],
        de: ['Startdatum', 'Beginn', 'von', 'Datum von', 'gültig ab', 'gültig von', 'Lieferant seit'],
        fr: ['date de début', 'date début', 'début', 'à partir du', 'valable du', 'valable à partir du'],
        sv: ['startdatum', 'från', 'från datum', 'giltig från', 'första dag'],
        it: ['data inizio', 'data di inizio', 'inizio', 'valido dal', 'dal'],
        pt: ['data de início', 'data início', 'data inicial', 'início', 'válido de', 'desde'],
        nl: ['startdatum', 'begindatum', 'vanaf', 'van datum', 'geldig vanaf', 'ingangsdatum'],
        pl: ['data od', 'od dnia', 'ważne od', 'data rozpoczęcia', 'obowiązuje od'],
        da: ['startdato', 'fra dato', 'dato fra', 'gyldig fra', 'periode fra'],
        fi: ['alkupäivä', 'alkamispäivä', 'alkupvm', 'alkaen', 'voimassa alkaen'],
        cs: ['datum od', 'platnost od', 'platí od', 'počáteční datum', 'začátek'],
      },
    },
    validTo: {
      kind: 'date',
      range: 'past',
      edge: 'last',
      title: 'Valid to',
      note: 'The last day of the period, today or earlier and not before the first one. Empty while the period goes on.',
      example: '2024-12-31',
      required: false,
      aliases: {
        en: ['end', 'to', 'to date', 'until', 'end date', 'period end', 'last day', 'valid until', 'supplied until'],
        es: ['fecha de fin', 'fecha fin', 'fin', 'hasta', 'fecha hasta', 'válido hasta'],
        de: ['Enddatum', 'Ende', 'bis', 'Datum bis', 'gültig bis', 'Lieferant bis'],
        fr: ['date de fin', 'date fin', 'fin', "jusqu'au", "valable jusqu'au"],
        sv: ['slutdatum', 'till', 'till datum', 'giltig till', 'sista dag'],
        it: ['data fine', 'data di fine', 'fine', 'valido fino al', 'al'],
        pt: ['data de fim', 'data fim', 'data final', 'fim', 'válido até', 'até'],
        nl: ['einddatum', 'tot en met', 't/m', 'tot datum', 'geldig tot'],
        pl: ['data do', 'do dnia', 'ważne do', 'data zakończenia', 'obowiązuje do'],
        da: ['slutdato', 'til dato', 'dato til', 'gyldig til', 'periode til', 'sluttdato'],
        fi: ['loppupäivä', 'päättymispäivä', 'loppupvm', 'päättyen', 'voimassa asti'],
        cs: ['datum do', 'platnost do', 'platí do', 'koncové datum', 'konec'],
      },
    },
  },
  oneOf: [
    ['productId', 'productCustomId', 'productGtin', 'productName'],
    ['supplierId', 'supplierCustomId', 'supplierName'],
    ['validFrom', 'validTo'],
  ],
  check({ validFrom: start, validTo: end }) {
    // Days are written YYYY-MM-DD, so their texts compare as the days do.
    if (start === undefined || end === undefined || start <= end) return [];
    return [{ field: 'validTo', finding: finding('PERIOD_REVERSED', { start, end }) }];
  },
  knownBy: ['productCustomId', 'productGtin', 'supplierCustomId'],
  identity: { by: 'period', group: namedProduct, start: 'validFrom', end: 'validTo' },
  parents: ['resold-products', 'suppliers'],
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
    filters: [{ name: 'product', note: 'only periods of the products with these ids (UUIDs)', many: true }],
  },
});
