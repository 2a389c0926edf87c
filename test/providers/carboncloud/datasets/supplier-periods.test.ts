import { describe, expect, it } from 'vitest';
import type { Key, Values } from '../../../../src/datasets/dataset.js';
import type { ParentState, Session } from '../../../../src/providers/session.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import { stream } from '../../connecting.js';
import {
  bindingOf,
  list,
  look,
  makeProduct,
  makeSupplier,
  obstacleOf,
  type Running,
  row,
  running,
  send,
  today,
  withParents,
} from '../running.js';

const periods = await bindingOf('supplier-periods');

const firstHalf = { validFrom: '2024-01-01', validTo: '2024-06-30' };
const since = { validFrom: '2024-07-01' };
const link = { productCustomId: 'P1', supplierCustomId: 'S-1' };
const other = { ...link, supplierCustomId: 'S-2' };

interface Linked extends Running {
  readonly productId: string;
  readonly supplierId: string;
}

/** One product and two suppliers. */
async function linked(fault?: FaultPlan): Promise<Linked> {
  const run = await running({ fault });
  const productId = await makeProduct(run.session);
  const supplierId = await makeSupplier(run.session, { name: 'Oat farm', customId: 'S-1' });
  await makeSupplier(run.session, { name: 'Rice farm', customId: 'S-2' });
  return { ...run, productId, supplierId };
}

async function heldBy({ session }: Pick<Running, 'session'>, id: string): Promise<readonly Values[]> {
  return (await session.call('listSupplierPeriods', { params: { id } })).body as readonly Values[];
}

describe('what a row refers to', () => {
  it.each<readonly [string, Values, string | undefined]>([
    ['custom ids', link, undefined],
    ['names, however they are typed', { productName: 'OAT  drink', supplierName: 'oat farm' }, undefined],
    ['a GTIN with a zero more', { productGtin: '07310865004703', supplierName: 'Oat farm' }, undefined],
    ['two names of one product', { ...link, productName: 'Oat drink' }, undefined],
    ['a name that two products have', { ...link, productCustomId: undefined, productName: 'Milk' }, 'AMBIGUOUS_PARENT'],
    ['that name, and what tells them apart', { ...link, productCustomId: 'P2', productName: 'Milk' }, undefined],
    ['names of two products', { ...link, productName: 'Milk' }, 'PARENTS_DIFFER'],
    ['a custom id, and a name that nothing has', { ...link, productName: 'Oats' }, undefined],
    ['no product', { ...link, productCustomId: 'P9' }, 'NO_SUCH_PARENT'],
    ['no supplier', { ...link, supplierCustomId: 'S-9' }, 'NO_SUCH_PARENT'],
    ['an id that is not there', { ...link, productId: '00000000-0000-4000-8000-000000000000' }, 'NO_SUCH_PARENT'],
  ])('is found by %s', async (_, record, obstacle) => {
    const { session } = await linked();
    await makeProduct(session, { customId: 'P2', name: 'Milk', gtin: '7310865004703' });
    await makeProduct(session, { customId: 'P3', name: 'Milk', shipToLocation: 'Oslo' });
    const asked = record.productGtin ? { ...record, productGtin: '07310865004703' } : record;
    const [found] = await look(periods, session, { ...asked, ...firstHalf });
    expect(obstacleOf(found)).toBe(obstacle);
  });

  it('is an id, with which nothing else is needed', async () => {
    const { session, productId, supplierId } = await linked();
    const results = await send(periods, session, { productId, supplierId, ...firstHalf });
    expect(results).toMatchObject([{ status: 'created', remoteId: expect.stringMatching(`^${productId}/.`) }]);
  });

  const parents = (session: Session, relatives: Readonly<Record<string, ParentState>>): Session =>
    withParents(
      session,
      (dataset, keys: readonly Key[]) => relatives[`${dataset} ${keys[0]?.title} ${keys[0]?.value}`],
    );

  it('is a row of another file of the command before all else', async () => {
    const { session, productId, supplierId } = await linked();
    const remoteId = { remoteId: productId };
    const known = parents(session, {
      'resold-products name new drink': remoteId,
      'suppliers name new farm': { remoteId: supplierId },
    });
    const record = { productName: 'New Drink', supplierName: 'New farm', ...firstHalf };
    expect(await look(periods, known, record)).toEqual([undefined]);
    expect(await send(periods, known, record)).toMatchObject([{ status: 'created' }]);
  });

  it('counts as there while it is planned, and its own periods must not share a day', async () => {
    const { session } = await running();
    const planned = parents(session, {
      'resold-products custom id P8': 'planned',
      'resold-products name new drink': 'planned',
      'suppliers custom id S-8': 'planned',
    });
    const record = { productCustomId: 'P8', supplierCustomId: 'S-8' };
    const found = await look(
      periods,
      planned,
      { ...record, ...firstHalf },
      { ...record, validFrom: '2024-06-30', validTo: '2024-07-31' },
      { ...record, validFrom: '2026-01-01' },
    );
    expect(found.map(obstacleOf)).toEqual(['PERIOD_SHARED', 'PERIOD_SHARED', 'BEYOND_TODAY']);
    expect(await look(periods, planned, { ...record, ...firstHalf })).toEqual([undefined]);
  });

  it('leaves the row out where it was not taken in', async () => {
    const { session } = await linked();
    const known = parents(session, { 'suppliers custom id S-1': 'failed' });
    const [found] = await look(periods, known, { ...link, ...firstHalf });
    expect(obstacleOf(found)).toBe('PARENT_FAILED left out');
  });

  it('is asked for once, whatever the number of rows', async () => {
    const { session, count } = await linked();
    const [products, suppliers] = ['GET /resold-products', 'GET /suppliers'].map(count);
    const rows = Array.from({ length: 20 }, (_, index) => ({
      ...link,
      validFrom: `2023-01-${index + 10}`,
      validTo: `2023-01-${index + 10}`,
    }));
    await look(periods, session, ...rows);
    await send(periods, session, ...rows);
    expect(count('GET /resold-products')).toBe((products ?? 0) + 2);
    expect(count('GET /suppliers')).toBe((suppliers ?? 0) + 1);
    // One to look up, one before the write.
    expect(count('GET /resold-products/{id}/suppliers')).toBe(2);
    expect(count('PUT /resold-products/{id}/suppliers')).toBe(1);
  });
});

