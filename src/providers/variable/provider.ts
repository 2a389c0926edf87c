// Variable: product footprints by impact indicator. Connects an account.

import { openSession, requestMaker } from '../open-session.js';
import type { Provider } from '../provider.js';
import { address, requireSettings, setting } from '../settings.js';
import { variableAuth } from './auth.js';
import { bindings, exporters } from './datasets/index.js';
import { routes } from './routes.js';
import { DEFAULT_URL, settings } from './settings.js';

export const provider: Provider = {
  name: 'variable',
  title: 'Variable',
  routes,
  baseUrl: { setting: 'VARIABLE_BASE_URL', usual: DEFAULT_URL },
  settings,
  needs: [[['VARIABLE_API_KEY'], ['VARIABLE_CLIENT_ID', 'VARIABLE_CLIENT_SECRET']]],
  connect(given, connection) {
    requireSettings(provider, given);
    const baseUrl = address(given, 'VARIABLE_BASE_URL', DEFAULT_URL);
    const request = requestMaker(provider, baseUrl, connection.overrides);
    // The key wins where both are set; the service does not report its owner.
    const owner = setting(given, 'VARIABLE_API_KEY') ? '' : (setting(given, 'VARIABLE_CLIENT_ID') ?? '');
    const account = { client: owner };
    const auth = variableAuth(given, request, connection);
    const ownedBy = owner ? 'client' : 'account';
    return openSession('variable', { request, auth, account, identity: [baseUrl, owner], ownedBy }, connection);
  },
  bindings,
  exporters,
  listsContinue: false,
  whoami: async (session) => (await import('./whoami.js')).whoami(session),
};
