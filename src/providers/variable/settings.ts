// The settings of Variable: base URL and account.

import type { ProviderSetting } from '../provider.js';

/** The default base URL. */
export const DEFAULT_URL = 'https://app.variable.global/api';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
  {
    name: 'VARIABLE_BASE_URL',
    required: false,
    secret: false,
    target: true,
    note: `The base URL of the service; default ${DEFAULT_URL}`,
  },
  { name: 'VARIABLE_API_KEY', required: true, secret: true, note: 'The API key, or client id and secret instead' },
  { name: 'VARIABLE_CLIENT_ID', required: false, secret: false, note: 'The client id, without an API key' },
  { name: 'VARIABLE_CLIENT_SECRET', required: false, secret: true, note: 'The secret of the client' },
];
