// CarbonCloud's credentials: a token by OAuth2 password grant, whose lifetime the service tells.

import { z } from 'zod';
import { bearerAuth } from '../login.js';
import type { Connection } from '../provider.js';
import { bodyOf } from '../reply.js';
import type { Auth } from '../session.js';
import { address, type Settings, setting } from '../settings.js';

const TOKEN_URL = 'https://auth.carboncloud.com/realms/prod/protocol/openid-connect/token';

const token = z.object({ access_token: z.string().min(1), expires_in: z.number().optional() });

/** The credentials that the settings name. A token that runs out is replaced by a new login. */
export function carbonCloudAuth(settings: Settings, { http, clock }: Connection): Auth {
  const url = address(settings, 'CARBONCLOUD_TOKEN_URL', TOKEN_URL);
  const fields = {
    client_id: 'carboncloud',
    grant_type: 'password',
    username: setting(settings, 'CARBONCLOUD_USERNAME') ?? '',
    password: settings.CARBONCLOUD_PASSWORD ?? '',
  };
  const request = {
    operation: 'log in',
    method: 'POST',
    url,
    headers: {},
    body: { kind: 'form', fields },
    // It changes nothing.
    repeat: 'safe',
  } as const;
  return bearerAuth(clock, async () => {
    const { access_token, expires_in } = bodyOf(await http.send(request), token, request.operation);
    return { value: access_token, lastsSeconds: expires_in };
  });
}
