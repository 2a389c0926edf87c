// A session at a sandbox, or at a service that answers by a script, and what an export gives.

import { onTestFinished } from 'vitest';
import type { ExportValue, Filters } from '../../../src/providers/binding.js';
import { exporterFor } from '../../../src/providers/index.js';
import type { Session } from '../../../src/providers/session.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type Connected, connect } from '../connecting.js';
import { fakeClock } from '../fake-clock.js';
import { type Loopback, loopbackBy, type Seen, type Step } from '../loopback.js';

/** A session at a sandbox; without products of its own unless other holdings are asked for. */
export async function atSandbox(
  options: Partial<SandboxOptions> = {},
  settings: Readonly<Record<string, string | undefined>> = {},
): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now, holdings: { variableProducts: [] }, ...options });
  onTestFinished(() => server.close());
  return { ...connect('variable', server.url, { clock, settings: { ...server.environment, ...settings } }), server };
}

/** A session at a service with these answers. */
export async function atService(answer: (request: Seen, index: number) => Step): Promise<{
  readonly session: Session;
  readonly server: Loopback;
}> {
  const server = await loopbackBy(answer);
  onTestFinished(() => server.close());
  return { session: connect('variable', server.url).session, server };
}

export type Row = Readonly<Record<string, ExportValue>>;

/** All rows of an export. */
export async function exported(name: string, session: Session, filters: Filters = {}): Promise<readonly Row[]> {
  const { rows } = await exporterFor({ name, provider: 'variable' });
  const found: Row[] = [];
  for await (const row of rows(session, filters)) found.push(row);
  return found;
}

/** The query of a request. */
export function queryOf({ url }: Seen): URLSearchParams {
  return new URL(url, 'http://x').searchParams;
}
