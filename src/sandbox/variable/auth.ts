// Authentication of the Variable routes: an API key as bearer token, or a token for client id and secret.

import { type SandboxAccount, variableBase, variableTokenPath } from '../account.js';
import type { Facilities, SandboxApp } from '../sandbox-app.js';
import { bearerToken } from '../token-book.js';
import { variableRefusal } from './refusal.js';

/** How the client of an account names itself when it asks for a token. */
export function clientHeader({ VARIABLE_CLIENT_ID: id, VARIABLE_CLIENT_SECRET: secret }: SandboxAccount): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

export function mountVariableAuth(
  app: SandboxApp,
  { account, tokens, now, newId }: Facilities,
  tokenSeconds: number,
): void {
  const { VARIABLE_API_KEY: apiKey } = account;
  app.post(variableTokenPath, async (context) => {
    const type = context.req.header('content-type') ?? '';
    if (!type.includes('application/x-www-form-urlencoded'))
      throw variableRefusal(400, 'invalid_request', 'Expected a URL-encoded form');
    const { grant_type: grant } = await context.req.parseBody();
    if (grant !== 'client_credentials')
      throw variableRefusal(400, 'unsupported_grant_type', 'Expected the grant client_credentials');
    if (context.req.header('authorization') !== clientHeader(account))
      throw variableRefusal(401, 'invalid_client', 'The client is unknown, or its secret is wrong');
    // The lifetime is not reported: a 401 shows the end.
    return context.json({
      access_token: tokens.issue('variable', now(), tokenSeconds),
      refresh_token: `variable-refresh-${newId()}`,
      token_type: 'Bearer',
      scope: 'product:read product:create product:update',
    });
  });
  app.use(`${variableBase}/v1/*`, (context, next) => {
    const token = bearerToken(context.req.header('authorization'));
    if (token === undefined)
      throw variableRefusal(401, 'Unauthorized', 'The request has neither an API key nor a token');
    // Unknown tokens get the same answer: the sandbox forgets expired ones.
    if (token !== apiKey && !tokens.holds(token, 'variable', now()))
      throw variableRefusal(401, 'ExpiredToken', 'The token is expired or unknown');
    return next();
  });
}
