import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { spanishTemplate } from '../../../src/sandbox/dcycle/import/template.js';
import { type Answer, type Driver, drive, unknownId } from '../drive.js';

const template = sandboxAccount.DCYCLE_IMPORT_TEMPLATE;
const header = 'product_name,product_id,country,quantity,start_date,end_date';
const mapping = Object.fromEntries(header.split(',').map((key) => [key, key]));
const partner = { 'x-partner': 'dcycle' };

async function upload(
  { dcycle }: Driver,
  content: string | ArrayBuffer,
  fields: Record<string, string> = {},
  name = 'sales.csv',
): Promise<Answer> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ template_id: template, ...fields })) form.set(field, value);
  form.set('upload_file', new Blob([content]), name);
  return dcycle('POST', '/v2/imports/sessions', form);
}

/** Uploads lines below the usual header and validates them; gives the import's path and the validation's answer. */
async function validated(driver: Driver, lines: readonly string[], query = ''): Promise<{ path: string; body: Json }> {
  const { body } = await upload(driver, [header, ...lines].join('\n'));
  const path = `/v2/imports/${body.import_id}`;
  return { path, body: (await driver.dcycle('POST', `${path}/validate${query}`, { mapping })).body };
}
type Json = Answer['body'];

const goodLine = 'Kettle,,ES,1200,2024-01-01,2024-12-31';
const badLine = ',,Atlantis,0,2024-02-30,2024-12-31';

