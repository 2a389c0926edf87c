// CarbonCloud's credentials: a token by OAuth 2.0 password grant, renewed by its refresh token until that expires.

import { z } from 'zod';
import { bearerAuth, type Token } from '../login.js';
import type { Auth } from '../open-session.js';
import type { Connection } from '../provider.js';
import { bodyOf, numeric } from '../replies/reply.js';
import { address, type Settings, setting } from '../settings.js';

const TOKEN_URL = 'https://auth.carboncloud.com/realms/prod/protocol/openid-connect/token';

/** As Keycloak answers (assumed; the documentation shows the request only). */
const answer = z.object({
  access_token: z.string().min(1),
  expires_in: numeric.optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: numeric.optional(),
});

/** Authentication by the settings. */
export function carbonCloudAuth(settings: Settings, { http, clock }: Connection): Auth {
  const url = address(settings, 'CARBONCLOUD_TOKEN_URL', TOKEN_URL);
  const username = setting(settings, 'CARBONCLOUD_USERNAME') ?? '';
  const password = settings.CARBONCLOUD_PASSWORD ?? '';
  const ask = async (operation: string, grant: Readonly<Record<string, string>>): Promise<Token> => {
    const fields = { client_id: 'carboncloud', ...grant };
    const body = { kind: 'form', fields } as const;
    const reply = await http.send({ operation, method: 'POST', url, headers: {}, body, repeat: 'safe' });
    return tokenOf(bodyOf(reply, answer, operation));
  };
  return bearerAuth(clock, {
    kind: 'login',
    logIn: () => ask('log in', { grant_type: 'password', username, password }),
    refresh: (value) => ask('renew the login', { grant_type: 'refresh_token', refresh_token: value }),
  });
}

function tokenOf({ access_token, expires_in, refresh_token, refresh_expires_in }: z.infer<typeof answer>): Token {
  const value = { value: access_token, expiresInSeconds: expires_in };
  if (refresh_token === undefined) return value;
  // 0 means that the refresh token never expires.
  return { ...value, refresh: { value: refresh_token, expiresInSeconds: refresh_expires_in || undefined } };
}
