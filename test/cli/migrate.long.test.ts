// A migration of 20,000 products with their suppliers and periods by the built command, killed several times, until both accounts
// hold the same; then changes at the target, which are all named.

import { expect, it } from 'vitest';
import { groups } from '../../src/sandbox/account.js';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { openWorkplace } from './workdir.js';

const [source = '', target = ''] = groups.map(({ id }) => id);
const PRODUCTS = 20_000;
const SUPPLIERS = 200;
/** Every tenth product has a supplier. */
const PERIODS = PRODUCTS / 10;

const idOf = (kind: string, number: number): string =>
  `${kind.repeat(4)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

function holdings() {
  const suppliers = numbers(SUPPLIERS).map((number) => ({
    id: idOf('bb', number),
    groupId: source,
    name: `Supplier ${number} AB`,
    customId: `S-${number}`,
    contacts: [{ email: `sales@supplier${number}.example.com`, firstName: 'Anna', lastName: 'Berg' }],
  }));
  const resoldProducts = numbers(PRODUCTS).map((number) => ({
    id: idOf('aa', number),
    groupId: source,
    name: `Oat drink ${number}`,
    customId: `OAT-${number}`,
    pickUpLocation: 'SE',
    productionLocation: 'SE',
    shipToLocation: 'NO',
    yearlySalesVolumes: { 2024: number / 8 },
    suppliers:
      number % 10 === 0
        ? [{ id: idOf('cc', number), supplierId: idOf('bb', 1 + (number % SUPPLIERS)), validFrom: '2024-01-01' }]
        : [],
  }));
  return { suppliers, resoldProducts };
}

const config = `version: 1
profiles:
  old:
    CARBONCLOUD_GROUP_ID: ${source}
    readOnly: true
  new:
    CARBONCLOUD_GROUP_ID: ${target}
