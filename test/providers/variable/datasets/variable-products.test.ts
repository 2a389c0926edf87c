import { describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import dataset from '../../../../src/datasets/variable/variable-products.js';
import { changedFields } from '../../../../src/plan/changed-fields.js';
import type { HeldRow, ListedRow, Written } from '../../../../src/providers/binding.js';
import type { Session } from '../../../../src/providers/session.js';
import { connect, openerOf, rejection, rowWriter, stream } from '../../connecting.js';
import type { Step } from '../../loopback.js';
import { atSandbox, atService } from '../connecting.js';

const open = await openerOf(dataset.name, dataset.provider);

const full = {
  syncId: 'erp-1',
  sku: 'S-1',
  name: 'Shoe',
  description: 'A shoe',
  notes: 'Check',
  cpcCode: '02933',
  unit: 'pcs',
  weightQuantity: 0.62,
  weightUnit: 'kg',
  packagingWeightQuantity: 95,
  packagingWeightUnit: 'g',
  recycledPercent: 0,
  dataSource: 'external',
  startDate: '2024-01-01',
  endDate: '2024-12-31',
  taxonomyUuid: '9b2c6d1e-4f03-4a58-8d17-6e0b3c5a7f91',
  footprintA1: 0.0000012,
  footprintA2: 0,
  footprintD: -0.5,
};

async function rowsOf(session: Session): Promise<readonly ListedRow[]> {
  const rows: ListedRow[] = [];
  for await (const row of open(session).rows?.({}) ?? []) rows.push(row);
  return rows;
}

async function matching(session: Session, record: Values, remoteId?: string) {
  return (await open(session).holdings(stream())).matcher()(record, remoteId);
}

describe('a product of Variable', () => {
  it.each<readonly [string, Values]>([
    ['with everything', full],
    ['with a name only', { name: 'Shoe' }],
    ['that is modelled', { name: 'Shoe', dataSource: 'model', recycledPercent: 12.5 }],
  ])('is the same wherever it is read after it was created %s', async (_, record) => {
    const { session, server } = await atSandbox();
    const { remoteId } = await rowWriter(open(session)).create(record);
    const [row, ...others] = await rowsOf(session);
    expect(others).toEqual([]);
    const values = { dataSource: 'model', ...record, uuid: remoteId };
    expect(row).toMatchObject({ remoteId, version: '2025-01-31T12:00:00.000Z', values });
    expect(row?.values).toEqual(values);
    expect(await open(session).readBack?.(remoteId)).toEqual(values);
    expect((await rowWriter(open(session)).read(remoteId)).values).toEqual(values);
    expect(await matching(session, record)).toEqual({ remoteId, same: true });
    expect(server.variableProducts()).toHaveLength(1);
  });

  it('is told to be gone, and offers no deletion', async () => {
    const { session } = await atSandbox();
    expect(await open(session).readBack?.('3fa85f64-5717-4562-b3fc-2c963f66afa6')).toBeUndefined();
    expect(open(session).remove).toBeUndefined();
  });

  it('is refused with the field that is wrong', async () => {
    const { session } = await atSandbox();
    const error = await rejection(rowWriter(open(session)).create({ ...full, unit: 'boxes' }));
    expect(error).toMatchObject({ kind: 'refused', status: 400, fields: { unit: expect.stringContaining('boxes') } });
  });

  it('is in doubt when the answer is lost, and is then found', async () => {
    const { session, server } = await atSandbox({
      fault: ({ method }) => (method === 'POST' ? { kind: 'drop-after' } : undefined),
    });
    expect(await rejection(rowWriter(open(session)).create(full))).toMatchObject({ kind: 'unclear', attempts: 1 });
    expect(server.variableProducts()).toHaveLength(1);
    expect(await matching(session, full)).toMatchObject({ same: true });
  });

  it('is in doubt when the answer has no id', async () => {
    const { session } = await atService(() => ({ status: 201, json: { name: 'Shoe' } }));
    expect(await rejection(rowWriter(open(session)).create(full))).toMatchObject({ kind: 'unclear' });
  });

  it('goes on when the token runs out, which only a 401 tells', async () => {
    const { session, clock } = await atSandbox({ tokenSeconds: 60 }, { VARIABLE_API_KEY: undefined });
    for (let n = 0; n < 3; n += 1) {
      await rowWriter(open(session)).create({ name: `Shoe ${n}` });
      clock.pass(61_000);
    }
    expect(await rowsOf(session)).toHaveLength(3);
  });
});

describe('a row is a product that is held', () => {
  const [one, other] = ['3fa85f64-5717-4562-b3fc-2c963f66afa6', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];
  const listing = (...data: readonly object[]) =>
    atService(({ url }) =>
      url.startsWith('/v1/unit')
        ? { status: 200, json: ['kg', 'lbs', 'pcs'] }
        : { status: 200, json: { count: data.length, pageSize: 100, data } },
    );

  it.each<readonly [string, object, Values, boolean]>([
    ['by its uuid, whatever else differs', { sku: 'S-1' }, { uuid: one, name: 'Other', sku: 'S-2' }, true],
    ['by its sync id', { syncId: 'e1', sku: 'S-1' }, { syncId: 'e1', sku: 'S-2', name: 'Other' }, true],
    [
      'not by its SKU when the sync ids differ',
      { syncId: 'e1', sku: 'S-1' },
      { syncId: 'e2', sku: 'S-1', name: 'Shoe' },
      false,
    ],
    ['by its SKU where only one has a sync id', { syncId: 'e1', sku: 'S-1' }, { sku: 'S-1', name: 'Other' }, true],
    ['by its SKU with blanks round it', { sku: ' S-1 ' }, { sku: 'S-1', name: 'Other' }, true],
    ['not by another SKU', { sku: 'S-1' }, { sku: 's-1', name: 'Shoe' }, false],
    ['by its name in another case', { name: 'SHOE' }, { name: ' shoe' }, true],
    ['not by another name', { name: 'Shoe' }, { name: 'Boot' }, false],
    ['not by having no name either', { name: null }, { name: 'Shoe' }, false],
  ])('%s', async (_, held, record, found) => {
    const { session } = await listing({ uuid: one.toUpperCase(), name: 'Shoe', ...held });
    expect(await matching(session, record)).toEqual(found ? { remoteId: one, same: expect.any(Boolean) } : undefined);
  });

  it('by the id that it is known to have', async () => {
    const { session } = await listing({ uuid: one, name: 'Shoe' }, { uuid: other, name: 'Shoe' });
    expect(await matching(session, { name: 'Shoe' }, other)).toMatchObject({ remoteId: other });
  });

  it.each<readonly [string, Values, object, string | undefined]>([
    [
      'several have its name',
      { name: 'shoe' },
      { code: 'AMBIGUOUS_PARENT', args: { what: 'products by name', named: 'shoe', matches: 2 } },
      undefined,
    ],
    [
      'none has its uuid',
      { uuid: '00000000-0000-4000-8000-000000000000', name: 'Shoe' },
      { code: 'UNKNOWN_ID', args: { what: 'product', id: '00000000-0000-4000-8000-000000000000' } },
      undefined,
    ],
    [
      'its unit is none',
      { name: 'New', unit: 'lb' },
      { code: 'UNKNOWN_UNIT', args: { unit: 'lb', nearest: 'lbs' } },
      'unit',
    ],
    [
      'the unit of a weight is none',
      { name: 'New', weightQuantity: 1, weightUnit: 'tonnes' },
      { code: 'UNKNOWN_UNIT', args: { unit: 'tonnes', nearest: undefined } },
      'weightUnit',
    ],
    [
      'the unit is to become none',
      { uuid: one, name: 'Shoe', unit: 'pc' },
      { code: 'UNKNOWN_UNIT', args: { unit: 'pc', nearest: 'pcs' } },
      'unit',
    ],
  ])('unless %s', async (_, record, obstacle, field) => {
    const { session } = await listing({ uuid: one, name: 'Shoe', unit: 'odd' }, { uuid: other, name: 'Shoe' });
    expect(await matching(session, record)).toEqual({ obstacle, isLeftOut: false, ...(field && { field }) });
  });

  it('whose unit is as it was, though it is not listed any more', async () => {
    const { session } = await listing({ uuid: one, name: 'Shoe', unit: 'odd' });
    expect(await matching(session, { uuid: one, name: 'Boot', unit: 'odd' })).toEqual({ remoteId: one, same: false });
  });

  it.each<readonly [string, Step]>([
    ['are not there', { status: 404, json: { message: 'no' } }],
    ['may not be read', { status: 403, json: { message: 'no' } }],
    ['are something else', { status: 200, json: { units: [] } }],
  ])('whatever its unit where units %s', async (_, step) => {
    const { session } = await atService(({ url }) =>
      url.startsWith('/v1/unit') ? step : { status: 200, json: { count: 0, pageSize: 100, data: [] } },
    );
    expect(await matching(session, { name: 'Shoe', unit: 'boxes' })).toBeUndefined();
  });

  it('as a later look-up would find it', () => {
    const { isFoundIn } = open(connect('variable', 'http://localhost').session);
    expect(isFoundIn?.({ name: 'Shoe', sku: 'S-1' }, { uuid: one, name: 'Other', sku: 'S-1' })).toBe(true);
    expect(isFoundIn?.({ name: 'Shoe', sku: 'S-1' }, { uuid: one, name: 'Shoe', sku: 'S-2' })).toBe(false);
  });
});

describe('a product as the service may give it', () => {
  const uuid = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
  const whole = {
    uuid,
    name: ' Shoe ',
    sku: '',
    notes: null,
    partNumber: 'PART-123',
    weight: { quantity: 0.1 + 0.2, unit: 'kg' },
    dataSource: 'imagined',
    startDate: '2024-01-01T23:30:00+02:00',
    footprint: { CO2e: { A1: '9' } },
    modeledWeight: { quantity: 0.7, unit: 'kg' },
    dataQualityIndicators: { documentationYear: 2024 },
    taxonomy: { uuid: uuid.toUpperCase(), name: 'Shoes', path: 'Products / Shoes', slug: 'shoes' },
    impacts: { 'GWP-fossil': { unit: 'kgCO2e', totalCarbonFootprint: '0.0000012' } },
    supplier: { name: 'Mill' },
  };

  it('has the values that an import would read, the columns of the service, and what nobody knows', async () => {
    const { session } = await atService(() => ({ status: 200, json: { count: 1, pageSize: 100, data: [whole] } }));
    const [row] = await rowsOf(session);
    expect(row?.values).toEqual({
      uuid,
      name: 'Shoe',
      weightQuantity: 0.3,
      weightUnit: 'kg',
      startDate: '2024-01-01',
      taxonomyUuid: uuid,
    });
    expect(row?.version).toBe('');
    expect(row?.shown).toMatchObject({
      weightQuantity: 0.1 + 0.2,
      totalCarbonFootprint: '0.0000012',
      'modeledWeight.quantity': 0.7,
      'modeledWeight.unit': 'kg',
      'modeledTotalWeight.unit': null,
      'dataQualityIndicators.documentationYear': 2024,
      'taxonomy.name': 'Shoes',
      image: null,
      'extra.partNumber': 'PART-123',
      'extra.supplier': '{"name":"Mill"}',
    });
    const declared = dataset.exported?.columns.map(({ key }) => key) ?? [];
    expect(Object.keys(row?.shown ?? {}).sort()).toEqual(
      [...declared, 'weightQuantity', 'extra.dataSource', 'extra.partNumber', 'extra.supplier'].sort(),
    );
  });
});

describe('an update', () => {
  /** What a service that holds a product is sent. */
  async function patched(held: object, work: (session: Session) => Promise<unknown>): Promise<unknown[]> {
    const { session, server } = await atService(() => ({ status: 200, json: held }));
    await work(session);
    return server.seen.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body) as unknown);
  }
  const uuid = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
  const held = {
    uuid,
    name: 'Shoe',
    sku: 'S-1',
    weight: { quantity: 1, unit: 'kg' },
    dataSource: 'external',
    footprint: { CO2e: { A1: '0.12345678901234567890', A2: '0.5', A3: '', A1_A3: '0.6', totalCarbonFootprint: '0.6' } },
  };

  it.each<readonly [string, Values, readonly object[]]>([
    ['the fields that differ', { uuid, name: 'Boot', sku: 'S-1' }, [{ name: 'Boot' }]],
    [
      'a weight as a whole',
      { name: 'Shoe', weightQuantity: 2, weightUnit: 'kg' },
      [{ weight: { quantity: 2, unit: 'kg' } }],
    ],
    [
      'a footprint with the stages that it has, and no sums',
      { name: 'Shoe', footprintA2: 0.0000001, footprintC1: 0 },
      [{ footprint: { CO2e: { A1: '0.12345678901234567890', A2: '0.0000001', C1: '0' } } }],
    ],
    [
      'days and a category',
      { name: 'Shoe', startDate: '2024-02-29', endDate: '2025-02-28', taxonomyUuid: uuid },
      [{ startDate: '2024-02-29T00:00:00.000Z', endDate: '2025-02-28T23:59:59.000Z', taxonomy: { uuid } }],
    ],
    ['nothing where nothing differs', { uuid, name: 'Shoe', weightQuantity: 1, footprintA2: 0.5 }, []],
  ])('sends %s', async (_, record, bodies) => {
    const one = await patched(held, async (session) =>
      rowWriter(open(session)).update(uuid, record, await rowWriter(open(session)).read(uuid)),
    );
    expect(one).toEqual(bodies);
    expect(await patched(held, (session) => rowWriter(open(session)).update(uuid, record))).toEqual(bodies);
  });

  it.each(['2023-12-31T23:59:59.000Z', '2023-12-31T00:00:00.000Z', '2023-12-31T23:59:59.999Z', '2023-12-31'])(
    'leaves an end that the service holds as %s, a moment of the same day',
    async (endDate) => {
      const record = { uuid, name: 'Shoe', startDate: '2023-01-01', endDate: '2023-12-31' };
      const there = { ...held, startDate: '2023-01-01T00:00:00.000Z', endDate };
      expect(await patched(there, (session) => rowWriter(open(session)).update(uuid, record))).toEqual([]);
    },
  );

  it('counts its requests', async () => {
    const { session } = await atService(() => ({ status: 200, json: held }));
    const written: Written[] = [
      await rowWriter(open(session)).update(uuid, { name: 'Boot' }),
      await rowWriter(open(session)).update(uuid, { name: 'Boot' }, await rowWriter(open(session)).read(uuid)),
      await rowWriter(open(session)).update(uuid, { name: 'Shoe' }),
    ];
    expect(written.map(({ attempts }) => attempts)).toEqual([2, 1, 1]);
  });

  it('is taken back field by field; what had no value has none again', async () => {
    const fields = ['name', 'sku', 'weightQuantity', 'weightUnit', 'startDate', 'footprintA1', 'footprintA2'];
    const before = { name: 'Old shoe', footprintA1: 0.25 };
    expect(await patched(held, (session) => rowWriter(open(session)).restore(uuid, before, fields))).toEqual([
      {
        name: 'Old shoe',
        sku: null,
        weight: null,
        startDate: null,
        footprint: { CO2e: { A1: '0.25', A2: '' } },
      },
    ]);
  });

  it('and taking it back leave the product as it was', async () => {
    const { session } = await atSandbox();
    const { remoteId } = await rowWriter(open(session)).create(full);
    const before = await open(session).readBack?.(remoteId);
    const record = { ...full, name: 'Boot', notes: 'New', footprintA1: 1, footprintC4: 2, endDate: '2025-12-31' };
    await rowWriter(open(session)).update(remoteId, record);
    expect(await open(session).readBack?.(remoteId)).toEqual({ uuid: remoteId, ...record });
    await rowWriter(open(session)).restore(remoteId, before ?? {}, Object.keys(record));
    expect(await open(session).readBack?.(remoteId)).toEqual(before);
  });
});

