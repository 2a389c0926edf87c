import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import resoldProducts from '../../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import countrySales from '../../../src/datasets/dcycle/country-sales.js';
import purchases from '../../../src/datasets/dcycle/purchases.js';
import type { Aliases } from '../../../src/datasets/field.js';
import { inLanguage } from '../../../src/datasets/words/template/texts.js';
import { writeTemplate } from '../../../src/write/template/template.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const aliases: Aliases = { en: [] };
const field = { required: false, note: 'Its meaning.', aliases };
const countries = [
  { code: 'ES', name: 'Spain' },
  { code: 'SE', name: 'Sweden' },
];

const dataset = {
  direction: 'import',
  ways: 'import',
  name: 'parts',
  title: 'Parts',
  provider: 'dcycle',
  summary: 'A row is a part.',
  fields: {
    name: { ...field, kind: 'text', title: 'Name', example: 'Bolt', required: true, min: 3, max: 255 },
    code: { ...field, kind: 'identifier', title: 'Code', example: '00123', max: 20 },
    gtin: { ...field, kind: 'gtin', title: 'GTIN', example: '9520000000011' },
    ref: { ...field, kind: 'uuid', title: 'Reference', example: '3fa85f64-5717-4562-b3fc-2c963f66afa6' },
    url: { ...field, kind: 'url', title: 'Link', example: 'https://example.com/' },
    amount: { ...field, kind: 'number', title: 'Amount', example: '1250.50', required: true, min: 0 },
    alcohol: { ...field, kind: 'number', title: 'Alcohol', example: '5', min: 0, max: 100 },
    sold: { ...field, kind: 'number', title: 'Sold', example: '1', above: 0 },
    share: { ...field, kind: 'share', title: 'Share', example: '25 %' },
    day: { ...field, kind: 'date', title: 'Day', example: '2024-03-15', required: true },
    country: { ...field, kind: 'country', title: 'Country', example: 'SE', required: true },
    type: {
      ...field,
      kind: 'choice',
      title: 'Type',
      example: 'capex',
      options: { capex: [], opex: [] },
      fallback: 'opex',
    },
    tags: { ...field, kind: 'list', title: 'Tags', example: 'a; b' },
    sales: { ...field, kind: 'yearly', title: 'Sales 2025 (t)', example: '12.5', min: 0, unit: 't' },
  },
  oneOf: [['code', 'gtin']],
  check: () => [],
  identity: { by: 'content' },
  total: { field: 'amount' },
} satisfies ImportDataset;
const names = Object.keys(dataset.fields);

const seen = new Map<ImportDataset, exceljs.Workbook>();

async function sheetsOf(dataset: ImportDataset) {
  const book = seen.get(dataset) ?? new exceljs.Workbook();
  if (!seen.has(dataset)) {
    await writeTemplate(await inLanguage(dataset, 'en'), path('template.xlsx'), countries);
    await book.xlsx.readFile(path('template.xlsx'));
    seen.set(dataset, book);
  }
  return { book, data: book.worksheets[0]!, guide: book.getWorksheet('Guide')!, lists: book.getWorksheet('Lists') };
}

/** The cell of a field in a row. */
function cellOf(sheet: exceljs.Worksheet, row: number, name: string) {
  return sheet.getCell(row, names.indexOf(name) + 1);
}

