// Purchases and resold products against the sandbox: what was written is found again, and what it refuses is told.

import pLimit from 'p-limit';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/sandbox/faults/faults.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection, rowWriter, stream } from './connecting.js';
import { fakeClock } from './fake-clock.js';

const servers: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function sandbox(
  provider: 'dcycle' | 'carboncloud',
  options: { fault?: FaultPlan; rate?: number; tokenSeconds?: number } = {},
): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now, ...options });
  servers.push(server);
  return { ...connect(provider, server.url, { clock }), server };
}

const purchases = await openerOf('purchases', 'dcycle');
const products = await openerOf('resold-products', 'carboncloud');

const purchase = {
  product_name: 'Boxes',
  sector: 'Paper',
  country: 'ES',
  quantity: 0.1,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
  purchase_type: 'spend_based',
};

describe('purchases', () => {
  it.each([
    ['with what is required', {}],
    [
      'with everything',
      { description: 'Large', status: 'in_review', recycled: 0.25, supplier_id: 's-1', frequency: 'once' },
    ],
    ['with nothing recycled', { recycled: 0 }],
    [
      'with a factor of their own',
      { purchase_type: 'supplier_specific', custom_emission_factor_id: '7C9E6679-7425-40de-944b-e07fc1f90ae7' },
    ],
  ])('are found again after they were written %s', async (_, more) => {
    const { session, clock } = await sandbox('dcycle');
    const record = { ...purchase, ...more };
    const { remoteId } = await rowWriter(purchases(session)).create(record);
    clock.pass(60_000);
    const match = (await purchases(session).holdings(stream(record))).matcher();
    expect([await match(record), await match(record)]).toEqual([{ remoteId, same: true }, undefined]);
  });

  it('are refused with the field that is wrong', async () => {
    const { session } = await sandbox('dcycle');
    const error = await rejection(rowWriter(purchases(session)).create({ ...purchase, country: 'XX' }));
    expect(error).toMatchObject({ kind: 'refused', status: 422, fields: { country: expect.any(String) } });
  });

  it('are read back as they were written, and deleted', async () => {
    const { session, server } = await sandbox('dcycle');
    const record = { ...purchase, description: 'Large', recycled: 0.25, file_name: 'a.csv' };
    const { remoteId } = await rowWriter(purchases(session)).create(record);
    expect(await purchases(session).readBack?.(remoteId)).toMatchObject(record);
    await purchases(session).remove?.(remoteId);
    expect(server.purchases()).toEqual([]);
    expect(await purchases(session).readBack?.(remoteId)).toBeUndefined();
    await purchases(session).remove?.(remoteId);
  });

  it('are in doubt when the answer is lost, and are then found', async () => {
    const fault: FaultPlan = ({ method }) => (method === 'POST' ? { kind: 'drop-after' } : undefined);
    const { session, server } = await sandbox('dcycle', { fault });
    expect(await rejection(rowWriter(purchases(session)).create(purchase))).toMatchObject({
      kind: 'unclear',
      attempts: 1,
    });
    expect(server.purchases()).toHaveLength(1);
    const match = (await purchases(session).holdings(stream(purchase))).matcher();
    expect(await match(purchase)).toMatchObject({ same: true });
  });

  it('are read over many pages, at the rate that the headers tell, without being refused', async () => {
    const { session, server, http } = await sandbox('dcycle', { rate: 50 });
    const atOnce = pLimit(8);
    await Promise.all(Array.from({ length: 250 }, () => atOnce(() => rowWriter(purchases(session)).create(purchase))));
    const match = (await purchases(session).holdings(stream())).matcher();
    let found = 0;
    while (await match(purchase)) found += 1;
    expect(found).toBe(250);
    expect(http.traffic).toEqual({ sent: 254, retried: 0, throttled: 0 });
    expect(server.stats().throttled).toBe(0);
  });
});

const product = {
  name: 'Oat drink',
  pickUpLocation: 'Malmö',
  productionLocation: 'Lund',
  shipToLocation: 'Göteborg',
  customId: 'A1',
  gtin: '7310865004703',
  categories: ['Drinks', 'Oats'],
  yearlySalesVolumes: { 2024: 12.5 },
};

describe('resold products', () => {
  it('are found again after they were written, and after one was changed', async () => {
    const { session, server } = await sandbox('carboncloud', { tokenSeconds: 60 });
    const { remoteId } = await rowWriter(products(session)).create(product);
    const changed = { ...product, brandName: 'Havrefin', yearlySalesVolumes: { 2025: 14 } };
    let match = (await products(session).holdings(stream())).matcher();
    expect([await match(product), await match(changed)]).toEqual([
      { remoteId, same: true },
      { remoteId, same: false },
    ]);
    await rowWriter(products(session)).update(remoteId, changed);
    match = (await products(session).holdings(stream())).matcher();
    expect([await match(product), await match(changed)]).toMatchObject([{ same: true }, { same: true }]);
    expect(server.resoldProducts()).toMatchObject([
      { yearlySalesVolumes: { 2024: 12.5, 2025: 14 }, categories: ['Drinks', 'Oats'] },
    ]);
  });

  it('are read back, restored and deleted', async () => {
    const { session, server } = await sandbox('carboncloud');
    const { remoteId } = await rowWriter(products(session)).create(product);
    expect(await products(session).readBack?.(remoteId)).toEqual(product);
    const changed = { ...product, name: 'Oat drink 2 l', brandName: 'Havrefin', yearlySalesVolumes: { 2025: 14 } };
    await rowWriter(products(session)).update(remoteId, changed);
    await rowWriter(products(session)).restore(remoteId, product, Object.keys(changed));
    expect(await products(session).readBack?.(remoteId)).toEqual(product);
    await products(session).remove?.(remoteId);
    expect(server.resoldProducts()).toEqual([]);
    expect(await products(session).readBack?.(remoteId)).toBeUndefined();
  });

  it('go on when the token runs out in between', async () => {
    const { session, clock } = await sandbox('carboncloud', { tokenSeconds: 60 });
    for (let count = 0; count < 5; count += 1) {
      await rowWriter(products(session)).create({ ...product, customId: `A${count}` });
      clock.pass(59_000);
    }
    const match = (await products(session).holdings(stream())).matcher();
    expect(await match({ ...product, customId: 'A4' })).toMatchObject({ same: true });
  });

  it('are refused with a reason', async () => {
    const { session } = await sandbox('carboncloud');
    const error = await rejection(rowWriter(products(session)).create({ ...product, name: 'ab' }));
    expect(error).toMatchObject({ kind: 'refused', status: 400 });
    expect((error as { detail: string }).detail).toMatch(/name/);
  });
});