describe('an export that is edited', () => {
  it('changes exactly the edited cells, and nothing else at the service', async () => {
    const { session, server, clock } = await atSandbox({ holdings: {} });
    await rowWriter(open(session)).create(full);
    const before = server.variableProducts() as Record<string, unknown>[];
    const rows = await rowsOf(session);
    clock.pass(60_000);
    const edits: Record<number, Values> = { 0: { recycledPercent: 40 }, 3: { footprintA4: 0.004 }, 5: { sku: 'S-2' } };
    for (const [index, row] of rows.entries()) {
      const record = { ...row.values, ...edits[index] };
      const match = (await matching(session, record)) as { remoteId: string; same: boolean };
      expect(match).toEqual({ remoteId: row.remoteId, same: edits[index] === undefined });
      if (match.same) continue;
      expect(await open(session).readBack?.(row.remoteId)).toEqual(row.values);
      const held: HeldRow = await rowWriter(open(session)).read(row.remoteId);
      expect(Object.keys(changedFields(held.values, record))).toEqual(Object.keys(edits[index] ?? {}));
      await rowWriter(open(session)).update(row.remoteId, record, held);
    }
    const after = server.variableProducts() as Record<string, unknown>[];
    const updated = expect.stringMatching('2025-01-31T12:01:00');
    const stages = { A1: '0.0021', A2: '0.00000045', A3: '0.0008', A4: '0.004', A1_A3: '0.00290045' };
    const expected = before.map((product, index) => {
      if (index === 0) return { ...product, recycledPercent: 40, updated };
      if (index === 3) {
        const entry = { ...stages, totalCarbonFootprint: '0.00690045' };
        const impacts = { 'GWP-fossil': { unit: 'kgCO2e', method: 'Mixed', ...entry } };
        const { CO2e } = product.footprint as { CO2e: object };
        return { ...product, updated, impacts, footprint: { CO2e: { ...CO2e, ...entry } } };
      }
      return index === 5 ? { ...product, sku: 'S-2', updated } : product;
    });
    expect(after).toEqual(expected);
  });
});

describe('a rehearsal', () => {
  it('knows the products and units that the look-up was told of', async () => {
    const { session } = await atSandbox({ holdings: {} });
    const copier = open(session).copier?.();
    const watched: Session = {
      ...session,
      async call(route, call = {}) {
        const reply = await session.call(route, call);
        copier?.see(route, call, reply.body);
        return reply;
      },
    };
    await open(watched).holdings(stream());
    expect(copier?.size).toBe(5);
    const { lacks, ...holdings } = (await copier?.copy(stream())) ?? { lacks: ['nothing was copied'] };
    expect(lacks).toEqual([]);
    const copy = await atSandbox({ holdings });
    expect((await rowsOf(copy.session)).map(({ values }) => values)).toEqual(
      (await rowsOf(session)).map(({ values }) => values),
    );
  });

  it('says that it does not know the units', async () => {
    const copier = open(connect('variable', 'http://localhost').session).copier?.();
    copier?.see('listProducts', {}, { data: [] });
    expect(await copier?.copy(stream())).toEqual({ variableProducts: [], lacks: [expect.stringContaining('units')] });
  });
});
