// Several files in one command: one line of JSON each, the gravest exit code, and what keeps the others from being taken up.

import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkplace } from './workdir.js';

interface Line {
  readonly file: string;
  readonly exitCode: number;
  readonly error?: { readonly kind: string; readonly code: string; readonly message: string; readonly hint: string };
}

function lines(stdout: string): readonly (readonly [string, number, string | undefined])[] {
  return stdout
    .trim()
    .split('\n')
    .map((text) => {
      const { file, exitCode, error } = JSON.parse(text) as Line;
      return [file, exitCode, error?.code] as const;
    });
}

it('prints one line of JSON for every file, and ends with the gravest exit code', async () => {
  const { dir } = await openWorkplace();
  await dir.write('good.csv', csvOf(purchases(2)));
  await dir.write('bad.csv', csvOf([purchase({ country: '' })]));
  await dir.write('late.csv', csvOf([purchase()]));
  const ran = await dir.run(['import', 'good.csv', 'none.csv', 'bad.csv', 'late.csv', '--json']);
  expect(ran.code).toBe(3);
  expect(lines(ran.stdout)).toEqual([
    ['good.csv', 0, undefined],
    ['none.csv', 2, 'FILE_MISSING'],
    ['bad.csv', 3, undefined],
    ['late.csv', 0, undefined],
  ]);
  expect(ran.stderr).toContain('none.csv');
});

it.each([
  { files: ['some.csv', 'none.csv'], options: ['--invalid', 'skip'], code: 4 },
  { files: ['none.csv', 'some.csv'], options: ['--invalid', 'skip'], code: 4 },
  { files: ['some.csv', 'none.csv'], options: [], code: 3 },
  { files: ['none.csv', 'some.csv'], options: [], code: 3 },
  { files: ['good.csv', 'none.csv'], options: [], code: 2 },
])('keeps the gravest code of $files $options', async ({ files, options, code }) => {
  const { dir } = await openWorkplace();
  await dir.write('good.csv', csvOf(purchases(1)));
  await dir.write('some.csv', csvOf([purchase({ country: '' }), purchase({ product_name: 'Sound' })]));
  expect((await dir.run(['import', ...files, ...options])).code).toBe(code);
});

const three = ['a.csv', 'b.csv', 'c.csv'];

async function openThree(options: Parameters<typeof openWorkplace>[0] = {}) {
  const { dir, sandbox } = await openWorkplace(options);
  for (const [index, file] of three.entries())
    await dir.write(
      file,
      csvOf(purchases(20).map((row) => ({ ...row, product_name: `${row.product_name} ${index}` }))),
    );
  return { dir, sandbox };
}

it('leaves the other files alone after an interrupt, and names them and the command that goes on', async () => {
  let onFifth = (): void => undefined;
  const { dir, sandbox } = await openThree({
    fault: ({ method, count }) => {
      if (method === 'POST' && count === 5) onFifth();
      return undefined;
    },
  });
  const { child, ended } = dir.start(['import', ...three, '--rate', '50', '--json']);
  onFifth = () => child.kill('SIGINT');
  const ran = await ended;
  expect(ran.code).toBe(130);
  expect(lines(ran.stdout)).toEqual([
    ['a.csv', 130, undefined],
    ['b.csv', 130, 'NOT_TAKEN_UP'],
    ['c.csv', 130, 'NOT_TAKEN_UP'],
  ]);
  expect(ran.stderr).toContain('Not processed: b.csv, c.csv\n');
  expect(ran.stderr).toContain('Next: carbonsheet import b.csv c.csv --rate 50 --yes --json\n');
  expect(await dir.runNames()).toHaveLength(1);

  expect((await dir.run(['import', ...three])).code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(60);
});

it.each([
  { what: 'refuses the credentials', env: { DCYCLE_API_KEY: 'sk_wrong' }, code: 6, next: undefined },
  {
    what: 'is down',
    env: { DCYCLE_BASE_URL: 'http://127.0.0.1:9' },
    code: 7,
    // The file that was taken up has a run; what is said last is about the others.
    next: 'carbonsheet import b.csv c.csv --yes',
  },
])('leaves the other files alone when the service $what', async ({ env, code, next }) => {
  const { dir } = await openThree();
  const ran = await dir.run(['import', ...three], { env });
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain('Not processed: b.csv, c.csv\n');
  expect([...ran.stderr.matchAll(/^Next: (.*)$/gm)].at(-1)?.[1]).toBe(next);
  expect(await dir.runNames()).toHaveLength(1);
});

it('gives every file its own next command', async () => {
  const { dir } = await openWorkplace();
  await dir.write('bad.csv', csvOf([purchase({ country: '' })]));
  await dir.write('good.csv', csvOf(purchases(1)));
  await dir.write('worse.csv', csvOf([purchase({ quantity: 'x' })]));
  const ran = await dir.run(['import', 'bad.csv', 'good.csv', 'worse.csv', '--invalid', 'stop']);
  expect(ran.stderr.match(/^Next.*$/gm)).toEqual([
    'Next: carbonsheet import bad.csv --invalid skip --yes',
    'Next: carbonsheet import worse.csv --invalid skip --yes',
  ]);
});

it('stops before the first file for all of them when no file can be taken up', async () => {
  const { dir } = await openThree();
  const ran = await dir.run(['import', ...three, '--profile', 'nobody', '--json']);
  expect(ran.code).toBe(2);
  expect(lines(ran.stdout)).toEqual(three.map((file) => [file, 2, 'NO_SUCH_PROFILE']));
  expect(ran.stderr.match(/Stopped:/g)).toHaveLength(1);
  expect(ran.stderr).not.toContain('Next');
});
