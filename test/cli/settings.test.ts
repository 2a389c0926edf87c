// Where options and account settings come from, and what is printed where.

import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { countsOf, openSandbox, openWorkDir, openWorkplace, summaryOf } from './workdir.js';

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
  await dir.write('carbonsheet.yaml', 'version: 1\noptions:\n  concurrency: 8\n  onExisting: update\n');
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
  const ran = await dir.run(['datasets'], { env });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(text);
});

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
  expect((await dir.run(args)).code).toBe(2);
  const ran = await dir.run(args, { env: { TRIAL_KEY: DCYCLE_API_KEY, DCYCLE_API_KEY: 'sk_of_another_account' } });
  expect(ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(1);
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

it('prints one summary per file, and ends with the first exit code that is not 0', async () => {
  const { dir } = await openWorkplace();
  await dir.write('good.csv', csvOf(purchases(2)));
  await dir.write('bad.csv', csvOf([purchase({ country: '' })]));
  await dir.write('late.csv', csvOf([purchase()]));
  const ran = await dir.run(['import', 'good.csv', 'bad.csv', 'none.csv', 'late.csv', '--json']);
  expect(ran.code).toBe(3);
  const summaries = ran.stdout
    .trim()
    .split('\n')
    .map((line) => summaryOf({ ...ran, stdout: line }));
  expect(summaries.map(({ file, exitCode }) => [file, exitCode])).toEqual([
    ['good.csv', 0],
    ['bad.csv', 3],
    ['late.csv', 0],
  ]);
  expect(ran.stderr).toContain('none.csv');
});

it('prints only what went wrong with --quiet', async () => {
  const { dir } = await openWorkplace();
  await dir.write('good.csv', csvOf(purchases(2)));
  await dir.write('bad.csv', csvOf([purchase({ country: '' })]));
  const good = await dir.run(['import', 'good.csv', '--quiet']);
  expect(good).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const bad = await dir.run(['import', 'bad.csv', '--quiet']);
  expect(bad).toMatchObject({ code: 3, stdout: '' });
  expect(bad.stderr).toContain('1 of 1 rows is not fit to send');
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
