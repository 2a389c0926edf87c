import { describe, expect, it } from 'vitest';
import type { ProviderName } from '../../src/datasets/dataset.js';
import { Stop } from '../../src/problems/stop.js';
import { ServiceError, type ServiceErrorKind } from '../../src/providers/http/http.js';
import { stopAfterSending, stopFor } from '../../src/providers/stop-for.js';
import { exitCodeOfStop } from '../../src/report/exit-code.js';
import { connect, rejection } from './connecting.js';
import { loopback, type Step } from './loopback.js';

/** How a run ends whose look-up gets this answer. */
async function stopAfter(provider: ProviderName, route: string, step: Step): Promise<Stop> {
  const server = await loopback(step);
  const settings = { DCYCLE_API_KEY: 'key', CARBONCLOUD_TOKEN_URL: `${server.url}/realms/token` };
  const error = await rejection(connect(provider, server.url, { settings }).session.call(route));
  await server.close();
  return stopFor(error, provider);
}

const page = { text: '<!doctype html><p>Sign in</p>', headers: { 'content-type': 'text/html' } };

describe('a look-up that fails', () => {
  it.each<readonly [string, Step, string, number]>([
    ['400', { status: 400, json: { detail: 'no' } }, 'REQUEST_REFUSED', 2],
    ['404: no such path or organisation', { status: 404, json: { detail: 'Not found' } }, 'REQUEST_REFUSED', 2],
    ['422', { status: 422, json: { detail: 'no UUID' } }, 'REQUEST_REFUSED', 2],
    ['a web page', { status: 200, ...page }, 'UNREADABLE_ANSWER', 2],
    ['a web page that says 404', { status: 404, ...page }, 'UNREADABLE_ANSWER', 2],
    ['a redirection', { status: 302, headers: { location: 'https://x.example' } }, 'UNREADABLE_ANSWER', 2],
    ['401', { status: 401 }, 'DENIED', 6],
    ['403', { status: 403 }, 'DENIED', 6],
    ['403 as a page of a firewall', { status: 403, ...page }, 'BLOCKED', 7],
    ['403 for a day', { status: 403, headers: { 'retry-after': '86400' } }, 'BLOCKED', 7],
    ['429 for ever', { status: 429 }, 'THROTTLED', 7],
    ['429 for a day', { status: 429, headers: { 'retry-after': '86400' } }, 'THROTTLED', 7],
    ['500', { status: 500 }, 'UNREACHABLE', 7],
    ['501', { status: 501 }, 'UNREACHABLE', 7],
    ['a web page that says 503', { status: 503, ...page }, 'UNREACHABLE', 7],
    ['cut connections', 'cut', 'UNREACHABLE', 7],
  ])('ends the run as it should: %s', async (_, step, code, exitCode) => {
    const stop = await stopAfter('dcycle', 'listPurchases', step);
    expect([stop.code, exitCodeOfStop(stop)]).toEqual([code, exitCode]);
    expect(stop.message).toContain('/v1/purchases (listPurchases)');
    if (exitCode === 2) {
      expect(stop.hint).toContain('DCYCLE_BASE_URL, DCYCLE_ORGANIZATION_ID');
      expect(stop.hint).toContain('carbonsheet routes');
    }
  });

  it('names what leads to CarbonCloud, of which the login is a part', async () => {
    const stop = await stopAfter('carboncloud', 'listGroups', { status: 200, ...page });
    expect(stop.message).toContain('/realms/token (log in)');
    expect(stop.hint).toContain('CARBONCLOUD_BASE_URL, CARBONCLOUD_TOKEN_URL, CARBONCLOUD_GROUP_ID');
  });

  it.each<ServiceErrorKind>(['refused', 'denied', 'unclear', 'unreachable', 'unreadable'])(
    'says what, which request and what to do when it is %s',
    (kind) => {
      const error = new ServiceError(kind, 'GET https://x/y (listThings): HTTP 418', 418, 'request-7', 1);
      const stop = stopFor(error, 'variable');
      expect(stop.message).toMatch(
        /^the service .*: GET https:\/\/x\/y \(listThings\): HTTP 418 \(request request-7\)$/,
      );
      expect(stop.hint).not.toBe('');
      expect(stop.cause).toBe(error);
    },
  );
});

it.each<readonly [ServiceErrorKind, string]>([
  ['refused', 'unreachable'],
  ['unreadable', 'unreachable'],
  ['unclear', 'unreachable'],
  ['denied', 'refused'],
])('does not blame the settings for %s once rows were sent', (kind, expected) => {
  const error = new ServiceError(kind, 'GET https://x/y (listThings)', 404, 'request-7', 1);
  expect(stopAfterSending(error, 'dcycle').kind).toBe(expected);
});

it('hands a Stop on and throws what is a bug', () => {
  const stop = new Stop('usage', 'USAGE', 'x');
  expect(stopFor(stop, 'dcycle')).toBe(stop);
  expect(() => stopFor(new TypeError('bug'), 'dcycle')).toThrow(TypeError);
});
