// What a config file may do before it is trusted, and how trust is kept.

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../../src/cli/settings/config.js';
import { demandsOf, isHarmless, requireTrusted } from '../../../src/cli/settings/trust.js';
import { addTrusted, isTrusted, removeTrusted, trustedFiles } from '../../../src/cli/settings/trust-store.js';
import { Stop } from '../../../src/problems/stop.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'carbonsheet-trust-')));
afterAll(() => rmSync(folder, { recursive: true }));

function stopOf(work: () => unknown): Stop | undefined {
  try {
    work();
    return undefined;
  } catch (cause) {
    if (cause instanceof Stop) return cause;
    throw cause;
  }
}

describe('an option of a file that is not trusted', () => {
  it.each([
    ['concurrency', 8],
    ['decimal', ','],
    ['no-color', true],
    ['on-existing', 'skip'],
    ['yes', false],
    ['runs-dir', 'out/runs'],
    ['ledger', './state/../ledger.db'],
  ])('counts: %s %s', (option, value) => expect(isHarmless(option, value)).toBe(true));

  it.each([
    ['yes', true],
    ['deletes', 1000],
    ['on-existing', 'update'],
    ['invalid', 'skip'],
    ['canary', false],
    ['force', true],
    ['limit', 'rows=1e9'],
    ['mapping', 'map.yaml'],
    ['profile', 'live'],
    ['ca-file', 'ca.pem'],
    ['openapi', 'api.yaml'],
    ['runs-dir', '../runs'],
    ['runs-dir', 'a/../../runs'],
    ['ledger', '/tmp/ledger.db'],
    ['ledger', 'C:\\ledger.db'],
    ['ledger', '..\\ledger.db'],
    ['constructor', true],
    ['an-option-of-tomorrow', true],
  ])('does not count: %s %s', (option, value) => expect(isHarmless(option, value)).toBe(false));
});

describe('trust', () => {
  const env = { CARBONSHEET_STATE_DIR: join(folder, 'state') };
  const file = join(folder, 'carbonsheet.yaml');

  it('is of one file with one content, until it is revoked', () => {
    writeFileSync(file, 'a');
    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'a');
    expect(isTrusted(file, 'a', env)).toBe(false);
    addTrusted(file, 'a', env);
    addTrusted(file, 'b', env);
    const link = join(folder, 'link.yaml');
    symlinkSync(file, link);
    expect([isTrusted(file, 'a', env), isTrusted(link, 'a', env)]).toEqual([true, true]);
    expect([isTrusted(file, 'c', env), isTrusted(other, 'a', env)]).toEqual([false, false]);
    expect(trustedFiles(env)).toEqual([file]);
    expect(removeTrusted(file, env)).toBe(2);
    expect(isTrusted(file, 'a', env)).toBe(false);
  });

  it.runIf(process.getuid !== undefined)('is kept where nobody else can write, and believed from nowhere else', () => {
    addTrusted(file, 'a', env);
    const store = join(folder, 'state', 'trusted');
    expect(statSync(store).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(store)) expect(statSync(join(store, name)).mode & 0o777).toBe(0o600);
    chmodSync(store, 0o777);
    expect(isTrusted(file, 'a', env)).toBe(false);
    expect(stopOf(() => addTrusted(file, 'b', env))).toMatchObject({ kind: 'output', code: 'TRUST_FOLDER' });
    chmodSync(store, 0o700);
    const linked = { CARBONSHEET_STATE_DIR: join(folder, 'linked') };
    mkdirSync(linked.CARBONSHEET_STATE_DIR);
    symlinkSync(store, join(linked.CARBONSHEET_STATE_DIR, 'trusted'));
    expect(isTrusted(file, 'a', linked)).toBe(false);
  });

  it('does not look for it in the folder that is to be trusted', () => {
    const home = { XDG_STATE_HOME: join(folder, 'home') };
    addTrusted(file, 'a', home);
    expect(isTrusted(file, 'a', home)).toBe(true);
    expect(readdirSync(join(folder, 'home', 'carbonsheet', 'trusted'))).toHaveLength(1);
    expect(isTrusted(file, 'never trusted', { XDG_STATE_HOME: 'home' })).toBe(false);
  });
});

describe('a part of a config file that needs trust', () => {
  const text = JSON.stringify({
    version: 1,
    options: { concurrency: 2, yes: true },
    profiles: { a: { DCYCLE_BASE_URL: 'https://b.example', DCYCLE_API_KEY: { passwordCommand: 'pass x' } } },
    routes: { dcycle: { listPurchases: { method: 'DELETE' } } },
    openapi: { variable: 'v.yaml' },
  });
  const file = join(folder, 'all.json');
  writeFileSync(file, text);
  const named = readConfig(file);
  const found: Config = { ...named, isTrusted: false };

  it('is shown whole, and nothing beside it', () => {
    expect(demandsOf(named)).toEqual([
      'options.yes: true',
      'profiles.a.DCYCLE_BASE_URL: https://b.example',
      'profiles.a.DCYCLE_API_KEY: the command pass x',
      'routes.dcycle.listPurchases: DELETE',
      `openapi.variable: ${join(folder, 'v.yaml')}`,
    ]);
  });

  it('counts where the file was named, and stops the command where it was found', () => {
    expect(stopOf(() => requireTrusted(named, ['profiles.a']))).toBeUndefined();
    expect(stopOf(() => requireTrusted(found, []))).toBeUndefined();
    const stop = stopOf(() => requireTrusted(found, ['profiles.a']));
    expect(stop).toMatchObject({ kind: 'usage', code: 'CONFIG_NOT_TRUSTED' });
    expect(stop?.message).toContain('profiles.a');
    expect(stop?.hint).toContain(`carbonsheet trust ${file}`);
    expect(stop?.hint).toContain(`--config ${file}`);
  });

  it.runIf(process.getuid !== undefined).each([
    [0o664, 'its group'],
    [0o646, 'everybody'],
  ])('never counts in a file of mode %o', (mode, who) => {
    chmodSync(file, mode);
    const stop = stopOf(() => requireTrusted(named, ['profiles.a']));
    expect(stop).toMatchObject({ kind: 'usage', code: 'CONFIG_NOT_OWN', message: expect.stringContaining(who) });
    expect(stop?.hint).toContain('chmod go-w');
    chmodSync(file, 0o644);
  });

  it('is no other config file', () => {
    const other = join(folder, 'another.yaml');
    writeFileSync(other, 'version: 1\noptions: { config: all.json }\n');
    expect(stopOf(() => readConfig(other))?.message).toContain('options.config');
  });
});
