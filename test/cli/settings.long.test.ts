// Where options come from, and what of them is kept to itself.

import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { countsOf, openWorkDir, openWorkplace, summaryOf } from './workdir.js';

it('takes options from the flag, else the environment, else the config file, else the default', async () => {
  const { dir } = await openWorkplace();
  await dir.write('in.csv', csvOf([purchase()]));
  const config = 'version: 1\noptions:\n  on-existing: fail\n  runs-dir: from-config\n';
  await dir.write('settings/carbonsheet.yaml', config);
  const configured = ['--config', 'settings/carbonsheet.yaml'];
  const env = { CARBONSHEET_ON_EXISTING: 'skip', CARBONSHEET_RUNS_DIR: 'from-env' };
  const flags = ['--on-existing', 'fail', '--runs-dir', 'from-flag'];
  const runs = [
    { args: [], env: {}, code: 0, folder: 'runs' },
    { args: configured, env: {}, code: 4, folder: 'from-config' },
    { args: configured, env, code: 0, folder: 'from-env' },
    { args: [...configured, ...flags], env, code: 4, folder: 'from-flag' },
  ];
  for (const { args, env: variables, code, folder } of runs) {
    const ran = await dir.run(['import', 'in.csv', ...args], { env: variables });
    expect(ran.code, folder).toBe(code);
    expect(await dir.runNames(folder)).toHaveLength(1);
  }
});

it('lets the defaults of one command stay out of the way of another', async () => {
  const dir = await openWorkDir();
  await dir.writeTrusted('carbonsheet.yaml', 'version: 1\noptions:\n  concurrency: 8\n  onExisting: update\n');
  await dir.write('in.csv', csvOf([purchase()]));
  const env = {
    CARBONSHEET_RATE: '50',
    CARBONSHEET_DATASET: 'purchases',
    CARBONSHEET_DEBUG: '1',
    CARBONSHEET_QUIET: '1',
  };
  expect(await dir.run(['check', 'in.csv'], { env })).toMatchObject({ code: 0, stdout: '' });
  expect((await dir.run(['template', '--all', '--out', 'templates'], { env })).code).toBe(0);
});

it.each([
  { what: 'a variable', env: { CARBONSHEET_ON_EXISTNG: 'update' }, options: '{}', text: 'CARBONSHEET_ON_EXISTNG' },
  { what: 'the config file', env: {}, options: '{ on-existng: update }', text: 'options.on-existng' },
])('refuses a default in $what for an option that no command has', async ({ env, options, text }) => {
  const dir = await openWorkDir();
  await dir.write('carbonsheet.yaml', `version: 1\noptions: ${options}\n`);
  const ran = await dir.run(['runs'], { env });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(text);
});

it.each([
  { what: 'a broken config file', config: 'version: [1', env: {}, says: 'carbonsheet.yaml' },
  { what: 'a config file of another version', config: 'version: 2\n', env: {}, says: 'expected version 1, got 2' },
  { what: 'a config file without a version', config: 'options: {}\n', env: {}, says: 'expected version 1, got none' },
  { what: 'an unknown variable', config: 'version: 1\n', env: { CARBONSHEET_RAET: '1' }, says: 'CARBONSHEET_RAET' },
])('lets $what block only what needs it', async ({ config, env, says }) => {
  const dir = await openWorkDir();
  await dir.write('carbonsheet.yaml', config);
  for (const args of [['--version'], ['import', '--help'], ['datasets']])
    expect(await dir.run(args, { env }), args.join(' ')).toMatchObject({ code: 0, stderr: '' });
  const routes = await dir.run(['routes'], { env });
  // The config file can override routes; a default of an option is nothing to them.
  expect(routes.code).toBe(Object.keys(env).length > 0 ? 0 : 2);
  for (const ran of [await dir.run(['check', 'in.csv'], { env }), ...(routes.code === 0 ? [] : [routes])]) {
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(says);
  }
});

it.each([
  { env: { CARBONSHEET_NO_COLOR: '1' }, flags: [], colour: false },
  { env: { CARBONSHEET_NO_COLOR: 'false' }, flags: [], colour: true },
  { env: { CARBONSHEET_COLOR: '1' }, flags: [], colour: true },
  { env: { CARBONSHEET_COLOR: 'yes' }, flags: ['--no-color'], colour: false },
])('takes a switch and its opposite from the environment: $env $flags', async ({ env, flags, colour }) => {
  const dir = await openWorkDir();
  const ran = await dir.run(['datasets', ...flags], { env });
  expect(ran.code).toBe(0);
  expect(ran.stdout.includes('\u001b[')).toBe(colour);
});

