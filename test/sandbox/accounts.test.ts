// The two accounts of a sandbox: neither sees or changes what the other one holds.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { accounts, groups, variableBase, variableTokenPath } from '../../src/sandbox/account.js';
import { drive, groupId } from './drive.js';

const other = groups[1]?.id ?? '';
const second = accounts.second;
const secondHeaders = { 'x-api-key': second.DCYCLE_API_KEY, 'x-organization-id': second.DCYCLE_ORGANIZATION_ID };
const purchase = {
  product_name: 'Steel',
  sector: 'Manufacturing',
  country: 'ES',
  quantity: 10,
  unit_id: 'EUR',
  purchase_date: '2025-01-02',
  expense_type: 'opex',
};
const locations = { pickUpLocation: 'SE', productionLocation: 'SE', shipToLocation: 'SE' };

it('keeps the purchases of two organisations apart', async () => {
  const { send, dcycle, sandbox } = await drive();
  const created = await send('POST', '/v1/purchases', purchase, secondHeaders);
  expect(created.body.organization_id).toBe(second.DCYCLE_ORGANIZATION_ID);
  expect((await dcycle('GET', '/v1/purchases')).body.items).toEqual([]);
  expect((await dcycle('GET', `/v1/purchases/${created.body.id}`)).status).toBe(404);
  expect((await dcycle('DELETE', `/v1/purchases/${created.body.id}`)).status).toBe(404);
  expect([sandbox.purchases(), sandbox.second.purchases()]).toMatchObject([[], [{ product_name: 'Steel' }]]);
});

it('refuses the key of one organisation for the other one', async () => {
  const { dcycle, send } = await drive();
  const asked = { 'x-organization-id': second.DCYCLE_ORGANIZATION_ID };
  expect((await dcycle('GET', '/v1/purchases', undefined, asked)).body.code).toBe('ORGANIZATION_FORBIDDEN');
  const swapped = { ...secondHeaders, 'x-organization-id': accounts.first.DCYCLE_ORGANIZATION_ID };
  expect((await send('GET', '/v1/purchases', undefined, swapped)).body.code).toBe('ORGANIZATION_FORBIDDEN');
});

it('keeps the products of two accounts at Variable apart, with a key and with a token', async () => {
  const { send, variable } = await drive();
  const client = Buffer.from(`${second.VARIABLE_CLIENT_ID}:${second.VARIABLE_CLIENT_SECRET}`).toString('base64');
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const { body } = await send('POST', variableTokenPath, form, { authorization: `Basic ${client}` });
  for (const token of [second.VARIABLE_API_KEY, body.access_token]) {
    const asked = { authorization: `Bearer ${token}` };
    expect((await send('GET', `${variableBase}/v1/product`, undefined, asked)).body.data).toEqual([]);
    expect((await send('GET', `${variableBase}/v1/unit`, undefined, asked)).body.data.length).toBeGreaterThan(5);
  }
  expect((await variable('GET', '/v1/product')).body.data).toHaveLength(5);
});

it('links no supplier of one group to a product of the other one', async () => {
  const { carbonCloud } = await drive();
  const supplier = await carbonCloud('POST', '/suppliers', { groupId, name: 'Nordfrakt AB' });
  const product = await carbonCloud('POST', '/resold-products', { groupId: other, name: 'Oat drink', ...locations });
  const period = { supplierId: supplier.body.id, validFrom: '2024-01-01' };
  const linked = await carbonCloud('PUT', `/resold-products/${product.body.id}/suppliers`, { suppliers: [period] });
  expect(linked.status).toBe(400);
  const invite = { supplierId: supplier.body.id, products: [{ id: product.body.id }] };
  expect((await carbonCloud('POST', '/invite', invite)).status).toBe(404);
});

it('calculates the same footprint for the same product in both groups', async () => {
  const { carbonCloud, pass } = await drive();
  const product = { name: 'Oat drink', ...locations, productNetQuantityValue: 1, productNetQuantityUnit: 'l' };
  const { body: one } = await carbonCloud('POST', '/resold-products', { groupId, ...product, customId: 'A' });
  const { body: same } = await carbonCloud('POST', '/resold-products', { ...product, groupId: other, customId: 'B' });
  const { body: changed } = await carbonCloud('POST', '/resold-products', {
    ...product,
    groupId: other,
    shipToLocation: 'NO',
  });
  pass(1000);
  const totals = [];
  for (const { id } of [one, same, changed])
    totals.push((await carbonCloud('GET', `/resold-products/${id}/footprint`)).body.total);
  expect(totals[1]).toBe(totals[0]);
  expect(totals[2]).not.toBe(totals[0]);
});

it('keeps both accounts in its data file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-accounts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const dataFile = join(folder, 'sandbox.json');
  const before = await drive({ dataFile });
  await before.send('POST', '/v1/purchases', purchase, secondHeaders);
  await before.dcycle('POST', '/v1/purchases', { ...purchase, product_name: 'Paper' });
  await before.sandbox.close();
  const after = await drive({ dataFile });
  expect([after.sandbox.purchases(), after.sandbox.second.purchases()]).toMatchObject([
    [{ product_name: 'Paper' }],
    [{ product_name: 'Steel' }],
  ]);
});