describe('a row about a period', () => {
  it.each<readonly [string, readonly Values[], readonly unknown[]]>([
    ['that is there', [{ ...link, ...firstHalf }], [true]],
    ['of which it names the first day', [{ ...link, validFrom: '2024-01-01' }], [true]],
    ['with another last day', [{ ...link, ...firstHalf, validTo: '2024-05-31' }], [false]],
    ['beside it', [{ ...link, validFrom: '2023-01-01', validTo: '2023-12-31' }], [undefined]],
    [
      'with a shared day, of another supplier',
      [{ ...other, validFrom: '2024-06-30', validTo: '2024-06-30' }],
      ['PERIOD_SHARED'],
    ],
    ['with another day, of another supplier', [{ ...other, validFrom: '2024-07-01' }], [undefined]],
    ['that begins today', [{ ...other, validFrom: today }], [undefined]],
    ['that begins tomorrow', [{ ...other, validFrom: '2025-02-01' }], ['BEYOND_TODAY']],
    ['that ends tomorrow', [{ ...other, validFrom: '2024-12-01', validTo: '2025-02-01' }], ['BEYOND_TODAY']],
    [
      'with room that another row makes',
      [
        { ...other, validFrom: '2024-06-01', validTo: '2024-06-30' },
        { ...link, validFrom: '2024-01-01', validTo: '2024-05-31' },
      ],
      [undefined, false],
    ],
    [
      'with no room, as another row takes it',
      [
        { ...other, validFrom: '2023-06-01', validTo: '2023-12-31' },
        {
          ...link,
          productCustomId: undefined,
          productName: 'Oat drink',
          validFrom: '2023-12-31',
          validTo: '2024-05-31',
        },
      ],
      ['PERIOD_SHARED', 'PERIOD_SHARED'],
    ],
    [
      'that continues it',
      [
        { ...link, ...firstHalf },
        { ...link, validFrom: '2024-07-01', validTo: '2024-12-31' },
      ],
      [true, undefined],
    ],
  ])('%s is known for what it is', async (_, rows, expected) => {
    const { session } = await linked();
    await send(periods, session, { ...link, ...firstHalf });
    const found = await look(periods, session, ...rows);
    expect(found.map((one) => (one && 'same' in one ? one.same : obstacleOf(one)))).toEqual(expected);
  });
});

