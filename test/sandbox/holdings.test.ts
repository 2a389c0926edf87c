import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { drive, groupId, product, purchase, startMs } from './drive.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('a sandbox that holds what a service holds', () => {
  it('answers all lists as the one that it was filled from', async () => {
    const first = await drive({ processingMs: 0 });
    const full = { ...purchase, description: 'coils', recycled: 0.5, file_name: 'run-1', status: 'pending' };
    const { body: bought } = await first.dcycle('POST', '/v1/purchases', full);
    const { body: supplier } = await first.carbonCloud('POST', '/suppliers', {
      groupId,
      name: 'Oat farm',
      customId: 'S-1',
      contacts: [{ email: 'a@example.com', firstName: 'A', lastName: 'B' }],
    });
    const resold = { ...product, customId: 'P-1', gtin: '73100000000001', yearlySalesVolumes: { 2024: 12.5 } };
    const { body: sold } = await first.carbonCloud('POST', '/resold-products', resold);
    const periods = { suppliers: [{ supplierId: supplier.id, validFrom: '2024-01-01' }] };
    const suppliers = (await first.carbonCloud('PUT', `/resold-products/${sold.id}/suppliers`, periods)).body;

    const second = await drive({
      processingMs: 0,
      holdings: {
        purchases: first.sandbox.purchases(),
        soldProducts: [
          {
            product_id: id(1),
            product_name: 'Kettle',
            organization_id: id(9),
            organization_name: 'Somebody',
            periods: [
              {
                id: id(2),
                start_date: '2024-01-01',
                end_date: '2024-12-31',
                country_sales: [{ country: 'ES', quantity: 5, emission_factor: 0.4 }],
              },
            ],
          },
          { product_id: id(3), product_name: 'Toaster' },
        ],
        resoldProducts: [{ ...sold, suppliers }],
        suppliers: [supplier],
      },
    });
    const { dcycle, carbonCloud } = second;
    expect((await dcycle('GET', `/v1/purchases/${bought.id}`)).body).toEqual(bought);
    expect((await dcycle('GET', '/v1/purchases?file_name[]=run-1')).body.total).toBe(1);
    expect((await dcycle('GET', '/v1/sold-products')).body.total).toBe(2);
    expect((await dcycle('GET', '/v1/sold-products/existing-country-sales')).body).toEqual([
      { product_id: id(1), product_name: 'Kettle', country: 'ES' },
    ]);
    const [sale] = (await dcycle('GET', `/v1/sold-products/${id(1)}/periods/${id(2)}/country-sales`)).body;
    expect(sale).toMatchObject({ country: 'ES', quantity: 5 });
    expect((await carbonCloud('GET', `/resold-products?groupId=${groupId}`)).body).toEqual([sold]);
    expect((await carbonCloud('GET', `/resold-products/${sold.id}/suppliers`)).body).toEqual(suppliers);
    expect((await carbonCloud('GET', `/suppliers?groupId=${groupId}&customId=S-1`)).body).toEqual([supplier]);
  });

  it('takes a purchase that lacks everything but its id, and one with choices that it does not know', async () => {
    const { dcycle } = await drive({
      holdings: {
        purchases: [
          { id: id(1).toUpperCase() },
          { ...purchase, id: id(2), expense_type: 'goods', status: 'error', tax: 7 },
        ],
      },
    });
    expect((await dcycle('GET', `/v1/purchases/${id(1)}`)).body).toMatchObject({ product_name: null, co2e: null });
    const changed = await dcycle('PATCH', `/v1/purchases/${id(1)}`, { quantity: 7 });
    expect(changed).toMatchObject({ status: 200, body: { quantity: 7, product_name: null } });
    const { body } = await dcycle('PATCH', `/v1/purchases/${id(2)}`, { quantity: 7 });
    expect(body).toMatchObject({ expense_type: 'goods', status: 'error', quantity: 7 });
    expect(body).not.toHaveProperty('tax');
  });

  it('puts products and suppliers of a real group into its own', async () => {
    const other = 'f6b0d2e8-91c4-4a57-8e3f-2b6d8c0a4e44';
    const { carbonCloud } = await drive({
      holdings: {
        resoldProducts: [
          { ...product, id: id(2), groupId: id(7), gtin: null, score: 5 },
          { ...product, id: id(1) },
          { ...product, id: id(3), groupId: other },
        ],
        suppliers: [{ id: id(4), groupId: id(7), name: 'Oat farm', customId: '', contacts: null }],
      },
    });
    const products = (await carbonCloud('GET', `/resold-products?groupId=${groupId}`)).body;
    expect(products.map((one: { id: string }) => one.id)).toEqual([id(1), id(2)]);
    for (const name of ['gtin', 'score']) expect(products[1]).not.toHaveProperty(name);
    expect((await carbonCloud('GET', `/resold-products?groupId=${other}`)).body).toHaveLength(1);
    expect((await carbonCloud('GET', `/suppliers?groupId=${groupId}`)).body).toMatchObject([{ customId: '' }]);
  });

  it.each([
    ['purchases', [{ id: id(1) }, { product_name: 'x' }], 'purchases.1.id'],
    ['soldProducts', [{ product_id: id(1) }], 'soldProducts.0.product_name'],
    ['resoldProducts', [{ id: id(1) }], 'resoldProducts.0.name'],
    ['suppliers', ['x'], 'suppliers.0'],
  ])('says which row of %s it cannot hold', async (name, rows, place) => {
    await expect(startSandbox({ now: () => startMs, holdings: { [name]: rows } })).rejects.toMatchObject({
      code: 'HOLDINGS_UNREADABLE',
      message: expect.stringContaining(place),
    });
  });

  it('takes 100,000 rows', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => ({ ...purchase, id: id(n), quantity: n }));
    const { dcycle } = await drive({ holdings: { purchases: rows } });
    const { body } = await dcycle('GET', '/v1/purchases?page=1000&size=100');
    expect(body).toMatchObject({ total: 100_000, pages: 1000 });
    expect(body.items.at(-1).quantity).toBe(99_999);
  });
});
