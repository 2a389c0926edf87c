// The command behind a company's proxy, whose certificates nobody else trusts.

import { afterEach, expect, it } from 'vitest';
import { authorityFile, type SecureNetwork, secureNetwork, serverName } from '../providers/secure-network.js';
import { openWorkDir } from './workdir.js';

const open: SecureNetwork[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const purchases = { items: [], total: 7, page: 1, size: 1, pages: 7 };

it.each([
  { what: '--ca-file', flags: ['--ca-file', authorityFile], env: {}, options: {} },
  { what: 'CARBONSHEET_CA_FILE', flags: [], env: { CARBONSHEET_CA_FILE: authorityFile }, options: {} },
  { what: 'the config file', flags: [], env: {}, options: { caFile: authorityFile } },
  { what: 'NODE_EXTRA_CA_CERTS', flags: [], env: { NODE_EXTRA_CA_CERTS: authorityFile }, options: {} },
])('reaches a service through HTTPS_PROXY, trusting what $what says', async ({ flags, env, options }) => {
  const network = await secureNetwork({ json: purchases });
  open.push(network);
  const account = { DCYCLE_BASE_URL: `https://${serverName}`, DCYCLE_API_KEY: 'sk_1', DCYCLE_ORGANIZATION_ID: 'o' };
  const dir = await openWorkDir(account);
  await dir.writeTrusted('carbonsheet.yaml', JSON.stringify({ version: 1, options }));
  const ran = await dir.run(['whoami', 'dcycle', ...flags], { env: { ...env, HTTPS_PROXY: network.proxy } });
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('7 purchases') });
  expect(network.tunnels.map(({ host }) => host)).toContain(`${serverName}:443`);
});

it('says what to do about a certificate that nobody trusts', async () => {
  const network = await secureNetwork({ json: purchases });
  open.push(network);
  const url = `https://localhost:${network.serverPort}`;
  const dir = await openWorkDir({ DCYCLE_BASE_URL: url, DCYCLE_API_KEY: 'sk_1', DCYCLE_ORGANIZATION_ID: 'o' });
  const ran = await dir.run(['whoami', 'dcycle']);
  expect(ran.code).toBe(7);
  expect(ran.stderr).toContain('--ca-file');
  expect(network.asked).toEqual([]);
});
