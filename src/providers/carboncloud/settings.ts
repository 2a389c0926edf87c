// The settings that CarbonCloud reads: where the service is, and whose account it is.

import type { ProviderSetting } from '../provider.js';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
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
];
