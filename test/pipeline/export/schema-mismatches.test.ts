// Every field of every reply that an export reads is given as another type: the export is refused, or the value is in the file, and
// a column that is empty for it is named at the end. Nothing is blank in silence.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import footprints from '../../../src/datasets/carboncloud/footprints.js';
import { loadExportables } from '../../../src/datasets/index.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { exportedTable } from '../../../src/pipeline/export/exported-table.js';
import { exportRows } from '../../../src/pipeline/export/read-pages.js';
import { SchemaMismatches } from '../../../src/pipeline/export/schema-mismatches.js';
import type { Progress, Tools } from '../../../src/pipeline/tools.js';
import type { Filters } from '../../../src/providers/binding.js';
import type { Reply } from '../../../src/providers/http/http.js';
import type { Session } from '../../../src/providers/session.js';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';

const group = sandboxAccount.CARBONCLOUD_GROUP_ID;
const id = '0b0d4c5e-0000-4000-8000-000000000001';
const supplierId = '0b0d4c5e-0000-4000-8000-000000000002';
const page = (...items: readonly object[]) => ({ items, total: items.length, page: 1, size: 100, pages: 1 });
const gases = { ch4: 0.25, co2: 1.5, n2o: 0.125, sum: 1.875 };
const stamps = { createdAt: '2025-01-02T03:04:05Z', updatedAt: '2025-02-03T04:05:06Z' };
const footprint = {
  calculationMethod: 'location',
  flag: { carbonRemovals: 0.5, landUseChange: { deforestationCO2: 0.75, total: gases }, total: gases },
  processing: 0.625,
  total: 2.5,
  updatedAt: '2025-02-03T04:05:06Z',
};
const product = {
  id,
  groupId: group,
  name: 'Oats',
  customId: 'P-1',
  gtin: '4006381333931',
  ...stamps,
};
const supplier = {
  id: supplierId,
  groupId: group,
  name: 'Oat farm',
  customId: 'S-1',
  status: 'created',
  contacts: [],
  ...stamps,
};
const linked = { id, name: 'Oats', status: 'active' };
const changed = [{ productId: id, updatedAt: '2025-02-03T04:05:06Z' }];
const shoe = {
  uuid: id,
  name: 'Shoe',
  sku: 'SH-1',
  unit: 'kg',
  weight: { quantity: '1.5', unit: 'kg' },
  recycledPercent: 12,
  startDate: '2025-01-01T00:00:00.000Z',
  taxonomy: { uuid: id, name: 'Shoes', path: 'All/Shoes' },
  location: { name: 'Porto' },
  impacts: { 'GWP-fossil': { unit: 'kg CO2e', method: 'LCA', A1: '1.25', totalCarbonFootprint: '4.5' } },
  modeledWeight: { quantity: 71.5, unit: 'kg' },
  dataQualityRating: 72.5,
  dataQualityIndicators: { temporalDQR: 73.5 },
  created: '2025-01-02T03:04:05Z',
};

