// Where an account's secrets come from: variables, commands, a question; each once, and only those that are needed.

import { describe, expect, it } from 'vitest';
import { accountSource } from '../../../src/cli/settings/account-settings.js';
import type { Config } from '../../../src/cli/settings/config.js';
import { type SecretMeans, settingsResolver } from '../../../src/cli/settings/secrets.js';
import type { ProviderName } from '../../../src/datasets/dataset.js';
import { providerNamed } from '../../../src/providers/index.js';

type Profile = Config['profiles'][string];

interface Setup {
  readonly profile?: Profile;
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: string;
}

function setUp({ profile, env = {}, answer }: Setup) {
  const ran: string[] = [];
  const asked: string[] = [];
  const means: SecretMeans = {
    env,
    run: async (command) => {
      ran.push(command);
      return `output of ${command}`;
    },
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
  };
  const profiles = profile === undefined ? {} : { trial: profile };
  const config: Config = {
    version: 1,
    options: {},
    profiles,
    openapi: {},
    file: undefined,
    content: '',
    isTrusted: true,
  };
  const source = accountSource(config, profile && 'trial', env);
  const resolve = settingsResolver(source, means);
  return { ran, asked, resolve: (name: ProviderName) => resolve(providerNamed(name)) };
}

const organization = { DCYCLE_ORGANIZATION_ID: 'o' };

describe('the secrets of an account', () => {
  it('come from variables and commands, each command run once', async () => {
    const profile = { ...organization, DCYCLE_API_KEY: { command: 'pass dcycle' } };
    const { resolve, ran } = setUp({ profile });
    const both = await Promise.all([resolve('dcycle'), resolve('dcycle')]);
    for (const settings of both) expect(settings).toMatchObject({ DCYCLE_API_KEY: 'output of pass dcycle' });
    expect(ran).toEqual(['pass dcycle']);
  });

  it('are not got for another service, nor for a login that the key makes needless', async () => {
    const profile = {
      ...organization,
      DCYCLE_API_KEY: { env: 'KEY' },
      DCYCLE_EMAIL: 'ann@example.com',
      DCYCLE_PASSWORD: { prompt: true } as const,
      VARIABLE_API_KEY: { command: 'pass variable' },
    };
    const { resolve, ran, asked } = setUp({ profile, env: { KEY: 'k' } });
    expect(await resolve('dcycle')).toMatchObject({ DCYCLE_API_KEY: 'k' });
    expect([...ran, ...asked]).toEqual([]);
  });

  it('are asked for where the profile says so, or where nothing else is missing', async () => {
    const told = setUp({ profile: { ...organization, DCYCLE_API_KEY: { prompt: true } }, answer: 'typed' });
    expect(await told.resolve('dcycle')).toMatchObject({ DCYCLE_API_KEY: 'typed' });
    expect(told.asked).toEqual(['Dcycle needs DCYCLE_API_KEY (profile trial)']);
    const missing = setUp({ env: { ...organization, DCYCLE_EMAIL: 'ann@example.com' }, answer: 'typed' });
    expect(await missing.resolve('dcycle')).toMatchObject({ DCYCLE_PASSWORD: 'typed' });
    expect(missing.asked).toEqual(['Dcycle needs DCYCLE_PASSWORD']);
  });

  it('are not asked for while something else is missing', async () => {
    const { resolve, asked } = setUp({ env: { CARBONCLOUD_USERNAME: 'ann' }, answer: 'typed' });
    await expect(resolve('carboncloud')).rejects.toMatchObject({
      code: 'MISSING_SETTING',
      message: expect.stringContaining('CARBONCLOUD_BASE_URL'),
    });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      'nobody is there and the profile asks',
      { ...organization, DCYCLE_API_KEY: { prompt: true } } as const,
      'NO_TERMINAL',
    ],
    ['nobody is there', organization, 'MISSING_SETTING'],
    ['a variable is not set', { ...organization, DCYCLE_API_KEY: { env: 'NONE' } }, 'VARIABLE_NOT_SET'],
  ])('are missed when %s', async (_, profile, code) => {
    const { resolve } = setUp({ profile });
    await expect(resolve('dcycle')).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('are missed when nothing is typed', async () => {
    const { resolve } = setUp({ profile: organization, answer: '' });
    await expect(resolve('dcycle')).rejects.toMatchObject({ code: 'MISSING_SETTING' });
  });
});

describe('a profile', () => {
  it.each([
    ['holds a secret', { DCYCLE_API_KEY: 'sk_live_1' }, 'SECRET_IN_CONFIG'],
    ['asks for what is no secret', { DCYCLE_ORGANIZATION_ID: { prompt: true } } as const, 'CONFIG'],
    ['has a command for what is no secret', { DCYCLE_BASE_URL: { command: 'x' } }, 'CONFIG'],
  ])('is refused when it %s', (_, profile, code) => {
    expect(() => setUp({ profile })).toThrow(expect.objectContaining({ kind: 'usage', code }));
  });
});
