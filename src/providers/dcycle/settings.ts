// The settings that Dcycle reads: where the service is, and whose account it is.

import type { ProviderSetting } from '../provider.js';

/** Where the service is, if the settings do not say. */
export const DEFAULT_URL = 'https://api.dcycle.io';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
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
];
