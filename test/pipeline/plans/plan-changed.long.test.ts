// A kept plan of each dataset, after somebody changed, removed or added its rows at the service: those are named, nothing is sent,
// and the others go on if that is asked for.

import { describe, expect, it } from 'vitest';
import { product, sale } from '../../cli/tables.js';
import { openImporting, type ResultLine, type Row } from '../importing.js';

const HOUR = 3_600_000;

type Scene = Awaited<ReturnType<typeof openImporting>>;

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

/** What somebody does between the plan and its import. `id`: of the first row at the service. */
type Change = (scene: Scene, id: string) => Promise<unknown>;

interface Case {
  readonly dataset: string;
  /** Imported before. */
  readonly parents?: readonly (readonly [dataset: string, rows: readonly Row[]])[];
  readonly before: readonly Row[];
  readonly planned: readonly Row[];
  /** What would be done with each row. */
  readonly statuses: readonly string[];
  /** By what happens: the change, the row that it is about as Excel shows it, and what is said of it. */
  readonly changes: Readonly<Record<string, readonly [change: Change, row: number, message: RegExp]>>;
}

/** Sends a request of the test's own to CarbonCloud. */
async function carbonCloud({ sandbox }: Scene, method: string, path: string, value?: object): Promise<void> {
  const { CARBONCLOUD_TOKEN_URL = '', CARBONCLOUD_USERNAME = '', CARBONCLOUD_PASSWORD = '' } = sandbox.environment;
  const login = { client_id: 'carboncloud', grant_type: 'password', username: CARBONCLOUD_USERNAME };
  const body = new URLSearchParams({ ...login, password: CARBONCLOUD_PASSWORD });
  const { access_token } = (await (await fetch(CARBONCLOUD_TOKEN_URL, { method: 'POST', body })).json()) as {
    readonly access_token: string;
  };
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    ...(value && { body: JSON.stringify(value) }),
  });
  expect(answer.ok).toBe(true);
}

/** Sends a request of the test's own to Dcycle. */
async function dcycle(scene: Scene, method: string, path: string): Promise<void> {
  expect((await scene.dcycle(method, path)).ok).toBe(true);
}

const idAt = (one: object | undefined, field: string): string => String(Reflect.get(one ?? {}, field));

/** The id of the first product with sales. */
const soldBy = ({ sandbox }: Scene): string => idAt(sandbox.soldProducts()[0], 'product_id');