it('refuses a switch that is neither on nor off', async () => {
  const dir = await openWorkDir();
  const ran = await dir.run(['runs'], { env: { CARBONSHEET_QUIET: 'maybe' } });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('CARBONSHEET_QUIET: expected true or false, got "maybe"');
});

it.each([
  {
    args: ['import', 'in.csv', '--invalid', 'stop', '--invalid', 'skip'],
    says: '--invalid was given 2 times: stop, skip',
  },
  { args: ['export', 'units', '--out', 'a.csv', '--out', 'b.csv'], says: '--out was given 2 times: a.csv, b.csv' },
])('refuses two values where one is meant: $says', async ({ args, says }) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf([purchase()]));
  const ran = await dir.run(args);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(says);
  expect(sandbox.stats().requests).toBe(0);
});

it('takes limits of reading one by one, or with commas in between', async () => {
  const dir = await openWorkDir();
  await dir.write('in.csv', csvOf(purchases(3)));
  await dir.write('limits.yaml', 'version: 1\noptions:\n  limit: rows=3,columns=99\n');
  const env = { CARBONSHEET_LIMIT: 'columns=99,rows=3' };
  const runs = [
    { args: [], env: {}, code: 0, says: '' },
    { args: ['--config', 'limits.yaml'], env: {}, code: 2, says: '--limit rows=6' },
    { args: [], env, code: 2, says: '--limit rows=6' },
    { args: ['--limit', 'rows=4'], env, code: 0, says: '' },
    { args: ['--limit', 'rows=4', '--limit', 'columns=6'], env: {}, code: 2, says: '--limit columns=12' },
    { args: ['--limit', 'rosw=4'], env: {}, code: 2, says: 'unpacked-bytes=8GB' },
  ];
  for (const { args, env: variables, code, says } of runs) {
    for (const command of ['check', 'peek']) {
      const ran = await dir.run([command, 'in.csv', ...args], { env: variables });
      expect(ran.code, `${command} ${args}`).toBe(code);
      expect(ran.stderr).toContain(says);
    }
  }
});

it('logs in with a password where there is no key', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf([purchase()]));
  const ran = await dir.run(['import', 'in.csv'], { env: { DCYCLE_API_KEY: undefined } });
  expect(ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(1);
});

it('keeps secrets out of everything it prints and writes', async () => {
  const { dir, sandbox } = await openWorkplace({ tokenSeconds: 600 });
  const { DCYCLE_PASSWORD = '', DCYCLE_API_KEY = '' } = sandbox.environment;
  await dir.write('in.csv', csvOf(purchases(2)));
  for (const env of [{ DCYCLE_API_KEY: undefined }, { DCYCLE_API_KEY: `${DCYCLE_API_KEY}_wrong` }]) {
    const ran = await dir.run(['import', 'in.csv', '--verbose'], { env });
    const names = await dir.runNames();
    const files = await Promise.all(
      names.flatMap((name) => ['results.csv', 'summary.json'].map((file) => dir.read(`runs/${name}/${file}`))),
    );
    const all = [ran.stdout, ran.stderr, await dir.read('.carbonsheet/ledger.db'), ...files].join('\n');
    for (const secret of [DCYCLE_PASSWORD, `${DCYCLE_API_KEY}_wrong`, 'Bearer ey']) expect(all).not.toContain(secret);
  }
});

it('reads standard input, and colours only where that is asked for', async () => {
  const { dir, sandbox } = await openWorkplace();
  const stdin = csvOf([...purchases(3), purchase({ quantity: 'x' })], ';');
  const plain = await dir.run(['import', '-', '--invalid', 'skip', '--json'], { stdin });
  expect(plain.code).toBe(4);
  expect(countsOf(summaryOf(plain).counts)).toEqual({ rows: 4, created: 3, invalid: 1 });
  expect(sandbox.purchases()).toHaveLength(3);
  const colour = '\u001b[';
  expect(plain.stdout + plain.stderr).not.toContain(colour);
  const args = ['check', '-', '--runs-dir', 'checks'];
  expect((await dir.run([...args, '--color'], { stdin })).stdout).toContain(colour);
  expect((await dir.run([...args, '--no-color'], { stdin, env: { FORCE_COLOR: '1' } })).stdout).not.toContain(colour);
});
