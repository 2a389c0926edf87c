// Templates that are filled from an account: what their dropdowns hold is what an import takes, and their rows come back as they are.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { makeTemplate, type TemplateRequest } from '../../src/pipeline/template/template.js';
import type { Tools } from '../../src/pipeline/tools.js';
import type { FaultPlan } from '../../src/sandbox/faults/faults.js';
import { openImporting } from './importing.js';

type Scene = Awaited<ReturnType<typeof openImporting>>;
const places = { productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };
const uuid = (kind: string, n: number): string => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;

const suppliers = [
  { id: uuid('5', 1), name: 'Skåne Oats AB', customId: 'S-1' },
  { id: uuid('5', 2), name: 'Nordic Mills', customId: 'S-2' },
  { id: uuid('5', 3), name: 'nordic  mills', customId: 'S-3' },
];
const resoldProducts = [
  { id: uuid('7', 1), name: 'Oat drink', customId: 'P-1', gtin: '9520000000011', ...places },
  { id: uuid('7', 2), name: 'Barista', customId: 'P-2', ...places, yearlySalesVolumes: { 2023: 1.5, 2024: 2 } },
  { id: uuid('7', 3), name: 'Barista', ...places },
];

async function make(scene: Scene, request: Omit<TemplateRequest, 'out'> & { readonly out?: string }) {
  const said: string[] = [];
  const tell: Tools['tell'] = (one) => {
    if (one.kind === 'warned') said.push(one.text);
  };
  const out = join(scene.folder, request.out ?? 'template.xlsx');
  const written = await makeTemplate({ ...request, out }, { ...scene.tools, tell });
  return { written, said, out, book: await bookAt(out) };
}

async function bookAt(path: string): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

/** The column of a title, its star left out. */
function columnOf(sheet: exceljs.Worksheet, title: string): number {
  const titles = (sheet.getRow(1).values as unknown[]).map((one) => String(one ?? '').replace(' *', ''));
  return titles.indexOf(title);
}

/** What the dropdown of a column offers, and how strictly. */
function offered(book: exceljs.Workbook, title: string) {
  const [data] = book.worksheets;
  if (data === undefined) throw new Error('no sheet');
  const rule = data.getCell(2, columnOf(data, title)).dataValidation;
  const [, sheet = '', column = '', first = '', last = ''] =
    /^(\w+)!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(String(rule?.formulae?.[0])) ?? [];
  const lists = book.getWorksheet(sheet);
  const rows = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  const values = rows.map((row) => lists?.getCell(`${column}${row}`).value);
  return { values, isTaken: !rule?.showErrorMessage, style: rule?.errorStyle };
}

