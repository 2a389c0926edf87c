import { describe, expect, it } from 'vitest';
import { type Driver, drive, groupId, product, unknownId } from '../drive.js';

const supplier = { groupId, name: 'Oat farm', customId: 'S-1' };
const contact = { email: 'ann@example.com', firstName: 'Ann', lastName: 'Berg' };

async function makeSupplier({ carbonCloud }: Driver, changes: object = {}): Promise<string> {
  return (await carbonCloud('POST', '/suppliers', { ...supplier, ...changes })).body.id;
}
async function makeProduct({ carbonCloud }: Driver): Promise<string> {
  return (await carbonCloud('POST', '/resold-products', product)).body.id;
}
const periodsOf = (id: string) => `/resold-products/${id}/suppliers`;

describe('suppliers', () => {
  it('are created with contacts, and listed by custom id', async () => {
    const { carbonCloud, sandbox } = await drive();
    const { status, body } = await carbonCloud('POST', '/suppliers', { ...supplier, contacts: [contact] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...supplier, status: 'created', contacts: [{ ...contact, id: expect.any(String) }] });
    await carbonCloud('POST', '/suppliers', { groupId, name: 'Rice farm' });
    const list = async (query: string) => (await carbonCloud('GET', `/suppliers?groupId=${groupId}${query}`)).body;
    expect(await list('')).toHaveLength(2);
    expect(await list('&customId=')).toHaveLength(2);
    expect(await list('&customId=S-1')).toEqual([body]);
    expect(sandbox.suppliers()).toHaveLength(2);
  });

  it.each([
    ['name', 'abc', 'ab'],
    ['name', 'x'.repeat(255), 'x'.repeat(256)],
    ['customId', 'x'.repeat(255), 'x'.repeat(256)],
    ['contacts', [contact], [{ email: 'ann@example.com' }]],
  ])('take %s %j and refuse %j', async (field, right, wrong) => {
    const { carbonCloud } = await drive();
    expect((await carbonCloud('POST', '/suppliers', { ...supplier, [field]: right })).status).toBe(201);
    const refused = await carbonCloud('POST', '/suppliers', { ...supplier, [field]: wrong });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain(field);
  });

  it('are changed in the fields that are sent', async () => {
    const driver = await drive();
    const id = await makeSupplier(driver, { contacts: [contact] });
    const { body } = await driver.carbonCloud('PATCH', `/suppliers/${id}`, { name: 'Oat fields' });
    expect(body).toMatchObject({ name: 'Oat fields', customId: 'S-1', contacts: [contact] });
    const stranger = { contacts: [{ ...contact, id: unknownId }] };
    expect((await driver.carbonCloud('PATCH', `/suppliers/${id}`, stranger)).status).toBe(400);
    const emptied = await driver.carbonCloud('PATCH', `/suppliers/${id}`, { contacts: [] });
    expect(emptied.body).toMatchObject({ name: 'Oat fields', contacts: [] });
    expect((await driver.carbonCloud('GET', `/suppliers/${id}`)).body).toEqual(emptied.body);
    expect((await driver.carbonCloud('GET', `/suppliers/${unknownId}`)).status).toBe(404);
  });

  it('can be deleted unless they are linked', async () => {
    const driver = await drive();
    const [free, linked, productId] = [
      await makeSupplier(driver),
      await makeSupplier(driver),
      await makeProduct(driver),
    ];
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [{ supplierId: linked }] });
    expect((await driver.carbonCloud('DELETE', `/suppliers/${free}`)).status).toBe(201);
    expect((await driver.carbonCloud('DELETE', `/suppliers/${linked}`)).status).toBe(409);
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [] });
    expect((await driver.carbonCloud('DELETE', `/suppliers/${linked}`)).status).toBe(201);
  });

  it('cannot be deleted once invited, before the product is', async () => {
    const driver = await drive({ processingMs: 0 });
    const [supplierId, productId] = [await makeSupplier(driver), await makeProduct(driver)];
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [{ supplierId }] });
    await driver.carbonCloud('POST', '/invite', { products: [{ id: productId }], supplierId });
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [] });
    expect((await driver.carbonCloud('DELETE', `/suppliers/${supplierId}`)).status).toBe(409);
    await driver.carbonCloud('DELETE', `/resold-products/${productId}`);
    expect((await driver.carbonCloud('DELETE', `/suppliers/${supplierId}`)).status).toBe(201);
  });

  it('are put back as they were by a change', async () => {
    const driver = await drive();
    const { body } = await driver.carbonCloud('POST', '/suppliers', { groupId, name: 'Oat farm' });
    const path = `/suppliers/${body.id}`;
    const contacts = [{ email: 'a@example.com', firstName: 'A', lastName: 'B' }];
    await driver.carbonCloud('PATCH', path, { name: 'Rye farm', customId: 'S-1', contacts });
    const { name, customId, contacts: none } = body;
    const restored = await driver.carbonCloud('PATCH', path, { name, customId, contacts: none });
    expect(restored.body).toEqual({ ...body, updatedAt: expect.any(String) });
  });
});