describe('writing periods', () => {
  it('keeps those that no row names, with their ids', async () => {
    const run = await linked();
    await send(periods, run.session, { ...link, ...firstHalf }, { ...other, ...since });
    const before = await heldBy(run, run.productId);
    const results = await send(periods, run.session, { ...link, validFrom: '2023-01-01', validTo: '2023-12-31' });
    expect(results).toMatchObject([{ status: 'created' }]);
    const after = await heldBy(run, run.productId);
    expect(after.slice(0, 2)).toEqual(before.map((one) => ({ ...one, updatedAt: expect.any(String) })));
    expect(results[0]?.remoteId).toBe(`${run.productId}/${after[2]?.id}`);
  });

  it('refuses one row, and writes the others of the product', async () => {
    const { session, productId, ...run } = await linked();
    const results = await send(
      periods,
      session,
      { ...link, ...firstHalf },
      { ...other, validFrom: '2024-06-30', validTo: '2024-07-31' },
      { ...other, validFrom: '2024-08-01' },
    );
    expect(results.map(({ status, finding }) => finding?.code ?? status)).toEqual([
      'created',
      'PERIOD_SHARED',
      'created',
    ]);
    expect(await heldBy({ session }, productId)).toHaveLength(2);
    expect(run.count('PUT /resold-products/{id}/suppliers')).toBe(1);
  });

  it('puts one list of a product at a time', async () => {
    const { session, productId } = await linked();
    const rows = ['2021', '2022', '2023'].map((year) => ({
      ...link,
      validFrom: `${year}-01-01`,
      validTo: `${year}-12-31`,
    }));
    await Promise.all(rows.map((one) => send(periods, session, one)));
    expect(await heldBy({ session }, productId)).toHaveLength(3);
  });

  it('is repeated when an answer is lost: the list says all', async () => {
    const fault: FaultPlan = ({ method, count }) =>
      method === 'PUT' && count === 1 ? { kind: 'drop-after' } : undefined;
    const { session, productId } = await linked(fault);
    expect(await send(periods, session, { ...link, ...firstHalf })).toMatchObject([{ status: 'created' }]);
    expect(await heldBy({ session }, productId)).toMatchObject([firstHalf]);
  });

  it('is in doubt when no answer comes at all, and is found then', async () => {
    const fault: FaultPlan = ({ method }) => (method === 'PUT' ? { kind: 'status-after', status: 500 } : undefined);
    const { session } = await linked(fault);
    expect(await send(periods, session, { ...link, ...firstHalf })).toMatchObject([{ status: 'in-doubt' }]);
    expect(await look(periods, session, { ...link, ...firstHalf })).toMatchObject([{ same: true }]);
  });

  it('is in doubt when the answer to the list cannot be read, and is found then', async () => {
    const fault: FaultPlan = ({ method, path }) =>
      method === 'PUT' && path.endsWith('/suppliers')
        ? { kind: 'rewritten', change: () => ({ status: 'ok' }) }
        : undefined;
    const { session } = await linked(fault);
    const [result] = await send(periods, session, { ...link, ...firstHalf });
    expect(result).toMatchObject({ status: 'in-doubt', finding: { code: 'NO_USABLE_ID' } });
    expect(await look(periods, session, { ...link, ...firstHalf })).toMatchObject([{ same: true }]);
  });

  it('deletes what a row deletes, and nothing else', async () => {
    const { session, productId } = await linked();
    const [one] = await send(periods, session, { ...link, ...firstHalf }, { ...other, ...since });
    const remoteId = one?.remoteId ?? '';
    const results = await send(
      periods,
      session,
      row('delete', remoteId, { ...link, ...firstHalf }),
      row('create', '', { ...other, ...firstHalf }),
    );
    expect(results.map(({ status }) => status)).toEqual(['deleted', 'created']);
    expect(await heldBy({ session }, productId)).toMatchObject([since, firstHalf]);
    expect(await periods(session).readBack?.(remoteId)).toBeUndefined();
  });

  it('is taken back one by one', async () => {
    const { session, productId } = await linked();
    const results = await send(periods, session, { ...link, ...firstHalf }, { ...other, ...since });
    await Promise.all(results.map(({ remoteId }) => periods(session).remove?.(remoteId)));
    expect(await heldBy({ session }, productId)).toEqual([]);
  });
});

