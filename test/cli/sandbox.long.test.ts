// The sandbox as a command: what it prints, and that its options reach the server.

import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openWorkDir, type RunOptions } from './workdir.js';

const started = z.object({
  url: z.string(),
  settings: z.record(z.string(), z.string()),
  chaos: z.object({ spec: z.string(), seed: z.number() }).optional(),
});

/** Starts the command on a free port; it is ended after the test. */
async function startSandbox(args: readonly string[], options?: RunOptions): Promise<z.infer<typeof started>> {
  const dir = await openWorkDir();
  const { child } = dir.start(['sandbox', '--port', '0', '--json', ...args], options);
  return started.parse(JSON.parse(await firstLine(child.stdout)));
}

async function firstLine(stream: Readable | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

function list({ url, settings }: z.infer<typeof started>, headers: Record<string, string> = {}): Promise<Response> {
  const account = {
    'x-api-key': settings.DCYCLE_API_KEY ?? '',
    'x-organization-id': settings.DCYCLE_ORGANIZATION_ID ?? '',
  };
  return fetch(`${url}/v1/purchases`, { headers: { ...account, ...headers } });
}

it('makes go wrong what --chaos says, and only that', async () => {
  const sandbox = await startSandbox(['--chaos', '503-before=100%', '--seed', '7']);
  expect(sandbox.chaos).toEqual({ spec: '503-before=100%', seed: 7 });
  expect((await list(sandbox)).status).toBe(503);
  expect((await list(sandbox, { 'x-sandbox-chaos': '425' })).status).toBe(425);
  const stats = await (await fetch(`${sandbox.url}/_sandbox/stats`)).json();
  expect(stats).toMatchObject({ requests: 2, faultsByKind: { '503-before': 1, '425': 1 } });
});

it('takes chaos from the environment, and says which seed it chose', async () => {
  const sandbox = await startSandbox([], { env: { CARBONSHEET_CHAOS: '425=100%' } });
  expect(sandbox.chaos).toEqual({ spec: '425=100%', seed: expect.any(Number) });
  expect((await list(sandbox)).status).toBe(425);
});

it('is well-behaved without', async () => {
  const sandbox = await startSandbox([]);
  expect(sandbox.chaos).toBeUndefined();
  expect((await list(sandbox)).status).toBe(200);
});

it('speaks of its limit as --rate-headers says', async () => {
  const sandbox = await startSandbox(['--rate', '5', '--rate-headers', 'legacy,retry-after']);
  const { headers } = await list(sandbox);
  expect(headers.get('x-ratelimit-limit')).toBe('5');
  expect(headers.get('ratelimit')).toBeNull();
});

it.each([
  [['--chaos', 'drop-afte=5%'], 'drop-after'],
  [['--chaos', 'drop-after=60%,429=60%'], '120 %'],
  [['--chaos', 'all', '--seed', '1.5'], '--seed'],
  [['--rate-headers', 'modern'], 'legacy'],
])('refuses %j', async (args, told) => {
  const dir = await openWorkDir();
  const { code, stderr } = await dir.run(['sandbox', '--port', '0', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});
