// Variable's credentials: an API key as bearer token (assumed), or a token for client id and secret.

import { z } from 'zod';
import { bearerAuth, fixedAuth, type Token } from '../login.js';
import type { Auth, RequestMaker } from '../open-session.js';
import type { Connection } from '../provider.js';
import { bodyOf, numeric } from '../replies/reply.js';
import { type Settings, setting } from '../settings.js';

const token = z.object({ access_token: z.string().min(1), expires_in: numeric.optional() });

/** Authentication by the settings. The key wins where both are set. */
export function variableAuth(settings: Settings, request: RequestMaker, { http, clock }: Connection): Auth {
  const key = setting(settings, 'VARIABLE_API_KEY');
  if (key !== undefined) return fixedAuth({ authorization: `Bearer ${key}` });
  const id = setting(settings, 'VARIABLE_CLIENT_ID') ?? '';
  const client = Buffer.from(`${id}:${setting(settings, 'VARIABLE_CLIENT_SECRET') ?? ''}`).toString('base64');
  const body = { kind: 'form', fields: { grant_type: 'client_credentials' } } as const;
  const logIn = request('logIn', { body, repeat: 'safe' }, { authorization: `Basic ${client}` });
  const getToken = async (): Promise<Token> => {
    const { access_token, expires_in } = bodyOf(await http.send(logIn), token, 'logIn');
    // The lifetime is not documented: a 401 (ExpiredToken) shows the end.
    return { value: access_token, expiresInSeconds: expires_in };
  };
  return bearerAuth(clock, { kind: 'client', logIn: getToken });
}
