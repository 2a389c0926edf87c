// CarbonCloud Retailer: resold products, suppliers and footprints. Connects an account.

import { openSession, requestMaker } from '../open-session.js';
import type { Provider } from '../provider.js';
import { accountId, address, requireSettings, setting } from '../settings.js';
import { carbonCloudAuth } from './auth.js';
import { bindings, exporters } from './datasets/index.js';
import { routes } from './routes.js';
import { settings } from './settings.js';
import { titles } from './titles.js';

export const provider: Provider = {
  name: 'carboncloud',
  title: 'CarbonCloud',
  routes,
  titles,
  baseUrl: { setting: 'CARBONCLOUD_BASE_URL' },
  settings,
  needs: ['CARBONCLOUD_BASE_URL', 'CARBONCLOUD_USERNAME', 'CARBONCLOUD_PASSWORD'],
  connect(given, connection) {
    requireSettings(provider, given);
    const baseUrl = address(given, 'CARBONCLOUD_BASE_URL');
    const request = requestMaker(provider, baseUrl, connection.overrides);
    const account = { groupId: accountId(given, 'CARBONCLOUD_GROUP_ID') };
    // Without a group in the settings, the login identifies the account.
    const owner = account.groupId || (setting(given, 'CARBONCLOUD_USERNAME') ?? '');
    const auth = carbonCloudAuth(given, connection);
    const ownedBy = account.groupId ? 'group' : 'login';
    return openSession('carboncloud', { request, auth, account, identity: [baseUrl, owner], ownedBy }, connection);
  },
  bindings,
  exporters,
  listsContinue: true,
  whoami: async (session) => (await import('./whoami.js')).whoami(session),
};