/** What each route answers: the documented form with values that tell fields apart. */
const answers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  dcycle: {
    listPurchases: page({
      id,
      product_name: 'Boxes',
      country: 'SE',
      quantity: 12.5,
      unit_id: 'EUR',
      purchase_date: '2025-01-02',
      purchase_type: 'spend_based',
      expense_type: 'opex',
      co2e: 3.5,
      status: 'active',
      created_at: '2025-01-02T03:04:05Z',
      updated_at: '2025-01-03T03:04:05Z',
    }),
    listSoldProducts: page({
      product_id: id,
      product_name: 'Mixer',
      organization_id: 'org-77',
      organization_name: 'Demo',
    }),
    listPeriods: [{ id: supplierId, start_date: '2024-01-01', end_date: '2024-12-31' }],
    listExistingCountrySales: [{ product_id: id, product_name: 'A mixer', country: 'SE' }],
    listPeriodCountrySales: [{ country: 'SE', quantity: 7.5, emission_factor: 0.5 }],
    listPeriodEmissions: [{ type: 'use_phase', status: 'done', quantity: 9.5, use_of_product_data_id: id }],
    listImports: page({
      import_id: id,
      file_name: 'sales.csv',
      status: 'submitted',
      total_rows: 12,
      created_at: '2025-01-02T03:04:05Z',
    }),
    listUnits: [{ id, name: 'kg', type: 'solid' }],
  },
  carboncloud: {
    listGroups: [{ id: group, name: 'Demo' }],
    listResoldProducts: [product],
    getResoldProduct: product,
    listFootprints: [{ productId: id, footprint }],
    listBaselines: [{ productId: id, footprint }],
    getFootprint: footprint,
    getBaseline: footprint,
    listSuppliers: [supplier],
    getSupplier: supplier,
    getEngagement: linked,
    listLinkedProducts: [linked],
    listSupplierPeriods: [{ id, supplierId, supplierName: 'Oat farm', validFrom: '2024-01-01', ...stamps }],
    listUpdatedProducts: changed,
    listUpdatedFootprints: changed,
    listUpdatedBaselines: changed,
  },
  variable: {
    listProducts: { count: 1, page: 1, pageSize: 100, data: [shoe] },
    getProduct: shoe,
    listUnits: [{ code: 'kg', name: 'kilogram' }],
  },
};

/** A session whose service answers so. */
function sessionOf(provider: string, change: (route: string, body: unknown) => unknown): Session {
  const known = answers[provider] ?? {};
  return {
    provider,
    account: { ...sandboxAccount, userId: id, groupId: group, organizationId: id },
    accountKey: 'account',
    shownAs: 'account',
    owner: 'account',
    parents: { find: () => undefined },
    now: () => Date.parse('2025-06-01'),
    say: () => undefined,
    pause: async () => undefined,
    call: async (route: string): Promise<Partial<Reply>> => {
      if (!(route in known)) throw new Error(`no answer for ${route}`);
      return { status: 200, body: change(route, structuredClone(known[route])), requestId: 'r', attempts: 1 };
    },
  } as unknown as Session;
}

type Path = readonly (string | number)[];

/** The paths of all leaves of rows; paging is none of theirs. */
function leavesOf(node: unknown, path: Path = []): readonly Path[] {
  if (typeof node !== 'object' || node === null) return path.length > 1 ? [path] : [];
  return Object.entries(node).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

function replaced(body: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const node = body as Record<string, unknown>;
  node[String(step)] = replaced(node[String(step)], rest, value);
  return node;
}

function at(body: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[String(step)], body);
}

/** Values of other types, each with a mark by which it is found again. */
const others: readonly (readonly [string, unknown, RegExp])[] = [
  ['a number', 987654.25, /987654\.25/],
  ['a number as text', '987654.25', /987654\.25/],
  ['a text', 'word-987', /word-987/],
  ['an object', { deep: 987654 }, /987654/],
  ['an empty object', {}, /\{\}/],
  ['a list', [987654], /987654/],
  ['a boolean', true, /true/],
];

