// CarbonCloud Retailer: resold products and their footprints. Connects an account; the datasets are in their own files.

import type { Provider } from '../provider.js';
import { openSession, requestMaker } from '../session.js';
import { address, requireSettings, setting } from '../settings.js';
import { carbonCloudAuth } from './auth.js';
import { routes } from './routes.js';
import { titles } from './titles.js';
import { whoami } from './whoami.js';

export const provider: Provider = {
  name: 'carboncloud',
  title: 'CarbonCloud',
  routes,
  titles,
  baseUrl: { setting: 'CARBONCLOUD_BASE_URL' },
  settings: [
    {
      name: 'CARBONCLOUD_BASE_URL',
      required: true,
      secret: false,
      target: true,
      note: 'Where the service is; its public pages do not say, ask CarbonCloud',
    },
    {
      name: 'CARBONCLOUD_TOKEN_URL',
      required: false,
      secret: false,
      target: true,
      note: 'Where logins go; default as the public pages say',
    },
    { name: 'CARBONCLOUD_USERNAME', required: true, secret: false, note: 'The login' },
    { name: 'CARBONCLOUD_PASSWORD', required: true, secret: true, note: 'The password that goes with it' },
    {
      name: 'CARBONCLOUD_GROUP_ID',
      required: false,
      secret: false,
      target: true,
      note: 'The group, a UUID; needed where the account has several',
    },
  ],
  needs: ['CARBONCLOUD_BASE_URL', 'CARBONCLOUD_USERNAME', 'CARBONCLOUD_PASSWORD'],
  connect(settings, connection) {
    requireSettings(provider, settings);
    const baseUrl = address(settings, 'CARBONCLOUD_BASE_URL');
    const request = requestMaker(provider, baseUrl, connection.overrides);
    const account = { groupId: setting(settings, 'CARBONCLOUD_GROUP_ID') ?? '' };
    // Without a group it is the login's only one.
    const owner = account.groupId || (setting(settings, 'CARBONCLOUD_USERNAME') ?? '');
    const auth = carbonCloudAuth(settings, connection);
    const ownedBy = account.groupId ? 'group' : 'login';
    return openSession('carboncloud', { request, auth, account, identity: [baseUrl, owner], ownedBy }, connection);
  },
  whoami,
};
