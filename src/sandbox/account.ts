// The demo accounts of the sandbox, by the names of carbonsheet's environment variables.

/** Credentials and ids of the sandbox's first account. They are public and valid for a sandbox only. */
export const sandboxAccount = {
  DCYCLE_API_KEY: 'sk_sandbox_demo_key',
  DCYCLE_EMAIL: 'analyst@example.com',
  DCYCLE_PASSWORD: 'sandbox-password',
  DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
  DCYCLE_USER_ID: '3b9d6c1e-52f0-4f6a-8f0d-7a1c2e4b5d66',
  /** The import template of country sales. */
  DCYCLE_IMPORT_TEMPLATE: 'c2a6e0d4-8b7f-4e39-b1d5-5f90a3c7e822',
  CARBONCLOUD_USERNAME: 'analyst@example.com',
  CARBONCLOUD_PASSWORD: 'sandbox-password',
  CARBONCLOUD_GROUP_ID: 'a4e1b7c9-2d35-4f80-96be-1d7c3f5a9e33',
  VARIABLE_API_KEY: 'variable_sandbox_demo_key',
  VARIABLE_CLIENT_ID: 'sandbox-client',
  VARIABLE_CLIENT_SECRET: 'sandbox-secret',
} as const;

/** An organisation at Dcycle and an account at Variable, with data of their own. */
export interface SandboxAccount {
  readonly DCYCLE_API_KEY: string;
  readonly DCYCLE_ORGANIZATION_ID: string;
  readonly VARIABLE_API_KEY: string;
  readonly VARIABLE_CLIENT_ID: string;
  readonly VARIABLE_CLIENT_SECRET: string;
  readonly organizationName: string;
}

/** The accounts. At CarbonCloud, one login sees both groups. */
export const accounts = {
  first: { ...sandboxAccount, organizationName: 'Demo Foods' },
  second: {
    DCYCLE_API_KEY: 'sk_sandbox_second_key',
    DCYCLE_ORGANIZATION_ID: '9c4f1b7e-3a28-4d65-b0c9-6e2d8a1f5c77',
    VARIABLE_API_KEY: 'variable_sandbox_second_key',
    VARIABLE_CLIENT_ID: 'sandbox-second-client',
    VARIABLE_CLIENT_SECRET: 'sandbox-second-secret',
    organizationName: 'Demo Foods Iberia',
  },
} as const satisfies Readonly<Record<string, SandboxAccount>>;

/** The name of an account. */
export type AccountName = keyof typeof accounts;

/** The groups of the account; the first is the one of CARBONCLOUD_GROUP_ID. */
export const groups: readonly { readonly id: string; readonly name: string }[] = [
  { id: sandboxAccount.CARBONCLOUD_GROUP_ID, name: 'Demo Foods retail' },
  { id: 'f6b0d2e8-91c4-4a57-8e3f-2b6d8c0a4e44', name: 'Demo Foods private label' },
];

/** The only client id that Keycloak accepts for the retailer service. */
export const carbonCloudClientId = 'carboncloud';

/** The base path of Variable: its paths begin with `/v1`, as Dcycle's do. */
export const variableBase = '/variable/api';

/** The login paths of Dcycle, CarbonCloud and Variable. */
export const dcycleLoginPath = '/auth/login';
export const carbonCloudTokenPath = '/realms/prod/protocol/openid-connect/token';
export const variableTokenPath = `${variableBase}/auth/token`;
export const loginPaths: readonly string[] = [dcycleLoginPath, carbonCloudTokenPath, variableTokenPath];

/** All settings of the services for an account of a sandbox at a base URL. The second one has the second group. */
export function sandboxEnvironment(url: string, account: AccountName = 'first'): Readonly<Record<string, string>> {
  const { organizationName: _, ...own } = accounts[account];
  return {
    DCYCLE_BASE_URL: url,
    CARBONCLOUD_BASE_URL: url,
    CARBONCLOUD_TOKEN_URL: `${url}${carbonCloudTokenPath}`,
    VARIABLE_BASE_URL: `${url}${variableBase}`,
    ...sandboxAccount,
    ...own,
    CARBONCLOUD_GROUP_ID: groups[account === 'first' ? 0 : 1]?.id ?? '',
  };
}
