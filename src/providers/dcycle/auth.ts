// Dcycle's credentials: an API key, or a login token that expires after an hour; both are sent with the organisation.

import { z } from 'zod';
import { bearerAuth, fixedAuth } from '../login.js';
import type { Auth, RequestMaker } from '../open-session.js';
import type { Connection } from '../provider.js';
import { bodyOf, numeric } from '../replies/reply.js';
import { accountId, type Settings, setting } from '../settings.js';

const token = z.object({ access_token: z.string().min(1), expires_in: numeric.optional() });

/** Authentication by the settings. The key wins where both are set: it does not expire. */
export function dcycleAuth(settings: Settings, request: RequestMaker, { http, clock }: Connection): Auth {
  const organization = { 'x-organization-id': accountId(settings, 'DCYCLE_ORGANIZATION_ID') };
  const key = setting(settings, 'DCYCLE_API_KEY');
  if (key !== undefined) return fixedAuth({ 'x-api-key': key, ...organization });
  const value = { email: setting(settings, 'DCYCLE_EMAIL'), password: settings.DCYCLE_PASSWORD };
  const logIn = request('logIn', { body: { kind: 'json', value }, repeat: 'safe' }, {});
  return bearerAuth(clock, {
    kind: 'login',
    logIn: async () => {
      const { access_token, expires_in } = bodyOf(await http.send(logIn), token, 'logIn');
      return { value: access_token, expiresInSeconds: expires_in };
    },
    others: organization,
  });
}
