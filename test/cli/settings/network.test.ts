// Proxies and certificates out of the environment.

import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../src/cli/settings/network.js';
import { authority, authorityFile } from '../../providers/secure-network.js';
import { openWorkDir } from '../workdir.js';

describe('the network', () => {
  it.each<readonly [Readonly<Record<string, string>>, string | undefined]>([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://a:1' }, 'http://a:1'],
    [{ https_proxy: 'http://b:1', HTTPS_PROXY: 'http://a:1' }, 'http://b:1'],
    [{ HTTP_PROXY: 'http://c:1' }, 'http://c:1'],
    [{ HTTPS_PROXY: 'https://a:1', HTTP_PROXY: 'http://c:1' }, 'https://a:1'],
    [{ https_proxy: '', HTTP_PROXY: 'c.example.com:8080' }, 'http://c.example.com:8080'],
    [{ HTTPS_PROXY: '' }, undefined],
  ])('of %j has the proxy %s', (env, proxy) => {
    expect(networkOf(env, undefined)).toEqual({ proxy, withoutProxy: undefined, trusted: [] });
  });

  it('has hosts that are reached without it', () => {
    expect(networkOf({ NO_PROXY: 'a.test', no_proxy: 'b.test' }, undefined).withoutProxy).toBe('b.test');
  });

  it.each(['ftp://ann:secret@proxy', 'http://', 'ann:secret@:::'])(
    'has no proxy at %s, and does not show it',
    (value) => {
      expect(() => networkOf({ HTTPS_PROXY: value }, undefined)).toThrow(
        expect.objectContaining({ kind: 'usage', code: 'BAD_PROXY', message: expect.not.stringContaining('secret') }),
      );
    },
  );

  it('trusts the certificates of a file, and those that Node is told of', () => {
    expect(networkOf({}, authorityFile).trusted).toEqual([authority.trim()]);
    expect(networkOf({ NODE_EXTRA_CA_CERTS: authorityFile }, authorityFile).trusted).toHaveLength(2);
    // By itself, Node trusts them already.
    expect(networkOf({ NODE_EXTRA_CA_CERTS: authorityFile }, undefined).trusted).toEqual([]);
  });

  it.each([
    ['no certificate', 'hello', 'holds no certificate'],
    ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'cannot be read'],
    ['nothing', undefined, 'cannot be read'],
  ])('refuses a file with %s', async (_, content, says) => {
    const dir = await openWorkDir();
    if (content !== undefined) await dir.write('ca.pem', content);
    expect(() => networkOf({}, `${dir.path}/ca.pem`)).toThrow(
      expect.objectContaining({ code: 'BAD_CA_FILE', message: expect.stringContaining(says) }),
    );
  });
});
