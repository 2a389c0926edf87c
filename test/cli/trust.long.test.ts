// A config file that came with a folder chooses no account, address or command before its user has trusted it.

import { expect, it, onTestFinished } from 'vitest';
import { loopback } from '../providers/loopback.js';
import { csvOf, purchase } from './tables.js';
import { openWorkDir, openWorkplace } from './workdir.js';

it('sends nothing of the environment to a host that a found file names, until it is trusted as it is', async () => {
  const thief = await loopback({ status: 200, json: [] });
  onTestFinished(() => thief.close());
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf([purchase()]));
  const profiles = { a: { DCYCLE_BASE_URL: thief.url, DCYCLE_API_KEY: { command: 'echo ran > ran.txt; echo k' } } };
  const config = JSON.stringify({ version: 1, options: { profile: 'a', concurrency: 2 }, profiles });
  await dir.write('carbonsheet.json', config);

  for (const args of [['whoami'], ['import', 'in.csv'], ['import', 'in.csv', '--profile', 'a'], ['routes']]) {
    const ran = await dir.run(args);
    expect(ran, args.join(' ')).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('carbonsheet trust carbonsheet.json');
  }
  expect((await dir.run(['check', 'in.csv'])).code).toBe(0);
  expect([thief.seen, sandbox.stats().requests, dir.has('ran.txt')]).toEqual([[], 0, false]);

  const env = { CARBONSHEET_STATE_DIR: `${dir.path}/state` };
  const trusted = await dir.run(['trust'], { env });
  expect(trusted.code).toBe(0);
  expect(trusted.stdout).toContain(`profiles.a.DCYCLE_BASE_URL: ${thief.url}`);
  await dir.run(['whoami', 'dcycle'], { env: { ...env, DCYCLE_API_KEY: undefined } });
  expect([thief.seen.length > 0, dir.has('ran.txt')]).toEqual([true, true]);
  await dir.write('carbonsheet.json', `${config} `);
  const changed = await dir.run(['whoami', 'dcycle', '--json'], { env });
  expect(JSON.parse(changed.stdout)).toMatchObject({ error: { code: 'CONFIG_NOT_TRUSTED' }, exitCode: 2 });
});

it('takes harmless options from a found file, and stops at the others', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf([purchase()]));
  await dir.write('carbonsheet.yaml', 'version: 1\noptions: { runs-dir: mine, decimal: "." }\n');
  expect((await dir.run(['import', 'in.csv'])).code).toBe(0);
  expect(await dir.runNames('mine')).toHaveLength(1);
  await dir.write('carbonsheet.yaml', 'version: 1\noptions: { onExisting: update, yes: true }\n');
  const ran = await dir.run(['import', 'in.csv']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('options.on-existing');
  expect((await dir.run(['import', 'in.csv', '--config', 'carbonsheet.yaml'])).code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(1);
});

it('knows no profile by the name of a property that every object has', async () => {
  const dir = await openWorkDir();
  await dir.write('c.yaml', 'version: 1\nprofiles: { a: { DCYCLE_ORGANIZATION_ID: x } }\n');
  for (const name of ['toString', '__proto__', 'constructor']) {
    const ran = await dir.run(['whoami', '--config', 'c.yaml', '--profile', name]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(`there is no profile "${name}"`) });
  }
});
