// Products that a retailer resells, as CarbonCloud's Retailer API takes them: one row, one product. Field names and limits
// are those of the API (docs.carboncloud.com/api/retailer). The group comes from the profile. Leaves sending to
// providers/carboncloud.

import { finding } from '../problems/problem.js';
import type { RowFinding } from './dataset.js';
import { importDataset, sameName } from './dataset.js';

export default importDataset({
  name: 'resold-products',
  title: 'Resold products',
  provider: 'carboncloud',
  summary:
    'Products that are bought and sold on: one row is one product, with where it is made and how much of it is sold.',
  fields: {
    name: {
      kind: 'text',
      title: 'Product name',
      note: 'The name of the product. From 3 to 255 characters.',
      example: 'Oat drink 1 l',
      required: true,
      min: 3,
      max: 255,
      aliases: {
        en: ['name', 'product', 'item', 'item name', 'article', 'article name', 'product title'],
        es: ['nombre', 'nombre del producto', 'nombre de producto', 'producto', 'artículo'],
        de: ['Name', 'Produkt', 'Produktname', 'Artikel', 'Artikelname', 'Artikelbezeichnung', 'Bezeichnung'],
        fr: ['nom', 'nom du produit', 'produit', 'article', 'désignation', 'libellé'],
        sv: ['namn', 'produkt', 'produktnamn', 'artikel', 'artikelnamn', 'benämning'],
      },
    },
    customId: {
      kind: 'identifier',
      title: 'Custom id',
      note: 'Your own number of the product: it tells whether the service has the product already. At most 255 characters.',
      example: 'OAT-1000',
      required: false,
      max: 255,
      aliases: {
        en: [
          'sku',
          'article number',
          'article no',
          'item number',
          'item no',
          'product code',
          'product number',
          'own id',
        ],
        es: [
          'id propio',
          'código',
          'código de artículo',
          'código de producto',
          'referencia',
          'ref',
          'número de artículo',
        ],
        de: ['eigene ID', 'Artikelnummer', 'Artikel-Nr.', 'Art.-Nr.', 'Produktnummer', 'Materialnummer'],
        fr: ['id interne', 'référence', 'réf', 'code article', 'code produit', 'numéro article', 'référence article'],
        sv: ['eget id', 'artikelnummer', 'artikelnr', 'art.nr', 'produktkod', 'produktnummer'],
      },
    },
    gtin: {
      kind: 'gtin',
      title: 'GTIN',
      note: 'The number under the bar code: digits only, at most 14, with its check digit. Format the column as Text.',
      example: '9520000000011',
      required: false,
      aliases: {
        en: ['ean', 'ean code', 'ean-13', 'ean13', 'gtin-13', 'gtin-14', 'upc', 'barcode', 'bar code'],
        es: ['código de barras', 'código ean', 'código gtin', 'cod. barras'],
        de: ['Strichcode', 'Barcode', 'EAN-Code', 'EAN-Nummer', 'GTIN-Nummer'],
        fr: ['code-barres', 'code barre', 'code ean', 'code gtin', 'gencod'],
        sv: ['streckkod', 'ean-kod', 'ean-nummer', 'gtin-nummer'],
      },
    },
    brandName: {
      kind: 'text',
      title: 'Brand name',
      note: 'The brand on the product.',
      example: 'Havrefin',
      required: false,
      aliases: {
        en: ['brand', 'trademark', 'label'],
        es: ['marca', 'nombre de la marca', 'marca comercial'],
        de: ['Marke', 'Markenname', 'Handelsmarke'],
        fr: ['marque', 'nom de la marque', 'marque commerciale'],
        sv: ['märke', 'varumärke', 'märkesnamn'],
      },
    },
    categories: {
      kind: 'list',
      title: 'Categories',
      note: 'One or more categories of your own, separated by ; or |.',
      example: 'Drinks; Plant based',
      required: false,
      aliases: {
        en: ['category', 'product category', 'product categories', 'product group', 'assortment'],
        es: ['categoría', 'categorías', 'categoría de producto', 'familia', 'grupo de productos'],
        de: ['Kategorie', 'Kategorien', 'Produktkategorie', 'Warengruppe', 'Sortiment'],
        fr: ['catégorie', 'catégories', 'catégorie de produit', 'famille', 'rayon'],
        sv: ['kategori', 'kategorier', 'produktkategori', 'varugrupp', 'sortiment'],
      },
    },
    description: {
      kind: 'text',
      title: 'Description',
      note: 'What the product is, in a sentence; it is used for classification only.',
      example: 'Drink made of oats, enriched with vitamins',
      required: false,
      aliases: {
        en: ['product description', 'details', 'comment', 'remarks'],
        es: ['descripción', 'descripción del producto', 'detalles', 'observaciones'],
        de: ['Beschreibung', 'Produktbeschreibung', 'Bemerkung', 'Kommentar'],
        fr: ['description du produit', 'descriptif', 'détails', 'remarques'],
        sv: ['beskrivning', 'produktbeskrivning', 'anmärkning', 'kommentar'],
      },
    },
    ingredients: {
      kind: 'text',
      title: 'Ingredients',
      note: 'The list of ingredients as on the label.',
      example: 'Water, oats 10 %, rapeseed oil, salt',
      required: false,
      aliases: {
        en: ['ingredient list', 'list of ingredients', 'composition'],
        es: ['ingredientes', 'lista de ingredientes', 'composición'],
        de: ['Zutaten', 'Zutatenliste', 'Inhaltsstoffe'],
        fr: ['ingrédients', 'liste des ingrédients', 'composition'],
        sv: ['ingredienser', 'ingrediensförteckning', 'innehåll'],
      },
    },
    productionLocation: {
      kind: 'text',
      title: 'Production location',
      note: 'Where the product is made: a country or a place, in your own words.',
      example: 'Landskrona, Sweden',
      required: true,
      aliases: {
        en: ['place of production', 'production site', 'production country', 'made in', 'origin', 'country of origin'],
        es: ['lugar de producción', 'lugar de fabricación', 'país de producción', 'origen', 'país de origen'],
        de: [
          'Produktionsort',
          'Herstellungsort',
          'Produktionsland',
          'Herkunft',
          'Herkunftsland',
          'Produktionsstandort',
        ],
        fr: ['lieu de production', 'lieu de fabrication', 'pays de production', 'origine', "pays d'origine"],
        sv: ['produktionsort', 'produktionsplats', 'tillverkningsort', 'produktionsland', 'ursprung', 'ursprungsland'],
      },
    },
    pickUpLocation: {
      kind: 'text',
      title: 'Pick-up location',
      note: 'Where the product is picked up from the supplier: a country or a place, in your own words.',
      example: 'Landskrona, Sweden',
      required: true,
      aliases: {
        en: ['pickup location', 'pick-up', 'pickup', 'pick-up place', 'collection point', 'ship from', 'loading place'],
        es: ['lugar de recogida', 'punto de recogida', 'recogida', 'lugar de carga'],
        de: ['Abholort', 'Abholung', 'Abholadresse', 'Ladeort', 'Versandort'],
        fr: ["lieu d'enlèvement", 'enlèvement', 'lieu de ramassage', 'lieu de chargement', 'lieu de collecte'],
        sv: ['upphämtningsplats', 'upphämtningsort', 'hämtplats', 'avhämtningsort', 'lastplats'],
      },
    },
    shipToLocation: {
      kind: 'text',
      title: 'Ship-to location',
      note: 'Where the product is delivered to: a country or a place, in your own words.',
      example: 'Göteborg, Sweden',
      required: true,
      aliases: {
        en: ['ship to', 'delivery location', 'delivery place', 'delivered to', 'destination', 'place of delivery'],
        es: ['lugar de entrega', 'lugar de destino', 'entrega', 'destino'],
        de: ['Lieferort', 'Lieferadresse', 'Zielort', 'Bestimmungsort', 'Anlieferort'],
        fr: ['lieu de livraison', 'livraison', 'lieu de destination', 'adresse de livraison'],
        sv: ['leveransort', 'leveransplats', 'leveransadress', 'mottagningsort'],
      },
    },
    alcoholPercentage: {
      kind: 'number',
      title: 'Alcohol (% vol)',
      note: 'Alcohol by volume in per cent, from 0 to 100: 12.5 for 12.5 %.',
      example: '12.5',
      required: false,
      min: 0,
      max: 100,
      aliases: {
        en: ['alcohol', 'alcohol percentage', 'alcohol content', 'abv', 'alcohol by volume'],
        es: ['alcohol (%)', 'grado alcohólico', 'graduación alcohólica', 'porcentaje de alcohol'],
        de: ['Alkohol', 'Alkoholgehalt', 'Alkohol in %', 'Volumenprozent'],
        fr: ['alcool', "degré d'alcool", "taux d'alcool", 'teneur en alcool'],
        sv: ['alkohol', 'alkoholhalt', 'alkoholprocent', 'volymprocent'],
      },
    },
    packagingType: {
      kind: 'text',
      title: 'Packaging type',
      note: 'What kind of packaging it is, such as carton or bottle.',
      example: 'Carton',
      required: false,
      aliases: {
        en: ['package type', 'type of packaging', 'pack type'],
        es: ['tipo de envase', 'tipo de embalaje', 'envase'],
        de: ['Verpackungsart', 'Verpackungstyp', 'Art der Verpackung'],
        fr: ["type d'emballage", 'emballage', 'conditionnement'],
        sv: ['förpackningstyp', 'typ av förpackning', 'förpackning'],
      },
    },
    packagingMaterial: {
      kind: 'text',
      title: 'Packaging material',
      note: 'What the packaging is made of.',
      example: 'Liquid packaging board',
      required: false,
      aliases: {
        en: ['package material', 'material of packaging', 'pack material'],
        es: ['material del envase', 'material de envase', 'material de embalaje', 'material del embalaje'],
        de: ['Verpackungsmaterial', 'Material der Verpackung'],
        fr: ["matériau d'emballage", "matière de l'emballage", "matériau de l'emballage"],
        sv: ['förpackningsmaterial', 'material i förpackningen'],
      },
    },
    packagingWeightValue: {
      kind: 'number',
      title: 'Packaging weight',
      note: 'The weight of the packaging of one product, in the unit of the next column. 0 or more.',
      example: '32',
      required: false,
      min: 0,
      unitField: 'packagingWeightUnit',
      aliases: {
        en: ['packaging weight value', 'package weight', 'weight of packaging', 'tare', 'tare weight'],
        es: ['peso del envase', 'peso del embalaje', 'peso de envase', 'envase peso', 'tara'],
        de: ['Verpackungsgewicht', 'Gewicht der Verpackung', 'Verpackung Gewicht', 'Tara'],
        fr: ["poids de l'emballage", "poids d'emballage", 'poids emballage', 'emballage poids'],
        sv: ['förpackningsvikt', 'förpackningens vikt', 'förpackning vikt', 'tara'],
      },
    },
    packagingWeightUnit: {
      kind: 'text',
      title: 'Packaging weight unit',
      note: 'The unit of the packaging weight, such as g. Sent as it is.',
      example: 'g',
      required: false,
      aliases: {
        en: ['unit of packaging weight', 'package weight unit', 'tare unit', 'packaging unit', 'package unit'],
        es: ['unidad del peso del envase', 'unidad peso envase', 'unidad de peso del envase', 'envase unidad'],
        de: [
          'Einheit Verpackungsgewicht',
          'Einheit des Verpackungsgewichts',
          'Verpackungsgewicht Einheit',
          'Verpackung Einheit',
        ],
        fr: [
          "unité du poids de l'emballage",
          'unité poids emballage',
          "unité de poids de l'emballage",
          'emballage unité',
        ],
        sv: ['enhet förpackningsvikt', 'förpackningsvikt enhet', 'viktenhet förpackning', 'förpackning enhet'],
      },
    },
    productNetQuantityValue: {
      kind: 'number',
      title: 'Net quantity',
      note: 'How much product there is without its packaging, in the unit of the next column. 0 or more.',
      example: '1',
      required: false,
      min: 0,
      unitField: 'productNetQuantityUnit',
      aliases: {
        en: ['product net quantity', 'product net quantity value', 'net content', 'net weight', 'net quantity value'],
        es: ['cantidad neta', 'contenido neto', 'peso neto'],
        de: ['Nettomenge', 'Nettoinhalt', 'Nettogewicht', 'Füllmenge'],
        fr: ['quantité nette', 'contenu net', 'poids net'],
        sv: ['nettomängd', 'nettoinnehåll', 'nettovikt'],
      },
    },
    productNetQuantityUnit: {
      kind: 'text',
      title: 'Net quantity unit',
      note: 'The unit of the net quantity, such as kg or l. Sent as it is.',
      example: 'l',
      required: false,
      aliases: {
        en: ['product net quantity unit', 'unit of net quantity', 'net content unit', 'net weight unit'],
        es: ['unidad de la cantidad neta', 'unidad cantidad neta', 'unidad del contenido neto', 'unidad peso neto'],
        de: ['Einheit Nettomenge', 'Einheit der Nettomenge', 'Nettomenge Einheit', 'Einheit Füllmenge'],
        fr: ['unité de la quantité nette', 'unité quantité nette', 'unité du contenu net', 'unité poids net'],
        sv: ['enhet nettomängd', 'nettomängd enhet', 'enhet nettovikt'],
      },
    },
    imageUrl: {
      kind: 'url',
      title: 'Image URL',
      note: 'The web address of a picture of the product.',
      example: 'https://images.example.com/oat-drink.png',
      required: false,
      aliases: {
        en: ['image', 'image link', 'picture', 'picture url', 'photo', 'photo url'],
        es: ['imagen', 'url de la imagen', 'url imagen', 'enlace de la imagen', 'foto'],
        de: ['Bild', 'Bild-URL', 'Bildlink', 'Link zum Bild', 'Foto'],
        fr: ["url de l'image", 'url image', "lien de l'image", 'photo du produit'],
        sv: ['bild', 'bild-url', 'bildlänk', 'länk till bild'],
      },
    },
    yearlySalesVolumes: {
      kind: 'yearly',
      title: 'Sales 2025 (t)',
      note: 'Tonnes sold in the year that the title names; one column for each year. 0 or more.',
      example: '125.5',
      required: false,
      min: 0,
      aliases: {
        en: [
          'sales',
          'sales volume',
          'sales volumes',
          'volume',
          'volumes',
          'yearly sales',
          'sold',
          'yearly sales volume',
          'year',
        ],
        es: ['ventas', 'volumen de ventas', 'ventas anuales', 'volumen', 'vendido', 'año'],
        de: ['Absatz', 'Absatzmenge', 'Verkauf', 'Verkäufe', 'Jahresabsatz', 'Verkaufsmenge', 'Menge', 'Jahr'],
        fr: [
          'ventes',
          'volume des ventes',
          'volume de ventes',
          'ventes annuelles',
          'volumes vendus',
          'volume vendu',
          'année',
        ],
        sv: ['försäljning', 'försäljningsvolym', 'årlig försäljning', 'såld volym', 'volym', 'år'],
      },
    },
  },
  check(record, titleOf) {
    return [
      ...together(record, 'packagingWeightValue', 'packagingWeightUnit', titleOf),
      ...together(record, 'productNetQuantityValue', 'productNetQuantityUnit', titleOf),
    ];
  },
  identity: {
    by: 'key',
    keys: ({ customId, gtin, name, pickUpLocation, productionLocation, shipToLocation }) => {
      const parts = [name, pickUpLocation, productionLocation, shipToLocation].map(sameName);
      return [
        ...(customId === undefined ? [] : [{ title: 'custom id', value: customId }]),
        // A GTIN of fewer digits is the same number as its 14-digit form with leading zeros.
        ...(gtin === undefined ? [] : [{ title: 'GTIN', value: gtin.padStart(14, '0') }]),
        { title: 'name and locations', value: JSON.stringify(parts) },
      ];
    },
  },
  total: { field: 'yearlySalesVolumes' },
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
