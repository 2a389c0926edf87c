// Variable: product footprints by impact indicator. Connects an account.

import type { Provider } from '../provider.js';
import { openSession, requestMaker } from '../session.js';
import { address, requireSettings, setting } from '../settings.js';
import { variableAuth } from './auth.js';
import { routes } from './routes.js';
import { whoami } from './whoami.js';

const DEFAULT_URL = 'https://app.variable.global/api';

export const provider: Provider = {
  name: 'variable',
  title: 'Variable',
  routes,
  baseUrl: { setting: 'VARIABLE_BASE_URL', usual: DEFAULT_URL },
  settings: [
    {
      name: 'VARIABLE_BASE_URL',
      required: false,
      secret: false,
      target: true,
      note: `Where the service is; default ${DEFAULT_URL}`,
    },
    { name: 'VARIABLE_API_KEY', required: true, secret: true, note: 'The API key (or client id and secret instead)' },
    { name: 'VARIABLE_CLIENT_ID', required: false, secret: false, note: 'The client, where there is no API key' },
    { name: 'VARIABLE_CLIENT_SECRET', required: false, secret: true, note: 'The secret that goes with the client' },
  ],
  needs: [[['VARIABLE_API_KEY'], ['VARIABLE_CLIENT_ID', 'VARIABLE_CLIENT_SECRET']]],
  connect(settings, connection) {
    requireSettings(provider, settings);
    const baseUrl = address(settings, 'VARIABLE_BASE_URL', DEFAULT_URL);
    const request = requestMaker(provider, baseUrl, connection.overrides);
    // The key wins where both are set, and whose it is the service does not tell.
    const owner = setting(settings, 'VARIABLE_API_KEY') ? '' : (setting(settings, 'VARIABLE_CLIENT_ID') ?? '');
    const account = { client: owner };
    const auth = variableAuth(settings, request, connection);
    const ownedBy = owner ? 'client' : 'account';
    return openSession('variable', { request, auth, account, identity: [baseUrl, owner], ownedBy }, connection);
  },
  whoami,
};
