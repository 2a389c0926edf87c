// Processes of one account against a host, on virtual time: each has a gate of its own, all share what the store keeps.

import type { Kind } from '../../src/pace/budget.js';
import { type BudgetStore, memoryStore } from '../../src/pace/budget-store.js';
import { RequestQueue } from '../../src/providers/http/request-queue.js';
import type { Limiter } from './simulation.js';
import { type VirtualClock, virtualClock } from './virtual-clock.js';

export interface Worker {
  readonly kind?: Kind;
  readonly concurrency?: number;
  readonly rate?: number;
  /** When it begins and ends, from the start; it ends as a process that is killed does. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

export interface Scene {
  readonly limiter: (kind: Kind) => Limiter;
  readonly workers: readonly Worker[];
  readonly forMs: number;
  readonly latencyMs?: number;
  readonly lateMs?: () => number;
  readonly store?: BudgetStore;
}

export interface Arrival {
  /** From the start. */
  readonly at: number;
  readonly worker: number;
  readonly kind: Kind;
  readonly ok: boolean;
}

/** Every request that reached the host, in order. */
export async function play(scene: Scene): Promise<readonly Arrival[]> {
  const clock = virtualClock(scene.lateMs);
  const startedAt = clock.now();
  const store = scene.store ?? memoryStore();
  const arrivals: Arrival[] = [];
  const abort = new AbortController();
  for (const [index, worker] of scene.workers.entries()) {
    const { kind = 'write', concurrency = 16, rate } = worker;
    const gate = new RequestQueue({ clock, signal: abort.signal, store, account: 'account', rate });
    const job = (): Promise<void> => work(index, worker, kind, gate);
    for (let client = 0; client < concurrency; client += 1) void job().catch(() => undefined);
  }
  async function work(index: number, worker: Worker, kind: Kind, gate: RequestQueue): Promise<void> {
    if (worker.fromMs) await clock.sleep(worker.fromMs);
    for (;;) {
      await gate.pass(kind, Number.POSITIVE_INFINITY);
      const at = clock.now() - startedAt;
      if (at >= (worker.untilMs ?? Number.POSITIVE_INFINITY)) return;
      await exchange(scene, clock, startedAt, gate, { at, worker: index, kind }, arrivals);
    }
  }
  await clock.runUntil(startedAt + scene.forMs);
  abort.abort();
  return arrivals;
}

async function exchange(
  scene: Scene,
  clock: VirtualClock,
  startedAt: number,
  gate: RequestQueue,
  request: Omit<Arrival, 'ok'>,
  arrivals: Arrival[],
): Promise<void> {
  const { latencyMs = 20 } = scene;
  const { at, kind } = request;
  const limiter = scene.limiter(kind);
  const ok = limiter.admit(at);
  arrivals.push({ ...request, ok });
  const limit = limiter.limit?.(at);
  const retryAfterMs = ok ? undefined : limiter.retryAfterMs?.(at);
  await clock.sleep(latencyMs);
  const told = { now: clock.now(), startedAt: startedAt + at, limit };
  if (ok) gate.learn(kind, { what: 'answered', kind: 'POST', ...told });
  else gate.learn(kind, { what: 'refused', retryAfterMs, ...told });
}

/** The most requests that reached the host within one second, of those from a moment on. */
export function mostInASecond(arrivals: readonly Arrival[], fromMs = 0): number {
  const times = arrivals.flatMap(({ at }) => (at >= fromMs ? [at] : []));
  let first = 0;
  let most = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
