import { describe, expect, it } from 'vitest';
import { drive, groupId, passwordGrant, tokenPath } from '../drive.js';

describe('CarbonCloud tokens', () => {
  it('come by password and count until they expire', async () => {
    const { send, pass } = await drive();
    const { status, body } = await send('POST', tokenPath, passwordGrant());
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 300, refresh_expires_in: 1800, token_type: 'Bearer' });
    const groups = () => send('GET', '/groups', undefined, { authorization: `Bearer ${body.access_token}` });
    pass(299_999);
    expect((await groups()).status).toBe(200);
    pass(1);
    expect(await groups()).toMatchObject({ status: 401, body: { error: 'unauthorized', detail: expect.any(String) } });
  });

  it('come by refresh token until that expires', async () => {
    const { send, pass } = await drive();
    const { body } = await send('POST', tokenPath, passwordGrant());
    const refresh = () => send('POST', tokenPath, grant({ refresh_token: body.refresh_token }));
    const grant = (fields: Record<string, string>) =>
      new URLSearchParams({ client_id: 'carboncloud', grant_type: 'refresh_token', ...fields });
    pass(1_799_999);
    const { status, body: renewed } = await refresh();
    expect(status).toBe(200);
    const headers = { authorization: `Bearer ${renewed.access_token}` };
    expect((await send('GET', '/groups', undefined, headers)).status).toBe(200);
    pass(1);
    expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 401, 'invalid_grant'],
    ['another client', { client_id: 'someone' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type'],
    ['an access token as refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
  ])('are refused with %s', async (_, changes, status, error) => {
    const { send } = await drive();
    expect(await send('POST', tokenPath, passwordGrant(changes as Record<string, string>))).toMatchObject({
      status,
      body: { error },
    });
  });

  it('are not given for a JSON body', async () => {
    const { send } = await drive();
    const answer = await send('POST', tokenPath, Object.fromEntries(passwordGrant()));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('can be made to expire sooner', async () => {
    const { send } = await drive({ tokenSeconds: 2 });
    expect((await send('POST', tokenPath, passwordGrant())).body.expires_in).toBe(2);
  });

  it.each(['/groups', `/resold-products?groupId=${groupId}`, `/suppliers?groupId=${groupId}`])(
    'are needed for %s',
    async (path) => {
      const { send } = await drive();
      expect((await send('GET', path)).status).toBe(401);
      expect((await send('GET', path, undefined, { authorization: 'Bearer made-up' })).status).toBe(401);
    },
  );

  it('open the groups of the account', async () => {
    const { carbonCloud } = await drive();
    const { body } = await carbonCloud('GET', '/groups');
    expect(body[0]).toEqual({ id: groupId, name: expect.any(String) });
    expect(body).toHaveLength(2);
  });
});
