// Input that cannot be used: the command ends with its exit code and a message that names the place and the cure; nothing
// is sent, and nothing looks like a bug. Every kind of file is test/pipeline/unusable-files.test.ts's.

import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start-sandbox.js';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkplace, type Ran, type WorkDir } from './workdir.js';

const sound = csvOf([purchase()]);
const key = 'DCYCLE_API_KEY';

function expectRefusal(ran: Ran, code: number, texts: readonly string[], sandbox: Sandbox): void {
  expect(ran.code).toBe(code);
  for (const text of texts) expect(ran.stderr).toContain(text);
  expect(ran.stderr + ran.stdout).not.toMatch(/\bbug\b|\n\s+at .*:\d+|node:internal/i);
  expect(sandbox.purchases()).toEqual([]);
  expect(sandbox.stats().byRoute['POST /v1/purchases']).toBeUndefined();
}

interface Case {
  readonly what: string;
  /** The content of `in.csv`, or how the folder is made ready. */
  readonly given: string | Uint8Array | ((dir: WorkDir) => Promise<unknown>);
  /** @default ['import', 'in.csv'] */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly code: number;
  /** What standard error says. */
  readonly says: readonly string[];
}

async function refuse({ given, args = ['import', 'in.csv'], env = {}, sandbox: options, code, says }: Case) {
  const { dir, sandbox } = await openWorkplace(options);
  if (typeof given === 'function') await given(dir);
  else await dir.write('in.csv', given);
  const ran = await dir.run(args, { env });
  expectRefusal(ran, code, says, sandbox);
  return { dir, sandbox };
}

describe('a file', () => {
  it.each<Case>([
    { what: 'that is empty', given: '', code: 2, says: ['in.csv', 'empty'] },
    { what: 'that is not there', given: sound, args: ['import', 'out.csv'], code: 2, says: ['out.csv', 'no file'] },
    { what: 'with unknown columns', given: 'a,b\n1,2\n', code: 3, says: ['fit no dataset', '--dataset purchases'] },
  ])('$what', async (one) => {
    const { dir, sandbox } = await refuse(one);
    expect(sandbox.stats().requests).toBe(0);
    expect(await dir.runNames()).toEqual([]);
  });
});