`;

const command = ['migrate', '--from', 'old', '--to', 'new', '--json', '--concurrency', '16'];

/** The part of a summary that is checked. */
interface Told {
  readonly datasets: readonly { readonly dataset: string; readonly counts: Readonly<Record<string, number>> }[];
  readonly parity: {
    readonly isEqual: boolean;
    readonly datasets: readonly object[];
    readonly products: readonly { readonly difference: string | null }[];
    readonly differences: readonly Readonly<Record<'dataset' | 'key' | 'what' | 'source' | 'target', string>>[];
  };
}

/** A row of a group as the sandbox holds it. */
function heldBy(rows: readonly object[], groupId: string): readonly Readonly<Record<string, unknown>>[] {
  return rows.flatMap((row) => (Reflect.get(row, 'groupId') === groupId ? [{ ...row }] : []));
}

it('ends in parity after many kills, and names just what is changed afterwards', async () => {
  let writes = 0;
  let onWrite = (): void => undefined;
  let withOtherFigure = '';
  const otherFigure = (answer: unknown): unknown =>
    (answer as readonly { readonly productId: string; readonly footprint: object }[]).map((one) =>
      one.productId === withOtherFigure ? { ...one, footprint: { ...one.footprint, total: 1234.5 } } : one,
    );
  const { dir, sandbox } = await openWorkplace({
    holdings: holdings(),
    fault: ({ method, path }) => {
      if (path === '/resold-products/footprints') return { kind: 'rewritten', change: otherFigure };
      if (method !== 'GET' && !path.endsWith('/token')) {
        writes += 1;
        onWrite();
      }
      return undefined;
    },
  });
  await dir.writeTrusted('carbonsheet.yaml', config);
  const before = JSON.stringify(heldBy(sandbox.resoldProducts(), source));
  // A killed command leaves rows in doubt, which the next one looks for during more than a minute.
  const stops = [SUPPLIERS + 0.1 * PRODUCTS, SUPPLIERS + 0.7 * PRODUCTS, SUPPLIERS + PRODUCTS + PERIODS / 2];
  for (const stop of stops) {
    const { child, ended } = dir.start([...command, '--yes']);
    onWrite = () => {
      if (writes >= stop) child.kill('SIGKILL');
    };
    expect((await ended).code).toBeNull();
    onWrite = () => undefined;
  }
  const done = await dir.run([...command, '--yes']);
  const { datasets, parity }: Told = JSON.parse(done.stdout);
  expect(done.code).toBe(0);
  expect(datasets.map(({ dataset, counts }) => [dataset, counts.rows, counts.created])).toEqual([
    ['suppliers', SUPPLIERS, SUPPLIERS],
    ['resold-products', PRODUCTS, PRODUCTS],
    ['supplier-periods', PERIODS, PERIODS],
  ]);
  expect(parity).toMatchObject({ isEqual: true, differences: [] });
  expect(parity.products.filter(({ difference }) => difference === '0')).toHaveLength(PRODUCTS);
  const moved = heldBy(sandbox.resoldProducts(), target);
  expect(new Set(moved.map(({ customId }) => customId)).size).toBe(PRODUCTS);
  expect(moved).toHaveLength(PRODUCTS);
  expect(heldBy(sandbox.suppliers(), target)).toHaveLength(SUPPLIERS);
  expect(JSON.stringify(heldBy(sandbox.resoldProducts(), source))).toBe(before);
  const [run] = (await dir.runNames()).filter((name) => name.includes('migration'));
  const idMap = (await dir.read(`runs/${run}/idmap.csv`)).trim().split('\n');
  expect(idMap).toHaveLength(1 + SUPPLIERS + PRODUCTS + PERIODS);
  expect(new Set(idMap.map((line) => line.split(',').slice(1, 3).join())).size).toBe(idMap.length);

  const api = await changesAt(sandbox);
  const named = (customId: string) => moved.find((one) => one.customId === customId) ?? {};
  withOtherFigure = String(named('OAT-11').id);
  const { id: changed, groupId: _, createdAt: __, updatedAt: ___, suppliers: ____, ...fields } = named('OAT-13');
  await api('PUT', `/resold-products/${changed}`, { ...fields, yearlySalesVolumes: { 2024: 99 } });
  await api('DELETE', `/resold-products/${named('OAT-20').id}`);
  await api('POST', '/suppliers', { groupId: target, name: 'By hand AB', customId: 'H-1' });
  await api('POST', '/resold-products', { ...fields, groupId: target, name: 'By hand', customId: 'HAND-1' });
  const verified = await dir.run([...command, '--verify']);
  expect(verified.code).toBe(4);
  const found: Told = JSON.parse(verified.stdout);
  const footprint = parity.products.findIndex((one) => Reflect.get(one, 'product') === 'OAT-11');
  const figure = Reflect.get(parity.products[footprint] ?? {}, 'co2e');
  expect(
    found.parity.differences.map(({ dataset, key, what, source: from, target: to }) => [dataset, key, what, from, to]),
  ).toEqual([
    ['suppliers', 'H-1', 'row', 'never there', 'there'],
    ['resold-products', 'OAT-13', 'Sales 2024 (t)', '1.625', '99'],
    ['resold-products', 'OAT-20', 'row', 'there', 'missing'],
    ['resold-products', 'HAND-1', 'row', 'never there', 'there'],
    ['resold-products', 'OAT-11', 'kg CO2e per kg (assumed)', figure?.source, '1234.5'],
    ['supplier-periods', 'OAT-20 / S-21 / 2024-01-01', 'row', 'there', 'missing'],
  ]);
});

/** Changes rows at CarbonCloud, as its own page would. */
async function changesAt({ url, environment }: Sandbox) {
  const { CARBONCLOUD_USERNAME = '', CARBONCLOUD_PASSWORD = '', CARBONCLOUD_TOKEN_URL = '' } = environment;
  const form = { client_id: 'carboncloud', grant_type: 'password', username: CARBONCLOUD_USERNAME };
  const login = new URLSearchParams({ ...form, password: CARBONCLOUD_PASSWORD });
  const token: unknown = await (await fetch(CARBONCLOUD_TOKEN_URL, { method: 'POST', body: login })).json();
  const authorization = `Bearer ${Reflect.get(Object(token), 'access_token')}`;
  return async (method: string, path: string, body: object = {}): Promise<void> => {
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    expect(answer.ok).toBe(true);
  };
}
