import { describe, expect, it } from 'vitest';
import { Stop } from '../../src/problems/stop.js';
import { providerNamed } from '../../src/providers/index.js';
import { accountId, address, requireSettings, type Settings, setting } from '../../src/providers/settings.js';

function stopOf(action: () => unknown): Stop {
  try {
    action();
  } catch (error) {
    if (error instanceof Stop) return error;
    throw error;
  }
  throw new Error('expected a Stop');
}

describe('address', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/api/', 'https://api.example.com/api'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('takes %s', (text, expected) => {
    expect(address({ URL: text }, 'URL')).toBe(expected);
  });

  it.each([
    ['http://api.example.com', 'INSECURE_ADDRESS'],
    ['http://127.0.0.1.example.com', 'INSECURE_ADDRESS'],
    ['http://localhost.example.com', 'INSECURE_ADDRESS'],
    ['ftp://127.0.0.1', 'BAD_SETTING'],
    ['api.example.com', 'BAD_SETTING'],
    ['https://ann:pass@api.example.com', 'BAD_SETTING'],
    ['https://api.example.com?key=1', 'BAD_SETTING'],
  ])('refuses %s', (text, code) => {
    expect(stopOf(() => address({ URL: text }, 'URL'))).toMatchObject({ kind: 'usage', code });
  });

  it('takes the default when nothing is set', () => {
    expect(address({}, 'URL', 'https://api.dcycle.io')).toBe('https://api.dcycle.io');
  });
});

describe('setting', () => {
  it.each([
    [' key ', 'key'],
    ['', undefined],
    ['  ', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(setting({ KEY: value }, 'KEY')).toBe(expected);
  });

  it('refuses a key that no header can carry, without showing it', () => {
    const stop = stopOf(() => setting({ KEY: 'abc\ndef' }, 'KEY'));
    expect(stop).toMatchObject({ kind: 'usage', code: 'BAD_SETTING' });
    expect(stop.message).not.toContain('abc');
  });
});

describe('the id of an account', () => {
  it.each([
    ['7D0F3A52-6C1E-4B8E-9A55-0C1B8F0E2D11', '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11'],
    [' 7d0F3a52-6c1e-4b8e-9a55-0c1b8f0e2d11 ', '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11'],
    ['Group-A', 'Group-A'],
    ['', ''],
  ])('%j is %j', (value, expected) => {
    expect(accountId({ ID: value }, 'ID')).toBe(expected);
  });
});

describe('requireSettings', () => {
  const either = [[['KEY'], ['EMAIL', 'PASSWORD']], 'ORGANIZATION'] as const;
  const ask = (settings: Settings) => () => requireSettings({ title: 'Service', needs: either }, settings);

  it.each<Settings>([
    { KEY: 'k', ORGANIZATION: 'o' },
    { EMAIL: 'e', PASSWORD: 'p', ORGANIZATION: 'o' },
  ])('of %j misses nothing', (settings) => {
    expect(ask(settings)).not.toThrow();
  });

  it.each<readonly [Settings, string]>([
    [{}, 'KEY (or EMAIL and PASSWORD), ORGANIZATION'],
    [{ KEY: 'k' }, 'ORGANIZATION'],
    [{ EMAIL: 'e', ORGANIZATION: 'o' }, 'PASSWORD'],
    [{ KEY: ' ', ORGANIZATION: 'o' }, 'KEY (or EMAIL and PASSWORD)'],
  ])('of %j misses %j', (settings, missing) => {
    const stop = stopOf(ask(settings));
    expect(stop).toMatchObject({ kind: 'usage', code: 'MISSING_SETTING' });
    expect(stop.message).toContain(`needs ${missing}, which`);
    expect(stop.hint).not.toBe('');
  });

  it.each([
    ['dcycle', ['DCYCLE_API_KEY', 'DCYCLE_ORGANIZATION_ID']],
    ['carboncloud', ['CARBONCLOUD_BASE_URL', 'CARBONCLOUD_USERNAME', 'CARBONCLOUD_PASSWORD']],
    ['variable', ['VARIABLE_API_KEY']],
  ] as const)('makes %s name all that is missing', (name, needed) => {
    const provider = providerNamed(name);
    // Nothing is used of a connection before the settings are complete.
    const stop = stopOf(() => provider.connect({}, {} as Parameters<typeof provider.connect>[1]));
    for (const one of needed) expect(stop.message).toContain(one);
    for (const { secret, name: setting } of provider.settings) expect(secret).toBe(/KEY|PASSWORD|SECRET/.test(setting));
  });
});