describe('options and settings', () => {
  const configured = (text: string) => async (dir: WorkDir) => {
    await dir.write('in.csv', sound);
    await dir.writeTrusted('carbonsheet.yaml', text);
  };
  const profile = (settings: string) => configured(`version: 1\nprofiles:\n  demo:\n    ${settings}\n`);
  it.each<Case>([
    { what: 'no command', given: sound, args: [], code: 2, says: ['command'] },
    { what: 'an unknown command', given: sound, args: ['imprt', 'in.csv'], code: 2, says: ['import'] },
    { what: 'an unknown option', given: sound, args: ['import', 'in.csv', '--fast'], code: 2, says: ['fast'] },
    { what: 'no file', given: sound, args: ['import'], code: 2, says: ['usage: carbonsheet import FILE…'] },
    {
      what: 'a rate of no requests',
      given: sound,
      args: ['import', 'in.csv', '--rate', '0'],
      code: 2,
      says: ['--rate'],
    },
    { what: 'a rate in words', given: sound, args: ['import', 'in.csv', '--rate', 'fast'], code: 2, says: ['--rate'] },
    {
      what: 'half a request in flight',
      given: sound,
      args: ['import', 'in.csv', '--concurrency', '0.5'],
      code: 2,
      says: ['--concurrency'],
    },
    {
      what: 'an unknown decimal sign',
      given: sound,
      args: ['check', 'in.csv', '--decimal', ';'],
      code: 2,
      says: ['decimal'],
    },
    {
      what: 'an unknown dataset',
      given: sound,
      args: ['import', 'in.csv', '--dataset', 'purchase'],
      code: 2,
      says: ['"purchase"', 'purchases'],
    },
    {
      what: 'a mapping file that is not there',
      given: sound,
      args: ['import', 'in.csv', '--mapping', 'm.yaml'],
      code: 2,
      says: ['m.yaml'],
    },
    {
      what: 'a config file that is not there',
      given: sound,
      args: ['import', 'in.csv', '--config', 'c.yaml'],
      code: 2,
      says: ['c.yaml'],
    },
    { what: 'a config file that is no YAML', given: configured('version: [1'), code: 2, says: ['carbonsheet.yaml'] },
    {
      what: 'an unknown part of the config file',
      given: configured('version: 1\nprofile: {}\n'),
      code: 2,
      says: ['carbonsheet.yaml', 'profile'],
    },
    {
      what: 'an unknown profile',
      given: profile('DCYCLE_API_KEY: { env: K }'),
      args: ['import', 'in.csv', '--profile', 'live'],
      code: 2,
      says: ['"live"', 'demo'],
    },
    {
      what: 'a secret in the config file',
      given: profile('DCYCLE_API_KEY: s3cret'),
      args: ['import', 'in.csv', '--profile', 'demo'],
      code: 2,
      says: [key, 'environment'],
    },
  ])('$what', async (one) => {
    const { sandbox } = await refuse(one);
    expect(sandbox.stats().requests).toBe(0);
  });

  it('that are missing are named, all of them', async () => {
    const env = {
      DCYCLE_BASE_URL: undefined,
      [key]: undefined,
      DCYCLE_EMAIL: undefined,
      DCYCLE_PASSWORD: undefined,
      DCYCLE_ORGANIZATION_ID: undefined,
    };
    const says = [key, 'DCYCLE_EMAIL', 'DCYCLE_PASSWORD', 'DCYCLE_ORGANIZATION_ID'];
    const { dir, sandbox } = await refuse({ what: '', given: sound, env, code: 2, says });
    expect(sandbox.stats().requests).toBe(0);
    expect((await dir.runFolder()).results.map(({ status }) => status)).toEqual(['unsent']);
  });

  it('a file in the place of the runs folder', async () => {
    const given = async (dir: WorkDir) => {
      await dir.write('in.csv', sound);
      await dir.write('runs', 'a file');
    };
    const { sandbox } = await refuse({ what: '', given, code: 2, says: ['runs', '--runs-dir'] });
    expect(sandbox.stats().requests).toBe(0);
  });

  it('a file in the place of the ledger folder', async () => {
    const given = async (dir: WorkDir) => {
      await dir.write('in.csv', sound);
      await dir.write('.carbonsheet', 'a file');
    };
    await refuse({ what: '', given, code: 2, says: ['ledger.db', '--ledger'] });
  });
});

describe('the service', () => {
  const rows = csvOf(purchases(2));

  async function refuseRun(one: Omit<Case, 'what' | 'given'>): Promise<void> {
    const { dir } = await refuse({ what: '', given: rows, ...one });
    const run = await dir.runFolder();
    expect(run.results.map(({ status, code }) => `${status} ${code}`)).toEqual(['unsent NOT_SENT', 'unsent NOT_SENT']);
    expect(run.summary.exitCode).toBe(one.code);
  }

  it.each([
    { what: 'refuses the key', env: { [key]: 'sk_wrong' } },
    { what: 'refuses the password', env: { [key]: undefined, DCYCLE_PASSWORD: 'wr0ng-password' } },
    { what: 'knows no such organisation', env: { DCYCLE_ORGANIZATION_ID: '00000000-0000-4000-8000-000000000000' } },
  ])('$what', async ({ env }) => {
    await refuseRun({ env, code: 6, says: ['credentials'] });
  });

  it('answers with a web page', async () => {
    await refuseRun({ sandbox: { fault: () => ({ kind: 'html' }) }, code: 2, says: ['web page', 'DCYCLE_BASE_URL'] });
  });

  it('is down', async () => {
    await refuseRun({
      env: { DCYCLE_BASE_URL: `http://127.0.0.1:${await closedPort()}` },
      code: 7,
      says: ['could not be reached', 'ECONNREFUSED', 'Next: carbonsheet resume '],
    });
  });
});

/** A port of this machine on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 1;
}
