// Writing to an account for the first time, and to production: without a yes nothing is sent, and the command for it is told.

import { describe, expect, it } from 'vitest';
import { csvOf, product, purchase, purchases } from './tables.js';
import { countsOf, openWorkplace, type Ran, type RunOptions, type WorkDir } from './workdir.js';

/** The environment of somebody who has not said yes once and for all. */
const unasked: RunOptions = { env: { CARBONSHEET_YES: undefined } };

const nextOf = ({ stderr }: Ran): string => /^Next: carbonsheet (.*)$/m.exec(stderr)?.[1] ?? '';
const typed = (dir: WorkDir, line: string) => dir.run(line.split(' '), unasked);

describe('an account that was never written to', () => {
  it('needs --yes once, and says where what would be written', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf([...purchases(3), purchase({ country: 'nowhere' })]));
    const ran = await dir.run(['import', 'in.csv', '--invalid', 'skip', '--json'], unasked);
    expect(ran.code).toBe(2);
    const { results, summary } = await dir.runFolder(ran);
    expect(countsOf(summary.counts)).toEqual({ rows: 4, invalid: 1, unsent: 3 });
    expect(summary.exitCode).toBe(2);
    const { DCYCLE_ORGANIZATION_ID } = sandbox.environment;
    const host = sandbox.url.slice('http://'.length);
    for (const text of ['Dcycle', `organisation ${DCYCLE_ORGANIZATION_ID}`, host, '3 to create', '0 to update'])
      for (const said of [ran.stderr, results[0]?.message]) expect(said).toContain(text);
    expect(sandbox.purchases()).toHaveLength(0);
    expect(nextOf(ran)).toBe('import in.csv --invalid skip --yes --json');

    expect((await typed(dir, nextOf(ran))).code).toBe(4);
    expect(sandbox.purchases()).toHaveLength(3);
    await dir.write('more.csv', csvOf(purchases(5)));
    await dir.write('products.csv', csvOf([product()]));
    expect((await typed(dir, 'import more.csv')).code).toBe(0);
    expect(sandbox.purchases()).toHaveLength(5);
    // Another service is another account.
    const other = await typed(dir, 'import products.csv');
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('CarbonCloud, group ') });
  });

  it('is not asked about again when an import with a yes was killed before its first write', async () => {
    let onLookUp = (): void => undefined;
    const { dir, sandbox } = await openWorkplace({
      fault: ({ method }) => {
        if (method === 'GET') onLookUp();
        return undefined;
      },
    });
    await dir.write('in.csv', csvOf(purchases(3)));
    const { child, ended } = dir.start(['import', 'in.csv', '--yes'], unasked);
    onLookUp = () => child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    onLookUp = () => undefined;
    expect((await typed(dir, 'resume')).code).toBe(0);
    expect(sandbox.purchases()).toHaveLength(3);
  });

  it('is asked for by no command that writes nothing', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf([purchase()]));
    for (const line of ['check in.csv', 'plan in.csv', 'import in.csv --via file', 'export footprints --out out.csv'])
      expect((await typed(dir, line)).code, line).toBe(0);
    await typed(dir, 'import in.csv --yes --ledger one.db');
    expect(sandbox.purchases()).toHaveLength(1);
    // A ledger that knows nothing of the account, and a file whose rows are all there.
    expect((await typed(dir, 'import in.csv --ledger two.db')).code).toBe(0);
  });

  it('leaves all files, with one command for them', async () => {
    const { dir, sandbox } = await openWorkplace();
    for (const name of ['a.csv', 'b.csv']) await dir.write(name, csvOf([purchase({ product_name: name })]));
    const ran = await typed(dir, 'import a.csv b.csv');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Not processed: b.csv');
    expect(nextOf(ran)).toBe('import a.csv b.csv --yes');
    expect((await typed(dir, nextOf(ran))).code).toBe(0);
    expect(sandbox.purchases()).toHaveLength(2);
  });
});

it('needs --yes each time for a profile that is marked as production', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.writeTrusted(
    'carbonsheet.yaml',
    'version: 1\nprofiles:\n  live:\n    production: true\n  test:\n    production: false\n',
  );
  await dir.write('in.csv', csvOf(purchases(2)));
  await dir.write('more.csv', csvOf(purchases(4)));
  expect((await typed(dir, 'import in.csv --profile live --yes')).code).toBe(0);
  const ran = await typed(dir, 'import more.csv --profile live');
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/production.*2 to create/);
  expect(nextOf(ran)).toBe('import more.csv --yes --profile live');
  expect(sandbox.purchases()).toHaveLength(2);
  expect((await typed(dir, 'import in.csv --profile live')).code).toBe(0);
  expect((await typed(dir, 'import more.csv --profile test')).code).toBe(0);
  await dir.writeTrusted('carbonsheet.yaml', 'version: 1\nprofiles:\n  live:\n    production: perhaps\n');
  expect(await typed(dir, 'import in.csv --profile live')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('profiles.live.production'),
  });
});

describe('where only reading is allowed', () => {
  const config = 'version: 1\nprofiles:\n  watch:\n    readOnly: true\n  write:\n    readOnly: false\n';

  it.each([
    ['the option', 'import in.csv --yes --read-only', {}],
    ['the variable', 'import in.csv --yes', { CARBONSHEET_READ_ONLY: '1' }],
    ['the profile', 'import in.csv --yes --profile watch', {}],
    ['the profile, whatever the option says', 'import in.csv --yes --profile watch --no-read-only', {}],
  ])('%s stops an import before anything is connected', async (_, line, env) => {
    const { dir, sandbox } = await openWorkplace();
    await dir.writeTrusted('carbonsheet.yaml', config);
    await dir.write('in.csv', csvOf(purchases(2)));
    const ran = await dir.run(line.split(' '), { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('only reading is allowed');
    expect(dir.has('.carbonsheet/ledger.db')).toBe(false);
    expect(sandbox.stats().byRoute).toEqual({});
  });

  it('a plan names an import that is allowed to write', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(2)));
    const ran = await dir.run(['plan', 'in.csv', '--read-only']);
    expect(ran.code).toBe(0);
    expect(nextOf(ran)).toBe('import in.csv');
    expect(sandbox.purchases()).toHaveLength(0);
  });
});
