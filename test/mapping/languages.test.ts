// Headers as analysts and their ERP systems write them, in the languages whose words are known: every column is the right field,
// and the dataset is found without being named.

import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import { languages } from '../../src/datasets/field.js';
import { findHeader } from '../../src/mapping/find-header.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { titlesOf } from '../../src/mapping/titles/match-title.js';
import { isCountry } from '../../src/values/countries/read-country.js';
import { plainReading } from '../../src/values/evidence.js';
import { readField } from '../../src/values/read-field.js';

const FIELDS = {
  purchases: [
    'product_name',
    'sector',
    'country',
    'quantity',
    'unit_id',
    'purchase_date',
    'expense_type',
    'supplier_id',
    'description',
  ],
  'country-sales': ['product_name', 'country', 'quantity', 'start_date', 'end_date'],
  suppliers: ['customId', 'name', 'contactEmail', 'contactFirstName', 'contactLastName', 'contact2Email'],
  'supplier-periods': ['productCustomId', 'productName', 'supplierName', 'validFrom', 'validTo'],
  invites: ['productGtin', 'productName', 'supplierCustomId', 'supplierName'],
  'resold-products': [
    'customId',
    'name',
    'gtin',
    'brandName',
    'categories',
    'productionLocation',
    'pickUpLocation',
    'shipToLocation',
    'packagingWeightValue',
    'packagingWeightUnit',
    'productNetQuantityValue',
    'productNetQuantityUnit',
    'yearlySalesVolumes',
  ],
  'variable-products': [
    'sku',
    'name',
    'description',
    'notes',
    'unit',
    'weightQuantity',
    'weightUnit',
    'packagingWeightQuantity',
    'packagingWeightUnit',
    'recycledPercent',
    'dataSource',
    'startDate',
    'endDate',
    'footprintA1',
  ],
} as const;

