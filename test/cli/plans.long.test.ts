// Plans on the command line: kept, looked at, applied by their hash; and what scripts see.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkplace, type Ran } from './workdir.js';

const unasked = { env: { CARBONSHEET_YES: undefined } };
const nextOf = ({ stderr }: Ran): string => /^Next: carbonsheet (.*)$/m.exec(stderr)?.[1] ?? '';

it('prints the hash and the command that applies the plan, which does', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(3)));
  const planned = await dir.run(
    ['plan', 'in.csv', '--out', 'plan.json', '--out', 'plan.xlsx', '--runs-dir', 'own'],
    unasked,
  );
  expect(planned.code).toBe(0);
  const hash = /whole hash ([0-9a-f]{64})/.exec(planned.stdout)?.[1] ?? '';
  expect(nextOf(planned)).toBe(`import --runs-dir own --plan plan.json --plan-hash ${hash.slice(0, 12)}`);
  expect(dir.has('plan.xlsx')).toBe(true);
  expect((await dir.run(['plan', 'in.csv', '--out', 'plan.json'], unasked)).code).toBe(2);
  expect((await dir.run(['plan', 'in.csv', '--out', 'in.csv', '--force'], unasked)).code).toBe(2);

  // Somebody must agree.
  const alone = await dir.run(['import', '--plan', 'plan.json', '--runs-dir', 'own'], unasked);
  expect(alone.code).toBe(2);
  expect(nextOf(alone)).toBe(nextOf(planned));
  expect(sandbox.purchases()).toHaveLength(0);
  const applied = await dir.run([...nextOf(alone).split(' '), '--json'], unasked);
  expect(applied.code).toBe(0);
  expect(JSON.parse(applied.stdout)).toMatchObject({
    counts: { created: 3 },
    planFile: { hash, files: ['plan.json'] },
  });
  expect(sandbox.purchases()).toHaveLength(3);

  const late = await dir.run(['import', '--plan', 'plan.json', '--yes', '--runs-dir', 'own']);
  expect(late.code).toBe(8);
  expect(late.stderr).toContain('the plan is out of date');
});

it.each([
  ['a reading option', ['--dataset', 'purchases'], '--dataset'],
  ['another way with existing rows', ['--on-existing', 'update'], '--on-existing'],
  ['a rehearsal', ['--rehearse'], '--rehearse'],
  ['another file', ['other.csv'], 'other.csv'],
  ['another hash', ['--plan-hash', '0123456789'], '--plan-hash'],
])('refuses %s beside a plan', async (_, more, named) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(1)));
  await dir.run(['plan', 'in.csv', '--out', 'plan.json']);
  const ran = await dir.run(['import', '--plan', 'plan.json', '--yes', ...more]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(named);
  expect(sandbox.purchases()).toHaveLength(0);
});

it('ends with the codes of Terraform where that is asked for', async () => {
  const { dir } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(2)));
  await dir.write('faulty.csv', csvOf([purchase({ quantity: 'much' })]));
  const codeOf = async (...args: readonly string[]) => (await dir.run(['plan', ...args, '--detailed-exitcode'])).code;
  expect(await codeOf('in.csv')).toBe(2);
  expect(await codeOf('faulty.csv')).toBe(1);
  expect(await codeOf('missing.csv')).toBe(1);
  expect(await codeOf()).toBe(1);
  expect((await dir.run(['import', 'in.csv', '--yes'])).code).toBe(0);
  expect(await codeOf('in.csv')).toBe(0);
});

it('keeps to the plan when a killed import is resumed', async () => {
  let onWrite = (): void => undefined;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => {
      if (method === 'POST' && sandbox.purchases().length === 3) onWrite();
      return undefined;
    },
  });
  await dir.write('in.csv', csvOf(purchases(12)));
  await dir.run(['plan', 'in.csv', '--out', 'plan.json']);
  const { child, ended } = dir.start(['import', '--plan', 'plan.json', '--yes', '--concurrency', '1']);
  onWrite = () => child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  onWrite = () => undefined;
  await dir.run(['import', 'in.csv', '--runs-dir', 'other', '--ledger', 'other.db', '--stop-after', '5', '--yes']);
  const resumed = await dir.run(['resume', '--json']);
  expect(resumed.code).toBe(8);
  const { path } = await dir.runFolder(resumed);
  expect(dir.has(join(path, 'plan.json'))).toBe(true);
  expect(sandbox.purchases().length).toBeLessThan(12);
});