describe('an export of periods', () => {
  it('gives the rows that an import reads, and three edited cells change three dates', async () => {
    const run = await linked();
    const { session, productId } = run;
    await makeProduct(session, { customId: 'P2', name: 'Milk', gtin: '7310865004703' });
    await send(
      periods,
      session,
      { ...link, ...firstHalf },
      { ...other, ...since },
      { ...link, productCustomId: 'P2', validFrom: '2024-01-01', validTo: '2024-03-31' },
    );
    const rows = await list(periods, session);
    expect(rows).toHaveLength(3);
    for (const one of rows) {
      expect(await periods(session).readBack?.(one.remoteId)).toEqual(one.values);
      expect(one.version).toBe(one.shown.updatedAt);
      expect(await look(periods, session, one.values)).toMatchObject([{ remoteId: one.remoteId, same: true }]);
    }
    const byDay = (day: string) =>
      rows.find(({ values }) => values.validFrom === day && values.productCustomId === 'P1');
    const [one, two] = [byDay('2024-01-01'), byDay('2024-07-01')];
    expect(one?.values).toEqual({
      productId,
      productCustomId: 'P1',
      productName: 'Oat drink',
      supplierId: run.supplierId,
      supplierCustomId: 'S-1',
      supplierName: 'Oat farm',
      ...firstHalf,
    });
    const before = await heldBy(run, productId);
    const results = await send(
      periods,
      session,
      row('update', two?.remoteId ?? '', { ...two?.values, validFrom: '2024-06-01', validTo: '2024-12-31' }),
      row('update', one?.remoteId ?? '', { ...one?.values, validTo: '2024-05-31' }),
    );
    expect(results.map(({ status }) => status)).toEqual(['updated', 'updated']);
    const updatedAt = expect.any(String);
    expect(await heldBy(run, productId)).toEqual([
      { ...before[0], validTo: '2024-05-31', updatedAt },
      { ...before[1], validFrom: '2024-06-01', validTo: '2024-12-31', updatedAt },
    ]);
  });

  it('can be narrowed to products', async () => {
    const { session, productId, count } = await linked();
    await makeProduct(session, { customId: 'P2', name: 'Milk' });
    await send(periods, session, { ...link, ...firstHalf });
    const before = count('GET /resold-products/{id}/suppliers');
    expect(await list(periods, session, { product: [productId.toUpperCase()] })).toHaveLength(1);
    expect(count('GET /resold-products/{id}/suppliers')).toBe(before + 1);
  });
});

it('looks up the same in a copy of the account, for a rehearsal', async () => {
  const { session } = await linked();
  await send(periods, session, { ...link, ...firstHalf });
  const { copier: startCopy } = periods(session);
  const copier = startCopy?.();
  const seen: Session = {
    ...session,
    async call(route, call = {}) {
      const reply = await session.call(route, call);
      copier?.see(route, call, reply.body);
      return reply;
    },
  };
  const rows = [
    { ...link, ...firstHalf },
    { ...other, ...since },
  ];
  const found = await look(periods, seen, ...rows);
  const copy = await copier?.copy(stream());
  const { lacks: _, ...holdings } = copy ?? { lacks: [] };
  const rehearsed = await running({ holdings });
  expect(await look(periods, rehearsed.session, ...rows)).toEqual(found);
  expect(found).toMatchObject([{ same: true }, undefined]);
});
