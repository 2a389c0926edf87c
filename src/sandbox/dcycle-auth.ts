// Who may use the Dcycle routes: a key or a login token, and the organisation they belong to.

import { z } from 'zod';
import { dcycleLoginPath, sandboxAccount } from './account.js';
import { dcycleRefusal, takeBody, unprocessable } from './dcycle-refusal.js';
import type { Facilities, SandboxApp, SandboxContext } from './sandbox-app.js';
import { bearerToken } from './token-book.js';

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
      checkOrganization(context);
      return next();
    });
}

function checkCredentials(context: SandboxContext, { tokens, now }: Facilities): void {
  const key = context.req.header('x-api-key');
  if (key !== undefined) {
    if (key === sandboxAccount.DCYCLE_API_KEY) return;
    throw dcycleRefusal(401, 'INVALID_API_KEY', 'The API key is not known');
  }
  const token = bearerToken(context.req.header('authorization'));
  if (token === undefined) throw dcycleRefusal(401, 'NOT_AUTHENTICATED', 'Neither an API key nor a login token came');
  if (!tokens.holds(token, 'dcycle', now()))
    throw dcycleRefusal(401, 'INVALID_TOKEN', 'The login token is not known, or it has expired');
}

function checkOrganization(context: SandboxContext): void {
  const organization = context.req.header('x-organization-id');
  const loc = ['header', 'x-organization-id'];
  if (organization === undefined) throw unprocessable({ loc, msg: 'Field required', type: 'missing' });
  if (!z.guid().safeParse(organization).success)
    throw unprocessable({ loc, msg: 'The organisation is no UUID', type: 'uuid_parsing' });
  if (organization.toLowerCase() !== sandboxAccount.DCYCLE_ORGANIZATION_ID)
    throw dcycleRefusal(403, 'ORGANIZATION_FORBIDDEN', 'The credentials do not belong to this organisation');
}
