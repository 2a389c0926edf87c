// Dcycle: purchases and sold products. Connects an account; what the datasets need of it is in their own files.

import type { Provider } from '../provider.js';
import { openSession, requestMaker } from '../session.js';
import { address, requireSettings, setting } from '../settings.js';
import { dcycleAuth } from './auth.js';
import { routes } from './routes.js';
import { titles } from './titles.js';
import { whoami } from './whoami.js';

const DEFAULT_URL = 'https://api.dcycle.io';

export const provider: Provider = {
  name: 'dcycle',
  title: 'Dcycle',
  routes,
  titles,
  baseUrl: { setting: 'DCYCLE_BASE_URL', usual: DEFAULT_URL },
  settings: [
    {
      name: 'DCYCLE_BASE_URL',
      required: false,
      secret: false,
      target: true,
      note: `Where the service is; default ${DEFAULT_URL}`,
    },
    { name: 'DCYCLE_API_KEY', required: true, secret: true, note: 'The API key (or email and password instead)' },
    { name: 'DCYCLE_EMAIL', required: false, secret: false, note: 'The login, where there is no API key' },
    { name: 'DCYCLE_PASSWORD', required: false, secret: true, note: 'The password that goes with the email' },
    { name: 'DCYCLE_ORGANIZATION_ID', required: true, secret: false, target: true, note: 'The organisation, a UUID' },
    {
      name: 'DCYCLE_USER_ID',
      required: false,
      secret: false,
      note: 'The user, a UUID; for --via bulk-csv and export units only',
    },
    {
      name: 'DCYCLE_IMPORT_TEMPLATE',
      required: false,
      secret: false,
      note: 'The import template for country sales, a UUID; without it use --via file',
    },
  ],
  needs: [[['DCYCLE_API_KEY'], ['DCYCLE_EMAIL', 'DCYCLE_PASSWORD']], 'DCYCLE_ORGANIZATION_ID'],
  connect(settings, connection) {
    requireSettings(provider, settings);
    const baseUrl = address(settings, 'DCYCLE_BASE_URL', DEFAULT_URL);
    const request = requestMaker(provider, baseUrl, connection.overrides);
    const account = {
      organizationId: setting(settings, 'DCYCLE_ORGANIZATION_ID') ?? '',
      importTemplate: setting(settings, 'DCYCLE_IMPORT_TEMPLATE') ?? '',
      userId: setting(settings, 'DCYCLE_USER_ID') ?? '',
    };
    const auth = dcycleAuth(settings, request, connection);
    const owner = { identity: [baseUrl, account.organizationId], ownedBy: 'organisation' } as const;
    return openSession('dcycle', { request, auth, account, ...owner }, connection);
  },
  whoami,
};
