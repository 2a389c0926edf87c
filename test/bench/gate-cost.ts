// What the gate itself costs, and how fast a run becomes at a server that never refuses: no network but loopback, the shared file
// included.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock as clock } from '../../src/pace/system-clock.js';
import { budgetFile } from '../../src/providers/http/budget-file.js';
import { createHttp } from '../../src/providers/http/create-http.js';
import { RequestQueue } from '../../src/providers/http/request-queue.js';

/** Prints microseconds for each request at a rate that holds nobody up. */
async function showCost(folder: string): Promise<void> {
  const gate = new RequestQueue({
    clock,
    signal: new AbortController().signal,
    store: budgetFile({ folder, clock }),
    account: 'a',
    rate: 1_000_000,
  });
  const count = 100_000;
  const startedAt = performance.now();
  const client = async (): Promise<void> => {
    for (let index = 0; index < count / 50; index += 1) {
      await gate.pass('write', Number.POSITIVE_INFINITY);
      const now = clock.now();
      gate.learn('write', { what: 'answered', now, startedAt: now, kind: 'POST' });
    }
  };
  await Promise.all(Array.from({ length: 50 }, client));
  const micros = ((performance.now() - startedAt) * 1_000) / count;
  console.log(`The gate costs ${micros.toFixed(1)} microseconds for each request`);
}

/** Prints requests by second at a server that answers at once. */
async function showGrowth(folder: string): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"id":"1"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const http = createHttp({
    clock,
    signal: new AbortController().signal,
    newRequestId: randomUUID,
    budgets: {
      store: budgetFile({ folder, clock }),
      account: 'b',
    },
  });
  const seconds: number[] = [];
  const startedAt = performance.now();
  const request = { operation: 'create', method: 'POST', url, headers: {}, repeat: 'create' } as const;
  const client = async (): Promise<void> => {
    for (;;) {
      await http.send({ ...request, body: { kind: 'json', value: { name: 'box' } } });
      const second = Math.floor((performance.now() - startedAt) / 1_000);
      if (second >= 10) return;
      seconds[second] = (seconds[second] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, client));
  server.close();
  server.closeAllConnections();
  console.log(`Requests by second at a server that never refuses: ${seconds.join(', ')}`);
}

/** Prints both. */
export async function showGateCost(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  await showCost(folder);
  await showGrowth(folder);
  await rm(folder, { recursive: true, force: true });
}
