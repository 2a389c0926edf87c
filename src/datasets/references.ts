// How rows name a product and a supplier that the service, or another file of the same command, has: by its id, or by what
// people tell it by. Shared by the datasets that link the two; finding them is the provider folder's.

import { sameName } from './dataset.js';
import type { Aliases, GtinField, IdentifierField, TextField, UuidField } from './field.js';

/** Words for the number that a company gives its suppliers. */
export const supplierNumberWords: Aliases = {
  en: [
    'supplier number',
    'supplier no',
    'supplier code',
    'vendor number',
    'vendor no',
    'vendor code',
    'own supplier id',
  ],
  es: ['código de proveedor', 'código proveedor', 'número de proveedor', 'ref. proveedor'],
  de: ['Lieferantennummer', 'Lieferanten-Nr.', 'Lief.-Nr.', 'Kreditorennummer', 'Kreditor-Nr.'],
  fr: ['code fournisseur', 'numéro fournisseur', 'n° fournisseur', 'réf. fournisseur'],
  sv: ['leverantörsnummer', 'leverantörsnr', 'lev.nr', 'leverantörskod'],
  it: ['codice fornitore', 'numero fornitore', 'cod. fornitore', 'rif. fornitore'],
  pt: ['código do fornecedor', 'número do fornecedor', 'cód. fornecedor'],
  nl: ['leveranciersnummer', 'leveranciersnr.', 'leverancierscode', 'crediteurnummer'],
  pl: ['numer dostawcy', 'nr dostawcy', 'kod dostawcy', 'indeks dostawcy'],
  da: ['leverandørnummer', 'leverandørnr.', 'leverandørkode', 'kreditornummer'],
  fi: ['toimittajanumero', 'toimittajan numero', 'toimittajakoodi', 'toimittajatunnus'],
  cs: ['číslo dodavatele', 'kód dodavatele', 'dodavatel číslo', 'č. dodavatele'],
};

/** Words for the name of a supplier. */
export const supplierNameWords: Aliases = {
  en: ['supplier', 'vendor', 'vendor name', 'name of supplier', 'producer', 'manufacturer'],
  es: ['proveedor', 'nombre del proveedor', 'nombre de proveedor', 'fabricante'],
  de: ['Lieferant', 'Lieferantenname', 'Name des Lieferanten', 'Kreditor', 'Hersteller'],
  fr: ['fournisseur', 'nom du fournisseur', 'nom fournisseur', 'fabricant'],
  sv: ['leverantör', 'leverantörsnamn', 'leverantörens namn', 'tillverkare'],
  it: ['fornitore', 'nome fornitore', 'nome del fornitore', 'ragione sociale fornitore', 'produttore'],
  pt: ['fornecedor', 'nome do fornecedor', 'nome fornecedor', 'fabricante'],
  nl: ['leverancier', 'leveranciersnaam', 'naam leverancier', 'crediteur', 'fabrikant'],
  pl: ['dostawca', 'nazwa dostawcy', 'kontrahent', 'producent'],
  da: ['leverandør', 'leverandørnavn', 'leverandørens navn', 'producent', 'produsent'],
  fi: ['toimittaja', 'toimittajan nimi', 'tavarantoimittaja', 'valmistaja'],
  cs: ['dodavatel', 'název dodavatele', 'jméno dodavatele', 'výrobce'],
};

const productId: UuidField & { readonly required: false } = {
  kind: 'uuid',
  title: 'Product id',
  note: 'The id that CarbonCloud gave to the product, a UUID. One of the columns that name the product is enough; they must not name different ones.',
  example: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  required: false,
  aliases: {
    en: ['carboncloud product id', 'product uuid', 'remote product id'],
    es: ['id del producto', 'id de producto', 'identificador del producto'],
    de: ['Produkt-ID', 'CarbonCloud Produkt-ID', 'Produkt UUID'],
    fr: ['id du produit', 'id produit', 'identifiant du produit'],
    sv: ['produkt-id', 'produktens id', 'carboncloud produkt-id'],
    it: ['id prodotto', 'id del prodotto', 'identificativo prodotto'],
    pt: ['id do produto', 'id produto', 'identificador do produto'],
    nl: ['product-ID CarbonCloud', 'id van het product', 'productidentificatie'],
    pl: ['id produktu', 'identyfikator produktu'],
    da: ['produkt-id CarbonCloud', 'produktets id', 'id på produkt'],
    fi: ['tuotteen id', 'tuote-id', 'tuotteen tunniste'],
    cs: ['id produktu CarbonCloud', 'id výrobku', 'identifikátor produktu'],
  },
};

const productCustomId: IdentifierField & { readonly required: false } = {
  kind: 'identifier',
  title: 'Product custom id',
  note: 'Your own number of the product, as in the list of resold products.',
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
      'custom product id',
    ],
    es: ['código de artículo', 'código de producto', 'número de artículo', 'referencia del producto'],
    de: ['Artikelnummer', 'Artikel-Nr.', 'Art.-Nr.', 'Produktnummer', 'Materialnummer'],
    fr: ['code article', 'code produit', 'numéro article', 'référence article', 'référence produit'],
    sv: ['artikelnummer', 'artikelnr', 'art.nr', 'produktkod', 'produktnummer'],
    it: ['codice articolo', 'cod. articolo', 'codice prodotto', 'numero articolo'],
    pt: ['código do artigo', 'código do produto', 'número do artigo', 'referência do produto'],
    nl: ['artikelnummer', 'artikelnr.', 'artikelcode', 'productcode', 'productnummer'],
    pl: ['numer artykułu', 'nr artykułu', 'kod produktu', 'kod towaru', 'indeks produktu'],
    da: ['varenummer', 'varenr.', 'produktnummer', 'produktkode', 'artikkelnummer'],
    fi: ['tuotenumero', 'tuotekoodi', 'nimikenumero', 'tuotteen oma tunnus'],
    cs: ['číslo zboží', 'kód zboží', 'kód produktu', 'kód výrobku', 'číslo výrobku'],
  },
};