describe('the sheet to fill in', () => {
  it('has a column for each field, marks what must be filled in, and stays in view', async () => {
    const { data } = await sheetsOf(dataset);
    expect(data.name).toBe('Parts');
    expect(data.getRow(1).values).toEqual([
      undefined,
      ...['Name *', 'Code', 'GTIN', 'Reference', 'Link', 'Amount *', 'Alcohol', 'Sold', 'Share', 'Day *', 'Country *'],
      ...['Type', 'Tags', 'Sales 2025 (t)'],
    ]);
    expect(data.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    const fill = (name: string) => JSON.stringify(cellOf(data, 1, name).fill);
    expect(fill('name')).not.toBe(fill('alcohol'));
    expect(fill('code')).toBe(fill('name'));
  });

  it('explains each column in a note', async () => {
    const { data } = await sheetsOf(dataset);
    const note = (name: string) => {
      const found = cellOf(data, 1, name).note;
      return typeof found === 'string' ? found : found?.texts?.map(({ text }) => text).join('');
    };
    expect(note('name')).toBe('Its meaning.\nText, 3 to 255 characters.\nExample: Bolt\nRequired: yes');
    expect(note('code')).toContain('Required: one of Code, GTIN');
    expect(note('alcohol')).toContain('A number, 0 or more, at most 100.');
    expect(note('type')).toContain('One of the choices; empty means opex.');
  });

  it('has one example row, typed', async () => {
    const { data } = await sheetsOf(dataset);
    expect(data.rowCount).toBe(2);
    expect(Object.fromEntries(names.map((name) => [name, cellOf(data, 2, name).value]))).toEqual({
      name: 'Bolt',
      code: '00123',
      gtin: '9520000000011',
      ref: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      url: 'https://example.com/',
      amount: 1250.5,
      alcohol: 5,
      sold: 1,
      share: 0.25,
      day: new Date('2024-03-15T00:00:00Z'),
      country: 'SE',
      type: 'capex',
      tags: 'a; b',
      sales: 12.5,
    });
  });

  it.each([
    ['code', '@'],
    ['gtin', '@'],
    ['name', '@'],
    ['country', '@'],
    ['day', 'yyyy-mm-dd'],
    ['share', '0%'],
    ['amount', 'General'],
  ])('formats the whole column %s as %s', async (name, format) => {
    const { data } = await sheetsOf(dataset);
    expect(cellOf(data, 2, name).numFmt ?? 'General').toBe(format);
    expect(data.getColumn(names.indexOf(name) + 1).numFmt ?? 'General').toBe(format);
  });

  it.each([
    ['name', { type: 'textLength', operator: 'between', formulae: [3, 255] }],
    ['code', { type: 'textLength', operator: 'lessThanOrEqual', formulae: [20] }],
    ['gtin', { type: 'textLength', operator: 'lessThanOrEqual', formulae: [14] }],
    ['ref', { type: 'textLength', operator: 'equal', formulae: [36] }],
    ['amount', { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [0] }],
    ['alcohol', { type: 'decimal', operator: 'between', formulae: [0, 100] }],
    ['sold', { type: 'decimal', operator: 'greaterThan', formulae: [0] }],
    ['share', { type: 'decimal', operator: 'between', formulae: [0, 1] }],
    ['day', { type: 'date', operator: 'greaterThanOrEqual', formulae: [new Date('1950-01-01T00:00:00Z')] }],
    ['country', { type: 'list', formulae: ['Lists!$B$3:$B$4'], errorStyle: 'warning' }],
    ['type', { type: 'list', formulae: ['Lists!$A$3:$A$4'] }],
    ['sales', { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [0] }],
  ])('checks %s while someone types', async (name, expected) => {
    const { data } = await sheetsOf(dataset);
    expect(cellOf(data, 2, name).dataValidation).toMatchObject({
      ...expected,
      allowBlank: true,
      showErrorMessage: true,
    });
    expect(cellOf(data, 5000, name).dataValidation).toMatchObject(expected);
    expect(cellOf(data, 1, name).dataValidation).toBeUndefined();
  });
});

it('lists the choices and countries behind the dropdowns', async () => {
  const { lists } = await sheetsOf(dataset);
  expect(lists?.getSheetValues().slice(1)).toEqual([
    [undefined, 'carbonsheet: Lists'],
    [undefined, 'Type', 'Country code', 'Country name'],
    [undefined, 'capex', 'ES', 'Spain'],
    [undefined, 'opex', 'SE', 'Sweden'],
  ]);
});

it('has no lists for a dataset without choices and countries', async () => {
  const { name, amount } = dataset.fields;
  const { lists } = await sheetsOf({ ...dataset, fields: { name, amount }, oneOf: [] });
  expect(lists).toBeUndefined();
});

it('explains every field in a guide', async () => {
  const { guide } = await sheetsOf(dataset);
  const rows = guide.getSheetValues().map((row) => (Array.isArray(row) ? row.slice(1) : []));
  expect(rows).toContainEqual(['Column', 'Required', 'Rule', 'Choices', 'Meaning', 'Example', 'Field']);
  expect(rows).toContainEqual(['Name', 'yes', 'Text, 3 to 255 characters', undefined, 'Its meaning.', 'Bolt', 'name']);
  expect(rows).toContainEqual([
    ...['Type', 'no', 'One of the choices; empty means opex', 'capex, opex', 'Its meaning.', 'capex', 'type'],
  ]);
  expect(rows.filter((row) => row.length === 7)).toHaveLength(names.length + 1);
});

it('is the same file, byte by byte, whenever it is generated', async () => {
  const { book } = await sheetsOf(dataset);
  await writeTemplate(await inLanguage(dataset, 'en'), path('first.xlsx'), countries);
  await writeTemplate(await inLanguage(dataset, 'en'), path('second.xlsx'), countries);
  expect((await readFile(path('second.xlsx'))).equals(await readFile(path('first.xlsx')))).toBe(true);
  expect(book.created).toEqual(new Date('2025-01-01T00:00:00Z'));
  expect(book.keywords).toBe('carbonsheet template parts 2');
});

it('is a CSV file with header and example by its ending', async () => {
  await writeTemplate(await inLanguage(dataset, 'en'), path('template.csv'), countries);
  const text = await readFile(path('template.csv'), 'utf8');
  expect(text.startsWith('\uFEFFName,Code,')).toBe(true);
  const fields = Object.values<{ title: string; example: string }>(dataset.fields);
  expect(papaparse.parse(text.slice(1).trimEnd()).data).toEqual([
    fields.map(({ title }) => title),
    fields.map(({ example }) => example),
  ]);
});

it('refuses another ending', async () => {
  await expect(writeTemplate(await inLanguage(dataset, 'en'), path('template.ods'), countries)).rejects.toMatchObject({
    kind: 'usage',
    code: 'TEMPLATE_FORMAT',
  });
});

it('names a folder that does not exist', async () => {
  await expect(
    writeTemplate(await inLanguage(dataset, 'en'), path('none', 'template.xlsx'), countries),
  ).rejects.toMatchObject({
    kind: 'output',
    code: 'NO_SUCH_FOLDER',
  });
});

/** What a workbook holds of an example, where it is no text. */
const typed: Readonly<Record<string, (example: string) => unknown>> = {
  number: Number,
  yearly: Number,
  share: Number,
  date: (example) => new Date(`${example}T00:00:00Z`),
};

it.each([purchases, resoldProducts, countrySales])('suits the dataset $name', async (dataset: ImportDataset) => {
  const { data, guide } = await sheetsOf(dataset);
  const fields = Object.values(dataset.fields);
  expect(data.getRow(1).values).toEqual([
    undefined,
    ...fields.map(({ title, required }) => (required ? `${title} *` : title)),
  ]);
  for (const [index, { kind, example }] of fields.entries()) {
    const { value } = data.getCell(2, index + 1);
    expect(value).toEqual(typed[kind]?.(example) ?? example);
  }
  expect(guide.rowCount).toBeGreaterThan(fields.length);
});