const farm = { 'Supplier name': 'Oat farm', 'Custom id': 'S-1', 'Contact email': 'a@example.com' };
const rice = { 'Supplier name': 'Rice farm', 'Custom id': 'S-2', 'Contact email': '' };
const rye = { 'Supplier name': 'Rye farm', 'Custom id': 'S-3', 'Contact email': '' };
const oat = product();
const cream = product({ 'Custom id': 'OAT-2000', 'Product name': 'Oat cream' });
const flour = product({ 'Custom id': 'OAT-3000', 'Product name': 'Oat flour' });
const link = { 'Product custom id': 'OAT-1000', 'Supplier custom id': 'S-1' };
const first = { ...link, 'Valid from': '2022-01-01', 'Valid to': '2022-12-31' };
const second = { ...link, 'Valid from': '2023-01-01', 'Valid to': '2023-12-31' };
const third = { ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-06-30' };
const chair = { Name: 'Chair', SKU: 'C-1', Description: 'Oak' };
const stool = { Name: 'Stool', SKU: 'C-2', Description: '' };
const table = { Name: 'Table', SKU: 'C-3', Description: '' };

const made = (dataset: string, row: Row): Change => {
  return (scene) => scene.import('other.csv', [row], { dataset });
};
const NOW = /planned was create; now it would be/;

const cases: readonly Case[] = [
  {
    dataset: 'suppliers',
    before: [farm],
    planned: [{ ...farm, 'Supplier name': 'Oat farms' }, rice, rye],
    statuses: ['updated', 'created', 'created'],
    changes: {
      changed: [
        (scene, id) => carbonCloud(scene, 'PATCH', `/suppliers/${id}`, { name: 'Oat & Co' }),
        2,
        /"Oat farm" at the service when planned, "Oat & Co" now, "Oat farms" in the file/,
      ],
      'changed in another field': [
        async (scene) =>
          scene.import('other.csv', [{ ...farm, 'Contact email': 'b@example.com' }], {
            dataset: 'suppliers',
            onExisting: 'update',
          }),
        2,
        /"" at the service when planned, "b@example.com" now/,
      ],
      vanished: [(scene, id) => carbonCloud(scene, 'DELETE', `/suppliers/${id}`), 2, /now it would be create/],
      appeared: [made('suppliers', rice), 3, NOW],
    },
  },
  {
    dataset: 'resold-products',
    before: [oat],
    planned: [{ ...oat, 'Product name': 'Oat drink 2 l' }, cream, flour],
    statuses: ['updated', 'created', 'created'],
    changes: {
      changed: [
        async (scene) =>
          scene.import('other.csv', [{ ...oat, 'Product name': 'Oat drink 3 l' }], {
            dataset: 'resold-products',
            onExisting: 'update',
          }),
        2,
        /"Oat drink 1 l" at the service when planned, "Oat drink 3 l" now, "Oat drink 2 l" in the file/,
      ],
      'changed in another field': [
        async (scene) =>
          scene.import('other.csv', [{ ...oat, 'Brand name': 'Oats!' }], {
            dataset: 'resold-products',
            onExisting: 'update',
          }),
        2,
        /"" at the service when planned, "Oats!" now/,
      ],
      vanished: [(scene, id) => carbonCloud(scene, 'DELETE', `/resold-products/${id}`), 2, /now it would be create/],
      appeared: [made('resold-products', cream), 3, NOW],
    },
  },
  {
    dataset: 'supplier-periods',
    parents: [
      ['suppliers', [farm, rice]],
      ['resold-products', [oat]],
    ],
    before: [first],
    planned: [{ ...first, 'Valid to': '2022-11-30' }, second, third],
    statuses: ['updated', 'created', 'created'],
    changes: {
      changed: [
        async (scene) =>
          scene.import('other.csv', [{ ...first, 'Valid to': '2022-10-31' }], {
            dataset: 'supplier-periods',
            onExisting: 'update',
          }),
        2,
        /"2022-12-31" at the service when planned, "2022-10-31" now, "2022-11-30" in the file/,
      ],
      vanished: [
        async (scene) => {
          const [one] = scene.sandbox.resoldProducts();
          await carbonCloud(scene, 'PUT', `/resold-products/${idAt(one, 'id')}/suppliers`, { suppliers: [] });
        },
        2,
        /now it would be create/,
      ],
      appeared: [made('supplier-periods', second), 3, NOW],
      'replaced by one of another supplier': [
        made('supplier-periods', { ...second, 'Supplier custom id': 'S-2' }),
        3,
        /planned was create; now it would be conflict/,
      ],
    },
  },
  {
    dataset: 'country-sales',
    before: [sale()],
    planned: [sale(), sale({ Country: 'NO' }), sale({ Country: 'DK' })],
    statuses: ['skipped', 'created', 'created'],
    changes: {
      vanished: [
        async (scene) => {
          // Until then, a list may lag.
          scene.pass(2 * HOUR);
          await dcycle(scene, 'DELETE', `/v1/sold-products/${soldBy(scene)}`);
        },
        2,
        /now it would be create/,
      ],
      appeared: [made('country-sales', sale({ Country: 'NO' })), 3, NOW],
      'appeared with another quantity': [
        made('country-sales', sale({ Country: 'NO', 'Quantity sold': '7' })),
        3,
        /planned was create; now it would be conflict/,
      ],
    },
  },
  {
    dataset: 'variable-products',
    before: [chair],
    planned: [{ ...chair, Description: 'Ash' }, stool, table],
    statuses: ['updated', 'created', 'created'],
    changes: {
      changed: [
        async (scene) =>
          scene.import('other.csv', [{ ...chair, Description: 'Pine' }], {
            dataset: 'variable-products',
            onExisting: 'update',
          }),
        2,
        /"Oak" at the service when planned, "Pine" now, "Ash" in the file/,
      ],
      appeared: [made('variable-products', stool), 3, NOW],
    },
  },
];

describe.each(cases.map((one) => [one.dataset, one] as const))('a plan of %s', (_, one) => {
  const { dataset, parents = [], before, planned, statuses, changes } = one;

  async function openPlanned() {
    const scene = await openImporting();
    for (const [parent, rows] of parents) await scene.import(`${parent}.csv`, rows, { dataset: parent });
    const { results } = await scene.import('in.csv', before, { dataset });
    const { path, ends } = await scene.keep({ 'in.csv': planned }, ['plan.json'], { dataset, onExisting: 'update' });
    expect(ends).toMatchObject([{ stop: undefined }]);
    return { scene, path, id: results[0]?.remote_id ?? '' };
  }

  it.each(Object.entries(changes))('names a row that has %s', async (_name, [change, row, message]) => {
    const { scene, path, id } = await openPlanned();
    await change(scene, id);
    const held = async () => JSON.stringify(await scene.export(dataset));
    const present = await held();
    const { stop, results, exitCode } = await scene.apply(path);
    expect(stop).toMatchObject({ kind: 'outdated', code: 'PLAN_OUT_OF_DATE' });
    expect(exitCode).toBe(8);
    const named = results.filter(({ code }) => code === 'PLAN_OUT_OF_DATE');
    expect(named.map((line) => Number(line.row))).toEqual([row]);
    expect(named[0]?.message).toMatch(message);
    expect(await held()).toBe(present);

    const others = await scene.apply(path, { outOfDate: 'skip' });
    expect(others.exitCode).toBe(4);
    expect(others.results.map(({ status }) => (status === 'unchanged' ? 'skipped' : status))).toEqual(
      statuses.map((status, place) => (place + 2 === row ? 'unsent' : status)),
    );
  });
});

describe('a plan that deletes sold products', () => {
  const asked = (name: string): Row => ({ 'Product name': name, Action: 'delete' });

  async function openPlanned() {
    const scene = await openImporting();
    const sales = ['Fryer', 'Mixer'].map((name) => sale({ 'Product name': name }));
    await scene.import('sales.csv', sales, { dataset: 'country-sales' });
    const rows = ['Fryer', 'Mixer', 'Toaster'].map(asked);
    const { path } = await scene.keep({ 'in.csv': rows }, ['plan.json'], { dataset: 'sold-products' });
    return { scene, path };
  }

  it.each<readonly [string, Change, number, readonly string[]]>([
    [
      'vanished',
      async (scene) => {
        const fryer = scene.sandbox.soldProducts().find((one) => idAt(one, 'product_name') === 'Fryer');
        await dcycle(scene, 'DELETE', `/v1/sold-products/${idAt(fryer, 'product_id')}`);
      },
      2,
      ['unsent PLAN_OUT_OF_DATE', 'deleted DELETED', 'skipped NOTHING_TO_DELETE'],
    ],
    [
      'appeared',
      made('country-sales', sale({ 'Product name': 'Toaster' })),
      4,
      ['deleted DELETED', 'deleted DELETED', 'unsent PLAN_OUT_OF_DATE'],
    ],
  ])('names one that has %s', async (_, change, row, skipped) => {
    const { scene, path } = await openPlanned();
    await change(scene, '');
    const products = scene.sandbox.soldProducts().length;
    const { stop, results, exitCode } = await scene.apply(path, { deletes: 2 });
    expect(stop?.code).toBe('PLAN_OUT_OF_DATE');
    expect(exitCode).toBe(8);
    const named = results.filter(({ code }) => code === 'PLAN_OUT_OF_DATE');
    expect(named.map((line) => Number(line.row))).toEqual([row]);
    expect(scene.sandbox.soldProducts()).toHaveLength(products);
    const others = await scene.apply(path, {
      deletes: skipped.filter((one) => one.startsWith('deleted')).length,
      outOfDate: 'skip',
    });
    expect(told(others.results)).toEqual(skipped);
  });
});
