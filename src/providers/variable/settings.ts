// The settings that Variable reads: where the service is, and whose account it is.

import type { ProviderSetting } from '../provider.js';

/** Where the service is, if the settings do not say. */
export const DEFAULT_URL = 'https://app.variable.global/api';

/** Every setting, in the order of the documentation. */
export const settings: readonly ProviderSetting[] = [
  {
    name: 'VARIABLE_BASE_URL',
    required: false,
    secret: false,
    target: true,
    note: `Where the service is; default ${DEFAULT_URL}`,
  },
  { name: 'VARIABLE_API_KEY', required: true, secret: true, note: 'The API key (or client id and secret instead)' },
  { name: 'VARIABLE_CLIENT_ID', required: false, secret: false, note: 'The client, where there is no API key' },
  { name: 'VARIABLE_CLIENT_SECRET', required: false, secret: true, note: 'The secret that goes with the client' },
];
