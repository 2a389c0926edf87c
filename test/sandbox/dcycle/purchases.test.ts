import { describe, expect, it } from 'vitest';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { drive, purchase, unknownId } from '../drive.js';

const path = '/v1/purchases';

describe('creating a purchase', () => {
  it('answers every field, with emissions that come later', async () => {
    const { dcycle, pass } = await drive();
    const created = await dcycle('POST', path, purchase);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...purchase,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      organization_id: sandboxAccount.DCYCLE_ORGANIZATION_ID,
      purchase_type: 'spend_based',
      status: 'active',
      description: null,
      recycled: null,
      supplier_id: null,
      custom_emission_factor_id: null,
      frequency: null,
      file_id: null,
      file_name: null,
      file_url: null,
      created_at: '2025-01-15T12:00:00.000Z',
      updated_at: '2025-01-15T12:00:00.000Z',
      co2e: null,
    });
    pass(999);
    expect((await dcycle('GET', `${path}/${created.body.id}`)).body.co2e).toBeNull();
    pass(1);
    expect((await dcycle('GET', `${path}/${created.body.id}`)).body.co2e).toBeGreaterThan(0);
  });

  it('calculates quantity x a factor of the sector x (1 - recycled)', async () => {
    const { dcycle } = await drive({ processingMs: 0 });
    const co2e = async (changes: object): Promise<number> =>
      (await dcycle('POST', path, { ...purchase, quantity: 100, ...changes })).body.co2e;
    const one = await co2e({});
    expect(await co2e({ quantity: 300 })).toBeCloseTo(one * 3, 6);
    expect(await co2e({ recycled: 0.25 })).toBeCloseTo(one * 0.75, 6);
    expect(await co2e({ sector: 'Retail trade' })).not.toBe(one);
    expect(await co2e({ quantity: 0 })).toBe(0);
  });

  it('ends as an error when a supplier-specific purchase has no factor', async () => {
    const { dcycle, pass } = await drive();
    const { body } = await dcycle('POST', path, { ...purchase, purchase_type: 'supplier_specific' });
    pass(1000);
    expect((await dcycle('GET', `${path}/${body.id}`)).body).toMatchObject({ co2e: null, status: 'error' });
    expect((await dcycle('GET', `${path}?status[]=error`)).body.total).toBe(1);
  });

  it.each([
    ['product_name', 'x'.repeat(255), 'x'.repeat(256), 'string_too_long'],
    ['sector', 'x'.repeat(255), 'x'.repeat(256), 'string_too_long'],
    ['country', 'GB', 'UK', 'value_error'],
    ['country', 'ES', 'es', 'value_error'],
    ['quantity', 0, -0.01, 'greater_than_equal'],
    ['quantity', 1, '1', 'number_type'],
    ['purchase_date', '2024-02-29', '2023-02-29', 'date_parsing'],
    ['purchase_date', '2024-12-01', '01/12/2024', 'date_parsing'],
    ['expense_type', 'capex', 'CAPEX', 'enum'],
    ['description', 'x'.repeat(500), 'x'.repeat(501), 'string_too_long'],
    ['purchase_type', 'supplier_specific', 'spend', 'enum'],
    ['status', 'inactive', 'error', 'enum'],
    ['recycled', 1, 1.01, 'less_than_equal'],
    ['recycled', 0, -0.01, 'greater_than_equal'],
    ['custom_emission_factor_id', unknownId, 'factor-1', 'guid_parsing'],
    ['file_id', unknownId, 'file-1', 'guid_parsing'],
    ['file_name', 'x'.repeat(255), 'x'.repeat(256), 'string_too_long'],
    ['frequency', 'once', 'monthly', 'enum'],
  ])('takes %s %j and refuses %j', async (field, right, wrong, type) => {
    const { dcycle, sandbox } = await drive();
    expect((await dcycle('POST', path, { ...purchase, [field]: right })).status).toBe(201);
    const refused = await dcycle('POST', path, { ...purchase, [field]: wrong });
    expect(refused.status).toBe(422);
    expect(refused.body).toEqual({ detail: [{ loc: ['body', field], msg: expect.any(String), type }] });
    expect(sandbox.purchases()).toHaveLength(1);
  });

  it('names every missing field', async () => {
    const { dcycle } = await drive();
    const { status, body } = await dcycle('POST', path, {});
    expect(status).toBe(422);
    expect(body.detail.map(({ loc, type }: { loc: string[]; type: string }) => [loc[1], type])).toEqual(
      Object.keys(purchase).map((field) => [field, 'missing']),
    );
  });

  it('refuses a body that is no JSON', async () => {
    const { dcycle } = await drive();
    const { status, body } = await dcycle('POST', path, '{"product_name":', { 'content-type': 'application/json' });
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['body'], type: 'json_invalid' }]);
  });
});

