import { describe, expect, it } from 'vitest';
import { groups } from '../../../src/sandbox/account.js';
import { type Answer, type Driver, drive, groupId, product, unknownId } from '../drive.js';

const path = '/resold-products';
type Footprint = Answer['body'];

async function created({ carbonCloud }: Driver, changes: object = {}): Promise<string> {
  return (await carbonCloud('POST', path, { ...product, ...changes })).body.id;
}

describe('footprints', () => {
  it('come once the product is processed', async () => {
    const driver = await drive();
    const id = await created(driver);
    const one = () => driver.carbonCloud('GET', `${path}/${id}/footprint`);
    const many = () => driver.carbonCloud('POST', `${path}/footprints?groupId=${groupId}`, [id]);
    expect(await one()).toMatchObject({ status: 404, body: { error: 'not_found' } });
    expect((await many()).body).toEqual([]);
    driver.pass(1000);
    const { status, body } = await one();
    expect(status).toBe(200);
    expect(body.updatedAt).toBe('2025-01-15T12:00:01.000000001Z');
    expect((await many()).body).toEqual([{ productId: id, footprint: body }]);
  });

  it('are calculated anew after a replace', async () => {
    const driver = await drive();
    const id = await created(driver);
    driver.pass(1000);
    const before = await driver.carbonCloud('GET', `${path}/${id}/footprint`);
    const { groupId: _, ...fields } = product;
    await driver.carbonCloud('PUT', `${path}/${id}`, { ...fields, name: 'Rice drink' });
    expect((await driver.carbonCloud('GET', `${path}/${id}/footprint`)).status).toBe(404);
    driver.pass(1000);
    const after = await driver.carbonCloud('GET', `${path}/${id}/footprint`);
    expect(after.body.total).not.toEqual(before.body.total);
  });

  it('have every documented leaf', async () => {
    const driver = await drive({ processingMs: 0 });
    const { body } = await driver.carbonCloud('GET', `${path}/${await created(driver)}/footprint`);
    const gases = {
      ch4: expect.any(Number),
      co2: expect.any(Number),
      n2o: expect.any(Number),
      sum: expect.any(Number),
    };
    const share = { primary: expect.any(Number), secondary: expect.any(Number) };
    const number = expect.any(Number);
    expect(body).toEqual({
      calculationMethod: 'location',
      embeddedFossilCarbon: number,
      flag: {
        carbonRemovals: number,
        landManagementCO2: { organicSoilsCO2: number, total: gases },
        landManagementNonCO2: {
          directEmissionsN2O: number,
          dryingCO2: number,
          farmMachineryCO2: number,
          fertilizerProductionCO2: number,
          fertilizerProductionN2O: number,
          indirectEmissionsN2O: number,
          irrigationCO2: number,
          limestoneAndUreaCO2: number,
          organicSoilsN2O: number,
          pesticideProductionCO2: number,
          riceCultivationCH4: number,
          total: gases,
        },
        landUseChange: { deforestationCO2: number, total: gases },
        total: gases,
      },
      other: number,
      packaging: number,
      pds: {
        embeddedFossilCarbon: share,
        flag: share,
        other: share,
        packaging: share,
        processing: share,
        total: share,
        transportation: share,
      },
      processing: number,
      storage: number,
      total: number,
      transportation: number,
      updatedAt: expect.any(String),
    });
  });

  it('add up, from the leaves to the total', async () => {
    const driver = await drive({ processingMs: 0 });
    for (const name of ['Oat drink', 'Rice', 'Beef mince', 'Coffee beans']) {
      const { body } = await driver.carbonCloud('GET', `${path}/${await created(driver, { name })}/footprint`);
      const { landManagementCO2, landManagementNonCO2, landUseChange, total: flag } = body.flag;
      for (const node of [landManagementCO2, landManagementNonCO2, landUseChange])
        expect(leafSum(node)).toBeCloseTo(node.total.sum, 9);
      const nodes = [landManagementCO2, landManagementNonCO2, landUseChange];
      expect(nodes.reduce((sum, node) => sum + node.total.sum, 0)).toBeCloseTo(flag.sum, 9);
      const stages = body.other + body.packaging + body.processing + body.storage + body.transportation;
      expect(flag.sum + stages).toBeCloseTo(body.total, 9);
      for (const { ch4, co2, n2o, sum } of [...nodes.map((node) => node.total), flag])
        expect(ch4 + co2 + n2o).toBeCloseTo(sum, 9);
      for (const { primary, secondary } of Object.values<{ primary: number; secondary: number }>(body.pds))
        expect(primary + secondary).toBeCloseTo(1, 9);
    }
  });

  it('of two products differ, and of one product stay the same', async () => {
    const driver = await drive({ processingMs: 0 });
    const [one, other] = [await created(driver), await created(driver, { ingredients: 'Water, oats' })];
    const of = async (id: string): Promise<Footprint> =>
      (await driver.carbonCloud('GET', `${path}/${id}/footprint`)).body;
    expect((await of(one)).total).toEqual((await of(one)).total);
    expect((await of(one)).total).not.toEqual((await of(other)).total);
  });
});

describe('baselines', () => {
  it('are another model, with secondary data only', async () => {
    const driver = await drive({ processingMs: 0 });
    const id = await created(driver);
    const { body } = await driver.carbonCloud('GET', `${path}/${id}/footprint-baseline`);
    expect(body.pds.total).toEqual({ primary: 0, secondary: 1 });
    expect(body.total).not.toEqual((await driver.carbonCloud('GET', `${path}/${id}/footprint`)).body.total);
    const many = await driver.carbonCloud('POST', `${path}/footprint-baselines?groupId=${groupId}`, [id]);
    expect(many.body).toEqual([{ productId: id, footprint: body }]);
  });
});

describe('asking for many', () => {
  it('leaves out products that are unknown or of another group', async () => {
    const driver = await drive({ processingMs: 0 });
    const mine = await created(driver);
    const other = await created(driver, { groupId: groups[1]?.id });
    const ids = [unknownId, other, mine, mine];
    const { body } = await driver.carbonCloud('POST', `${path}/footprints?groupId=${groupId}`, ids);
    expect(body.map((item: { productId: string }) => item.productId)).toEqual([mine]);
  });

  const ids = (count: number) => Array.from({ length: count }, () => unknownId);
  it.each([
    ['no ids', ids(0), `?groupId=${groupId}`, 200],
    ['256 ids', ids(256), `?groupId=${groupId}`, 200],
    ['257 ids', ids(257), `?groupId=${groupId}`, 400],
    ['no list', { ids: [] }, `?groupId=${groupId}`, 400],
    ['ids that are none', ['17'], `?groupId=${groupId}`, 400],
    ['no group', [], '', 400],
    ['a group of someone else', [], `?groupId=${unknownId}`, 403],
  ])('with %s is answered %#', async (_, body, query, status) => {
    const { carbonCloud } = await drive();
    for (const kind of ['footprints', 'footprint-baselines'])
      expect((await carbonCloud('POST', `${path}/${kind}${query}`, body)).status).toBe(status);
  });
});

function leafSum(node: Record<string, unknown>): number {
  return Object.values(node).reduce<number>((sum, leaf) => (typeof leaf === 'number' ? sum + leaf : sum), 0);
}
