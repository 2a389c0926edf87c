// `undo`: what a run wrote is taken back where it is still what the run wrote; the rest is listed with its reason.

import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/sandbox/faults/faults.js';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { csvOf, product, purchase, purchases, sale } from './tables.js';
import { type Line, openWorkplace, parseCsv, type Ran, summaryOf, type WorkDir } from './workdir.js';

interface UndoSummary {
  readonly counts: { readonly undone: number; readonly restored: number; readonly notUndone: number };
  readonly file: string | null;
  readonly exitCode: number;
}

const undoOf = ({ stdout }: Ran): UndoSummary => JSON.parse(stdout) as UndoSummary;
const nextOf = ({ stderr }: Ran): string => /^Next: (.*)$/m.exec(stderr)?.[1] ?? '';

async function imported(
  dir: WorkDir,
  rows: Parameters<typeof csvOf>[0],
  ...options: readonly string[]
): Promise<string> {
  await dir.write('in.csv', csvOf(rows));
  const ran = await dir.run(['import', 'in.csv', '--yes', '--json', ...options]);
  expect(ran.code).toBe(0);
  return summaryOf(ran).run;
}

/** Calls the sandbox as somebody else would. */
async function elsewhere(sandbox: Sandbox, method: string, path: string, body?: object): Promise<void> {
  const { DCYCLE_API_KEY: key = '', DCYCLE_ORGANIZATION_ID: organization = '' } = sandbox.environment;
  const headers = { 'x-api-key': key, 'x-organization-id': organization, 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  expect(answer.ok).toBe(true);
}

const idOf = (sandbox: Sandbox, name: string): string =>
  String(Reflect.get(sandbox.purchases().find((one) => Reflect.get(one, 'product_name') === name) ?? {}, 'id'));

async function notUndone(dir: WorkDir, ran: Ran): Promise<readonly Line[]> {
  const [columns = [], ...rows] = parseCsv(await dir.read(undoOf(ran).file ?? ''));
  expect(columns).toEqual(['sheet', 'row', 'remote_id', 'reason', 'address']);
  return rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
}

describe('a run of creates', () => {
  it('is undone, leaves what was there before, and can be imported again', async () => {
    const { dir, sandbox } = await openWorkplace();
    await imported(dir, [purchase({ product_name: 'Older' })]);
    const before = sandbox.purchases();
    const run = await imported(dir, purchases(12));
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toEqual({
      version: 1,
      command: 'undo',
      run,
      dryRun: false,
      counts: { undone: 12, restored: 0, notUndone: 0 },
      file: null,
      exitCode: 0,
    });
    expect(sandbox.purchases()).toEqual(before);

    const again = await dir.run(['undo', run, '--yes']);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('undone already');
    await imported(dir, purchases(12));
    expect(sandbox.purchases()).toHaveLength(13);
  });

  it('leaves rows that were changed or deleted since, and lists them', async () => {
    const { dir, sandbox } = await openWorkplace();
    const run = await imported(dir, purchases(4));
    const [changed, gone, other] = [1, 2, 3].map((number) => idOf(sandbox, `Product ${number}`));
    await elsewhere(sandbox, 'PATCH', `/v1/purchases/${changed}`, { quantity: 7, sector: 'Retail trade' });
    await elsewhere(sandbox, 'DELETE', `/v1/purchases/${gone}`);
    // A field that the file did not fill is nobody's.
    await elsewhere(sandbox, 'PATCH', `/v1/purchases/${other}`, { description: 'seen' });
    const ran = await dir.run(['undo', run.slice(0, -2), '--yes', '--json']);
    expect(ran.code).toBe(4);
    expect(undoOf(ran).counts).toEqual({ undone: 2, restored: 0, notUndone: 2 });
    expect(undoOf(ran).file).toBe(`runs/${run}/not-undone.csv`);
    const left = await notUndone(dir, ran);
    expect([...left].sort((a, b) => Number(a.row) - Number(b.row))).toEqual([
      { sheet: '', row: '2', remote_id: changed, reason: 'changed since: Quantity, Sector', address: 'in.csv, row 2' },
      { sheet: '', row: '3', remote_id: gone, reason: 'gone already', address: 'in.csv, row 3' },
    ]);
    expect(sandbox.purchases()).toHaveLength(1);

    await elsewhere(sandbox, 'PATCH', `/v1/purchases/${changed}`, { quantity: 1.25, sector: 'Manufacturing' });
    const again = await dir.run(['undo', run, '--yes', '--json']);
    expect(undoOf(again).counts).toEqual({ undone: 1, restored: 0, notUndone: 1 });
    expect(sandbox.purchases()).toEqual([]);
  });

  it('tells only what would happen with --dry-run', async () => {
    const { dir, sandbox } = await openWorkplace();
    const run = await imported(dir, purchases(3));
    await elsewhere(sandbox, 'PATCH', `/v1/purchases/${idOf(sandbox, 'Product 2')}`, { quantity: 7 });
    const held = sandbox.purchases();
    const ran = await dir.run(['undo', run, '--dry-run', '--json']);
    expect(ran.code).toBe(4);
    expect(JSON.parse(ran.stdout)).toMatchObject({ dryRun: true, counts: { undone: 2, notUndone: 1 }, file: null });
    expect(ran.stderr).toContain('in.csv, row 3: would be left: changed since: Quantity');
    expect(sandbox.purchases()).toEqual(held);
    expect(sandbox.stats().byRoute).not.toHaveProperty('DELETE /v1/purchases/{id}');
    expect(dir.has(`runs/${run}/not-undone.csv`)).toBe(false);
    expect(undoOf(await dir.run(['undo', run, '--yes', '--json'])).counts).toEqual({
      undone: 2,
      restored: 0,
      notUndone: 1,
    });
  });

  it('is asked for with the exact command where nobody can answer', async () => {
    const { dir, sandbox } = await openWorkplace();
    const run = await imported(dir, purchases(2));
    const ran = await dir.run(['undo', run, '--concurrency', '2'], { env: { CARBONSHEET_YES: undefined } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/in\.csv at Dcycle, .*\? Rows: delete 2\./);
    expect(ran.stderr).toContain(`carbonsheet undo ${run} --concurrency 2 --yes`);
    expect(sandbox.purchases()).toHaveLength(2);
  });

  it('names rows that the service refuses to delete', async () => {
    let refusedPath = '';
    const fault: FaultPlan = ({ method, path }) => {
      if (method !== 'DELETE' || (refusedPath && refusedPath !== path)) return undefined;
      refusedPath = path;
      return { kind: 'status-before', status: 409, body: { detail: 'the year is closed' } };
    };
    const { dir } = await openWorkplace({ fault });
    const run = await imported(dir, purchases(3));
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect(ran.code).toBe(4);
    expect((await notUndone(dir, ran))[0]?.reason).toBe('refused by the service: the year is closed');
  });

  it('asks again where an answer is lost', async () => {
    const fault: FaultPlan = ({ method, count }) =>
      method === 'DELETE' && count === 1 ? { kind: 'drop-after' } : undefined;
    const { dir, sandbox } = await openWorkplace({ fault });
    const run = await imported(dir, purchases(4));
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect([ran.code, undoOf(ran).counts.undone]).toEqual([0, 4]);
    expect(sandbox.purchases()).toEqual([]);
  });
});

it('stops at a refused permission, with the command that goes on', async () => {
  let denied = false;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => (denied && method === 'GET' ? { kind: 'status-before', status: 403 } : undefined),
  });
  const run = await imported(dir, purchases(3));
  denied = true;
  const ran = await dir.run(['undo', run, '--yes', '--json']);
  expect([ran.code, undoOf(ran).exitCode, sandbox.purchases().length]).toEqual([6, 6, 3]);
  expect(nextOf(ran)).toBe(`carbonsheet undo ${run} --yes --json`);
});

