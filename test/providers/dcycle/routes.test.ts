// Every operation of the table against the sandbox, over HTTP: it does what it says, and refuses what the facts say is refused.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../../src/providers/dcycle/routes.js';
import type { Call, Session } from '../../../src/providers/session.js';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { connect, rejection } from '../connecting.js';
import { type FakeClock, fakeClock } from '../fake-clock.js';

const nobody = '00000000-0000-4000-8000-000000000000';
const [kettle, older, newer, pan, only] = [1, 11, 12, 2, 21].map(
  (end) => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`,
) as [string, string, string, string, string];
const sold = [
  {
    product_id: kettle,
    product_name: 'Kettle',
    periods: [
      { id: older, start_date: '2023-01-01', end_date: '2023-12-31', country_sales: [{ country: 'ES', quantity: 3 }] },
      { id: newer, start_date: '2024-01-01', end_date: '2024-12-31' },
    ],
  },
  {
    product_id: pan,
    product_name: 'Pan',
    periods: [{ id: only, start_date: '2024-01-01', end_date: '2024-12-31' }],
  },
];
const purchase = {
  product_name: 'Boxes',
  sector: 'Paper',
  country: 'ES',
  quantity: 12.5,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};

let server: Sandbox;
let clock: FakeClock;
let session: Session;
let ids: { readonly purchase: string; readonly import: string };

const json = (value: unknown): Call => ({ body: { kind: 'json', value } });
const user = { 'x-user-id': sandboxAccount.DCYCLE_USER_ID };

function upload(): Call {
  const text =
    'product_name,country,quantity,start_date,end_date\nKettle,FR,3,2023-01-01,2023-12-31\nPan,XX,3,2024-01-01,2024-12-31';
  const file = { field: 'upload_file', name: 'sales.csv', type: 'text/csv', bytes: new TextEncoder().encode(text) };
  return { body: { kind: 'multipart', fields: { template_id: sandboxAccount.DCYCLE_IMPORT_TEMPLATE }, file } };
}
const mapping = Object.fromEntries(
  ['product_name', 'country', 'quantity', 'start_date', 'end_date'].map((key) => [key, key]),
);

beforeEach(async () => {
  clock = fakeClock();
  server = await startSandbox({ now: clock.now, processingMs: 0, holdings: { soldProducts: sold } });
  session = connect('dcycle', server.url, { clock }).session;
  const created = await session.call('createPurchase', json(purchase));
  const opened = await session.call('createImport', upload());
  ids = {
    purchase: Reflect.get(created.body as object, 'id'),
    import: Reflect.get(opened.body as object, 'import_id'),
  };
  const params = { import_id: ids.import };
  await session.call('confirmImportMapping', { params, ...json({ mapping }) });
  await session.call('validateImport', { params, ...json({ mapping }) });
});
afterEach(() => server.close());

const ofPeriod = (period_id = older, product_id = kettle): Call => ({ params: { product_id, period_id } });
const ofImport = (): Call => ({ params: { import_id: ids.import } });
const days = { start_date: '2023-12-31', end_date: '2024-01-31' };

/** A call of each operation that the service carries out, and what it answers. */
const works: Readonly<Record<string, readonly [call: () => Call, status: number, answer: unknown]>> = {
  logIn: [
    () => json({ email: sandboxAccount.DCYCLE_EMAIL, password: sandboxAccount.DCYCLE_PASSWORD }),
    200,
    { token_type: 'Bearer', expires_in: 3600 },
  ],
  listPurchases: [
    () => ({ query: { 'status[]': ['active'], page: 1, size: 100 } }),
    200,
    { items: [purchase], total: 1 },
  ],
  createPurchase: [() => json(purchase), 201, purchase],
  getPurchase: [() => ({ params: { purchase_id: ids.purchase } }), 200, purchase],
  updatePurchase: [() => ({ params: { purchase_id: ids.purchase }, ...json({ quantity: 3 }) }), 200, { quantity: 3 }],
  deletePurchase: [() => ({ params: { purchase_id: ids.purchase } }), 204, undefined],
  uploadPurchases: [
    () => ({ ...json({ file_name: 'a.csv', content_type: 'text/csv' }), headers: user }),
    200,
    {
      upload_url: expect.stringMatching(/^http/),
      file_id: expect.any(String),
      destination_file_key: expect.any(String),
    },
  ],
  listSoldProducts: [() => ({ query: { name: 'kett' } }), 200, { items: [{ product_id: kettle }], total: 1 }],
  deleteSoldProduct: [() => ({ params: { product_id: kettle } }), 204, undefined],
  listExistingCountrySales: [() => ({}), 200, [{ product_id: kettle, country: 'ES' }]],
  listPeriods: [() => ({ params: { product_id: kettle } }), 200, [{ id: older }, { id: newer }]],
  checkPeriodOverlap: [() => ({ params: { product_id: kettle }, query: days }), 200, { overlaps: true }],
  deletePeriod: [() => ofPeriod(), 204, undefined],
  listPeriodCountrySales: [() => ofPeriod(), 200, [{ country: 'ES', quantity: 3 }]],
  listPeriodEmissions: [() => ofPeriod(), 200, [{ type: 'use_phase' }, { type: 'end_of_life' }]],
  getImportTemplate: [
    () => ({ params: { template_id: sandboxAccount.DCYCLE_IMPORT_TEMPLATE } }),
    200,
    { columns: expect.arrayContaining([expect.objectContaining({ key: 'country', options_source: 'countries' })]) },
  ],
  createImport: [upload, 201, { total_rows: 2, source_columns: Object.keys(mapping) }],
  listImports: [() => ({ query: { status: 'validated' } }), 200, { items: [{ status: 'validated' }], total: 1 }],
  suggestImportMapping: [ofImport, 200, { mapping, restored_from_history: false }],
  confirmImportMapping: [() => ({ ...ofImport(), ...json({ mapping }) }), 200, { status: 'mapped' }],
  listImportValues: [ofImport, 200, { columns: { country: [{ value: 'FR' }, { value: 'XX' }] } }],
  validateImport: [() => ({ ...ofImport(), ...json({ mapping }) }), 200, { errors_by_column: { country: 1 } }],
  listImportRows: [() => ({ ...ofImport(), query: { errors_only: 'true' } }), 200, { rows: [{ row_index: 1 }] }],
  correctImportRows: [
    () => ({ ...ofImport(), ...json({ corrections: [{ row_index: 1, column: 'country', value: 'NO' }] }) }),
    200,
    { total_errors_remaining: 0 },
  ],
  submitImport: [
    () => ({ ...ofImport(), ...json({ ignore_errors: true }), headers: { 'x-partner': 'dcycle' } }),
    200,
    { rows_submitted: 1, processing_job_id: expect.any(String) },
  ],
  listUnits: [() => ({ query: { type: 'energy' }, headers: user }), 200, [{ name: 'kWh' }, {}, {}]],
};

const guarded = routes.filter(({ name }) => name !== 'logIn');

/** A session with other settings at the same sandbox. */
const as = (settings: Readonly<Record<string, string | undefined>>): Session =>
  connect('dcycle', server.url, { clock, settings }).session;

describe('every operation', () => {
  it.each(routes.map(({ name }) => name))('%s is carried out', async (name) => {
    const [call, status, answer] = works[name] ?? [];
    const reply = await session.call(name, call?.());
    expect(reply.status).toBe(status);
    expect({ body: reply.body }).toMatchObject({ body: answer });
  });

  it.each(guarded.map(({ name }) => name))('%s is denied to another key and to another organisation', async (name) => {
    const [call] = works[name] ?? [];
    const key = await rejection(as({ DCYCLE_API_KEY: 'sk_live_other' }).call(name, call?.()));
    expect(key).toMatchObject({ kind: 'denied', status: 401, detail: expect.stringMatching(/key/i) });
    const organization = await rejection(as({ DCYCLE_ORGANIZATION_ID: nobody }).call(name, call?.()));
    expect(organization).toMatchObject({ kind: 'denied', status: 403 });
    const none = await rejection(as({ DCYCLE_ORGANIZATION_ID: 'demo' }).call(name, call?.()));
    expect(none).toMatchObject({ kind: 'refused', status: 422, fields: { 'x-organization-id': expect.any(String) } });
  });

  it.each(routes.filter(({ path }) => path.includes('{')))('$name tells of what is not there', async ({ name }) => {
    const [call] = works[name] ?? [];
    const { params = {}, ...rest } = call?.() ?? {};
    const gone = Object.fromEntries(Object.keys(params).map((param) => [param, nobody]));
    expect(await rejection(session.call(name, { ...rest, params: gone }))).toMatchObject({
      kind: 'refused',
      status: 404,
      detail: expect.stringMatching(/^There is no/),
    });
  });

  it.each(routes.filter(({ path }) => path.includes('{')))('$name takes ids only', async ({ name }) => {
    const [call] = works[name] ?? [];
    const { params = {}, ...rest } = call?.() ?? {};
    const wrong = Object.fromEntries(Object.keys(params).map((param) => [param, 'first']));
    expect(await rejection(session.call(name, { ...rest, params: wrong }))).toMatchObject({ status: 422 });
  });
});

describe('an operation is refused', () => {
  it.each<readonly [string, string, () => Call, number, string]>([
    ['a wrong password', 'logIn', () => json({ email: sandboxAccount.DCYCLE_EMAIL, password: 'x' }), 401, ''],
    ['a page of 101 purchases', 'listPurchases', () => ({ query: { size: 101 } }), 422, 'size'],
    ['a status that there is not', 'listPurchases', () => ({ query: { 'status[]': ['new'] } }), 422, 'status[].0'],
    ['a purchase without a country', 'createPurchase', () => json({ ...purchase, country: undefined }), 422, 'country'],
    [
      'a negative amount',
      'updatePurchase',
      () => ({ params: { purchase_id: ids.purchase }, ...json({ quantity: -1 }) }),
      422,
      'quantity',
    ],
    ['a file without a name', 'uploadPurchases', () => ({ ...json({}), headers: user }), 422, 'file_name'],
    ['the older API without the user', 'uploadPurchases', () => json({ file_name: 'a.csv' }), 422, 'x-user-id'],
    ['units without the user', 'listUnits', () => ({}), 422, 'x-user-id'],
    ['units of another user', 'listUnits', () => ({ headers: { 'x-user-id': nobody } }), 403, ''],
    [
      'a type of units that there is not',
      'listUnits',
      () => ({ query: { type: 'moons' }, headers: user }),
      422,
      'type',
    ],
    ['deleting the last period', 'deletePeriod', () => ofPeriod(only, pan), 400, ''],
    ['an overlap without days', 'checkPeriodOverlap', () => ({ params: { product_id: kettle } }), 422, 'start_date'],
    ['an import without a file', 'createImport', () => json({}), 422, 'template_id'],
    [
      'a mapping of columns that are not there',
      'validateImport',
      () => ({ ...ofImport(), ...json({ mapping: { country: 'Land' } }) }),
      422,
      'mapping.country',
    ],
    ['a page of 501 rows', 'listImportRows', () => ({ ...ofImport(), query: { page_size: 501 } }), 422, 'page_size'],
    [
      '501 corrections',
      'correctImportRows',
      () => ({
        ...ofImport(),
        ...json({ corrections: Array(501).fill({ row_index: 0, column: 'country', value: 'ES' }) }),
      }),
      422,
      'corrections',
    ],
    [
      'a submit with wrong rows',
      'submitImport',
      () => ({ ...ofImport(), ...json({}), headers: { 'x-partner': 'onau' } }),
      400,
      '',
    ],
    ['a submit without a partner', 'submitImport', () => ({ ...ofImport(), ...json({}) }), 422, 'x-partner'],
    ['sessions of a status that there is not', 'listImports', () => ({ query: { status: 'done' } }), 422, 'status'],
  ])('%s', async (_, name, call, status, field) => {
    const error = await rejection(session.call(name, call()));
    expect(error).toMatchObject({ kind: status === 401 || status === 403 ? 'denied' : 'refused', status });
    expect(Object.keys((error as { fields: object }).fields)[0] ?? '').toBe(field);
  });

  it('a login in the older API', async () => {
    const byLogin = as({ DCYCLE_API_KEY: undefined });
    expect(await byLogin.call('listPurchases')).toMatchObject({ status: 200 });
    expect(await rejection(byLogin.call('listUnits', { headers: user }))).toMatchObject({
      kind: 'denied',
      status: 401,
    });
  });
});
