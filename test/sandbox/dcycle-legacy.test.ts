// Dcycle's older routes: a CSV file of purchases that is announced and stored, and the list of units.

import { describe, expect, it } from 'vitest';
import { sandboxAccount } from '../../src/sandbox/account.js';
import { type Answer, type Driver, dcycleHeaders, drive, purchase, unknownId } from './drive.js';

const user = { 'x-user-id': sandboxAccount.DCYCLE_USER_ID };
const announce = '/api/v1/purchases/bulk/csv';

const header = Object.keys(purchase).join(',');
const line = Object.values(purchase).join(',');

function announced({ dcycle }: Driver, body: object = { file_name: 'march.csv' }): Promise<Answer> {
  return dcycle('POST', announce, body, user);
}

/** Stores a text at the address that an announcement gave. */
function store(url: string, text: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'PUT', body: text, headers: { 'content-type': 'text/csv', ...headers } });
}

async function purchasesOf({ dcycle }: Driver, fileId: string): Promise<Answer['body']> {
  return (await dcycle('GET', `/v1/purchases?file_id[]=${fileId}`)).body.items;
}

describe('the older routes', () => {
  it.each([
    ['no key', { 'x-api-key': undefined }, 401],
    ['another key', { 'x-api-key': 'sk_live_other' }, 401],
    ['a login token', { 'x-api-key': undefined, authorization: 'Bearer some-token' }, 401],
    ['no organisation', { 'x-organization-id': undefined }, 422],
    ['another organisation', { 'x-organization-id': unknownId }, 403],
    ['no user', { 'x-user-id': undefined }, 422],
    ['a user that is no UUID', { 'x-user-id': 'ana' }, 422],
    ['another user', { 'x-user-id': unknownId }, 403],
  ])('refuse %s', async (_, changed, status) => {
    const { send } = await drive();
    const all = Object.entries({ ...dcycleHeaders, ...user, ...changed });
    const headers = Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    expect((await send('GET', '/api/v1/units', undefined, headers)).status).toBe(status);
    expect((await send('POST', announce, { file_name: 'a.csv' }, headers)).status).toBe(status);
  });

  it('list units, all or of one type', async () => {
    const { dcycle } = await drive();
    const { body } = await dcycle('GET', '/api/v1/units', undefined, user);
    expect(body).toContainEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'EUR', type: 'fiat_currency' });
    const { body: money } = await dcycle('GET', '/api/v1/units?type=fiat_currency', undefined, user);
    expect(new Set(money.map(({ type }: { type: string }) => type))).toEqual(new Set(['fiat_currency']));
    expect((await dcycle('GET', '/api/v1/units?type=moons', undefined, user)).status).toBe(422);
  });
});

describe('a file of purchases', () => {
  it('becomes purchases that name it, a while after it was stored', async () => {
    const driver = await drive();
    const { status, body } = await announced(driver, { file_name: 'march.csv', content_type: 'text/csv' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ file_name: 'march.csv', destination_file_key: expect.stringContaining(body.file_id) });
    expect((await store(body.upload_url, `${header}\n${line}\n${line}\n`)).status).toBe(200);
    driver.pass(999);
    expect(await purchasesOf(driver, body.file_id)).toEqual([]);
    driver.pass(1);
    const same = { ...purchase, status: 'active', file_id: body.file_id, file_name: 'march.csv', co2e: null };
    expect(await purchasesOf(driver, body.file_id)).toMatchObject([same, same]);
    driver.pass(1000);
    expect((await purchasesOf(driver, body.file_id))[0].co2e).toBeGreaterThan(0);
  });

  it('has a purchase in error for each line that cannot be used', async () => {
    const driver = await drive({ processingMs: 0 });
    const { body } = await announced(driver);
    const wrong = line.replace('ES', 'XX').replace('1250.5', 'many');
    await store(body.upload_url, `${header}\n${line}\n${wrong}\n`);
    expect(await purchasesOf(driver, body.file_id)).toMatchObject([
      { status: 'active', country: 'ES' },
      { status: 'error', country: null, quantity: null, product_name: 'Steel sheet', co2e: null },
    ]);
  });

  it('is worked on as often as it is stored: nothing forgives a doubled upload', async () => {
    const driver = await drive({ processingMs: 0 });
    const { body } = await announced(driver);
    await store(body.upload_url, `${header}\n${line}\n`);
    await store(body.upload_url, `${header}\n${line}\n`);
    expect(await purchasesOf(driver, body.file_id)).toHaveLength(2);
  });

  it.each([
    ['credentials', { 'x-api-key': sandboxAccount.DCYCLE_API_KEY }, 400, 'InvalidArgument'],
    ['a login', { authorization: 'Bearer token' }, 400, 'InvalidArgument'],
    ['another type', { 'content-type': 'text/plain' }, 403, 'SignatureDoesNotMatch'],
  ])('is not stored with %s', async (_, headers, status, code) => {
    const driver = await drive({ processingMs: 0 });
    const { body } = await announced(driver);
    const answer = await store(body.upload_url, `${header}\n${line}\n`, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    expect(driver.sandbox.purchases()).toEqual([]);
  });

  it('is not stored at an address that was made up, or that has run out', async () => {
    const driver = await drive();
    const { body } = await announced(driver);
    expect((await store(body.upload_url.replace(body.file_id, unknownId), line)).status).toBe(403);
    driver.pass(15 * 60_000);
    expect((await store(body.upload_url, line)).status).toBe(200);
    driver.pass(1);
    expect((await store(body.upload_url, line)).status).toBe(403);
  });

  it.each([
    ['no name', {}, 422],
    ['another format', { file_name: 'march.xlsx' }, 400],
  ])('is not announced with %s', async (_, body, status) => {
    expect((await announced(await drive(), body)).status).toBe(status);
  });
});