describe('supplier periods', () => {
  it('keep those whose id is sent, and drop the others', async () => {
    const driver = await drive();
    const [productId, one, other] = [await makeProduct(driver), await makeSupplier(driver), await makeSupplier(driver)];
    const put = (suppliers: object[]) => driver.carbonCloud('PUT', periodsOf(productId), { suppliers });
    const first = await put([{ supplierId: one, validFrom: '2024-01-01', validTo: '2024-06-30' }]);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject([{ supplierId: one, supplierName: 'Oat farm', validTo: '2024-06-30' }]);
    const kept = { id: first.body[0].id, supplierId: one, validFrom: '2024-01-01', validTo: '2024-05-31' };
    const second = await put([kept, { supplierId: other, validFrom: '2024-06-01' }]);
    expect(second.body).toMatchObject([kept, { supplierId: other, validFrom: '2024-06-01' }]);
    expect(second.body[1].validTo).toBeUndefined();
    await put([{ id: second.body[1].id, supplierId: other }]);
    const { body } = await driver.carbonCloud('GET', periodsOf(productId));
    expect(body.map(({ id }: { id: string }) => id)).toEqual([second.body[1].id]);
  });

  // The clock stands at 2025-01-15.
  it.each([
    ['one day', [['2024-01-01', '2024-01-01']], 200],
    ['up to today', [['2024-01-01', '2025-01-15']], 200],
    ['beyond today', [['2024-01-01', '2025-01-16']], 400],
    ['reversed', [['2024-01-02', '2024-01-01']], 400],
    [
      'that touch',
      [
        ['2024-01-01', '2024-06-30'],
        ['2024-06-30', '2024-12-31'],
      ],
      400,
    ],
    [
      'next to each other',
      [
        ['2024-07-01', null],
        ['2024-01-01', '2024-06-30'],
      ],
      200,
    ],
    [
      'of which the earlier is open',
      [
        ['2024-01-01', null],
        ['2024-07-01', '2024-08-01'],
      ],
      400,
    ],
  ])('%s: %#', async (_, spans, status) => {
    const driver = await drive();
    const [productId, supplierId] = [await makeProduct(driver), await makeSupplier(driver)];
    const suppliers = spans.map(([validFrom, validTo]) => ({ supplierId, validFrom, validTo }));
    expect((await driver.carbonCloud('PUT', periodsOf(productId), { suppliers })).status).toBe(status);
  });

  it('do not make the product count as changed', async () => {
    const driver = await drive();
    const [productId, supplierId] = [await makeProduct(driver), await makeSupplier(driver)];
    const product = () => driver.carbonCloud('GET', `/resold-products/${productId}`);
    const before = await product();
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [{ supplierId }] });
    expect((await product()).body).toEqual(before.body);
  });
});

describe('inviting', () => {
  it('waits for the products to be processed, and needs the current supplier', async () => {
    const driver = await drive();
    const [productId, supplierId, other] = [
      await makeProduct(driver),
      await makeSupplier(driver),
      await makeSupplier(driver),
    ];
    const invite = (id: string) =>
      driver.carbonCloud('POST', '/invite', { products: [{ id: productId }], supplierId: id });
    const engagement = () => driver.carbonCloud('GET', `/resold-products/${productId}/supplier`);
    expect((await engagement()).status).toBe(204);
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [{ supplierId }] });
    expect((await engagement()).body).toEqual({ id: supplierId, name: 'Oat farm', status: 'created' });
    expect(await invite(supplierId)).toMatchObject({ status: 425, body: { error: 'too_early' } });
    driver.pass(1000);
    expect((await invite(other)).status).toBe(400);
    expect((await invite(unknownId)).status).toBe(404);
    expect(await invite(supplierId)).toMatchObject({ status: 200, body: { status: 'sent' } });
    expect((await engagement()).body.status).toBe('sent');
    const linked = async (query: string) =>
      (await driver.carbonCloud('GET', `/suppliers/${supplierId}/linked-products${query}`)).body;
    expect(await linked('')).toEqual([{ id: productId, name: product.name, status: 'sent' }]);
    expect(await linked('?status=created&status=active')).toEqual([]);
  });

  it('is answered as the sandbox is told, and asked again after a no', async () => {
    const driver = await drive({ processingMs: 0 });
    const [productId, supplierId] = [await makeProduct(driver), await makeSupplier(driver)];
    const invite = () => driver.carbonCloud('POST', '/invite', { products: [{ id: productId }], supplierId });
    const tell = (answer: string) => driver.send('POST', '/_sandbox/answers', { supplierId, answer });
    const statuses = async () => [
      (await driver.carbonCloud('GET', `/resold-products/${productId}/supplier`)).body.status,
      (await driver.carbonCloud('GET', `/suppliers/${supplierId}`)).body.status,
    ];
    await driver.carbonCloud('PUT', periodsOf(productId), { suppliers: [{ supplierId }] });
    expect((await tell('declined')).body).toEqual({ answered: [] });
    expect(await statuses()).toEqual(['created', 'created']);
    await invite();
    expect((await tell('declined')).body).toEqual({ answered: [productId] });
    expect(await statuses()).toEqual(['declined', 'declined']);
    await invite();
    expect(await statuses()).toEqual(['sent', 'sent']);
    await tell('active');
    await invite();
    expect(await statuses()).toEqual(['active', 'active']);
    expect((await driver.carbonCloud('GET', '/suppliers')).status).toBe(400);
    expect((await driver.carbonCloud('DELETE', `/suppliers/${supplierId}`)).status).toBe(409);
  });
});
