import { describe, expect, it } from 'vitest';
import { groups } from '../../../src/sandbox/account.js';
import { type Driver, drive, groupId, product, unknownId } from '../drive.js';

const path = '/resold-products';
const list = `${path}?groupId=${groupId}`;

describe('creating a resold product', () => {
  it('answers what was sent, with an id and times to the nanosecond', async () => {
    const { carbonCloud, sandbox } = await drive();
    const full = {
      ...product,
      customId: 'A-1',
      gtin: '04006381333931',
      alcoholPercentage: 4.5,
      categories: ['Drinks', 'Oat'],
      yearlySalesVolumes: { 2024: 12.5, 2025: 0 },
    };
    const { status, body } = await carbonCloud('POST', path, full);
    expect(status).toBe(201);
    expect(body).toEqual({
      ...full,
      id: expect.any(String),
      createdAt: '2025-01-15T12:00:00.000000001Z',
      updatedAt: '2025-01-15T12:00:00.000000001Z',
    });
    expect((await carbonCloud('GET', `${path}/${body.id}`)).body).toEqual(body);
    expect(sandbox.resoldProducts()).toEqual([body]);
  });

  it.each([
    ['name', 'abc', 'ab'],
    ['name', 'x'.repeat(255), 'x'.repeat(256)],
    ['customId', 'x'.repeat(255), 'x'.repeat(256)],
    ['gtin', '1'.repeat(14), '1'.repeat(15)],
    ['gtin', '4006381333931', 4006381333931],
    ['alcoholPercentage', 100, 100.1],
    ['alcoholPercentage', 0, -0.1],
    ['packagingWeightValue', 0, '12'],
    ['categories', ['a'], 'a'],
    ['yearlySalesVolumes', { 2025: 1 }, { now: 1 }],
    ['yearlySalesVolumes', { 2025: 1 }, { 2025: '1' }],
    ['pickUpLocation', 'SE', undefined],
    ['productionLocation', 'SE', undefined],
    ['shipToLocation', 'SE', undefined],
    ['groupId', groupId, 'group-1'],
  ])('takes %s %j and refuses %j', async (field, right, wrong) => {
    const { carbonCloud, sandbox } = await drive();
    expect((await carbonCloud('POST', path, { ...product, [field]: right })).status).toBe(201);
    const refused = await carbonCloud('POST', path, { ...product, [field]: wrong });
    expect(refused).toMatchObject({ status: 400, body: { error: 'bad_request' } });
    expect(refused.body.detail).toContain(field);
    expect(sandbox.resoldProducts()).toHaveLength(1);
  });

  it('is refused for a group of someone else', async () => {
    const { carbonCloud } = await drive();
    const answer = await carbonCloud('POST', path, { ...product, groupId: unknownId });
    expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden' } });
  });
});

describe('one resold product', () => {
  it('is replaced whole: what is left out is gone', async () => {
    const { carbonCloud, pass } = await drive();
    const { body } = await carbonCloud('POST', path, { ...product, brandName: 'Oatly', customId: 'A-1' });
    pass(10);
    const { groupId: _, ...fields } = product;
    const replaced = await carbonCloud('PUT', `${path}/${body.id}`, { ...fields, name: 'Oat milk' });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toEqual({
      ...product,
      name: 'Oat milk',
      id: body.id,
      createdAt: body.createdAt,
      updatedAt: '2025-01-15T12:00:00.010000001Z',
    });
  });

  it('keeps its content when a replace is refused', async () => {
    const { carbonCloud, sandbox } = await drive();
    const { body } = await carbonCloud('POST', path, product);
    expect((await carbonCloud('PUT', `${path}/${body.id}`, { name: 'Oat milk' })).status).toBe(400);
    expect(sandbox.resoldProducts()).toEqual([body]);
  });

  it('is gone once deleted, which is answered with 201', async () => {
    const { carbonCloud } = await drive();
    const { body } = await carbonCloud('POST', path, product);
    expect(await carbonCloud('DELETE', `${path}/${body.id}`)).toMatchObject({ status: 201, body: {} });
    expect((await carbonCloud('GET', `${path}/${body.id}`)).status).toBe(404);
    expect((await carbonCloud('GET', list)).body).toEqual([]);
  });

  it('is 404 under an unknown id and 400 under no id', async () => {
    const { carbonCloud } = await drive();
    expect(await carbonCloud('GET', `${path}/${unknownId}`)).toMatchObject({
      status: 404,
      body: { error: 'not_found', detail: expect.any(String) },
    });
    expect((await carbonCloud('GET', `${path}/17`)).status).toBe(400);
  });
});

