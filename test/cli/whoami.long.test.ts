// Whether an account works, and whose it is.

import { expect, it } from 'vitest';
import { openWorkDir, openWorkplace } from './workdir.js';

it('proves every account whose settings are there, and names organisation and groups', async () => {
  const { dir, sandbox } = await openWorkplace();
  const ran = await dir.run(['whoami', '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('works') });
  const { DCYCLE_ORGANIZATION_ID, CARBONCLOUD_GROUP_ID } = sandbox.environment;
  const host = new URL(sandbox.url).host;
  const summary: unknown = JSON.parse(ran.stdout);
  expect(summary).toMatchObject({ version: 1, command: 'whoami', exitCode: 0 });
  expect(summary).toHaveProperty('accounts[0]', {
    provider: 'dcycle',
    host,
    credentials: { kind: 'key' },
    roundTripMs: expect.any(Number),
    owners: [{ kind: 'organisation', id: DCYCLE_ORGANIZATION_ID, name: expect.any(String), isChosen: true }],
    notes: ['0 purchases'],
  });
  expect(summary).toHaveProperty('accounts[1].credentials', { kind: 'login', lastsSeconds: 300 });
  expect(summary).toHaveProperty('accounts[1].owners', [
    { kind: 'group', id: CARBONCLOUD_GROUP_ID, name: 'Demo Foods retail', isChosen: true },
    { kind: 'group', id: expect.any(String), name: 'Demo Foods private label', isChosen: false },
  ]);
  expect(sandbox.purchases()).toEqual([]);
});

it('proves the account of a profile, and no other', async () => {
  const { dir } = await openWorkplace();
  const profiles = { trial: { DCYCLE_EMAIL: 'analyst@example.com', DCYCLE_PASSWORD: { env: 'PASS' } } };
  await dir.writeTrusted('carbonsheet.json', JSON.stringify({ version: 1, profiles }));
  const ran = await dir.run(['whoami', '--profile', 'trial'], { env: { PASS: 'sandbox-password' } });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^Dcycle at 127\.0\.0\.1:\d+ {2}works\n {2}organisation 7d0f3a52/);
  expect(ran.stdout).toContain('login, for a token that is valid for another 60 min');
  expect(ran.stdout).not.toContain('CarbonCloud');
});

it.each([
  {
    what: 'a key that is refused',
    args: ['dcycle'],
    env: { DCYCLE_API_KEY: 'sk_live_1' },
    code: 6,
    says: 'refuses these credentials',
  },
  {
    what: 'a password that is refused',
    args: ['carboncloud'],
    env: { CARBONCLOUD_PASSWORD: 'x' },
    code: 6,
    says: 'refuses these credentials',
  },
  {
    what: 'a missing setting',
    args: ['dcycle'],
    env: { DCYCLE_ORGANIZATION_ID: undefined },
    code: 2,
    says: 'Dcycle needs DCYCLE_ORGANIZATION_ID',
  },
  {
    what: 'several groups and none chosen',
    args: ['carboncloud'],
    env: { CARBONCLOUD_GROUP_ID: undefined },
    code: 2,
    says: 'CARBONCLOUD_GROUP_ID is not set',
  },
  {
    what: 'one account of two',
    args: [],
    env: { DCYCLE_API_KEY: 'sk_live_1' },
    code: 6,
    says: 'refuses these credentials',
  },
])('tells of $what by its exit code', async ({ args, env, code, says }) => {
  const { dir } = await openWorkplace();
  const ran = await dir.run(['whoami', ...args, '--json'], { env });
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain(says);
  expect(JSON.parse(ran.stdout)).toMatchObject({ command: 'whoami', exitCode: code });
  expect(ran.stdout + ran.stderr).not.toContain('sk_live_1');
});

it('tells that no account is set up', async () => {
  const dir = await openWorkDir();
  const ran = await dir.run(['whoami']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('no service has settings');
});