describe('one purchase', () => {
  it('is changed in the fields that are sent, and calculated anew', async () => {
    const { dcycle, pass } = await drive();
    const { body } = await dcycle('POST', path, { ...purchase, description: 'old', recycled: 0.5 });
    pass(5000);
    const changed = await dcycle('PATCH', `${path}/${body.id}`, { quantity: 7, description: null });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ ...purchase, quantity: 7, description: null, recycled: 0.5, co2e: null });
    expect(changed.body.created_at).toBe(body.created_at);
    expect(changed.body.updated_at).toBe('2025-01-15T12:00:05.000Z');
  });

  it('is put back as it was by a change', async () => {
    const { dcycle } = await drive();
    const { body } = await dcycle('POST', path, { ...purchase, description: 'old' });
    const other = {
      quantity: 7,
      description: null,
      recycled: 0.5,
      status: 'inactive',
      purchase_type: 'supplier_specific',
    };
    await dcycle('PATCH', `${path}/${body.id}`, other);
    const before = Object.fromEntries(Object.keys(other).map((name) => [name, body[name]]));
    const restored = await dcycle('PATCH', `${path}/${body.id}`, before);
    expect(restored.body).toEqual({ ...body, updated_at: expect.any(String) });
    // What null stands for is what a create without the field gives.
    const cleared = await dcycle('PATCH', `${path}/${body.id}`, {
      status: null,
      purchase_type: null,
      description: null,
    });
    expect(cleared.body).toMatchObject({ status: 'active', purchase_type: 'spend_based', description: null });
  });

  it.each([
    [{ quantity: -1 }, 'quantity'],
    [{ product_name: null }, 'product_name'],
    [{ recycled: 25 }, 'recycled'],
  ])('refuses the change %j', async (change, field) => {
    const { dcycle, sandbox } = await drive();
    const { body } = await dcycle('POST', path, purchase);
    const refused = await dcycle('PATCH', `${path}/${body.id}`, change);
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatchObject([{ loc: ['body', field] }]);
    expect(sandbox.purchases()).toEqual([body]);
  });

  it('is gone once deleted', async () => {
    const { dcycle, sandbox } = await drive();
    const { body } = await dcycle('POST', path, purchase);
    expect(await dcycle('DELETE', `${path}/${body.id}`)).toMatchObject({ status: 204, body: '' });
    expect(await dcycle('GET', `${path}/${body.id}`)).toMatchObject({
      status: 404,
      body: { code: 'PURCHASE_NOT_FOUND' },
    });
    expect(sandbox.purchases()).toEqual([]);
  });

  it.each(['GET', 'PATCH', 'DELETE'])('%s answers 404 for an unknown id and 422 for no id', async (method) => {
    const { dcycle } = await drive();
    const body = method === 'PATCH' ? {} : undefined;
    expect((await dcycle(method, `${path}/${unknownId}`, body)).status).toBe(404);
    expect((await dcycle(method, `${path}/17`, body)).status).toBe(422);
  });
});

describe('listing purchases', () => {
  it('pages in the order of arrival, 50 at a time', async () => {
    const { dcycle } = await drive();
    for (let n = 1; n <= 101; n += 1) await dcycle('POST', path, { ...purchase, quantity: n });
    const quantities = async (query: string): Promise<number[]> =>
      (await dcycle('GET', `${path}${query}`)).body.items.map((item: { quantity: number }) => item.quantity);
    const { body } = await dcycle('GET', path);
    expect(body).toMatchObject({ total: 101, page: 1, size: 50, pages: 3 });
    expect(body.items).toHaveLength(50);
    expect(await quantities('?page=3')).toEqual([101]);
    expect(await quantities('?page=2&size=100')).toEqual([101]);
    expect(await quantities('?page=4')).toEqual([]);
  });

  it.each([
    ['size=100', 200],
    ['size=101', 422],
    ['size=1', 200],
    ['size=0', 422],
    ['page=1', 200],
    ['page=0', 422],
    ['page=x', 422],
  ])('answers %s with %i', async (query, status) => {
    const { dcycle } = await drive();
    expect((await dcycle('GET', `${path}?${query}`)).status).toBe(status);
  });

  it('keeps its order after a deletion and a change', async () => {
    const { dcycle } = await drive();
    const ids: string[] = [];
    for (const n of [1, 2, 3]) ids.push((await dcycle('POST', path, { ...purchase, quantity: n })).body.id);
    await dcycle('GET', path);
    await dcycle('PATCH', `${path}/${ids[0]}`, { quantity: 9 });
    await dcycle('DELETE', `${path}/${ids[1]}`);
    const { body } = await dcycle('GET', path);
    expect(body.items.map((item: { quantity: number }) => item.quantity)).toEqual([9, 3]);
  });

  it.each([
    ['status[]=pending', 1],
    ['status[]=active&status[]=pending', 4],
    ['purchase_type[]=supplier_specific', 1],
    ['expense_type[]=capex', 1],
    [`file_id[]=${unknownId}`, 1],
    ['file_name[]=a.csv&file_name[]=b.csv', 1],
    ['expense_type[]=opex&status[]=pending', 1],
    ['expense_type[]=capex&status[]=pending', 0],
  ])('filters by %s', async (query, total) => {
    const { dcycle } = await drive();
    for (const changes of [
      { status: 'pending' },
      { purchase_type: 'supplier_specific' },
      { expense_type: 'capex' },
      { file_id: unknownId, file_name: 'b.csv' },
    ])
      await dcycle('POST', path, { ...purchase, ...changes });
    expect((await dcycle('GET', `${path}?${query}`)).body.total).toBe(total);
  });

  it('refuses a filter that is no choice', async () => {
    const { dcycle } = await drive();
    const { status, body } = await dcycle('GET', `${path}?status[]=done`);
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['query', 'status[]', 0], type: 'enum' }]);
  });
});