/** Titles separated by `|`, in the order of the fields above. */
const headers: readonly (readonly [string, keyof typeof FIELDS, string])[] = [
  [
    'Italian',
    'purchases',
    'Descrizione articolo|Settore|Paese|Importo netto|Valuta|Data fattura|Tipo di spesa|Codice fornitore|Note',
  ],
  ['Italian', 'country-sales', 'Prodotto|Nazione|Quantità venduta|Data inizio|Data fine'],
  [
    'Italian',
    'resold-products',
    "Codice articolo|Denominazione|Codice a barre|Marca|Categoria merceologica|Paese d'origine|Luogo di ritiro|Luogo di consegna|Peso imballaggio|Unità peso imballaggio|Peso netto|Unità peso netto|Vendite 2024 (tonnellate)",
  ],
  [
    'Portuguese',
    'purchases',
    'Designação|Setor|País|Qtd.|Unidade de medida|Data da fatura|Tipo de despesa|Código do fornecedor|Observações',
  ],
  ['Portuguese', 'country-sales', 'Artigo|País de venda|Quantidade vendida|Data de início|Data de fim'],
  [
    'Portuguese',
    'resold-products',
    'Referência|Nome do produto|Código de barras|Marca|Categoria|Local de produção|Local de recolha|Local de entrega|Peso da embalagem|Unidade do peso da embalagem|Peso líquido|Unidade do peso líquido|Vendas 2024 em toneladas',
  ],
  [
    'Dutch',
    'purchases',
    'Artikelomschrijving|Branche|Land van herkomst|Bedrag excl. btw|Valuta|Factuurdatum|Kostensoort|Leveranciersnr.|Opmerking',
  ],
  ['Dutch', 'country-sales', 'Productnaam|Verkoopland|Aantal verkocht|Van datum|Tot datum'],
  [
    'Dutch',
    'resold-products',
    'Artikelcode|Naam|EAN-code|Merk|Productgroep|Productieland|Ophaaladres|Afleveradres|Verpakkingsgewicht|Eenheid verpakkingsgewicht|Netto gewicht|Eenheid nettogewicht|Verkoop 2024',
  ],
  [
    'Polish',
    'purchases',
    'Nazwa towaru lub usługi|Branża|Kraj dostawcy|Wartość netto|Waluta|Data wystawienia|Rodzaj kosztu|Nr dostawcy|Uwagi',
  ],
  ['Polish', 'country-sales', 'Nazwa produktu|Kraj|Liczba sztuk|Data od|Data do'],
  [
    'Polish',
    'resold-products',
    'Indeks|Nazwa|Kod kreskowy|Marka|Grupa towarowa|Miejsce produkcji|Miejsce odbioru|Miejsce dostawy|Masa opakowania|Jednostka masy opakowania|Masa netto|Jednostka masy netto|Sprzedaż 2024 w t',
  ],
  [
    'Danish',
    'purchases',
    'Varenavn|Branche|Land|Beløb|Valuta|Bogføringsdato|Omkostningsart|Leverandørnr.|Bemærkninger',
  ],
  ['Danish', 'country-sales', 'Vare|Landekode|Solgt antal|Fra dato|Til dato'],
  [
    'Danish',
    'resold-products',
    'Varenummer|Varenavn|Stregkode|Mærke|Varegruppe|Oprindelsesland|Afhentningssted|Leveringssted|Emballagevægt|Enhed emballagevægt|Nettovægt|Enhed nettovægt|Salg 2024 i ton',
  ],
  [
    'Norwegian',
    'purchases',
    'Artikkel|Bransje|Opprinnelsesland|Beløp|Enhet|Bilagsdato|Kostnadsart|Leverandørnummer|Merknad',
  ],
  ['Norwegian', 'country-sales', 'Varenavn|Salgsland|Solgt antall|Startdato|Sluttdato'],
  [
    'Norwegian',
    'resold-products',
    'Artikkelnr.|Navn|Strekkode|Varemerke|Varekategori|Produksjonsland|Hentested|Leveringssted|Emballasjevekt|Enhet emballasjevekt|Nettovekt|Enhet nettovekt|Salg 2024',
  ],
  [
    'Finnish',
    'purchases',
    'Tuotteen nimi|Toimiala|Alkuperämaa|Määrä|Yksikkö|Laskun päivämäärä|Kustannuslaji|Toimittajan numero|Selite',
  ],
  ['Finnish', 'country-sales', 'Nimike|Maa|Myyty määrä|Alkupvm|Loppupvm'],
  [
    'Finnish',
    'resold-products',
    'Tuotekoodi|Tuotenimi|Viivakoodi|Tuotemerkki|Tuoteryhmä|Valmistusmaa|Noutopaikka|Toimituspaikka|Pakkauksen paino|Pakkauksen painon yksikkö|Nettopaino|Nettopainon yksikkö|Myynti 2024 (tonnia)',
  ],
  [
    'Czech',
    'purchases',
    'Název zboží|Odvětví|Země původu|Částka bez DPH|Měna|Datum vystavení|Druh nákladu|Číslo dodavatele|Poznámka',
  ],
  ['Czech', 'country-sales', 'Výrobek|Země prodeje|Počet kusů|Platnost od|Platnost do'],
  [
    'Czech',
    'resold-products',
    'Číslo zboží|Název|Čárový kód|Značka|Skupina zboží|Místo výroby|Místo vyzvednutí|Místo dodání|Hmotnost obalu|Jednotka hmotnosti obalu|Čistá hmotnost|Jednotka čisté hmotnosti|Prodej 2024 v t',
  ],
  [
    'Spanish',
    'variable-products',
    'Código de producto|Nombre del producto|Descripción|Notas internas|Unidad declarada|Peso|Unidad de peso|Peso del envase|Unidad del peso del envase|Contenido reciclado|Fuente de datos|Válido desde|Válido hasta|Huella A1',
  ],
  [
    'German',
    'variable-products',
    'Artikelnummer|Bezeichnung|Beschreibung|Bemerkung|Mengeneinheit|Gewicht|Gewichtseinheit|Verpackungsgewicht|Einheit Verpackungsgewicht|Recyclinganteil|Datenquelle|Gültig ab|Gültig bis|CO2-Fußabdruck A1',
  ],
  [
    'French',
    'variable-products',
    'Code article|Désignation|Descriptif|Remarques|Unité déclarée|Poids|Unité de poids|Poids emballage|Unité poids emballage|Part recyclée|Source de données|Date de début|Date de fin|Empreinte carbone A1',
  ],
  [
    'Swedish',
    'variable-products',
    'Artikelnummer|Benämning|Beskrivning|Anmärkning|Måttenhet|Vikt|Viktenhet|Förpackningsvikt|Enhet förpackningsvikt|Återvunnen andel|Datakälla|Gäller från|Gäller till|Klimatavtryck A1',
  ],
  [
    'Italian',
    'variable-products',
    'Codice articolo|Denominazione|Descrizione|Note interne|Unità di misura|Peso netto|Unità di peso|Peso imballaggio|Unità peso imballaggio|Contenuto riciclato|Fonte dei dati|Valido dal|Valido fino al|Impronta di carbonio A1',
  ],
  [
    'Portuguese',
    'variable-products',
    'Código do artigo|Designação|Descrição|Observações|Unidade de medida|Peso líquido|Unidade de peso|Peso da embalagem|Unidade peso embalagem|Conteúdo reciclado|Fonte de dados|Válido desde|Válido até|Pegada de carbono A1',
  ],
  [
    'Dutch',
    'variable-products',
    'Artikelnummer|Artikelnaam|Omschrijving|Opmerking|Meeteenheid|Gewicht|Gewichtseenheid|Verpakkingsgewicht|Eenheid verpakkingsgewicht|Percentage gerecycled|Databron|Geldig vanaf|Geldig tot|CO2-voetafdruk A1',
  ],
  [
    'Polish',
    'variable-products',
    'Indeks|Nazwa towaru|Opis|Uwagi|Jednostka miary|Masa netto|Jednostka masy|Masa opakowania|Jednostka masy opakowania|Udział recyklatu|Źródło danych|Ważne od|Ważne do|Ślad węglowy A1',
  ],
  [
    'Danish',
    'variable-products',
    'Varenummer|Varenavn|Beskrivelse|Bemærkning|Måleenhed|Vægt|Vægtenhed|Emballagevægt|Enhed emballagevægt|Genanvendt andel|Datakilde|Gyldig fra|Gyldig til|Klimaaftryk A1',
  ],
  [
    'Norwegian',
    'variable-products',
    'Artikkelnummer|Varenavn|Beskrivelse|Merknad|Deklareret enhed|Vekt|Vektenhet|Emballasjevekt|Enhet emballasjevekt|Resirkulert andel|Kilde|Startdato|Sluttdato|Klimaavtrykk A1',
  ],
  [
    'Finnish',
    'variable-products',
    'Nimikenumero|Nimike|Kuvaus|Huomautus|Mittayksikkö|Paino|Painoyksikkö|Pakkauspaino|Pakkauspainon yksikkö|Kierrätetty osuus|Tietolähde|Alkupäivä|Loppupäivä|Hiilijalanjälki A1',
  ],
  [
    'Czech',
    'variable-products',
    'Kód výrobku|Název výrobku|Popis|Poznámka|Měrná jednotka|Hmotnost|Jednotka hmotnosti|Hmotnost obalu|Jednotka hmotnosti obalu|Podíl recyklátu|Zdroj dat|Platí od|Platí do|Uhlíková stopa A1',
  ],
  [
    'Italian',
    'suppliers',
    'Codice fornitore|Ragione sociale|Indirizzo e-mail|Nome contatto|Cognome|Indirizzo e-mail 2',
  ],
  ['Italian', 'supplier-periods', 'Codice articolo|Prodotto|Fornitore|Valido dal|Valido fino al'],
  ['Italian', 'invites', 'Codice EAN|Prodotto|Codice fornitore|Fornitore'],
  [
    'Portuguese',
    'suppliers',
    'Código do fornecedor|Razão social|Endereço de e-mail|Primeiro nome|Apelido|Endereço de e-mail 2',
  ],
  ['Portuguese', 'supplier-periods', 'Código do artigo|Produto|Fornecedor|Data de início|Data de fim'],
  ['Portuguese', 'invites', 'Código de barras|Artigo|Código do fornecedor|Fornecedor'],
  ['Dutch', 'suppliers', 'Leveranciersnr.|Bedrijfsnaam|E-mailadres|Voornaam|Achternaam|E-mailadres 2'],
  ['Dutch', 'supplier-periods', 'Artikelnr.|Productnaam|Leverancier|Geldig vanaf|Geldig tot'],
  ['Dutch', 'invites', 'EAN-code|Artikel|Leverancierscode|Naam leverancier'],
  ['Polish', 'suppliers', 'Nr dostawcy|Nazwa firmy|Adres e-mail|Imię|Nazwisko|Adres e-mail 2'],
  ['Polish', 'supplier-periods', 'Kod towaru|Nazwa towaru|Dostawca|Ważne od|Ważne do'],
  ['Polish', 'invites', 'Kod kreskowy|Towar|Kod dostawcy|Nazwa dostawcy'],
  ['Danish', 'suppliers', 'Leverandørnr.|Firmanavn|Mailadresse|Fornavn|Efternavn|Mailadresse 2'],
  ['Danish', 'supplier-periods', 'Varenr.|Varenavn|Leverandør|Gyldig fra|Gyldig til'],
  ['Danish', 'invites', 'Stregkode|Vare|Leverandørnummer|Leverandør'],
  ['Norwegian', 'suppliers', 'Leverandørnummer|Leverandør|E-postadresse|Fornavn|Etternavn|E-postadresse 2'],
  ['Norwegian', 'supplier-periods', 'Artikkelnummer|Produktnavn|Leverandør|Gyldig fra|Gyldig til'],
  ['Norwegian', 'invites', 'Strekkode|Produkt|Leverandørnummer|Leverandør'],
  ['Finnish', 'suppliers', 'Toimittajanumero|Yrityksen nimi|Sähköpostiosoite|Etunimi|Sukunimi|Sähköpostiosoite 2'],
  ['Finnish', 'supplier-periods', 'Tuotekoodi|Tuotteen nimi|Toimittaja|Voimassa alkaen|Voimassa asti'],
  ['Finnish', 'invites', 'EAN-koodi|Tuote|Toimittajakoodi|Toimittaja'],
  ['Czech', 'suppliers', 'Kód dodavatele|Název firmy|E-mailová adresa|Křestní jméno|Příjmení|E-mailová adresa 2'],
  ['Czech', 'supplier-periods', 'Kód zboží|Název výrobku|Dodavatel|Platnost od|Platnost do'],
  ['Czech', 'invites', 'Čárový kód|Výrobek|Kód dodavatele|Dodavatel'],
];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase();

