// The settings of CarbonCloud: base URL and account.

import type { ProviderSetting } from '../provider.js';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
  {
    name: 'CARBONCLOUD_BASE_URL',
    required: true,
    secret: false,
    target: true,
    note: 'The base URL of the service; it is not published, ask CarbonCloud',
  },
  {
    name: 'CARBONCLOUD_TOKEN_URL',
    required: false,
    secret: false,
    target: true,
    note: 'The URL for logins; default as documented',
  },
  { name: 'CARBONCLOUD_USERNAME', required: true, secret: false, note: 'The login' },
  { name: 'CARBONCLOUD_PASSWORD', required: true, secret: true, note: 'The password of the login' },
  {
    name: 'CARBONCLOUD_GROUP_ID',
    required: false,
    secret: false,
    target: true,
    note: 'The group (a UUID), required where the account has several',
  },
];