describe('a run of updates', () => {
  const first = [
    product({ 'Brand name': 'Havrefin', '2024': '12.5' }),
    product({ 'Custom id': 'OAT-2', 'Brand name': '', '2024': '1' }),
    product({ 'Custom id': 'OAT-3', 'Brand name': '', '2024': '2' }),
  ];
  const second = [
    product({ 'Brand name': 'Nordhafer', '2025': '7' }),
    product({ 'Custom id': 'OAT-2', 'Brand name': 'New', '2025': '8' }),
    product({ 'Custom id': 'OAT-3', 'Brand name': 'New', '2025': '9' }),
    product({ 'Custom id': 'OAT-4', 'Brand name': 'New', '2025': '9' }),
  ];
  const withoutTimes = (sandbox: Sandbox) =>
    sandbox.resoldProducts().map((one) => ({ ...one, updatedAt: undefined }) as Readonly<Record<string, unknown>>);

  it('gives products back what they held, and takes away what had no value', async () => {
    const { dir, sandbox } = await openWorkplace();
    await imported(dir, first);
    const before = withoutTimes(sandbox);
    const run = await imported(dir, second, '--on-existing', 'update');
    expect(withoutTimes(sandbox)).not.toEqual(before);
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect([ran.code, undoOf(ran).counts]).toEqual([0, { undone: 1, restored: 3, notUndone: 0 }]);
    expect(withoutTimes(sandbox)).toEqual(before);
  });

  it('leaves a product whose written fields were changed since', async () => {
    const { dir, sandbox } = await openWorkplace();
    await imported(dir, first);
    const run = await imported(dir, second, '--on-existing', 'update');
    await imported(
      dir,
      [product({ 'Custom id': 'OAT-2', 'Brand name': 'Newer', '2026': '1' })],
      '--on-existing',
      'update',
    );
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect(undoOf(ran).counts).toEqual({ undone: 1, restored: 2, notUndone: 1 });
    const [left] = await notUndone(dir, ran);
    expect(left?.reason).toMatch(/^changed since: Brand name, (Yearly )?[Ss]ales/);
    expect(withoutTimes(sandbox).find(({ customId }) => customId === 'OAT-2')).toMatchObject({ brandName: 'Newer' });
  });
});

