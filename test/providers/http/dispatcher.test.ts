// The way to the network, over real sockets: a proxy that tunnels, and a certificate that nobody trusts by itself.

import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/providers/http/create-http.js';
import { makeDispatcher, type Network } from '../../../src/providers/http/dispatcher.js';
import type { Http, Reply } from '../../../src/providers/http/http.js';
import { rejection } from '../connecting.js';
import { fakeClock } from '../fake-clock.js';
import { loopback } from '../loopback.js';
import { authority, type SecureNetwork, secureNetwork, serverName } from '../secure-network.js';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function networked(...options: Parameters<typeof secureNetwork>): Promise<SecureNetwork> {
  const made = await secureNetwork(...options);
  open.push(made);
  return made;
}

function httpOver(network: Network): Http {
  const dispatcher = makeDispatcher(network);
  open.push({ close: () => dispatcher.destroy() });
  const { signal } = new AbortController();
  return createHttp({ clock: fakeClock(), signal, newRequestId: () => 'request-1', dispatcher });
}

function get(http: Http, url: string): Promise<Reply> {
  return http.send({ operation: 'getThing', method: 'GET', url, headers: {}, repeat: 'safe' });
}

describe('a proxy', () => {
  it('is tunnelled through, over a connection that is kept', async () => {
    const { proxy, tunnels, asked } = await networked();
    const http = httpOver({ proxy, trusted: [authority] });
    for (let count = 0; count < 10; count += 1) await get(http, `https://${serverName}/${count}`);
    expect(asked).toHaveLength(10);
    // The pool opens a second connection when the first one has only just ended its answer.
    expect(tunnels.length).toBeLessThanOrEqual(2);
    for (const tunnel of tunnels) expect(tunnel).toEqual({ host: `${serverName}:443`, credentials: undefined });
  });

  it('is told the name and password of its address', async () => {
    const { proxy, tunnels } = await networked();
    const http = httpOver({ proxy: proxy.replace('//', '//ann:p%40ss@'), trusted: [authority] });
    await get(http, `https://${serverName}/`);
    expect(tunnels[0]?.credentials).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`);
  });

  it.each(['127.0.0.1', 'localhost'])('is not asked for this machine (%s)', async (host) => {
    const { proxy, tunnels, serverPort, asked } = await networked();
    await get(httpOver({ proxy, trusted: [authority] }), `https://${host}:${serverPort}/straight`);
    const plain = await loopback({ status: 200, json: [] });
    open.push(plain);
    await get(httpOver({ proxy }), `${plain.url}/straight`);
    expect([asked, tunnels]).toEqual([['GET /straight'], []]);
    expect(plain.seen).toHaveLength(1);
  });

  it.each([
    ['example.test', 0],
    ['.example.test', 0],
    ['other.test, api.example.test', 0],
    ['*', 0],
    ['other.test', 1],
    ['xample.test', 1],
    ['', 1],
  ])('is not asked for hosts of NO_PROXY (%j)', async (withoutProxy, tunnelled) => {
    const { proxy, tunnels } = await networked();
    const abort = new AbortController();
    const clock = fakeClock();
    const dispatcher = makeDispatcher({ proxy, withoutProxy, trusted: [authority] });
    open.push({ close: () => dispatcher.destroy() });
    // The name exists only for the proxy, so that the way past it ends at once.
    const http = createHttp({ clock, signal: abort.signal, newRequestId: () => '1', dispatcher, mostAttempts: 1 });
    const got = await get(http, `https://${serverName}/`).catch((cause: unknown) => cause);
    expect(tunnels).toHaveLength(tunnelled);
    expect(got).toMatchObject(tunnelled ? { status: 200 } : { kind: 'unreachable' });
  });

  it.each([
    [407, 1, /name and a password/],
    [403, 1, /NO_PROXY/],
    [502, 6, /502/],
  ])('that answers %i is asked %i times', async (proxyRefuses, times, says) => {
    const { proxy, tunnels, asked } = await networked({ proxyRefuses });
    const error = await rejection(get(httpOver({ proxy, trusted: [authority] }), `https://${serverName}/`));
    expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringMatching(says) });
    expect(tunnels).toHaveLength(times);
    expect(asked).toEqual([]);
  });
});

describe('a certificate', () => {
  it.each(['straight', 'through a proxy'])('that nobody trusts ends the matter at once, %s', async (way) => {
    const { proxy, serverPort, asked } = await networked();
    const straight = way === 'straight';
    const url = straight ? `https://localhost:${serverPort}/` : `https://${serverName}/`;
    const error = await rejection(get(httpOver(straight ? {} : { proxy }), url));
    expect(error).toMatchObject({ kind: 'unreachable', attempts: 1, message: expect.stringContaining('--ca-file') });
    expect(asked).toEqual([]);
  });

  it('is trusted once its authority is named', async () => {
    const { serverPort } = await networked({ json: { fine: true } });
    const reply = await get(httpOver({ trusted: [authority] }), `https://localhost:${serverPort}/`);
    expect(reply.body).toEqual({ fine: true });
  });

  it('for another name is not taken, whoever has signed it', async () => {
    const { proxy, asked } = await networked();
    const error = await rejection(get(httpOver({ proxy, trusted: [authority] }), 'https://another.example.test/'));
    expect(error).toMatchObject({ kind: 'unreachable', attempts: 1 });
    expect(asked).toEqual([]);
  });
});
