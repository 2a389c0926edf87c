// What every provider must do with what can happen to a request, whatever the service is: one suite for all of them.

import { describe, expect, it } from 'vitest';
import type { ProviderName } from '../../src/datasets/dataset.js';
import { providerNamed } from '../../src/providers/index.js';
import type { Route } from '../../src/providers/route-table.js';
import { connect, rejection } from './connecting.js';
import { type Loopback, loopbackBy, type Seen, type Step } from './loopback.js';

export interface Contract {
  readonly provider: ProviderName;
  /** Settings that log in, so that a token is at work. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly isLogin: (request: Seen) => boolean;
  /** The route that logs in, if it is in the table. */
  readonly loginRoute?: string;
}

/** Runs the suite for one provider. */
export function contract({ provider, settings, isLogin, loginRoute }: Contract): void {
  const routes = providerNamed(provider).routes.filter(({ name }) => name !== loginRoute);
  const params = (path: string): Record<string, string> =>
    Object.fromEntries([...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => [name ?? '', 'an id']));

  /** Calls a route of a service that answers so; logins always work. */
  async function calling(route: Route, answer: (index: number, request: Seen) => Step) {
    let logins = 0;
    let calls = 0;
    const server: Loopback = await loopbackBy((request) => {
      if (!isLogin(request)) return answer(calls++, request);
      logins += 1;
      return { status: 200, json: { access_token: `token-${logins}`, expires_in: 300 } };
    });
    const { session, http } = connect(provider, server.url, { settings });
    const calling = session.call(route.name, { params: params(route.path) });
    const outcome = await calling.catch((error: unknown) => error);
    await server.close();
    return { outcome, http, logins, seen: server.seen.filter((request) => !isLogin(request)) };
  }

  describe.each(routes)(`${provider} $name`, (route) => {
    const creates = route.method === 'POST';

    it('goes to its path with credentials and a request id', async () => {
      const { outcome, seen } = await calling(route, () => ({ status: 200, json: { fine: true } }));
      expect(outcome).toMatchObject({ status: 200, body: { fine: true }, attempts: 1 });
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({
        method: route.method,
        headers: { authorization: 'Bearer token-1', 'x-request-id': expect.stringMatching(/^request-/) },
      });
      expect(new URL(seen[0]?.url ?? '', 'http://x').pathname).toBe(route.path.replace(/\{[^}]+\}/g, 'an%20id'));
    });

    it('is sent again after one new login when its token is refused', async () => {
      const { outcome, seen, logins } = await calling(route, (index) => ({ status: index === 0 ? 401 : 200 }));
      expect(outcome).toMatchObject({ status: 200, attempts: 2 });
      expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
      expect(logins).toBe(2);
    });

    it.each([
      [400, 'refused'],
      [401, 'denied'],
      [403, 'denied'],
      [404, 'refused'],
      [409, 'refused'],
      [422, 'refused'],
    ])('is not repeated after %i', async (status, kind) => {
      const json = { detail: 'The quantity is negative', errors: [{ field: 'quantity', message: 'negative' }] };
      const { outcome, seen } = await calling(route, () => ({ status, json }));
      expect(outcome).toMatchObject({ kind, status, fields: { quantity: 'negative' } });
      expect(seen).toHaveLength(status === 401 ? 2 : 1);
    });

    it.each([425, 429])('is repeated after %i: the service did nothing', async (status) => {
      const { outcome, seen, http } = await calling(route, (index) =>
        index === 0 ? { status, headers: { 'retry-after': '2' } } : { status: 200 },
      );
      expect(outcome).toMatchObject({ status: 200, attempts: 2 });
      expect(seen).toHaveLength(2);
      expect(http.traffic.throttled).toBe(status === 429 ? 1 : 0);
    });

    it.each<readonly [string, Step]>([
      ['500', { status: 500 }],
      ['503', { status: 503 }],
      ['a cut connection', 'cut'],
    ])(`is ${creates ? 'in doubt' : 'repeated'} after %s`, async (_, step) => {
      const { outcome, seen } = await calling(route, (index) => (index === 0 ? step : { status: 200 }));
      expect(outcome).toMatchObject(creates ? { kind: 'unclear', attempts: 1 } : { status: 200, attempts: 2 });
      expect(seen).toHaveLength(creates ? 1 : 2);
    });

    it('does not take a web page for an answer', async () => {
      const page: Step = {
        status: 200,
        text: '<!doctype html><p>Sign in</p>',
        headers: { 'content-type': 'text/html' },
      };
      const { outcome } = await calling(route, () => page);
      expect(outcome).toMatchObject({ kind: creates ? 'unclear' : 'unreadable' });
    });
  });

  describe(`${provider} without a service`, () => {
    it('is unreachable, and nothing is in doubt', async () => {
      const server = await loopbackBy(() => 'cut');
      await server.close();
      const { session } = connect(provider, server.url, { settings });
      for (const { name, path } of routes.slice(0, 3)) {
        expect(await rejection(session.call(name, { params: params(path) }))).toMatchObject({ kind: 'unreachable' });
      }
    });
  });
}
