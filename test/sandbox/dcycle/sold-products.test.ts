import { beforeEach, describe, expect, it } from 'vitest';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { type Answer, type Driver, drive, unknownId } from '../drive.js';

const columns = ['product_name', 'country', 'quantity', 'start_date', 'end_date'];
const rows = [
  ['Kettle', 'ES', '1200', '2024-01-01', '2024-06-30'],
  ['Kettle', 'FR', '300', '2024-01-01', '2024-06-30'],
  ['Kettle', 'ES', '700', '2024-08-01', '2024-12-31'],
  ['Pan', 'ES', '80', '2024-01-01', '2024-12-31'],
];
const root = '/v1/sold-products';

let driver: Driver;
let kettle: Answer['body'];
let periods: Answer['body'];

beforeEach(async () => {
  driver = await drive({ processingMs: 0 });
  const form = new FormData();
  form.set('template_id', sandboxAccount.DCYCLE_IMPORT_TEMPLATE);
  form.set('upload_file', new Blob([[columns, ...rows].map((row) => row.join(',')).join('\n')]), 'sales.csv');
  const { body } = await driver.dcycle('POST', '/v2/imports/sessions', form);
  const mapping = Object.fromEntries(columns.map((key) => [key, key]));
  await driver.dcycle('POST', `/v2/imports/${body.import_id}/validate`, { mapping });
  await driver.dcycle('POST', `/v2/imports/${body.import_id}/submit`, {}, { 'x-partner': 'dcycle' });
  kettle = (await driver.dcycle('GET', root)).body.items[0];
  periods = (await driver.dcycle('GET', `${root}/${kettle.product_id}/periods`)).body;
});

describe('sold products', () => {
  it('are listed in pages and by part of the name', async () => {
    const { body } = await driver.dcycle('GET', `${root}?size=1`);
    expect(body).toMatchObject({ total: 2, pages: 2 });
    expect(body.items).toEqual([
      {
        product_id: expect.any(String),
        product_name: 'Kettle',
        organization_id: sandboxAccount.DCYCLE_ORGANIZATION_ID,
        organization_name: expect.any(String),
      },
    ]);
    const named = await driver.dcycle('GET', `${root}?name=pA`);
    expect(named.body.items.map((item: { product_name: string }) => item.product_name)).toEqual(['Pan']);
  });

  it('say which pairs of product and country exist, each once', async () => {
    const { body } = await driver.dcycle('GET', `${root}/existing-country-sales`);
    expect(body.map((pair: Answer['body']) => [pair.product_name, pair.country])).toEqual([
      ['Kettle', 'ES'],
      ['Kettle', 'FR'],
      ['Pan', 'ES'],
    ]);
    expect(body[0].product_id).toBe(kettle.product_id);
  });

  it('are gone with all that belongs to them once deleted', async () => {
    expect((await driver.dcycle('DELETE', `${root}/${kettle.product_id}`)).status).toBe(204);
    expect((await driver.dcycle('GET', `${root}/${kettle.product_id}/periods`)).status).toBe(404);
    expect((await driver.dcycle('GET', `${root}/existing-country-sales`)).body).toHaveLength(1);
  });

  it('answer 404 for an unknown product or period', async () => {
    for (const [method, path, code] of [
      ['DELETE', unknownId, 'SOLD_PRODUCT_NOT_FOUND'],
      ['GET', `${unknownId}/periods`, 'SOLD_PRODUCT_NOT_FOUND'],
      ['GET', `${kettle.product_id}/periods/${unknownId}/emissions`, 'PERIOD_NOT_FOUND'],
      ['DELETE', `${kettle.product_id}/periods/${unknownId}`, 'PERIOD_NOT_FOUND'],
    ])
      expect(await driver.dcycle(String(method), `${root}/${path}`)).toMatchObject({ status: 404, body: { code } });
  });
});

describe('periods', () => {
  it('are listed with their days', () => {
    expect(periods).toEqual([
      { id: expect.any(String), start_date: '2024-01-01', end_date: '2024-06-30' },
      { id: expect.any(String), start_date: '2024-08-01', end_date: '2024-12-31' },
    ]);
  });

  it.each([
    ['2024-06-30', '2024-07-31', true],
    ['2024-07-01', '2024-07-31', false],
    ['2024-07-01', '2024-08-01', true],
    ['2024-03-01', '2024-03-02', true],
    ['2023-01-01', '2025-12-31', true],
    ['2025-01-01', '2025-12-31', false],
  ])('%s to %s: overlap %s', async (start, end, overlaps) => {
    const path = `${root}/${kettle.product_id}/periods/check-overlap?start_date=${start}&end_date=${end}`;
    expect((await driver.dcycle('GET', path)).body.overlaps).toBe(overlaps);
  });

  it.each(['start_date=2024-01-01', 'start_date=2024-02-01&end_date=2024-01-31', 'start_date=1&end_date=2'])(
    'refuses to check %s',
    async (query) => {
      const answer = await driver.dcycle('GET', `${root}/${kettle.product_id}/periods/check-overlap?${query}`);
      expect(answer.status).toBe(422);
    },
  );

  it('can be deleted down to the last one', async () => {
    const path = `${root}/${kettle.product_id}/periods`;
    expect((await driver.dcycle('DELETE', `${path}/${periods[0].id}`)).status).toBe(204);
    expect(await driver.dcycle('DELETE', `${path}/${periods[1].id}`)).toMatchObject({
      status: 400,
      body: { code: 'LAST_PERIOD' },
    });
    expect((await driver.dcycle('GET', path)).body).toEqual([periods[1]]);
  });

  it('have country sales and emissions that follow from them', async () => {
    const path = `${root}/${kettle.product_id}/periods/${periods[0].id}`;
    const { body: sales } = await driver.dcycle('GET', `${path}/country-sales`);
    expect(sales).toMatchObject([
      { country: 'ES', quantity: 1200, emission_factor: expect.any(Number) },
      { country: 'FR', quantity: 300, emission_factor: expect.any(Number) },
    ]);
    const { body: emissions } = await driver.dcycle('GET', `${path}/emissions`);
    expect(emissions).toMatchObject([{ type: 'use_phase' }, { type: 'end_of_life', use_of_product_data_id: null }]);
    const expected = sales.reduce((sum: number, sale: Answer['body']) => sum + sale.quantity * sale.emission_factor, 0);
    expect(emissions[0].quantity).toBeCloseTo(expected, 5);
  });
});
