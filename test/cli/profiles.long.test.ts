// Account settings from a profile of the config file: whose credentials count, and what cannot be meant.

import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
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
  expect(unset.stderr).toContain('profile "trial" reads DCYCLE_API_KEY from the variable TRIAL_KEY, which is not set');
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
  await dir.writeTrusted('carbonsheet.yaml', `version: 1\nprofiles:\n  trial:\n    ${held}\n`);
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
  await dir.writeTrusted('carbonsheet.yaml', 'version: 1\nprofiles:\n  trial:\n    DCYCLE_EMAIL: me@example.com\n');
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('DCYCLE_PASSWORD');
  expect(sandbox.stats().requests).toBe(0);
});

it('takes a secret from a command, when an account is connected and not before', async () => {
  const sandbox = await openSandbox();
  const { DCYCLE_ORGANIZATION_ID, DCYCLE_API_KEY } = sandbox.environment;
  const dir = await openWorkDir({ DCYCLE_BASE_URL: sandbox.url, DCYCLE_ORGANIZATION_ID });
  await dir.write('in.csv', csvOf([purchase()]));
  const command = `echo ran >> ran.txt; echo unlocking >&2; echo ${DCYCLE_API_KEY}`;
  const config = { version: 1, profiles: { trial: { DCYCLE_API_KEY: { command } } } };
  await dir.writeTrusted('carbonsheet.json', JSON.stringify(config));
  for (const args of [['check', 'in.csv'], ['datasets'], ['routes'], ['template', 'purchases']])
    expect((await dir.run([...args, '--profile', 'trial'])).code, args.join(' ')).toBe(0);
  expect(dir.has('ran.txt')).toBe(false);
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain('unlocking');
  expect(ran.stdout + ran.stderr).not.toContain(DCYCLE_API_KEY);
  expect(sandbox.purchases()).toHaveLength(1);
});

it.each([
  { what: 'fails', command: 'echo sk_live_secret; exit 4', says: 'ended with code 4' },
  { what: 'prints nothing', command: 'true', says: 'printed nothing' },
])('stops when the command for a secret $what, and never shows its output', async ({ command, says }) => {
  const dir = await openWorkDir({ DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11' });
  await dir.write('in.csv', csvOf([purchase()]));
  const profiles = { trial: { DCYCLE_API_KEY: { passwordCommand: command } } };
  await dir.writeTrusted('carbonsheet.yml', JSON.stringify({ version: 1, profiles }));
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(`the command for DCYCLE_API_KEY of profile "trial" ${says}`);
  expect(ran.stdout + ran.stderr).not.toContain('sk_live_secret');
});

it('runs no command out of a config file that everybody may change', async () => {
  const dir = await openWorkDir({ DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11' });
  await dir.write('in.csv', csvOf([purchase()]));
  const profiles = { trial: { DCYCLE_API_KEY: { command: 'echo ran > ran.txt' } } };
  await dir.writeTrusted('carbonsheet.yaml', JSON.stringify({ version: 1, profiles }));
  await chmod(join(dir.path, 'carbonsheet.yaml'), 0o666);
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('everybody may change it');
  expect(dir.has('ran.txt')).toBe(false);
});

it('asks for nothing where there is no terminal', async () => {
  const dir = await openWorkDir({ DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11' });
  await dir.write('in.csv', csvOf([purchase()]));
  await dir.writeTrusted('carbonsheet.yaml', 'version: 1\nprofiles:\n  trial:\n    DCYCLE_API_KEY: { prompt: true }\n');
  const ran = await dir.run(['import', 'in.csv', '--profile', 'trial']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('asks for DCYCLE_API_KEY, and there is no terminal to ask at');
  expect((await dir.run(['import', 'in.csv'])).stderr).toContain('Dcycle needs DCYCLE_API_KEY');
});

it.each(['carbonsheet.yaml', 'carbonsheet.yml', 'carbonsheet.json'])('finds %s by itself', async (file) => {
  const dir = await openWorkDir();
  await dir.writeTrusted(
    file,
    JSON.stringify({ version: 1, routes: { dcycle: { listPurchases: { path: '/v9/buys' } } } }),
  );
  expect((await dir.run(['routes', 'dcycle'])).stdout).toContain('GET /v9/buys');
});

it('does not choose between several config files', async () => {
  const dir = await openWorkDir();
  for (const file of ['carbonsheet.yaml', 'carbonsheet.json']) await dir.write(file, '{"version": 1}');
  const ran = await dir.run(['routes']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('carbonsheet.yaml and carbonsheet.json');
  expect((await dir.run(['routes', '--config', 'carbonsheet.json'])).code).toBe(0);
});

it('leaves the credentials of the environment to a profile that has none', async () => {
  const sandbox = await openSandbox();
  const dir = await openWorkDir({ ...sandbox.environment, DCYCLE_ORGANIZATION_ID: undefined });
  await dir.write('in.csv', csvOf([purchase()]));
  const { DCYCLE_ORGANIZATION_ID } = sandbox.environment;
  const settings = `DCYCLE_ORGANIZATION_ID: ${DCYCLE_ORGANIZATION_ID}`;
  await dir.writeTrusted('carbonsheet.yaml', `version: 1\nprofiles:\n  trial:\n    ${settings}\n`);
  expect((await dir.run(['import', 'in.csv', '--profile', 'trial'])).code).toBe(0);
});

it.each([
  {
    config: 'profiles: { a: { DCYCLE_API_KY: { env: K } } }',
    says: ['profiles.a', 'DCYCLE_API_KY', 'DCYCLE_API_KEY?'],
  },
  {
    config: 'profiles: { a: { DCYCLE_API_KEY: { file: k } } }',
    says: ['profiles.a.DCYCLE_API_KEY', '{ command: "…" }'],
  },
  { config: 'profiles: { a: { COLOUR: blue } }', says: ['profiles.a', 'COLOUR is not a setting of any service'] },
  {
    config: 'routes: { dcycle: { listPurchase: { path: /x } } }',
    says: ['routes.dcycle', 'did you mean listPurchases?'],
  },
])('refuses a name that stands for nothing: $config', async ({ config, says }) => {
  const dir = await openWorkDir();
  await dir.writeTrusted('carbonsheet.yaml', `version: 1\n${config}\n`);
  for (const args of [['routes'], ['check', 'in.csv'], ['import', 'in.csv']]) {
    const ran = await dir.run(args);
    expect(ran.code).toBe(2);
    for (const text of says) expect(ran.stderr).toContain(text);
  }
});
