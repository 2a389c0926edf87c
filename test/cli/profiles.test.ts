// Account settings from a profile of the config file: whose credentials count, and what cannot be meant.

import { expect, it } from 'vitest';
import { csvOf, purchase } from './tables.js';
import { openSandbox, openWorkDir } from './workdir.js';

it('takes account settings from a profile that names the variables', async () => {
  const sandbox = await openSandbox();
  const { DCYCLE_ORGANIZATION_ID, DCYCLE_API_KEY } = sandbox.environment;
  const dir = await openWorkDir();
  await dir.write('in.csv', csvOf([purchase()]));
  const profile = `
version: 1
profiles:
  trial:
    DCYCLE_BASE_URL: ${sandbox.url}
    DCYCLE_ORGANIZATION_ID: ${DCYCLE_ORGANIZATION_ID}
    DCYCLE_API_KEY: { env: TRIAL_KEY }
`;
  await dir.write('settings.yaml', profile);
  const args = ['import', 'in.csv', '--config', 'settings.yaml', '--profile', 'trial'];
  const unset = await dir.run(args);
  expect(unset.code).toBe(2);
  expect(unset.stderr).toContain('profile "trial" takes DCYCLE_API_KEY from the variable TRIAL_KEY, which is not set');
  // Checking needs no account.
  expect((await dir.run(['check', ...args.slice(1)])).code).toBe(0);
  const ran = await dir.run(args, { env: { TRIAL_KEY: DCYCLE_API_KEY, DCYCLE_API_KEY: 'sk_of_another_account' } });
  expect(ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(1);
});

it.each([
  { what: 'a key', held: 'DCYCLE_API_KEY: { env: TRIAL }', env: (key: string) => ({ TRIAL: key }) },
  {
    what: 'a login',
    held: 'DCYCLE_EMAIL: { env: TRIAL }\n    DCYCLE_PASSWORD: { env: PASS }',
    env: (_: string, email: string, password: string) => ({ TRIAL: email, PASS: password }),
  },
])('uses $what of the profile alone, whatever credentials the environment has', async ({ held, env }) => {
  const sandbox = await openSandbox();
  const { DCYCLE_ORGANIZATION_ID, DCYCLE_API_KEY = '', DCYCLE_EMAIL = '', DCYCLE_PASSWORD = '' } = sandbox.environment;
  const dir = await openWorkDir({ DCYCLE_BASE_URL: sandbox.url, DCYCLE_ORGANIZATION_ID });
  await dir.write('in.csv', csvOf([purchase()]));
  await dir.write('carbonsheet.yaml', `version: 1\nprofiles:\n  trial:\n    ${held}\n`);
  const others = {
    DCYCLE_API_KEY: 'sk_of_another_account',
    DCYCLE_EMAIL: 'somebody@example.com',
    DCYCLE_PASSWORD: 'of-another-account',
  };
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial'], {
    env: { ...others, ...env(DCYCLE_API_KEY, DCYCLE_EMAIL, DCYCLE_PASSWORD) },
  });
  expect(ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(1);
});

it('does not complete half a login with the credentials of the environment', async () => {
  const sandbox = await openSandbox();
  const dir = await openWorkDir(sandbox.environment);
  await dir.write('in.csv', csvOf([purchase()]));
  await dir.write('carbonsheet.yaml', 'version: 1\nprofiles:\n  trial:\n    DCYCLE_EMAIL: me@example.com\n');
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('DCYCLE_PASSWORD');
  expect(sandbox.stats().requests).toBe(0);
});

it('leaves the credentials of the environment to a profile that has none', async () => {
  const sandbox = await openSandbox();
  const dir = await openWorkDir({ ...sandbox.environment, DCYCLE_ORGANIZATION_ID: undefined });
  await dir.write('in.csv', csvOf([purchase()]));
  const { DCYCLE_ORGANIZATION_ID } = sandbox.environment;
  const settings = `DCYCLE_ORGANIZATION_ID: ${DCYCLE_ORGANIZATION_ID}`;
  await dir.write('carbonsheet.yaml', `version: 1\nprofiles:\n  trial:\n    ${settings}\n`);
  expect((await dir.run(['import', 'in.csv', '--profile', 'trial'])).code).toBe(0);
});

it.each([
  {
    config: 'profiles: { a: { DCYCLE_API_KY: { env: K } } }',
    says: ['profiles.a', 'DCYCLE_API_KY', 'DCYCLE_API_KEY?'],
  },
  { config: 'profiles: { a: { COLOUR: blue } }', says: ['profiles.a', 'COLOUR is no setting of any service'] },
  {
    config: 'routes: { dcycle: { listPurchase: { path: /x } } }',
    says: ['routes.dcycle', 'did you mean listPurchases?'],
  },
])('refuses a name that stands for nothing: $config', async ({ config, says }) => {
  const dir = await openWorkDir();
  await dir.write('carbonsheet.yaml', `version: 1\n${config}\n`);
  for (const args of [['routes'], ['check', 'in.csv'], ['import', 'in.csv']]) {
    const ran = await dir.run(args);
    expect(ran.code).toBe(2);
    for (const text of says) expect(ran.stderr).toContain(text);
  }
});
