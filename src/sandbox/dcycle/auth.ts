// Authentication of the Dcycle routes: a key or a login token, with its organisation; in the legacy API a key, the organisation and
// the user.

import { z } from 'zod';
import { dcycleLoginPath, sandboxAccount } from '../account.js';
import type { Facilities, SandboxApp, SandboxContext } from '../sandbox-app.js';
import { bearerToken } from '../token-book.js';
import { dcycleRefusal, takeBody, unprocessable } from './refusal.js';

const login = z.object({ email: z.string(), password: z.string() });

export function mountDcycleAuth(app: SandboxApp, facilities: Facilities, tokenSeconds: number): void {
  app.post(dcycleLoginPath, async (context) => {
    const { email, password } = await takeBody(context, login);
    if (email !== sandboxAccount.DCYCLE_EMAIL || password !== sandboxAccount.DCYCLE_PASSWORD)
      throw dcycleRefusal(401, 'INVALID_CREDENTIALS', 'The email or the password is wrong');
    const token = facilities.tokens.issue('dcycle', facilities.now(), tokenSeconds);
    return context.json({ access_token: token, token_type: 'Bearer', expires_in: tokenSeconds });
  });
  for (const prefix of ['/v1/*', '/v2/*'])
    app.use(prefix, (context, next) => {
      checkCredentials(context, facilities);
      checkOrganization(context, facilities);
      return next();
    });
  app.use('/api/v1/*', (context, next) => {
    checkKey(context, facilities);
    checkOrganization(context, facilities);
    checkUser(context);
    return next();
  });
}

function checkCredentials(context: SandboxContext, facilities: Facilities): void {
  const { tokens, now } = facilities;
  if (context.req.header('x-api-key') !== undefined) {
    checkKey(context, facilities);
    return;
  }
  const token = bearerToken(context.req.header('authorization'));
  if (token === undefined) throw dcycleRefusal(401, 'NOT_AUTHENTICATED', 'Neither an API key nor a login token came');
  if (!tokens.holds(token, 'dcycle', now()))
    throw dcycleRefusal(401, 'INVALID_TOKEN', 'The login token is not known, or it has expired');
}

function checkKey(context: SandboxContext, { account }: Facilities): void {
  const key = context.req.header('x-api-key');
  if (key === undefined) throw dcycleRefusal(401, 'NOT_AUTHENTICATED', 'The header x-api-key is missing');
  if (key !== account.DCYCLE_API_KEY) throw dcycleRefusal(401, 'INVALID_API_KEY', 'The API key is not known');
}

function checkOrganization(context: SandboxContext, { account }: Facilities): void {
  if (idHeader(context, 'x-organization-id') !== account.DCYCLE_ORGANIZATION_ID)
    throw dcycleRefusal(403, 'ORGANIZATION_FORBIDDEN', 'The credentials do not belong to this organisation');
}

function checkUser(context: SandboxContext): void {
  if (idHeader(context, 'x-user-id') !== sandboxAccount.DCYCLE_USER_ID)
    throw dcycleRefusal(403, 'USER_FORBIDDEN', 'The credentials do not belong to this user');
}

/** A UUID in a header, in lower case. Throws a 422 when it is missing or not a UUID. */
function idHeader(context: SandboxContext, name: string): string {
  const id = context.req.header(name);
  const loc = ['header', name];
  if (id === undefined) throw unprocessable({ loc, msg: 'Field required', type: 'missing' });
  if (!z.guid().safeParse(id).success) throw unprocessable({ loc, msg: 'Expected a UUID', type: 'uuid_parsing' });
  return id.toLowerCase();
}
