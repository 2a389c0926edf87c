// Sales of products per country and period, for Dcycle's sold products (use phase and end of life of what was sold).
// Dcycle publishes no field list for them; the names here are ours. Leaves sending to providers/dcycle.

import { finding } from '../problems/problem.js';
import { importDataset, sameName } from './dataset.js';

export default importDataset({
  name: 'country-sales',
  title: 'Country sales',
  provider: 'dcycle',
  summary:
    'How much of a product was sold in a country during a period. The periods of one product and country share no day.',
  fields: {
    product_name: {
      kind: 'text',
      title: 'Product name',
      note: 'The product as Dcycle knows it. Needed when there is no product id. At most 255 characters.',
      example: 'Air fryer 5 l',
      required: false,
      max: 255,
      aliases: {
        en: ['product', 'item', 'item name', 'article', 'article name', 'name', 'sold product'],
        es: ['producto', 'nombre del producto', 'nombre de producto', 'artículo', 'producto vendido', 'nombre'],
        de: ['Produkt', 'Produktname', 'Artikel', 'Artikelbezeichnung', 'Bezeichnung', 'verkauftes Produkt'],
        fr: ['produit', 'nom du produit', 'article', 'désignation', 'produit vendu', 'nom'],
        sv: ['produkt', 'produktnamn', 'artikel', 'artikelnamn', 'benämning', 'såld produkt'],
      },
    },
    product_id: {
      kind: 'uuid',
      title: 'Product id',
      note: 'The id that Dcycle gave to the product (a UUID). Needed when there is no product name.',
      example: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
      required: false,
      aliases: {
        en: ['sold product id', 'product uuid', 'dcycle id', 'dcycle product id'],
        es: ['id del producto', 'id producto', 'id de producto', 'identificador del producto'],
        de: ['Produkt-ID', 'ID des Produkts', 'Produktkennung'],
        fr: ['id du produit', 'id produit', 'identifiant du produit', 'identifiant produit'],
        sv: ['produkt-id', 'produktens id', 'produktidentitet'],
      },
    },
    country: {
      kind: 'country',
      title: 'Country',
      note: 'Where it was sold: a two-letter code such as SE, or the name of the country.',
      example: 'SE',
      required: true,
      aliases: {
        en: ['country code', 'sales country', 'country of sale', 'market', 'destination country', 'iso country'],
        es: ['país', 'código de país', 'país de venta', 'mercado', 'país de destino'],
        de: ['Land', 'Ländercode', 'Absatzland', 'Verkaufsland', 'Markt', 'Zielland'],
        fr: ['pays', 'code pays', 'pays de vente', 'marché', 'pays de destination'],
        sv: ['land', 'landskod', 'försäljningsland', 'marknad', 'destinationsland'],
      },
    },
    quantity: {
      kind: 'number',
      title: 'Quantity sold',
      note: 'How many units were sold in the country during the period. More than 0.',
      example: '1200',
      required: true,
      above: 0,
      aliases: {
        en: [
          'quantity',
          'qty',
          'units',
          'units sold',
          'amount',
          'sales',
          'sales quantity',
          'volume',
          'sales volume',
          'pieces',
        ],
        es: ['cantidad', 'cantidad vendida', 'unidades', 'unidades vendidas', 'ventas', 'uds'],
        de: ['Menge', 'Anzahl', 'Stück', 'Stückzahl', 'Absatz', 'Absatzmenge', 'verkaufte Menge', 'verkaufte Stück'],
        fr: ['quantité', 'qté', 'quantité vendue', 'unités', 'unités vendues', 'ventes', "nombre d'unités"],
        sv: ['kvantitet', 'antal', 'sålt antal', 'antal sålda', 'såld kvantitet', 'försäljning', 'mängd'],
      },
    },
    start_date: {
      kind: 'date',
      title: 'Start date',
      note: 'The first day of the period, best as YYYY-MM-DD.',
      example: '2024-01-01',
      required: true,
      aliases: {
        en: ['start', 'from', 'from date', 'period start', 'start of period', 'valid from', 'first day', 'begin'],
        es: ['fecha de inicio', 'fecha inicio', 'inicio', 'desde', 'inicio del periodo', 'fecha desde'],
        de: ['Startdatum', 'Beginn', 'von', 'Datum von', 'Periodenbeginn', 'Anfangsdatum', 'Zeitraum von'],
        fr: ['date de début', 'date début', 'début', 'du', 'début de période', 'à partir du'],
        sv: ['startdatum', 'från', 'från datum', 'periodens början', 'första dag'],
      },
    },
    end_date: {
      kind: 'date',
      title: 'End date',
      note: 'The last day of the period, best as YYYY-MM-DD; not before the first one.',
      example: '2024-12-31',
      required: true,
      aliases: {
        en: ['end', 'to', 'to date', 'until', 'period end', 'end of period', 'valid to', 'last day'],
        es: ['fecha de fin', 'fecha fin', 'fin', 'hasta', 'fin del periodo', 'fecha hasta', 'fecha final'],
        de: ['Enddatum', 'Ende', 'bis', 'Datum bis', 'Periodenende', 'Zeitraum bis'],
        fr: ['date de fin', 'date fin', 'fin', 'au', 'fin de période', "jusqu'au"],
        sv: ['slutdatum', 'till', 'till datum', 'periodens slut', 'sista dag'],
      },
    },
  },
  oneOf: [['product_name', 'product_id']],
  check({ start_date: start, end_date: end }) {
    // Days are written YYYY-MM-DD, so their texts compare as the days do.
    if (start === undefined || end === undefined || start <= end) return [];
    return [{ field: 'end_date', finding: finding('PERIOD_REVERSED', { start, end }) }];
  },
  identity: {
    by: 'period',
    group: ({ product_id, product_name, country }) =>
      JSON.stringify([
        product_id === undefined ? ['name', sameName(product_name ?? '')] : ['id', product_id.toLowerCase()],
        country,
      ]),
    start: 'start_date',
    end: 'end_date',
  },
  matrix: { value: 'quantity', country: 'country', start: 'start_date', end: 'end_date' },
  total: { field: 'quantity' },
});
