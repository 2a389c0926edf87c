// A dry run foretells what the migration does: the rows that move, those that stay and why, and how it ends.

import { expect, it } from 'vitest';
import { id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

type At = Awaited<ReturnType<typeof openMigrating>>;
type Summary = Awaited<ReturnType<At['migrate']>>['summary'];

const purchase = (number: number, more: object = {}): Readonly<Record<string, unknown>> => ({
  id: id('dd', number),
  product_name: `Carton ${number}`,
  sector: 'Manufacturing',
  country: 'ES',
  quantity: 100 + number,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
  purchase_type: 'spend_based',
  status: 'active',
  ...more,
});

const sold = (number: number, name: string, quantity: number) => ({
  product_id: id('ee', number),
  product_name: name,
  periods: [
    {
      id: id('ef', number),
      start_date: '2024-01-01',
      end_date: '2024-12-31',
      country_sales: [{ country: 'SE', quantity }],
    },
  ],
});

const same = { name: 'Same AB', customId: undefined };
const oats = { name: 'Oats', customId: undefined };

const cases = {
  carboncloud: {
    suppliers: [supplier(1, same), supplier(2, same), supplier(3, { name: 'No' }), supplier(4)],
    resoldProducts: [
      product(1, { ...oats, suppliers: [period(1, 1)] }),
      product(2, { ...oats, suppliers: [period(2, 4)] }),
      product(3, { pickUpLocation: undefined, suppliers: [period(3, 4)] }),
      product(4, { suppliers: [period(4, 2), period(5, 3, { validFrom: '2025-01-01' })] }),
      product(5, { suppliers: [period(6, 4, { validFrom: '2024-05-01' })] }),
    ],
  },
  dcycle: {
    purchases: [
      ...Array.from({ length: 20 }, (_, at) => purchase(at + 1)),
      purchase(21, { quantity: null }),
      purchase(22, { sector: null }),
      purchase(23, { purchase_type: 'supplier_specific', custom_emission_factor_id: id('fa', 1) }),
      purchase(24, { quantity: 9_000_000_000 }),
    ],
    soldProducts: [sold(1, 'Kettle', 10), sold(2, 'Kettle', 20), sold(3, 'Pan', 0), sold(4, 'Pot', 5)],
  },
  variable: {
    variableProducts: [
      { uuid: id('ab', 1), name: 'Desk' },
      { uuid: id('ab', 2), name: 'Desk' },
      { uuid: id('ab', 3), name: 'Lamp' },
    ],
  },
} as const;

const written = ({ datasets }: Summary, isPlan: boolean) =>
  datasets.map(({ dataset, counts, plan }) => [dataset, isPlan ? (plan?.create ?? 0) : counts.created, counts.invalid]);

const left = (summary: Summary) =>
  summary.left.map(({ dataset, sourceId, code, message }) => [dataset, sourceId, code, message]);

it.each(Object.entries(cases))('foretells rows, reasons and the exit code: %s', async (provider, holdings) => {
  const at = await openMigrating({ holdings: { ...holdings } });
  const asked = { provider: provider as keyof typeof cases };
  const planned = await at.migrate({ ...asked, dryRun: true });
  expect(planned).toMatchObject({ stops: [], stop: undefined });
  expect(planned.summary.left.length).toBeGreaterThan(0);
  const migrated = await at.migrate(asked);
  expect(written(planned.summary, true)).toEqual(written(migrated.summary, false));
  expect(left(planned.summary)).toEqual(left(migrated.summary));
  expect([planned.summary.exitCode, migrated.summary.exitCode]).toEqual([4, 4]);
  const missing = migrated.summary.parity?.differences.filter(({ what }) => what === 'row') ?? [];
  const stays = new Set(migrated.summary.left.map(({ sourceId }) => sourceId));
  for (const { sourceId } of missing) expect(stays).toContain(sourceId);
});

it('ends well where nothing but what should stays', async () => {
  const at = await openMigrating({
    holdings: { soldProducts: [sold(1, 'Kettle', 10), { ...sold(2, 'Pan', 0), periods: [] }] },
  });
  const planned = await at.migrate({ provider: 'dcycle', dryRun: true });
  const migrated = await at.migrate({ provider: 'dcycle' });
  expect([planned.summary.exitCode, migrated.summary.exitCode]).toEqual([0, 0]);
  expect(left(planned.summary)).toEqual(left(migrated.summary));
  expect(migrated.summary.left).toMatchObject([{ dataset: 'sold-products', key: 'Pan' }]);
});

it('advises nothing that cannot be done: unusual rows move, and no file is edited', async () => {
  const at = await openMigrating({ holdings: cases.dcycle });
  for (const dryRun of [true, false]) await at.migrate({ provider: 'dcycle', dryRun });
  const causes = at.told.flatMap((one) => (one.kind === 'causes' ? one.causes : []));
  expect(causes.length).toBeGreaterThan(0);
  for (const cause of causes) {
    expect(cause.problem.severity).toBe('error');
    expect(cause).toMatchObject({ instead: 'correct it at the source' });
    expect(cause).not.toHaveProperty('answer');
  }
  expect(at.sandbox.second.purchases()).toContainEqual(expect.objectContaining({ quantity: 9_000_000_000 }));
});

it('names the year of a yearly amount that differs', async () => {
  const at = await openMigrating({
    holdings: {
      resoldProducts: [
        product(1, { yearlySalesVolumes: { 2024: 1, 2025: 2, 2026: 11 } }),
        {
          ...product(91, { customId: 'OAT-1', name: 'Oat drink 1' }),
          groupId: toGroup,
          yearlySalesVolumes: { 2023: 5, 2024: 1, 2026: 7 },
        },
      ],
    },
  });
  const migrated = await at.migrate({ datasets: ['resold-products'] });
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toHaveLength(1);
  const yearly = migrated.summary.parity?.differences.filter(({ what }) => what.startsWith('Sales'));
  expect(yearly?.map(({ what, source, target }) => [what, source, target])).toEqual([
    ['Sales 2023 (t)', '', '5'],
    ['Sales 2025 (t)', '2', ''],
    ['Sales 2026 (t)', '11', '7'],
  ]);
});
