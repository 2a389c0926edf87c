import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, closeAll, type Driver, drive, unknownId } from '../drive.js';

const path = '/v1/product';
const none = { holdings: { variableProducts: [] } };
type Body = Answer['body'];

async function created({ variable }: Driver, fields: object): Promise<Body> {
  const { status, body } = await variable('POST', path, { name: 'Shoe', unit: 'pcs', ...fields });
  expect(status).toBe(201);
  return body;
}

describe("Variable's products", () => {
  it('are there from the start, modelled and external, and last in a data file', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'data.json');
    const first = await drive({ dataFile });
    const { body } = await first.variable('GET', path);
    expect(body).toMatchObject({ count: 5, page: 1, pageSize: 100 });
    expect(new Set(body.data.map(({ dataSource }: Body) => dataSource))).toEqual(new Set(['model', 'external']));
    expect(first.sandbox.variableProducts()).toEqual(body.data);
    await created(first, { name: 'Added' });
    await closeAll();
    const second = await drive({ dataFile });
    expect((await second.variable('GET', path)).body.data.map(({ name }: Body) => name)).toContain('Added');
    expect(second.sandbox.variableProducts()).toHaveLength(6);
  });

  it('are added to a data file from before they were known', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'data.json');
    const old = { version: 1, purchases: [], soldProducts: [], imports: [], resoldProducts: [], suppliers: [] };
    await writeFile(dataFile, JSON.stringify(old));
    const { sandbox, variable } = await drive({ dataFile });
    expect(sandbox.variableProducts()).toHaveLength(5);
    expect((await variable('GET', '/v1/unit')).body.count).toBe(13);
  });

  it('are those that the sandbox is given', async () => {
    const uuid = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    const footprint = { CO2e: { A1: '0.1', A2: '', A1_A3: '0.1' } };
    const rows = [
      { uuid, name: 'Own', sku: null, dataSource: 'external', footprint, image: 'https://example.com/a.png' },
    ];
    const { variable } = await drive({
      holdings: { variableProducts: rows, variableUnits: [{ code: 'box', name: 'box' }] },
    });
    const { body } = await variable('GET', `${path}/${uuid}`);
    expect(body).toMatchObject({ uuid, name: 'Own', footprint: { CO2e: { A1: '0.1', A2: '' } } });
    expect(body.impacts['GWP-fossil']).toMatchObject({ A1: '0.1', totalCarbonFootprint: '0.1' });
    expect((await variable('GET', '/v1/unit')).body).toMatchObject({ count: 1, data: [{ code: 'box' }] });
  });

  it('come a hundred a page, and none after the last', async () => {
    const driver = await drive(none);
    for (let n = 0; n < 101; n += 1) await created(driver, { name: `Shoe ${n}` });
    const page = async (query: string) => (await driver.variable('GET', `${path}${query}`)).body;
    const pages = [await page(''), await page('?page=2'), await page('?page=3'), await page('?page=1&pageSize=5')];
    expect(pages.map(({ data }) => data.length)).toEqual([100, 1, 0, 100]);
    expect(pages.map(({ count }) => count)).toEqual([101, 101, 101, 101]);
    expect((await driver.variable('GET', `${path}?page=0`)).status).toBe(400);
  });

  it('keep what was sent, and ignore what is computed', async () => {
    const driver = await drive(none);
    const fields = {
      name: 'Shoe',
      description: 'A shoe',
      notes: 'Check',
      sku: 'S-1',
      syncId: 'erp-1',
      cpcCode: '2933',
      unit: 'pcs',
      weight: { quantity: 0.5, unit: 'kg' },
      packagingWeight: { quantity: 80, unit: 'g' },
      recycledPercent: 0,
      dataSource: 'model',
      startDate: '2024-01-01T00:00:00.000Z',
      endDate: '2024-12-31T23:59:59.000Z',
    };
    const computed = {
      modeledWeight: { quantity: 99, unit: 't' },
      impacts: { AP: { A1: '9' } },
      footprint: { CO2e: { A1: '9' } },
      dataQualityRating: 9,
      uuid: unknownId,
    };
    const body = await created(driver, { ...fields, ...computed });
    expect(body).toMatchObject(fields);
    expect([body.modeledWeight.unit, body.uuid === unknownId]).toEqual(['kg', false]);
    expect(body.impacts['GWP-fossil'].A1).not.toBe('9');
    expect((await driver.variable('GET', `${path}/${body.uuid}`)).body).toEqual(body);
  });

  it('change in the given fields only; null takes a value away', async () => {
    const driver = await drive(none);
    const before = await created(driver, { sku: 'S-1', recycledPercent: 10, weight: { quantity: 1, unit: 'kg' } });
    driver.pass(5_000);
    const { status, body } = await driver.variable('PATCH', `${path}/${before.uuid}`, { sku: 'S-2', weight: null });
    expect(status).toBe(200);
    const { weight: _, ...kept } = before;
    expect(body).toEqual({ ...kept, sku: 'S-2', updated: '2025-01-15T12:00:05.000Z' });
  });

  it.each([
    ['no name', { name: '' }],
    ['a number for a name', { name: 7 }],
    ['a unit that is not listed', { unit: 'boxes' }],
    ['a weight in a unit that is not listed', { weight: { quantity: 1, unit: 'stone' } }],
    ['a weight without its unit', { weight: { quantity: 1 } }],
    ['a negative weight', { weight: { quantity: -1, unit: 'kg' } }],
    ['more than everything recycled', { recycledPercent: 100.1 }],
    ['another data source', { dataSource: 'database' }],
    ['a day without a time', { startDate: '2024-01-01' }],
    ['a footprint that is no text', { dataSource: 'external', footprint: { CO2e: { A1: 1 } } }],
    ['a stage that has none', { dataSource: 'external', footprint: { CO2e: { A9: '1' } } }],
    ['a taxonomy that is no UUID', { taxonomy: { uuid: '7' } }],
  ])('are refused with %s', async (_, wrong) => {
    const driver = await drive(none);
    expect((await driver.variable('POST', path, { name: 'Shoe', unit: 'pcs', ...wrong })).status).toBe(400);
    const { uuid } = await created(driver, {});
    expect((await driver.variable('PATCH', `${path}/${uuid}`, wrong)).status).toBe(400);
    expect(driver.sandbox.variableProducts()).toHaveLength(1);
  });

  it('are 404 under an unknown id, and cannot be deleted', async () => {
    const { variable } = await drive(none);
    expect((await variable('GET', `${path}/${unknownId}`)).status).toBe(404);
    expect((await variable('PATCH', `${path}/${unknownId}`, {})).status).toBe(404);
    expect((await variable('DELETE', `${path}/${unknownId}`)).status).toBe(404);
    expect((await variable('GET', `${path}/7`)).status).toBe(400);
  });
});