const productGtin: GtinField & { readonly required: false } = {
  kind: 'gtin',
  title: 'Product GTIN',
  note: 'The number under the bar code of the product: digits only, at most 14. Format the column as Text.',
  example: '9520000000011',
  required: false,
  aliases: {
    en: ['gtin', 'ean', 'ean code', 'ean-13', 'upc', 'barcode', 'bar code'],
    es: ['código de barras', 'código ean', 'código gtin'],
    de: ['Strichcode', 'EAN-Code', 'EAN-Nummer', 'GTIN-Nummer'],
    fr: ['code-barres', 'code ean', 'code gtin', 'gencod'],
    sv: ['streckkod', 'ean-kod', 'ean-nummer', 'gtin-nummer'],
    it: ['codice a barre', 'codice ean', 'codice gtin'],
    pt: ['código de barras', 'cód. barras', 'código ean'],
    nl: ['streepjescode', 'ean-code', 'ean-nummer'],
    pl: ['kod kreskowy', 'kod ean', 'numer ean'],
    da: ['stregkode', 'ean-kode', 'ean-nummer', 'strekkode'],
    fi: ['viivakoodi', 'ean-koodi', 'gtin-koodi'],
    cs: ['čárový kód', 'kód ean', 'ean kód'],
  },
};

const productName: TextField & { readonly required: false } = {
  kind: 'text',
  title: 'Product name',
  note: 'The name of the product, where only one product has it.',
  example: 'Oat drink 1 l',
  required: false,
  aliases: {
    en: ['product', 'item', 'item name', 'article', 'article name', 'name of product'],
    es: ['producto', 'nombre del producto', 'nombre de producto', 'artículo'],
    de: ['Produkt', 'Produktname', 'Artikel', 'Artikelname', 'Artikelbezeichnung'],
    fr: ['produit', 'nom du produit', 'article', 'désignation'],
    sv: ['produkt', 'produktnamn', 'artikel', 'artikelnamn'],
    it: ['prodotto', 'nome prodotto', 'nome del prodotto', 'articolo'],
    pt: ['produto', 'nome do produto', 'artigo'],
    nl: ['productnaam', 'artikel', 'artikelnaam', 'artikelomschrijving'],
    pl: ['produkt', 'nazwa produktu', 'nazwa towaru', 'towar'],
    da: ['produkt', 'produktnavn', 'vare', 'varenavn'],
    fi: ['tuote', 'tuotteen nimi', 'tuotenimi', 'nimike'],
    cs: ['produkt', 'název produktu', 'výrobek', 'název výrobku', 'zboží'],
  },
};

const supplierId: UuidField & { readonly required: false } = {
  kind: 'uuid',
  title: 'Supplier id',
  note: 'The id that CarbonCloud gave to the supplier, a UUID. One of the columns that name the supplier is enough; they must not name different ones.',
  example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  required: false,
  aliases: {
    en: ['carboncloud supplier id', 'supplier uuid', 'vendor id'],
    es: ['id del proveedor', 'id de proveedor', 'identificador del proveedor'],
    de: ['Lieferanten-ID', 'CarbonCloud Lieferanten-ID', 'Lieferant UUID'],
    fr: ['id du fournisseur', 'id fournisseur', 'identifiant du fournisseur'],
    sv: ['leverantörs-id', 'leverantörens id'],
    it: ['id fornitore', 'id del fornitore', 'identificativo fornitore'],
    pt: ['id do fornecedor', 'id fornecedor', 'identificador do fornecedor'],
    nl: ['leveranciers-ID', 'id van de leverancier'],
    pl: ['id dostawcy', 'identyfikator dostawcy'],
    da: ['leverandør-id', 'leverandørens id'],
    fi: ['toimittajan id', 'toimittaja-id'],
    cs: ['id dodavatele', 'identifikátor dodavatele'],
  },
};

const supplierCustomId: IdentifierField & { readonly required: false } = {
  kind: 'identifier',
  title: 'Supplier custom id',
  note: 'Your own number of the supplier, as in the list of suppliers.',
  example: 'SUP-100',
  required: false,
  max: 255,
  aliases: supplierNumberWords,
};

const supplierName: TextField & { readonly required: false } = {
  kind: 'text',
  title: 'Supplier name',
  note: 'The name of the supplier, where only one supplier has it.',
  example: 'Skåne Oats AB',
  required: false,
  aliases: supplierNameWords,
};

/** The columns that name a product; every row needs one of them. */
export const productReference = { productId, productCustomId, productGtin, productName } as const;

/** The columns that name a supplier; every row needs one of them. */
export const supplierReference = { supplierId, supplierCustomId, supplierName } as const;

type Reference = Readonly<Partial<Record<string, unknown>>>;

/** Equal for rows that name a product in the same way; rows that name one in two ways differ. */
export function namedProduct(record: Reference): string {
  return strongest(record, Object.keys(productReference));
}

/** Equal for rows that name a supplier in the same way; rows that name one in two ways differ. */
export function namedSupplier(record: Reference): string {
  return strongest(record, Object.keys(supplierReference));
}

function strongest(record: Reference, fields: readonly string[]): string {
  const field = fields.find((name) => record[name] !== undefined) ?? '';
  const value = String(record[field] ?? '');
  return JSON.stringify([field, field.endsWith('Name') ? sameName(value) : value]);
}