describe.each((await loadExportables()).map((dataset) => ({ dataset, name: dataset.name })))('$name', ({ dataset }) => {
  const { name } = dataset;
  const narrowed: Filters = name.startsWith('updated-') ? { since: ['2025-01-01T00:00:00Z'] } : {};
  const byProduct = ['footprints', 'baselines', 'product-impacts'].includes(name) ? [{ product: [id] }] : [];

  async function exported(filters: Filters, change: (route: string, body: unknown) => unknown) {
    const rows: ExportRow[] = [];
    const misfits = new SchemaMismatches(exportedTable(dataset, new Set()).columns);
    for await (const row of exportRows(dataset, sessionOf(dataset.provider, change), filters)) {
      rows.push(row);
      misfits.see(row);
    }
    return { rows, text: JSON.stringify(rows), misfits: misfits.list() };
  }

  it.each([narrowed, ...byProduct])('leaves nothing blank in silence %j', async (filters) => {
    const asked = new Set<string>();
    const plain = await exported(filters, (route, body) => {
      asked.add(route);
      return body;
    });
    expect(plain.rows.length).toBeGreaterThan(0);
    expect(plain.misfits).toEqual([]);
    const silent: string[] = [];
    for (const route of asked) {
      const body = answers[dataset.provider]?.[route];
      for (const path of leavesOf(body)) {
        const before = at(body, path);
        // Not every field of a reply has a column.
        if (!plain.text.includes(String(before))) continue;
        for (const [kind, value, mark] of others) {
          if (typeof value === typeof before) continue;
          const change = (of: string, answer: unknown) => (of === route ? replaced(answer, path, value) : answer);
          const got = await exported(filters, change).catch((error: unknown) => error);
          if (got instanceof Error) {
            expect(got.message).toMatch(/expected|not listed|no such/);
            continue;
          }
          const {
            rows: [row = {}],
            text,
            misfits,
          } = got as Awaited<ReturnType<typeof exported>>;
          const isBlank = Object.entries(plain.rows[0] ?? {}).some(
            ([key, cell]) => cell !== null && (row[key] ?? null) === null,
          );
          const isSaid = !isBlank || misfits.length > 0 || typeof row.reason === 'string';
          if (!(mark.test(text) && isSaid)) silent.push(`${route} ${path.join('.')} as ${kind}: ${text.slice(0, 300)}`);
        }
      }
    }
    expect(silent).toEqual([]);
  });
});

describe('a footprint', () => {
  const read = async (change: object) => {
    const session = sessionOf('carboncloud', (route, body) =>
      route === 'listFootprints' ? [{ productId: id, footprint: { ...footprint, ...change } }] : body,
    );
    const rows: ExportRow[] = [];
    for await (const row of exportRows(footprints, session, {})) rows.push(row);
    return rows[0] ?? {};
  };

  it.each([
    ['a number', { total: 2.5 }, { total: 2.5 }],
    ['zero', { total: 0 }, { total: 0 }],
    ['a number as text', { total: '2.5e-1' }, { total: 0.25 }],
    ['an object with a sum', { total: gases }, { total: 1.875, 'extra.total.co2': 1.5 }],
    ['nothing', { total: null }, { total: null }],
    ['an object without a sum', { total: { value: 5 } }, { total: null, 'extra.total.value': 5 }],
    ['a node that is a number', { flag: { total: 1.25 } }, { 'flag.total.sum': 1.25, 'flag.total.co2': null }],
  ])('with %s as its total', async (_, change, expected) => {
    const row = await read(change);
    expect(row).toMatchObject(expected);
    // What is read has no second column.
    expect(row).not.toHaveProperty(['extra.total']);
    expect(row).not.toHaveProperty(['extra.total.sum']);
  });

  it('has its total as the first figure', () => {
    expect(footprints.columns.find(({ kind }) => kind === 'number')?.key).toBe('total');
  });
});

it('says at the end which column is empty, and where the values are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-misfits-'));
  const told: Progress[] = [];
  const session = sessionOf('carboncloud', (route, body) =>
    route === 'listFootprints' ? replaced(body, [0, 'footprint', 'total'], { value: 5 }) : body,
  );
  const tools = {
    clock: { now: () => 0 },
    signal: new AbortController().signal,
    tell: (progress: Progress) => told.push(progress),
    newId: () => '1f0c7a',
    openLedger: () => openLedger(join(folder, 'ledger.db')),
    connect: async () => ({ session, traffic: { sent: 0, retried: 0, throttled: 0 } }),
  } as unknown as Tools;
  const { misfits } = await exportData({ what: 'footprints', out: join(folder, 'out.xlsx'), runsDir: folder }, tools);
  expect(misfits).toEqual([{ title: 'Total', column: 'extra.total.value', rows: 1 }]);
  const said = told.flatMap((one) => (one.kind === 'said' ? one.text : []));
  expect(said).toEqual([expect.stringMatching(/"Total" is empty in 1 row .* extra\.total\.value/)]);
  await rm(folder, { recursive: true });
});
