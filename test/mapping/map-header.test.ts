import { describe, expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import type { SavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { suggestionOf } from '../../src/problems/catalogue.js';
import type { Cell } from '../../src/values/cell.js';

function map(dataset: ImportDataset, cells: readonly Cell[], saved?: SavedMapping) {
  return mapHeader({ sheet: 'Q1', row: 3, cells }, dataset, saved);
}

const fieldsOf = (mapping: ReturnType<typeof map>) => mapping.columns.map(({ field }) => field);
const codesOf = (mapping: ReturnType<typeof map>) => mapping.problems.map(({ code }) => code);
const saved = (columns: SavedMapping['columns']): SavedMapping => ({ file: 'map.yaml', columns });

const REQUIRED = ['Product name', 'Sector', 'Country', 'Quantity', 'Unit', 'Purchase date', 'Expense type'];
const REQUIRED_FIELDS = ['product_name', 'sector', 'country', 'quantity', 'unit_id', 'purchase_date', 'expense_type'];

describe('mapping a header', () => {
  it.each([
    ['field names', REQUIRED_FIELDS],
    ['English', REQUIRED],
    [
      'English as others write it',
      ['ITEM', 'Industry', 'Country code', 'Amount (EUR)', 'Currency', 'Invoice date', 'Capex/Opex'],
    ],
    ['Spanish', ['Producto', 'Sector', 'País', 'Cantidad', 'Unidad', 'Fecha de compra', 'Tipo de gasto']],
    ['Spanish without accents', ['ARTICULO', 'CATEGORIA', 'PAIS', 'IMPORTE', 'MONEDA', 'FECHA', 'TIPO GASTO']],
    ['German', ['Bezeichnung', 'Branche', 'Land', 'Menge [kg]', 'Einheit', 'Rechnungsdatum', 'Kostenart']],
    ['French', ['Désignation', "Secteur d'activité", 'Pays', 'Quantité', 'Unité', 'Date d’achat', 'Type de dépense']],
    ['Swedish', ['Produktnamn', 'Bransch', 'Land', 'Mängd', 'Enhet', 'Inköpsdatum', 'Kostnadstyp']],
    [
      'titles over two lines',
      ['Product\nname', 'Sector', 'Country', 'Quantity\r\n(net)', 'Unit', 'Purchase\tdate', 'Expense type *'],
    ],
  ])('knows %s', (_, titles) => {
    const mapping = map(purchases, titles);
    expect(fieldsOf(mapping)).toEqual(REQUIRED_FIELDS);
    expect(mapping.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('keeps the title, the letter and the place of every column', () => {
    const titles = [...REQUIRED, ...Array.from({ length: 19 }, () => null), 'Description ', 'Status'];
    const { columns, headerRow } = map(purchases, titles);
    expect(headerRow).toBe(3);
    expect(columns[6]).toEqual({ index: 6, letter: 'G', title: 'Expense type', field: 'expense_type' });
    expect(columns[25]).toEqual({ index: 25, letter: 'Z', title: '', field: undefined });
    expect(columns[26]).toEqual({ index: 26, letter: 'AA', title: 'Description', field: 'description' });
    expect(columns[27]?.letter).toBe('AB');
  });

  it('ignores columns without a title', () => {
    expect(map(purchases, [...REQUIRED, null, '  ', 'Status']).problems).toEqual([]);
  });

  it.each([
    ['Statuss', 'Status'],
    ['Beschreibun', 'Beschreibung'],
    ['Recycled shre (%)', 'Recycled share'],
    ['Internal remark of the buyer', undefined],
    ['Quantities', undefined],
  ])('warns about the unknown column %s and names the nearest free title', (title, nearest) => {
    const mapping = map(purchases, [...REQUIRED, title]);
    expect(mapping.problems).toMatchObject([
      { code: 'UNKNOWN_COLUMN', severity: 'warning', sheet: 'Q1', row: 3, column: title, field: '', args: { nearest } },
    ]);
    expect(mapping.columns.at(-1)?.field).toBeUndefined();
  });

  it('refuses two columns for one field, naming both, and reads the first', () => {
    const mapping = map(purchases, [...REQUIRED, 'Menge', 'Betrag']);
    expect(mapping.problems).toMatchObject([
      { code: 'DOUBLED_COLUMN', severity: 'error', column: 'Menge', field: 'quantity' },
      { code: 'DOUBLED_COLUMN', column: 'Betrag', args: { first: 'D ("Quantity")', second: 'I ("Betrag")' } },
    ]);
    expect(mapping.columns.filter(({ field }) => field === 'quantity').map(({ letter }) => letter)).toEqual(['D']);
  });

  it('refuses a header without a required column, in words of each language', () => {
    const mapping = map(
      purchases,
      REQUIRED.filter((title) => title !== 'Unit'),
    );
    expect(mapping.problems).toMatchObject([
      { code: 'MISSING_COLUMN', severity: 'error', column: '', field: 'unit_id' },
    ]);
    expect(suggestionOf(mapping.problems[0]!)).toBe(
      'add a column titled "Unit" or "unidad" or "Einheit" or "unité" or "enhet"',
    );
  });

  it.each([
    [['Product', 'Country', 'Units', 'From', 'To'], []],
    [['Product id', 'Country', 'Units', 'From', 'To'], []],
    [['Country', 'Units', 'From', 'To'], ['MISSING_COLUMN']],
  ])('wants a product name or id for country sales: %j', (titles, codes) => {
    expect(codesOf(map(countrySales, titles))).toEqual(codes);
  });
});

describe('columns titled by year', () => {
  const rest = ['Name', 'Production location', 'Pick-up location', 'Ship-to location'];
  it.each<[Cell, string | undefined]>([
    ['2024', '2024'],
    [2024, '2024'],
    ['1990', '1990'],
    ['1989', undefined],
    ['2100', '2100'],
    ['2101', undefined],
    ['2024 (t)', '2024'],
    ['Sales 2025 (t)', '2025'],
    ['Sales volume 2025 [tonnes]', '2025'],
    ['Ventas 2024', '2024'],
    ['2024 ventas (toneladas)', '2024'],
    ['Absatz 2023 in t', '2023'],
    ['Absatzmenge (2023)', '2023'],
    ['Ventes 2022 en tonnes', '2022'],
    ['Försäljning 2025 (ton)', '2025'],
    ['Year 2024', '2024'],
    ['Sales 2024 (EUR)', undefined],
    ['Sales 2024/2025', undefined],
    ['2024-01', undefined],
    ['Sales 24', undefined],
    ['Price 2024', undefined],
    ['Sales', undefined],
    [20245, undefined],
  ])('%j is %s', (title, year) => {
    const mapping = map(resoldProducts, [...rest, title]);
    expect(mapping.columns[4]?.year).toBe(year);
    expect(mapping.columns[4]?.field).toBe(year && 'yearlySalesVolumes');
    expect(codesOf(mapping)).toEqual(year ? [] : ['UNKNOWN_COLUMN']);
  });

  it('may be many, each year once', () => {
    expect(codesOf(map(resoldProducts, [...rest, 2023, 2024, 'Sales 2025']))).toEqual([]);
    expect(codesOf(map(resoldProducts, [...rest, 2024, 'Sales 2024']))).toEqual(['DOUBLED_COLUMN']);
    expect(codesOf(map(purchases, [...REQUIRED, 'Action', 'ACTION']))).toEqual(['DOUBLED_COLUMN']);
  });
});

describe('a saved mapping', () => {
  it('warns of titles that the header does not have', () => {
    const names = saved({ 'Betrag neto': 'quantity', Bemerkung: null, SECTOR: 'sector' });
    const mapping = map(purchases, [...REQUIRED, 'Betrag netto'], names);
    const missing = mapping.problems.filter(({ code }) => code === 'MAPPED_TITLE_MISSING');
    expect(missing.map(({ column, severity }) => [column, severity])).toEqual([
      ['Betrag neto', 'warning'],
      ['Bemerkung', 'warning'],
    ]);
    expect(missing.map(suggestionOf)).toEqual(['did you mean "Betrag netto"?', '']);
  });

  it('decides before the titles do, and leaves columns out', () => {
    const mapping = map(
      purchases,
      [...REQUIRED.slice(0, 6), 'Art der Kosten (neu)', 'Quantity net', 'Notes'],
      saved({ 'art der kosten (NEU)': 'expense_type', 'Quantity net': null, Notes: null }),
    );
    expect(mapping.problems).toEqual([]);
    expect(fieldsOf(mapping)).toEqual([...REQUIRED_FIELDS, undefined, undefined]);
  });

  it('can give a title another meaning', () => {
    const mapping = map(purchases, [...REQUIRED, 'Betrag'], saved({ Quantity: null, Betrag: 'quantity' }));
    expect(mapping.problems).toEqual([]);
    expect(mapping.columns[7]?.field).toBe('quantity');
  });

  it('decides over a column that says what is to become of a row', () => {
    const titles = [...REQUIRED, 'Action', 'Carbonsheet ID'];
    expect(
      map(purchases, titles)
        .columns.slice(7)
        .map(({ mark }) => mark),
    ).toEqual(['action', 'remoteId']);
    const mapping = map(purchases, titles, saved({ Action: null, 'Carbonsheet id': 'description' }));
    expect(mapping.problems).toEqual([]);
    expect(mapping.columns.slice(7).map(({ mark, field }) => mark ?? field)).toEqual([undefined, 'description']);
  });

  it('names a year where the title has none', () => {
    const columns = { 'Abs. 24': 'yearlySalesVolumes.2024', 'Volume FY 2025': 'yearlySalesVolumes' };
    const mapping = map(resoldProducts, Object.keys(columns), saved(columns));
    expect(mapping.columns.map(({ field, year }) => [field, year])).toEqual([
      ['yearlySalesVolumes', '2024'],
      ['yearlySalesVolumes', '2025'],
    ]);
  });

  it.each([
    [purchases, 'quantiti', 'MAPPING_FIELD', 'did you mean quantity?'],
    [purchases, 'Menge', 'MAPPING_FIELD', 'did you mean quantity?'],
    [purchases, 'constructor', 'MAPPING_FIELD', 'the fields are product_name, sector'],
    [resoldProducts, 'yearlySalesVolumes', 'MAPPING_YEAR', 'write yearlySalesVolumes.2024'],
  ])('that names no field of $name: %s', (dataset, field, code, hint) => {
    expect(() => map(dataset, ['X'], saved({ X: field }))).toThrow(
      expect.objectContaining({
        kind: 'usage',
        code,
        hint: expect.stringContaining(hint),
        message: expect.stringContaining('map.yaml, columns > X'),
      }),
    );
  });
});
