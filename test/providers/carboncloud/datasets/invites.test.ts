import { describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import { Stop } from '../../../../src/problems/stop.js';
import type { Session } from '../../../../src/providers/session.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import type { SandboxOptions } from '../../../../src/sandbox/start-sandbox.js';
import {
  bindingOf,
  look,
  makeProduct,
  makeSupplier,
  matchOf,
  obstacleOf,
  type Running,
  row,
  running,
  send,
  withParents,
} from '../running.js';

const invites = await bindingOf('invites');
const periods = await bindingOf('supplier-periods');

const link = (product: string, supplier: string): Values => ({ productCustomId: product, supplierCustomId: supplier });

/** Products P1 to P3; the first two are supplied by S-1, the third by S-2. */
async function supplied(options: Partial<SandboxOptions> = {}): Promise<Running> {
  const run = await running(options);
  for (const name of ['Oat', 'Rice']) {
    await makeSupplier(run.session, { name: `${name} farm`, customId: name === 'Oat' ? 'S-1' : 'S-2' });
  }
  for (const customId of ['P1', 'P2', 'P3']) await makeProduct(run.session, { customId, name: `Drink ${customId}` });
  const validFrom = '2024-01-01';
  await send(
    periods,
    run.session,
    { ...link('P1', 'S-1'), validFrom },
    { ...link('P2', 'S-1'), validFrom },
    { ...link('P3', 'S-2'), validFrom },
  );
  return run;
}

async function answer({ server }: Running, supplierId: string, said: string): Promise<void> {
  const response = await fetch(`${server.url}/_sandbox/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ supplierId, answer: said }),
  });
  expect(response.status).toBe(200);
}

const codes = (results: readonly { readonly status: string; readonly finding?: { readonly code: string } }[]) =>
  results.map(({ status, finding }) => (finding ? `${status} ${finding.code}` : status));

describe('inviting', () => {
  it('is one request for all products of a supplier', async () => {
    const { session, count } = await supplied();
    const rows = [link('P1', 'S-1'), link('P3', 'S-2'), link('P2', 'S-1')];
    expect(await look(invites, session, ...rows)).toEqual([undefined, undefined, undefined]);
    expect(codes(await send(invites, session, ...rows))).toEqual(['created', 'created', 'created']);
    expect(count('POST /invite')).toBe(2);
    const found = await look(invites, session, ...rows);
    expect(found).toMatchObject(rows.map(() => ({ same: true, why: { code: 'INVITED' } })));
  });

  it.each([
    ['accepted', { same: true, why: { code: 'INVITED', args: { status: 'accepted' } } }],
    ['active', { same: true, why: { code: 'INVITED', args: { status: 'active' } } }],
    ['declined', { same: false, why: { code: 'DECLINED' } }],
  ])('again after the supplier has %s is told apart', async (said, expected) => {
    const run = await supplied();
    const [sent] = await send(invites, run.session, link('P1', 'S-1'));
    const [, supplierId = ''] = sent?.remoteId.split('/') ?? [];
    await answer(run, supplierId, said);
    expect(await matchOf(invites, run.session, link('P1', 'S-1'))).toMatchObject(expected);
    expect(await look(invites, run.session, link('P2', 'S-1'))).toEqual([undefined]);
  });

  it('sends a declined request again', async () => {
    const run = await supplied();
    const [sent] = await send(invites, run.session, link('P1', 'S-1'));
    const remoteId = sent?.remoteId ?? '';
    await answer(run, remoteId.split('/')[1] ?? '', 'declined');
    expect(codes(await send(invites, run.session, row('update', remoteId, link('P1', 'S-1'))))).toEqual(['updated']);
    expect(await matchOf(invites, run.session, link('P1', 'S-1'))).toMatchObject({ remoteId, same: true });
  });

  it('refuses one product alone', async () => {
    const { session, server } = await supplied();
    const results = await send(
      invites,
      session,
      link('P1', 'S-1'),
      link('P3', 'S-1'),
      link('P2', 'S-1'),
      link('P9', 'S-1'),
    );
    expect(codes(results)).toEqual(['created', 'failed NOT_LINKED', 'created', 'failed NO_SUCH_PARENT']);
    expect(server.suppliers().map((one) => (one as { status: string }).status)).toEqual(['sent', 'created']);
  });

  it('gives the reason of the service where it does not tell whose the product is', async () => {
    const fault: FaultPlan = ({ path }) =>
      path.endsWith('/supplier') ? { kind: 'status-before', status: 404 } : undefined;
    const { session } = await supplied({ fault });
    const [result] = await send(invites, session, link('P3', 'S-1'));
    expect(result).toMatchObject({
      status: 'failed',
      finding: { code: 'REFUSED', args: { status: 400, detail: expect.stringContaining('not the current one') } },
    });
  });

  it('is in doubt when its answer is lost, and found then', async () => {
    const fault: FaultPlan = ({ path }) => (path === '/invite' ? { kind: 'drop-after' } : undefined);
    const { session } = await supplied({ fault });
    expect(codes(await send(invites, session, link('P1', 'S-1')))).toEqual(['in-doubt NO_ANSWER']);
    expect(await matchOf(invites, session, link('P1', 'S-1'))).toMatchObject({ same: true });
  });

  it('counts what other files only plan', async () => {
    const { session } = await supplied();
    const planned = withParents(session, (dataset) => (dataset === 'suppliers' ? 'planned' : undefined));
    expect(await look(invites, planned, link('P1', 'S-1'))).toEqual([undefined]);
    const failed = withParents(session, (dataset) => (dataset === 'suppliers' ? 'failed' : undefined));
    expect((await look(invites, failed, link('P1', 'S-1'))).map(obstacleOf)).toEqual(['PARENT_FAILED left out']);
  });
});

describe('inviting too early', () => {
  const rows = [link('P1', 'S-1'), link('P2', 'S-1'), link('P3', 'S-2')];

  it('waits with growing pauses, for all together', async () => {
    const { session, clock, count } = await supplied({ processingMs: 20_000 });
    const before = clock.sleeps.length;
    expect(codes(await send(invites, session, ...rows))).toEqual(['created', 'created', 'created']);
    const pauses = clock.sleeps.slice(before).filter((ms) => ms >= 5_000);
    expect(pauses).toEqual([5_000, 10_000, 20_000]);
    expect(count('POST /invite')).toBe(8);
  });

  it('sends what is ready meanwhile', async () => {
    // The first supplier's requests are too early for ever.
    let early = 0;
    const fault: FaultPlan = ({ path, count }) => {
      if (path !== '/invite' || count === 2) return undefined;
      early += 1;
      return { kind: 'status-before', status: 425 };
    };
    const { session, clock } = await supplied({ fault });
    const before = clock.now();
    const results = await send(invites, session, ...rows);
    expect(codes(results)).toEqual(['unsent NOT_SENT', 'unsent NOT_SENT', 'created']);
    expect(results[0]?.stop).toMatchObject({ kind: 'limit', code: 'TOO_EARLY' });
    expect(results[2]).not.toHaveProperty('stop');
    const waited = clock.now() - before;
    expect(waited).toBeGreaterThanOrEqual(15 * 60_000);
    expect(waited).toBeLessThan(16 * 60_000);
    expect(early).toBeGreaterThan(8);

    // Patience is the run's, not the row's.
    const again = clock.now();
    expect(codes(await send(invites, session, rows[0] ?? {}))).toEqual(['unsent NOT_SENT']);
    expect(clock.now() - again).toBeLessThan(5_000);
  });

  it('does not let one product hold up the others for ever', async () => {
    const { session } = await supplied();
    let stuck = '';
    const watching: Session = {
      ...session,
      call: async (route, call) => {
        const value = call?.body?.kind === 'json' ? JSON.stringify(call.body.value) : '';
        if (route !== 'invite' || !value.includes(stuck)) return session.call(route, call);
        return session.call(route, { ...call, headers: { 'x-sandbox-chaos': '425' } });
      },
    };
    const [one] = await look(periods, session, { ...link('P1', 'S-1'), validFrom: '2024-01-01' });
    stuck = one && 'remoteId' in one ? (one.remoteId.split('/')[0] ?? '') : '';
    expect(codes(await send(invites, watching, ...rows))).toEqual(['unsent NOT_SENT', 'created', 'created']);
  });

  it('ends at once when the run is cancelled', async () => {
    const { session } = await supplied({ processingMs: 60_000 });
    const cancelled: Session = {
      ...session,
      pause: () => Promise.reject(new Stop('interrupted', 'INTERRUPTED', 'interrupted')),
    };
    const results = await send(invites, cancelled, ...rows);
    expect(codes(results)).toEqual(['unsent NOT_SENT', 'unsent NOT_SENT', 'unsent NOT_SENT']);
    expect(results[0]?.stop?.kind).toBe('interrupted');
  });
});
