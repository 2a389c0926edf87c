import { describe, expect, it } from 'vitest';
import { variableTokenPath as path, sandboxAccount } from '../../../src/sandbox/account.js';
import { type Driver, drive } from '../drive.js';

const grant = () => new URLSearchParams({ grant_type: 'client_credentials' });
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const client = basic(`${sandboxAccount.VARIABLE_CLIENT_ID}:${sandboxAccount.VARIABLE_CLIENT_SECRET}`);
const units = ({ send }: Driver, authorization: string) =>
  send('GET', '/variable/api/v1/unit', undefined, { authorization });

describe('Variable tokens', () => {
  it('come for client credentials, do not say how long they last, and expire', async () => {
    const driver = await drive({ tokenSeconds: 60 });
    const { status, body } = await driver.send('POST', path, grant(), client);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['access_token', 'refresh_token', 'scope', 'token_type']);
    const bearer = `Bearer ${body.access_token}`;
    driver.pass(59_999);
    expect((await units(driver, bearer)).status).toBe(200);
    driver.pass(1);
    expect(await units(driver, bearer)).toMatchObject({ status: 401, body: { error: 'ExpiredToken' } });
  });

  it('are not needed where the key is the bearer token', async () => {
    expect((await units(await drive(), `Bearer ${sandboxAccount.VARIABLE_API_KEY}`)).status).toBe(200);
  });

  it.each([
    ['a wrong secret', grant(), basic(`${sandboxAccount.VARIABLE_CLIENT_ID}:wrong`), 401],
    ['no credentials', grant(), {}, 401],
    ['another grant', new URLSearchParams({ grant_type: 'password' }), client, 400],
    ['no form', { grant_type: 'client_credentials' }, client, 400],
  ])('are refused with %s', async (_, body, headers, status) => {
    const { send } = await drive();
    expect((await send('POST', path, body, headers as Record<string, string>)).status).toBe(status);
  });

  it.each(['/v1/product', '/v1/unit'])('are needed for %s', async (resource) => {
    const { send } = await drive();
    const answers = [
      await send('GET', `/variable/api${resource}`),
      await send('GET', `/variable/api${resource}`, undefined, { authorization: 'Bearer made-up' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });
});
