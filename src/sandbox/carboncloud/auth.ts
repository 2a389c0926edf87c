// Authentication of the CarbonCloud routes: Keycloak tokens by password or refresh token, and the account's groups.

import { z } from 'zod';
import { carbonCloudClientId, carbonCloudTokenPath, groups, sandboxAccount } from '../account.js';
import { Refusal } from '../refusal.js';
import type { Facilities, SandboxApp } from '../sandbox-app.js';
import { bearerToken } from '../token-book.js';
import { carbonCloudRefusal } from './refusal.js';

const form = z.object({
  client_id: z.string().optional(),
  grant_type: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** The lifetime of a refresh token relative to its access token (assumed). */
const refreshFactor = 6;

export function mountCarbonCloudAuth(app: SandboxApp, { tokens, now }: Facilities, tokenSeconds: number): void {
  app.post(carbonCloudTokenPath, async (context) => {
    const type = context.req.header('content-type') ?? '';
    if (!type.includes('application/x-www-form-urlencoded'))
      throw tokenRefusal(400, 'invalid_request', 'Expected a URL-encoded form');
    const fields = form.parse(await context.req.parseBody());
    if (fields.client_id !== carbonCloudClientId) throw tokenRefusal(401, 'invalid_client', 'The client is not known');
    checkGrant(fields, (token) => tokens.holds(token, 'carboncloud-refresh', now()));
    const refreshSeconds = tokenSeconds * refreshFactor;
    return context.json({
      access_token: tokens.issue('carboncloud', now(), tokenSeconds),
      expires_in: tokenSeconds,
      refresh_token: tokens.issue('carboncloud-refresh', now(), refreshSeconds),
      refresh_expires_in: refreshSeconds,
      token_type: 'Bearer',
    });
  });
  for (const prefix of ['/groups', '/resold-products/*', '/suppliers/*', '/invite'])
    app.use(prefix, (context, next) => {
      const token = bearerToken(context.req.header('authorization'));
      if (token === undefined || !tokens.holds(token, 'carboncloud', now()))
        throw carbonCloudRefusal(401, 'unauthorized', 'The access token is missing, unknown or expired');
      return next();
    });
  app.get('/groups', (context) => context.json(groups));
}

function checkGrant(fields: z.infer<typeof form>, isRefreshToken: (token: string) => boolean): void {
  if (fields.grant_type === 'password') {
    const { CARBONCLOUD_USERNAME: username, CARBONCLOUD_PASSWORD: password } = sandboxAccount;
    if (fields.username === username && fields.password === password) return;
    throw tokenRefusal(401, 'invalid_grant', 'The user or the password is wrong');
  }
  if (fields.grant_type !== 'refresh_token')
    throw tokenRefusal(400, 'unsupported_grant_type', 'Expected the grant password or refresh_token');
  if (!isRefreshToken(fields.refresh_token ?? ''))
    throw tokenRefusal(400, 'invalid_grant', 'The refresh token is unknown or expired');
}

/** An OAuth error (RFC 6749, section 5.2). */
function tokenRefusal(status: 400 | 401, error: string, error_description: string): Refusal {
  return new Refusal(status, { error, error_description });
}
