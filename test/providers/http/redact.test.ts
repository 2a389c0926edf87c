import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, secretsIn } from '../../../src/providers/http/redact.js';

describe('redact', () => {
  it.each([
    ['Authorization: Bearer abc.def-123', 'abc.def-123'],
    ['authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['the key sk_live_4f9a is not known', 'sk_live_4f9a'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln expired', 'eyJhbGciOiJIUzI1NiJ9'],
    ['{"password":"hunter2","user":"ann"}', 'hunter2'],
    ['{"access_token": "opaque-1", "expires_in": 3600}', 'opaque-1'],
    ['grant_type=password&password=pa%26ss&username=ann', 'pa%26ss'],
    ["x-api-key: 'plain-key-1'", 'plain-key-1'],
    ['client_secret=s3cr3t', 's3cr3t'],
    ['the service says token: opaque-1', 'opaque-1'],
    ['GET https://api.example.com/token?access_token=opaque-1', 'opaque-1'],
    ['GET https://api.example.com/token=opaque-1', 'opaque-1'],
    ['{"auth/token":"opaque 1"}', 'opaque 1'],
    ['PUT https://s3.example.com/f?X-Amz-Credential=AKIA1&X-Amz-Signature=9f8e7d', '9f8e7d'],
    ['redirected to https://storage.example.com/f?X-Goog-Credential=me&X-Goog-Signature=9f8e7d', '9f8e7d'],
    ['https://ann:hunter2@api.example.com/v1', 'hunter2'],
  ])('hides what gives itself away: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[hidden]');
  });

  it.each([
    'POST https://api.dcycle.io/v1/purchases: HTTP 422: quantity: must be greater than 0',
    'POST https://auth.example.com/openid-connect/token: HTTP 401: invalid_grant',
    'the basic rate is 20 per second',
    'product "Token ring cable" has no sector',
    'request 3fa85f64-5717-4562-b3fc-2c963f66afa6, attempt 2',
  ])('leaves alone what is no secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('hides the given secrets wherever and however they stand', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
        const shown = redact(`${before}${secret}${after} ${encodeURIComponent(secret)}`, [secret]);
        // What the placeholder itself holds is not the secret.
        expect(shown.replaceAll('[hidden]', '\u0000')).not.toContain(secret);
      }),
    );
  });

  it('hides the longer of two secrets whole', () => {
    expect(redact('key abcdefgh', ['abcd', 'abcdefgh'])).toBe('key [hidden]');
  });
});

describe('secretsIn', () => {
  it('finds what a request carries, and nothing else', () => {
    const headers = { Authorization: 'Bearer abc123', 'x-organization-id': 'org', 'X-API-Key': 'key1' };
    const body = { kind: 'form', fields: { username: 'ann', password: 'hunter2', client_id: 'x' } } as const;
    expect([...secretsIn({ headers, body })].sort()).toEqual(['Bearer abc123', 'abc123', 'hunter2', 'key1']);
    const login = { kind: 'json', value: { email: 'ann', password: 'hunter2' } } as const;
    expect([...secretsIn({ headers: {}, body: login })]).toEqual(['hunter2']);
  });
});