describe('a header in', () => {
  it.each(headers)('%s of %s', (_, name, titles) => {
    for (const spelling of [titles, plain(titles)]) {
      const header = { sheet: '', row: 1, cells: spelling.split('|') };
      const dataset = findHeader([header], importDatasets)?.dataset;
      expect(dataset?.name).toBe(name);
      const { columns, problems } = mapHeader(header, dataset as ImportDataset);
      expect(columns.map(({ field }) => field)).toEqual(FIELDS[name]);
      expect(problems).toEqual([]);
    }
  });
});

describe('the words of every language', () => {
  const known = new Map(importDatasets.map((dataset) => [dataset.name, dataset]));

  it.each([
    // A word that is two fields in two languages, or in one, is none.
    ['purchases', 'Stato'],
    ['purchases', 'Stat'],
    ['resold-products', 'Sklad'],
    ['resold-products', 'Consegna'],
    ['country-sales', 'Unità'],
  ])('leave %s without a field for %s', (name, title) => {
    const dataset = known.get(name) as ImportDataset;
    const { columns } = mapHeader({ sheet: '', row: 1, cells: [title] }, dataset);
    expect(columns[0]?.field).toBeUndefined();
  });

  it.each(importDatasets.filter(({ matrix }) => matrix !== undefined))(
    'take no code of a country from the matrices of $name but three',
    (dataset) => {
      const titles = Object.keys(dataset.fields).flatMap((name) => titlesOf(dataset, name));
      expect(titles.filter((title) => title.length < 4 && isCountry(title)).sort()).toEqual(['au', 'fin', 'fin', 'to']);
    },
  );

  it.each([
    ['Investimenti', 'capex'],
    ['spese correnti', 'opex'],
    ['ativo fixo', 'capex'],
    ['Despesas operacionais', 'opex'],
    ['Investering', 'capex'],
    ['bedrijfskosten', 'opex'],
    ['Środki trwałe', 'capex'],
    ['koszty operacyjne', 'opex'],
    ['Anlægsaktiver', 'capex'],
    ['driftsomkostninger', 'opex'],
    ['Investointi', 'capex'],
    ['käyttökulut', 'opex'],
    ['Investice', 'capex'],
    ['Provozní náklady', 'opex'],
  ])('read %s as %s', (word, option) => {
    const field = known.get('purchases')?.fields.expense_type;
    expect(field && readField(field, word, plainReading)).toMatchObject({ ok: true, value: option });
  });

  it('are there for twelve of them', () => expect(languages).toHaveLength(12));
});
