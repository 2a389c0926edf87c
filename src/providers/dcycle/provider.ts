// Dcycle: purchases and sold products. Connects an account.

import { openSession, requestMaker } from '../open-session.js';
import type { Provider } from '../provider.js';
import { accountId, address, requireSettings } from '../settings.js';
import { dcycleAuth } from './auth.js';
import { bindings, exporters } from './datasets/index.js';
import { routes } from './routes.js';
import { DEFAULT_URL, settings } from './settings.js';
import { titles } from './titles.js';

export const provider: Provider = {
  name: 'dcycle',
  title: 'Dcycle',
  routes,
  titles,
  baseUrl: { setting: 'DCYCLE_BASE_URL', usual: DEFAULT_URL },
  settings,
  needs: [[['DCYCLE_API_KEY'], ['DCYCLE_EMAIL', 'DCYCLE_PASSWORD']], 'DCYCLE_ORGANIZATION_ID'],
  connect(given, connection) {
    requireSettings(provider, given);
    const baseUrl = address(given, 'DCYCLE_BASE_URL', DEFAULT_URL);
    const request = requestMaker(provider, baseUrl, connection.overrides);
    const account = {
      organizationId: accountId(given, 'DCYCLE_ORGANIZATION_ID'),
      importTemplate: accountId(given, 'DCYCLE_IMPORT_TEMPLATE'),
      userId: accountId(given, 'DCYCLE_USER_ID'),
    };
    const auth = dcycleAuth(given, request, connection);
    const owner = { identity: [baseUrl, account.organizationId], ownedBy: 'organisation' } as const;
    return openSession('dcycle', { request, auth, account, ...owner }, connection);
  },
  bindings,
  exporters,
  listsContinue: false,
  whoami: async (session) => (await import('./whoami.js')).whoami(session),
};
