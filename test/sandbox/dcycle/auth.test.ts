import { describe, expect, it } from 'vitest';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { dcycleHeaders, drive, unknownId } from '../drive.js';

describe('Dcycle credentials', () => {
  it.each([
    ['a wrong key', { 'x-api-key': 'sk_live_wrong' }, 401, 'INVALID_API_KEY'],
    ['another organisation', { 'x-organization-id': unknownId }, 403, 'ORGANIZATION_FORBIDDEN'],
  ])('refuses %s', async (_, changes, status, code) => {
    const { send } = await drive();
    const answer = await send('GET', '/v1/purchases', undefined, { ...dcycleHeaders, ...changes });
    expect(answer).toMatchObject({ status, body: { code, detail: expect.any(String) } });
  });

  it.each([
    ['missing', {}, 'missing'],
    ['no UUID', { 'x-organization-id': 'my company' }, 'uuid_parsing'],
  ])('answers 422 when the organisation is %s', async (_, organization, type) => {
    const { send } = await drive();
    const headers = { 'x-api-key': sandboxAccount.DCYCLE_API_KEY, ...organization };
    const answer = await send('GET', '/v1/purchases', undefined, headers as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatchObject([{ loc: ['header', 'x-organization-id'], type }]);
  });

  it('refuses a request without key and token, on both versions of the API', async () => {
    const { send } = await drive();
    const headers = { 'x-organization-id': sandboxAccount.DCYCLE_ORGANIZATION_ID };
    for (const path of ['/v1/purchases', '/v1/sold-products', '/v2/imports/sessions'])
      expect((await send('GET', path, undefined, headers)).status).toBe(401);
  });

  it('takes a login token until it expires', async () => {
    const { send, pass } = await drive();
    const login = { email: sandboxAccount.DCYCLE_EMAIL, password: sandboxAccount.DCYCLE_PASSWORD };
    const { body } = await send('POST', '/auth/login', login);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const headers = {
      authorization: `Bearer ${body.access_token}`,
      'x-organization-id': sandboxAccount.DCYCLE_ORGANIZATION_ID,
    };
    pass(3_599_999);
    expect((await send('GET', '/v1/purchases', undefined, headers)).status).toBe(200);
    pass(1);
    expect((await send('GET', '/v1/purchases', undefined, headers)).status).toBe(401);
  });

  it('refuses a wrong password', async () => {
    const { send } = await drive();
    const answer = await send('POST', '/auth/login', { email: sandboxAccount.DCYCLE_EMAIL, password: 'wrong' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  });
});
