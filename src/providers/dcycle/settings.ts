// The settings of Dcycle: base URL and account.

import type { ProviderSetting } from '../provider.js';

/** The default base URL. */
export const DEFAULT_URL = 'https://api.dcycle.io';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
  {
    name: 'DCYCLE_BASE_URL',
    required: false,
    secret: false,
    target: true,
    note: `The base URL of the service; default ${DEFAULT_URL}`,
  },
  { name: 'DCYCLE_API_KEY', required: true, secret: true, note: 'The API key, or email and password instead' },
  { name: 'DCYCLE_EMAIL', required: false, secret: false, note: 'The login, without an API key' },
  { name: 'DCYCLE_PASSWORD', required: false, secret: true, note: 'The password of the login' },
  { name: 'DCYCLE_ORGANIZATION_ID', required: true, secret: false, target: true, note: 'The organisation (a UUID)' },
  {
    name: 'DCYCLE_USER_ID',
    required: false,
    secret: false,
    note: 'The user (a UUID), only for --via bulk-csv and export units',
  },
  {
    name: 'DCYCLE_IMPORT_TEMPLATE',
    required: false,
    secret: false,
    note: 'The import template for country sales (a UUID); without it, use --via file',
  },
];