async function createMany({ carbonCloud }: Driver, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await carbonCloud('POST', path, product)).body.id);
  return ids;
}

describe('listing resold products', () => {
  it('goes by id, 32 at a time, from after the last id', async () => {
    const driver = await drive();
    const ids = await createMany(driver, 33);
    await driver.carbonCloud('POST', path, { ...product, groupId: groups[1]?.id });
    const page = async (query = ''): Promise<string[]> =>
      (await driver.carbonCloud('GET', `${list}${query}`)).body.map(({ id }: { id: string }) => id);
    const first = await page();
    expect(first).toEqual(ids.toSorted().slice(0, 32));
    expect(await page(`&from=${first.at(-1)}`)).toEqual(ids.toSorted().slice(32));
    expect(await page(`&from=${ids.toSorted()[4]}&limit=3`)).toEqual(ids.toSorted().slice(5, 8));
    // The id that a page starts after may be gone by then.
    await driver.carbonCloud('DELETE', `${path}/${ids.toSorted()[4]}`);
    expect(await page(`&from=${ids.toSorted()[4]}&limit=3`)).toEqual(ids.toSorted().slice(5, 8));
  });

  it.each([
    [list, 200],
    [path, 400],
    [`${path}?groupId=${unknownId}`, 403],
    [`${list}&limit=1`, 200],
    [`${list}&limit=0`, 400],
    [`${list}&limit=128`, 200],
    [`${list}&limit=129`, 400],
    [`${list}&from=17`, 400],
  ])('answers %s with %i', async (query, status) => {
    const { carbonCloud } = await drive();
    expect((await carbonCloud('GET', query)).status).toBe(status);
  });
});

describe('what changed since a moment', () => {
  it('is listed by change, the moment included', async () => {
    const driver = await drive();
    const ids = await createMany(driver, 3);
    driver.pass(5);
    const { groupId: _, ...fields } = product;
    await driver.carbonCloud('PUT', `${path}/${ids[0]}`, fields);
    const changes = async (query: string) => (await driver.carbonCloud('GET', `${path}/updated${query}`)).body;
    const all = await changes(`?groupId=${groupId}`);
    expect(all).toEqual([
      { productId: ids[1], updatedAt: '2025-01-15T12:00:00.000000002Z' },
      { productId: ids[2], updatedAt: '2025-01-15T12:00:00.000000003Z' },
      { productId: ids[0], updatedAt: '2025-01-15T12:00:00.005000001Z' },
    ]);
    expect(await changes(`?groupId=${groupId}&since=${all[1].updatedAt}`)).toEqual(all.slice(1));
    expect(await changes(`?groupId=${groupId}&since=2025-01-15T12:00:00.000000004Z`)).toEqual(all.slice(2));
    expect(await changes(`?groupId=${groupId}&since=2025-01-15T13:00:00.005%2B01:00`)).toEqual(all.slice(2));
    expect(await changes(`?groupId=${groupId}&since=2025-01-15T12:00:01Z`)).toEqual([]);
    expect(await changes(`?groupId=${groupId}&limit=1`)).toEqual(all.slice(0, 1));
  });

  it.each([
    ['limit=256', 200],
    ['limit=257', 400],
    ['limit=0', 400],
    ['since=yesterday', 400],
  ])('answers %s with %i', async (query, status) => {
    const { carbonCloud } = await drive();
    expect((await carbonCloud('GET', `${path}/updated?groupId=${groupId}&${query}`)).status).toBe(status);
  });

  it('names footprints and baselines once they are calculated', async () => {
    const driver = await drive();
    const [id] = await createMany(driver, 1);
    for (const kind of ['footprints', 'footprint-baselines']) {
      const changes = () => driver.carbonCloud('GET', `${path}/${kind}/updated?groupId=${groupId}`);
      if (kind === 'footprints') {
        expect((await changes()).body).toEqual([]);
        driver.pass(1000);
      }
      expect((await changes()).body).toEqual([{ productId: id, updatedAt: '2025-01-15T12:00:01.000000001Z' }]);
    }
  });
});