it.each(['SIGKILL', 'SIGINT'] as const)('goes on after %s, and tries no row twice', async (signal) => {
  let deletes = 0;
  let onEighth = (): void => undefined;
  const fault: FaultPlan = ({ method }) => {
    if (method !== 'DELETE') return undefined;
    deletes += 1;
    // Once: a second Ctrl-C would stop at once.
    if (deletes === 8) onEighth();
    return undefined;
  };
  const { dir, sandbox } = await openWorkplace({ fault });
  const run = await imported(dir, purchases(30));
  const { child, ended } = dir.start(['undo', run, '--yes', '--rate', '60', '--json']);
  onEighth = () => child.kill(signal);
  const stopped = await ended;
  expect(stopped.code).toBe(signal === 'SIGKILL' ? null : 130);
  const left = sandbox.purchases().length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(30);
  if (signal === 'SIGINT') {
    expect(undoOf(stopped).counts).toEqual({ undone: 30 - left, restored: 0, notUndone: 0 });
    expect(nextOf(stopped)).toBe(`carbonsheet undo ${run} --rate 60 --yes --json`);
  }
  const again = await dir.run(['undo', run, '--yes', '--json']);
  expect(again.code).toBe(0);
  expect(undoOf(again).counts.undone).toBeGreaterThanOrEqual(left);
  expect(undoOf(again).counts.notUndone).toBe(0);
  expect(sandbox.purchases()).toEqual([]);
  // Rows in flight at the kill are looked at again, never more.
  expect(deletes).toBeLessThanOrEqual(30 + 4);
});

describe('nothing is undone', () => {
  it('of an unknown run, and no ledger is made', async () => {
    const { dir } = await openWorkplace();
    const ran = await dir.run(['undo', '2024', '--yes']);
    expect([ran.code, dir.has('.carbonsheet')]).toEqual([2, false]);
    expect(ran.stderr).toContain('no run "2024"');
  });

  it('of a run that wrote nothing', async () => {
    const { dir } = await openWorkplace();
    await imported(dir, purchases(2));
    const run = await imported(dir, purchases(2));
    const ran = await dir.run(['undo', run, '--yes']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('wrote nothing');
  });

  it('of another account', async () => {
    const { dir, sandbox } = await openWorkplace();
    const run = await imported(dir, purchases(2));
    const env = { DCYCLE_ORGANIZATION_ID: '00000000-0000-4000-8000-000000000000' };
    const ran = await dir.run(['undo', run, '--yes'], { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('another account');
    expect(sandbox.purchases()).toHaveLength(2);
  });

  it('of country sales, which the service cannot delete one by one', async () => {
    const { dir, sandbox } = await openWorkplace();
    const run = await imported(dir, [sale(), sale({ Country: 'NO' })]);
    const ran = await dir.run(['undo', run, '--yes', '--json']);
    expect([ran.code, undoOf(ran).counts]).toEqual([4, { undone: 0, restored: 0, notUndone: 2 }]);
    expect((await notUndone(dir, ran))[0]?.reason).toMatch(/does not allow it/);
    expect(sandbox.soldProducts()).toHaveLength(1);
  });
});