describe('impacts', () => {
  const stage = /^(A[1-5]|B[1-7]|C[1-4]|D|A1_A3|totalCarbonFootprint)$/;

  it.each([
    ['', ['GWP-fossil']],
    ['?impacts=', ['GWP-fossil']],
    ['?impacts=ap,Gwp-Fossil', ['GWP-fossil', 'AP']],
    ['?impacts=ODP', ['ODP']],
  ])('of %j are %j', async (query, codes) => {
    const { variable } = await drive();
    const { body } = await variable('GET', `${path}${query}`);
    expect(Object.keys(body.data[0].impacts)).toEqual(codes);
    const one = await variable('GET', `${path}/${body.data[0].uuid}${query}`);
    expect(one.body).toEqual(body.data[0]);
  });

  it.each(['all,gwp-fossil', 'GWP', 'AP,', 'AP, ODP'])(
    'of %s are refused with the codes that there are',
    async (list) => {
      const { variable } = await drive();
      const { status, body } = await variable('GET', `${path}?impacts=${encodeURIComponent(list)}`);
      expect(status).toBe(400);
      expect(body.validCodes).toEqual(expect.arrayContaining(['GWP-fossil', 'ADPE', 'ETP-fw', 'SQP']));
    },
  );

  it('of all are text: tiny, zero, negative or absent, with A1_A3 as the exact sum of its parts', async () => {
    const { variable } = await drive();
    const { body } = await variable('GET', `${path}?impacts=all`);
    const { impacts } = body.data[0];
    expect(Object.keys(impacts)).toHaveLength(37);
    const values: string[] = [];
    for (const [code, { unit, method, ...stages }] of Object.entries<Body>(impacts)) {
      expect([typeof unit, typeof method]).toEqual(['string', 'string']);
      for (const [name, value] of Object.entries<string>(stages)) {
        expect(name).toMatch(stage);
        expect(value).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        values.push(value);
      }
      expect(micro(stages.A1_A3), code).toBe(micro(stages.A1) + micro(stages.A2) + micro(stages.A3));
      expect('totalCarbonFootprint' in stages, code).toBe(code === 'GWP-fossil');
      expect('B1' in stages).toBe(false);
    }
    expect(values).toContain('0');
    expect(values.some((value) => value.startsWith('-'))).toBe(true);
    expect(values.some((value) => value.startsWith('0.000000'))).toBe(true);
    expect(impacts['GWP-total'].method).toBe('Mixed');
    const parts = ['GWP-fossil', 'GWP-biogenic', 'GWP-luluc'].map((code) => micro(impacts[code].A1));
    expect(micro(impacts['GWP-total'].A1)).toBe(parts.reduce((sum, part) => sum + part, 0n));
  });

  it('of an external product are those that were set, or none', async () => {
    const driver = await drive(none);
    const stages = { A1: '0.0000012', A2: '0.1', A3: '0', C4: '0.00000000000000000001', D: '-0.05' };
    const { uuid } = await created(driver, { dataSource: 'external', footprint: { CO2e: stages } });
    const read = async () => (await driver.variable('GET', `${path}/${uuid}?impacts=all`)).body;
    expect((await read()).impacts).toEqual({
      'GWP-fossil': {
        unit: 'kgCO2e',
        method: 'Mixed',
        ...stages,
        A1_A3: '0.1000012',
        totalCarbonFootprint: '0.10000120000000000001',
      },
    });
    const taken = { A1: '', A2: '', A3: '', C4: '', D: '' };
    await driver.variable('PATCH', `${path}/${uuid}`, { footprint: { CO2e: taken } });
    expect((await read()).impacts).toEqual({});
  });
});

/** In parts so small that every value is whole. */
function micro(text: string): bigint {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${decimals.padEnd(30, '0')}`);
}