async function bytesOf(book: exceljs.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function textOf(sheet: exceljs.Worksheet | undefined): string {
  const rows = sheet?.getSheetValues() ?? [];
  return rows.map((row) => (Array.isArray(row) ? row.filter(Boolean).join(' | ') : '')).join('\n');
}

describe('dropdowns with values of the account', () => {
  it('offer products and suppliers that an import finds, and no name that stands for two', async () => {
    const scene = await openImporting({ holdings: { suppliers, resoldProducts } });
    const { book, written } = await make(scene, { dataset: 'supplier-periods', live: true });
    expect(offered(book, 'Product name')).toEqual({ values: ['Oat drink'], isTaken: false, style: 'warning' });
    expect(offered(book, 'Product custom id').values).toEqual(['P-1', 'P-2']);
    expect(offered(book, 'Product GTIN').values).toEqual(['9520000000011']);
    expect(offered(book, 'Product id').values).toEqual(resoldProducts.map(({ id }) => id));
    expect(offered(book, 'Supplier name').values).toEqual(['Skåne Oats AB']);
    expect(offered(book, 'Supplier custom id').values).toEqual(['S-1', 'S-2', 'S-3']);
    expect(written).toMatchObject({ lists: { productName: 1, productId: 3, supplierName: 1, supplierCustomId: 3 } });
    const guide = textOf(book.getWorksheet('Guide'));
    expect(guide).toContain('Filled on 2025-01-15 12:00 UTC from the account: carboncloud group');
    expect(guide).toContain('1 of them stand for several things and are left out');
    // Beside an id stands what it is the id of.
    expect(textOf(book.getWorksheet('Lists'))).toContain(`${uuid('7', 2)} | Barista, P-2`);

    const [data] = book.worksheets;
    const fill = (row: number, cells: Readonly<Record<string, string>>): void => {
      for (const [title, text] of Object.entries(cells)) data!.getCell(row, columnOf(data!, title)).value = text;
    };
    data!.spliceRows(2, 1);
    fill(2, { 'Product name': 'Oat drink', 'Supplier custom id': 'S-2', 'Valid from': '2024-01-01' });
    fill(3, { 'Product id': uuid('7', 3), 'Supplier name': 'Skåne Oats AB', 'Valid from': '2024-01-01' });
    const { results } = await scene.import('filled.xlsx', await bytesOf(book), { dataset: 'supplier-periods' });
    expect(results.map(({ status }) => status)).toEqual(['created', 'created']);
  });

  it('offer the words of the service, and what earlier rows have', async () => {
    const purchase = { country: 'SE', quantity: 1, unit_id: 'EUR', purchase_date: '2024-01-02', expense_type: 'opex' };
    const sectors = ['Retail', 'Manufacturing', 'Retail'];
    const purchases = sectors.map((sector, n) => ({ id: uuid('a', n), product_name: `P${n}`, sector, ...purchase }));
    const scene = await openImporting({ holdings: { purchases } });
    const { book } = await make(scene, { dataset: 'purchases', live: true, language: 'de' });
    expect(offered(book, 'Sektor')).toEqual({ values: ['Manufacturing', 'Retail'], isTaken: true, style: undefined });
    expect(offered(book, 'Einheit').values).toContain('EUR');
    expect(offered(book, 'Einheit').values.filter((unit) => unit === 'kg')).toHaveLength(1);
    const guide = textOf(book.getWorksheet('Anleitung'));
    expect(guide).toContain('Auswahllisten mit Werten des Kontos: Produktname, Sektor, Einheit.');
    expect(guide).toContain(
      'Keine Auswahlliste mit Werten des Kontos für Lieferanten-ID: das Konto hat noch keinen Wert.',
    );
    expect(offered(book, 'Ausgabenart').values).toEqual(['capex', 'opex']);
  });

  it('leave out a list that the service does not give, and say why', async () => {
    const scene = await openImporting();
    scene.use({ DCYCLE_USER_ID: '' });
    const { book, said, written } = await make(scene, { dataset: 'purchases', live: true });
    expect(said).toEqual([expect.stringContaining('DCYCLE_USER_ID is not set')]);
    expect(textOf(book.getWorksheet('Guide'))).toContain('No dropdown with values of the account for Unit: ');
    expect(written).toMatchObject({ lists: { unit_id: 0 } });
  });

  it('share a list where fields have the same words', async () => {
    const scene = await openImporting();
    const { book } = await make(scene, { dataset: 'variable-products', live: true });
    const [data] = book.worksheets;
    const formulas = ['Declared unit', 'Weight unit', 'Packaging weight unit'].map(
      (title) => data!.getCell(2, columnOf(data!, title)).dataValidation?.formulae?.[0],
    );
    expect(new Set(formulas).size).toBe(1);
    expect(offered(book, 'Weight unit').values).toContain('kg');
  });

  it('are not there for a dataset without any, which is said; nothing is asked of the service', async () => {
    const scene = await openImporting({ fault: deny });
    const { said, written } = await make(scene, { dataset: 'suppliers', live: true });
    expect(said).toEqual([expect.stringContaining('suppliers: the service lists no values')]);
    expect(written).not.toHaveProperty('account');
  });

  it('are refused with the service: the reason is that of the credentials', async () => {
    const scene = await openImporting({ fault: deny });
    await expect(make(scene, { dataset: 'purchases', live: true })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('are for workbooks alone', async () => {
    const scene = await openImporting();
    const asked = make(scene, { dataset: 'purchases', live: true, out: 'purchases.csv' });
    await expect(asked).rejects.toMatchObject({ code: 'TEMPLATE_FORMAT' });
  });
});

const deny: FaultPlan = () => ({ kind: 'status-before', status: 401 });

describe('rows of the account', () => {
  const rows = { dataset: 'resold-products', withData: true } as const;

  it.each(['en', 'fr'] as const)('come back unchanged at no cost, and edited as an update (%s)', async (language) => {
    const scene = await openImporting({ holdings: { resoldProducts } });
    const { book, out, written } = await make(scene, { ...rows, language });
    expect(written.rows).toBe(3);
    const terms = { onExisting: 'update' } as const;
    const same = await scene.import('same.xlsx', await readFile(out), terms);
    expect(same.summary).toMatchObject({
      dataset: 'resold-products',
      counts: { rows: 3, unchanged: 3 },
      exitCode: 0,
    });

    const [data] = book.worksheets;
    const [hidden, shown] = [true, false].map((isHidden) =>
      (data!.columns ?? [])
        .filter((column) => Boolean(column.hidden) === isHidden)
        .map(({ values }) => String(values?.[1])),
    );
    expect(hidden).toEqual(['carbonsheet id', 'carbonsheet hash', 'carbonsheet version', 'carbonsheet owner']);
    expect(shown?.filter((title) => /20\d\d/.test(title)).map((title) => title.match(/\d{4}/)?.[0])).toEqual([
      '2023',
      '2024',
    ]);
    data!.getCell(3, 1).value = 'Barista for cafés';
    data!.getCell(5, 1).value = 'New drink';
    for (const [index, title] of (shown ?? []).entries()) {
      // Required columns have a star.
      if (index > 0 && title.endsWith('*')) data!.getCell(5, index + 1).value = 'Lund';
    }
    const edited = await scene.import('edited.xlsx', await bytesOf(book), terms);
    expect(edited.results.map(({ status }) => status)).toEqual(['unchanged', 'updated', 'unchanged', 'created']);
    const held = await scene.export('resold-products');
    expect(held.map(({ name }) => name).sort()).toEqual(['Barista', 'Barista for cafés', 'New drink', 'Oat drink']);
  });

  it('are told in the guide, and no example stands among them', async () => {
    const scene = await openImporting({ holdings: { resoldProducts } });
    const { book } = await make(scene, { ...rows, live: true, language: 'de' });
    const guide = textOf(book.getWorksheet('Anleitung'));
    expect(guide).toContain('Die 3 Zeilen des Kontos sind eingetragen.');
    expect(guide).toContain('carbonsheet import FILE --on-existing update');
    expect(guide).not.toContain('Zeile 2 ist ein Beispiel');
    expect(book.worksheets[0]?.rowCount).toBe(4);
    expect(offered(book, 'Produktionsort').values).toEqual(['Lund']);
  });

  it('leave the example where there are none', async () => {
    const scene = await openImporting();
    const { book, written } = await make(scene, rows);
    expect(written.rows).toBe(0);
    expect(book.worksheets[0]?.getCell('A2').value).toBe('Oat drink 1 l');
  });
});