describe('the template', () => {
  it('lists its columns with aliases and options', async () => {
    const { dcycle } = await drive();
    const { status, body } = await dcycle('GET', `/v2/imports/templates/${template}`);
    expect(status).toBe(200);
    expect(body.template_id).toBe(template);
    expect(body.columns.map(({ key }: { key: string }) => key)).toEqual(header.split(','));
    expect(body.columns[2]).toMatchObject({ options_source: 'countries', required: true, label: 'Country' });
  });

  it('is not found under another id', async () => {
    const { dcycle } = await drive();
    const answer = await dcycle('GET', `/v2/imports/templates/${unknownId}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'TEMPLATE_NOT_FOUND' } });
  });
});

describe('opening a session', () => {
  it('reads a CSV file below its title row', async () => {
    const driver = await drive();
    const { status, body } = await upload(driver, `Sales 2024\n\nproduct;country\nKettle;ES\nPan;FR\n`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      file_name: 'sales.csv',
      total_rows: 2,
      detected_header_row: 1,
      source_columns: ['product', 'country'],
      sample_rows: [
        ['Kettle', 'ES'],
        ['Pan', 'FR'],
      ],
      sheets: [],
    });
  });

  it('reads the sheet of a workbook that is asked for', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Notes').addRows([['a', 'b']]);
    const date = new Date('2024-01-01T00:00:00Z');
    workbook.addWorksheet('Sales').addRows([
      ['product_name', 'quantity', 'start_date'],
      ['Kettle', 12.5, date],
    ]);
    const driver = await drive();
    const content = await workbook.xlsx.writeBuffer();
    const { body } = await upload(driver, content, { sheet_name: 'Sales' }, 'sales.xlsx');
    expect(body).toMatchObject({
      sheets: ['Notes', 'Sales'],
      selected_sheet: 'Sales',
      source_columns: ['product_name', 'quantity', 'start_date'],
      sample_rows: [['Kettle', 12.5, '2024-01-01']],
    });
    const wrong = await upload(driver, content, { sheet_name: 'Nothing' }, 'sales.xlsx');
    expect(wrong.status).toBe(422);
  });

  it.each([
    ['an empty file', '', 'sales.csv', {}, 'upload_file'],
    ['another format', 'a,b\n', 'sales.pdf', {}, 'upload_file'],
    ['a broken workbook', 'no zip', 'sales.xlsx', {}, 'upload_file'],
    ['no template', 'a,b\n', 'sales.csv', { template_id: '' }, 'template_id'],
    ['an impossible locale', 'a,b\n', 'sales.csv', { numeric_locale: 'x' }, 'numeric_locale'],
  ])('refuses %s', async (_, content, name, fields, field) => {
    const { status, body } = await upload(await drive(), content, fields, name);
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['body', field] }]);
  });

  it('refuses a request without a file', async () => {
    const { dcycle } = await drive();
    const { status, body } = await dcycle('POST', '/v2/imports/sessions', {});
    expect(status).toBe(422);
    expect(body.detail.map(({ loc }: { loc: string[] }) => loc[1])).toEqual(['template_id', 'upload_file']);
  });
});

describe('mapping', () => {
  it('is suggested from titles and aliases', async () => {
    const driver = await drive();
    const { body } = await upload(driver, 'Producto,Country,Units sold,Other\nKettle,Spain,12,x\nPan,Atlantis,3,y\n');
    const suggested = await driver.dcycle('POST', `/v2/imports/${body.import_id}/mapping/suggest`);
    expect(suggested.body).toEqual({
      mapping: { product_name: 'Producto', country: 'Country', quantity: 'Units sold' },
      column_confidence: { product_name: 0.8, country: 1, quantity: 0.8 },
      value_confidence: { country: 0.5 },
      restored_from_history: false,
    });
  });

  it('is taken either way round, and lists the distinct countries', async () => {
    const driver = await drive();
    const { body } = await upload(driver, 'Land,Name\nES,Kettle\nFR,Pan\nES,Pot\n');
    const path = `/v2/imports/${body.import_id}`;
    for (const sent of [
      { country: 'Land', product_name: 'Name' },
      { Land: 'country', Name: 'product_name' },
    ])
      expect((await driver.dcycle('POST', `${path}/mapping`, { mapping: sent })).body).toMatchObject({
        status: 'mapped',
        mapping: { country: 'Land', product_name: 'Name' },
      });
    expect((await driver.dcycle('POST', `${path}/unique-values`)).body.columns).toEqual({
      country: [
        { value: 'ES', count: 2 },
        { value: 'FR', count: 1 },
      ],
    });
    const refused = await driver.dcycle('POST', `${path}/validate`, { mapping: { country: 'Pays' } });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatchObject([{ loc: ['body', 'mapping', 'country'] }]);
  });
});

describe('validating', () => {
  it('names what is wrong with each cell of each row', async () => {
    const { body } = await validated(await drive(), [goodLine, badLine]);
    expect(body).toMatchObject({
      total_rows: 2,
      valid_rows: 1,
      error_rows: 1,
      total_errors: 4,
      errors_by_column: { product_name: 1, country: 1, quantity: 1, start_date: 1 },
      page: 1,
      page_size: 50,
      pages: 1,
    });
    expect(body.rows[0]).toEqual({
      row_index: 0,
      data: {
        product_name: 'Kettle',
        product_id: null,
        country: 'ES',
        quantity: 1200,
        start_date: '2024-01-01',
        end_date: '2024-12-31',
      },
      errors: [],
    });
    expect(body.rows[1].errors.map((error: Json) => [error.column, error.code, error.value])).toEqual([
      ['country', 'unknown_option', 'Atlantis'],
      ['quantity', 'greater_than', '0'],
      ['start_date', 'not_a_date', '2024-02-30'],
      ['product_name', 'required', null],
    ]);
  });

  it.each([
    ['a period that ends before it starts', 'Kettle,,ES,1,2024-12-31,2024-01-01', 'end_date'],
    ['an unknown product id', `,${unknownId},ES,1,2024-01-01,2024-12-31`, 'product_id'],
    ['a missing country', 'Kettle,,,1,2024-01-01,2024-12-31', 'country'],
    ['a name of 256 characters', `${'x'.repeat(256)},,ES,1,2024-01-01,2024-12-31`, 'product_name'],
    ['a day in a form of its own', 'Kettle,,ES,1,01/01/2024,2024-12-31', 'start_date'],
    ['a number with words', 'Kettle,,ES,12 t,2024-01-01,2024-12-31', 'quantity'],
  ])('refuses %s', async (_, line, column) => {
    const { body } = await validated(await drive(), [line]);
    expect(body.errors_by_column).toEqual({ [column]: 1 });
  });

  it.each([
    ['a period of one day', 'Kettle,,ES,1,2024-01-01,2024-01-01'],
    ['a name of 255 characters', `${'x'.repeat(255)},,ES,1,2024-01-01,2024-12-31`],
    ['a small quantity', 'Kettle,,ES,0.001,2024-01-01,2024-12-31'],
    ['a country by its name', 'Kettle,,Germany,1,2024-01-01,2024-12-31'],
  ])('takes %s', async (_, line) => {
    expect((await validated(await drive(), [line])).body.total_errors).toBe(0);
  });

  it('reads numbers and dates as the locale writes them, and values as mapped', async () => {
    const driver = await drive();
    const lines = 'Kettle;;Francia;1.234,5;31/01/2024;31.12.2024\nPan;;ES;1.5;2024-01-01;2024-12-31';
    const locales = { numeric_locale: 'es_ES', date_locale: 'es_ES' };
    const { body } = await upload(driver, `${header.replaceAll(',', ';')}\n${lines}`, locales);
    const answer = await driver.dcycle('POST', `/v2/imports/${body.import_id}/validate`, {
      mapping,
      value_mappings: { country: { Francia: 'FR' } },
    });
    expect(answer.body.rows[0]).toMatchObject({
      data: { country: 'FR', quantity: 1234.5, start_date: '2024-01-31', end_date: '2024-12-31' },
      errors: [],
    });
    // 1.5 is no number where the point groups thousands.
    expect(answer.body.errors_by_column).toEqual({ quantity: 1 });
  });

  it('pages its rows, and shows only wrong ones when asked', async () => {
    const driver = await drive();
    const lines = [goodLine, badLine, goodLine, badLine, goodLine];
    const { path, body } = await validated(driver, lines, '?page=2&page_size=2');
    expect(body.rows.map((row: Json) => row.row_index)).toEqual([2, 3]);
    expect(body.pages).toBe(3);
    const { body: wrong } = await driver.dcycle('GET', `${path}/rows?errors_only=true`);
    expect(wrong.rows.map((row: Json) => row.row_index)).toEqual([1, 3]);
    for (const [query, status] of [
      ['page_size=500', 200],
      ['page_size=501', 422],
      ['page=0', 422],
      ['errors_only=yes', 422],
    ])
      expect((await driver.dcycle('GET', `${path}/rows?${query}`)).status, String(query)).toBe(status);
  });
});

describe('correcting rows', () => {
  it('checks them anew', async () => {
    const driver = await drive();
    const { path } = await validated(driver, [goodLine, badLine]);
    const corrections = [
      { row_index: 1, column: 'country', value: 'PT' },
      { row_index: 1, column: 'quantity', value: 5 },
    ];
    const { status, body } = await driver.dcycle('PATCH', `${path}/rows`, { corrections });
    expect(status).toBe(200);
    expect(body.total_errors_remaining).toBe(2);
    expect(body.updated_rows).toMatchObject([{ row_index: 1, data: { country: 'PT', quantity: 5 } }]);
  });

  it.each([
    [500, 200],
    [501, 422],
  ])('answers %i corrections at once with %i', async (count, status) => {
    const driver = await drive();
    const { path } = await validated(driver, [goodLine]);
    const corrections = Array.from({ length: count }, () => ({ row_index: 0, column: 'quantity', value: '7' }));
    expect((await driver.dcycle('PATCH', `${path}/rows`, { corrections })).status).toBe(status);
  });

  it.each([
    ['a row', { row_index: 1, column: 'country', value: 'ES' }, 'row_index'],
    ['a column', { row_index: 0, column: 'colour', value: 'red' }, 'column'],
  ])('refuses %s that is not there', async (_, correction, part) => {
    const driver = await drive();
    const { path } = await validated(driver, [goodLine]);
    const { status, body } = await driver.dcycle('PATCH', `${path}/rows`, { corrections: [correction] });
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['body', 'corrections', 0, part] }]);
  });
});

describe('submitting', () => {
  it('makes products, periods and country sales after a while', async () => {
    const driver = await drive();
    const { path } = await validated(driver, [
      goodLine,
      'Kettle,,FR,300,2024-01-01,2024-12-31',
      'Kettle,,ES,50,2025-01-01,2025-01-10',
      'Pan,,ES,80,2024-01-01,2024-12-31',
    ]);
    const { status, body } = await driver.dcycle('POST', `${path}/submit`, {}, partner);
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'submitting',
      rows_submitted: 4,
      file_id: expect.any(String),
      processing_job_id: expect.any(String),
    });
    driver.pass(999);
    expect((await driver.dcycle('GET', '/v1/sold-products')).body.total).toBe(0);
    driver.pass(1);
    const { body: list } = await driver.dcycle('GET', '/v1/sold-products');
    expect(list.items.map((item: Json) => item.product_name)).toEqual(['Kettle', 'Pan']);
    expect(driver.sandbox.soldProducts()).toMatchObject([
      {
        product_name: 'Kettle',
        periods: [
          {
            start_date: '2024-01-01',
            end_date: '2024-12-31',
            country_sales: [
              { country: 'ES', quantity: 1200 },
              { country: 'FR', quantity: 300 },
            ],
          },
          { start_date: '2025-01-01', end_date: '2025-01-10', country_sales: [{ country: 'ES', quantity: 50 }] },
        ],
      },
      { product_name: 'Pan' },
    ]);
  });

  it('adds to products that are there, by id or by name, and forgives no doubled row', async () => {
    const driver = await drive({ processingMs: 0 });
    const first = await validated(driver, [goodLine]);
    await driver.dcycle('POST', `${first.path}/submit`, {}, partner);
    const [kettle] = (await driver.dcycle('GET', '/v1/sold-products')).body.items;
    const second = await validated(driver, [`,${kettle.product_id},FR,1,2024-01-01,2024-12-31`, goodLine]);
    await driver.dcycle('POST', `${second.path}/submit`, {}, partner);
    expect(driver.sandbox.soldProducts()).toMatchObject([
      { periods: [{ country_sales: [{ country: 'ES' }, { country: 'FR' }, { country: 'ES' }] }] },
    ]);
  });

  it('is refused with wrong rows unless they are to be ignored', async () => {
    const driver = await drive({ processingMs: 0 });
    const { path } = await validated(driver, [goodLine, badLine]);
    const refused = await driver.dcycle('POST', `${path}/submit`, { ignore_errors: false }, partner);
    expect(refused).toMatchObject({ status: 400, body: { code: 'IMPORT_HAS_ERRORS' } });
    const taken = await driver.dcycle('POST', `${path}/submit`, { ignore_errors: true }, partner);
    expect(taken).toMatchObject({ status: 200, body: { rows_submitted: 1 } });
    expect(driver.sandbox.soldProducts()).toHaveLength(1);
  });

  it.each([
    ['no partner', {}, 422],
    ['an unknown partner', { 'x-partner': 'acme' }, 422],
    ['the partner onau', { 'x-partner': 'onau' }, 200],
  ])('answers %s with its status', async (_, headers, status) => {
    const driver = await drive();
    const { path } = await validated(driver, [goodLine]);
    const answer = await driver.dcycle('POST', `${path}/submit`, {}, headers as Record<string, string>);
    expect(answer.status).toBe(status);
  });

  it('needs a validated import, and happens once', async () => {
    const driver = await drive();
    const { body } = await upload(driver, `${header}\n${goodLine}`);
    const path = `/v2/imports/${body.import_id}`;
    const submit = () => driver.dcycle('POST', `${path}/submit`, {}, partner);
    expect(await submit()).toMatchObject({ status: 409, body: { code: 'IMPORT_NOT_VALIDATED' } });
    await driver.dcycle('POST', `${path}/validate`, { mapping });
    expect((await submit()).status).toBe(200);
    expect(await submit()).toMatchObject({ status: 409, body: { code: 'IMPORT_ALREADY_SUBMITTED' } });
  });
});

describe('sessions', () => {
  it('are listed with their status, and expire after 24 hours', async () => {
    const driver = await drive();
    const submitted = await validated(driver, [goodLine]);
    await driver.dcycle('POST', `${submitted.path}/submit`, {}, partner);
    await upload(driver, `${header}\n${goodLine}`);
    const statuses = async (query = ''): Promise<string[]> =>
      (await driver.dcycle('GET', `/v2/imports/sessions${query}`)).body.items.map((item: Json) => item.status);
    expect(await statuses()).toEqual(['submitting', 'parsed']);
    driver.pass(24 * 3_600_000 - 1);
    expect(await statuses()).toEqual(['submitted', 'parsed']);
    expect(await statuses('?status=parsed')).toEqual(['parsed']);
    expect(await statuses(`?template_id=${unknownId}`)).toEqual([]);
    driver.pass(1);
    expect(await statuses()).toEqual([]);
    expect(await statuses('?include_expired=true')).toEqual(['submitted', 'expired']);
    const rows = await driver.dcycle('GET', `${submitted.path}/rows`);
    expect(rows).toMatchObject({ status: 409, body: { code: 'IMPORT_EXPIRED' } });
  });

  it('are not found under another id', async () => {
    const { dcycle } = await drive();
    expect(await dcycle('GET', `/v2/imports/${unknownId}/rows`)).toMatchObject({
      status: 404,
      body: { code: 'IMPORT_NOT_FOUND' },
    });
  });
});

describe('the Spanish template', () => {
  const template_id = spanishTemplate.template_id;
  const lines = 'producto,pais,quantity,p1,p2\nTetera,ES,1.5,2024-01-01,2024-12-31';
  const ownMapping = { producto: 'producto', pais: 'pais', vol_tot: 'quantity', p1: 'p1', p2: 'p2' };

  it('keeps to itself what its columns stand for', async () => {
    const { dcycle } = await drive();
    const { body } = await dcycle('GET', `/v2/imports/templates/${template_id}`);
    expect(body.columns.map(({ key }: { key: string }) => key)).toEqual([
      'producto',
      'pais',
      'vol_tot',
      'p1',
      'p2',
      'canal',
    ]);
    expect(body.columns[5]).toEqual({
      key: 'canal',
      label: 'Canal',
      type: 'category',
      required: true,
      aliases: [],
      options: ['minorista', 'mayorista'],
      options_source: null,
      default: 'minorista',
      validations: [],
    });
  });

  it('reads numbers in Spanish whatever is asked for, and knows countries by name', async () => {
    const driver = await drive({ processingMs: 0 });
    const { body } = await upload(driver, lines, { template_id, numeric_locale: 'en_US' });
    expect(body.numeric_locale).toBe('es-ES');
    const path = `/v2/imports/${body.import_id}`;
    const suggested = await driver.dcycle('POST', `${path}/mapping/suggest`);
    expect(suggested.body).toMatchObject({ mapping: ownMapping, column_confidence: { vol_tot: 0.7, pais: 1 } });
    await driver.dcycle('POST', `${path}/mapping`, { mapping: ownMapping });
    expect((await driver.dcycle('POST', `${path}/unique-values`)).body.columns).toEqual({
      pais: [{ value: 'ES', count: 1 }],
    });
    const first = await driver.dcycle('POST', `${path}/validate`, { mapping: ownMapping });
    expect(first.body.errors_by_column).toEqual({ pais: 1, vol_tot: 1 });
    const value_mappings = { pais: { ES: 'Spain' } };
    await driver.dcycle('POST', `${path}/validate`, { mapping: ownMapping, value_mappings });
    const corrections = [{ row_index: 0, column: 'vol_tot', value: 1.5 }];
    const corrected = await driver.dcycle('PATCH', `${path}/rows`, { corrections });
    expect(corrected.body).toMatchObject({
      total_errors_remaining: 0,
      updated_rows: [{ data: { pais: 'ES', vol_tot: 1.5, canal: 'minorista' } }],
    });
    expect((await driver.dcycle('POST', `${path}/submit`, {}, partner)).status).toBe(200);
    expect(driver.sandbox.soldProducts()).toMatchObject([
      { product_name: 'Tetera', periods: [{ country_sales: [{ country: 'ES', quantity: 1.5 }] }] },
    ]);
  });
});
