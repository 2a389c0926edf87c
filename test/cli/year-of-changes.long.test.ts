// A year of monthly exports of changes and reports with the built command, killed in the middle of each month without a chance to tidy
// up (SIGKILL): put together, the exports of changes are the full export, no cursor is lost, and no half file looks whole.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Exported } from '../../src/report/export-summary.js';
import type { Reported } from '../../src/report/report-summary.js';
import { openSandbox, openWorkDir, type Running } from './workdir.js';

type Row = Readonly<Record<string, unknown>>;

const MONTH_MS = 30 * 86_400_000;
const HELD = 40;
const idOf = (number: number): string => `00000005-0000-4000-8000-${String(number).padStart(12, '0')}`;
const fieldsOf = (number: number, content: string) => ({
  name: `Food ${number}`,
  ingredients: content,
  productionLocation: 'SE',
  pickUpLocation: 'SE',
  shipToLocation: 'SE',
  yearlySalesVolumes: { 2025: number + 0.25 },
});

function rowsIn(text: string): readonly Row[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** Without blanks, which a column has only where another row has a value. */
function filled(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([key, value]) => key !== 'change' && value !== null));
}

/** An account at CarbonCloud whose clock the test moves, and which ends a command at one of its requests. */
async function openYear() {
  let now = Date.UTC(2025, 0, 3);
  let requests = 0;
  let killAt = 0;
  let running: Running | undefined;
  const sandbox = await openSandbox({
    now: () => now,
    lists: { cap: 9 },
    holdings: {
      resoldProducts: Array.from({ length: HELD }, (_, number) => ({ id: idOf(number), ...fieldsOf(number, 'oats') })),
    },
    fault: ({ path }) => {
      if (!path.startsWith('/resold-products') || running === undefined) return undefined;
      requests += 1;
      // The answer would come too late.
      if (requests !== killAt) return undefined;
      running.child.kill('SIGKILL');
      return { kind: 'drop-after' };
    },
  });
  const { environment, url } = sandbox;
  const dir = await openWorkDir(environment);
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const login = {
      client_id: 'carboncloud',
      grant_type: 'password',
      username: environment.CARBONCLOUD_USERNAME ?? '',
      password: environment.CARBONCLOUD_PASSWORD ?? '',
    };
    const asked = { method: 'POST', body: new URLSearchParams(login) };
    const { access_token: token } = (await (await fetch(environment.CARBONCLOUD_TOKEN_URL ?? '', asked)).json()) as {
      access_token: string;
    };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    expect([path, answer.ok]).toEqual([path, true]);
  };
  return {
    dir,
    call,
    groupId: environment.CARBONCLOUD_GROUP_ID,
    pass: () => {
      now += MONTH_MS;
    },
    /** Starts a command and kills it at one of its requests; how it ended. */
    async killed(args: readonly string[], at: number) {
      [requests, killAt] = [0, at];
      running = dir.start(args);
      const ran = await running.ended;
      running = undefined;
      return ran;
    },
  };
}

it('loses no change and no cursor', async () => {
  const { dir, call, groupId, pass, killed } = await openYear();
  const out = 'changes.ndjson';
  const changes = ['export', 'footprints', '--changed', '--out', out, '--force', '--json'];
  const joined = new Map<unknown, Row>();
  const take = async (): Promise<number> => {
    const rows = dir.has(out) ? rowsIn(await dir.read(out)) : [];
    for (const row of rows) {
      if (row.change === 'vanished') joined.delete(row.id);
      else joined.set(row.id, filled(row));
    }
    await rm(join(dir.path, out), { force: true });
    return rows.length;
  };
  let made = HELD;
  const ends: (number | null)[] = [];
  for (let month = 1; month <= 12; month += 1) {
    const changed = [month, (month * 7) % HELD, (month * 11) % HELD].filter((number) => number > 12);
    for (const number of changed)
      await call('PUT', `/resold-products/${idOf(number)}`, fieldsOf(number, `rye ${month}`));
    await call('POST', '/resold-products', { groupId, ...fieldsOf(made, 'new') });
    made += 1;
    await call('DELETE', `/resold-products/${idOf(month - 1)}`);

    ends.push((await killed(changes, 1 + (month % 11))).code);
    await take();
    const whole = await dir.run(changes);
    expect([month, whole.code]).toEqual([month, 0]);
    const { rows, changes: counts } = JSON.parse(whole.stdout) as Exported;
    expect([month, await take(), counts?.until]).toEqual([month, rows, expect.stringMatching(/^2025-/)]);

    const full = await dir.run(['export', 'footprints', '--out', 'all.ndjson', '--force', '--quiet']);
    expect([month, full.code]).toEqual([month, 0]);
    const held = rowsIn(await dir.read('all.ndjson')).map((row) => [row.id, filled(row)] as const);
    expect(Object.fromEntries(joined)).toEqual(Object.fromEntries(held));

    const files = '--out report.xlsx --html report.html'.split(' ');
    const report = ['report', 'carboncloud', '--year', '2025', ...files, '--json'];
    const stopped = await killed(report, 1 + (month % 9));
    expect([month, stopped.code, dir.has('report.xlsx'), dir.has('report.html')]).toEqual([month, null, false, false]);
    const reported = JSON.parse((await dir.run(report)).stdout) as Reported;
    expect([month, reported.exitCode, dir.has('report.xlsx'), dir.has('report.html')]).toEqual([month, 0, true, true]);
    const counted = reported.report.coverage.rows.find(([, state]) => state === 'counted')?.[2];
    expect([month, counted]).toEqual([month, String(held.length)]);
    for (const name of ['report.xlsx', 'report.html']) await rm(join(dir.path, name));
    pass();
  }
  // Nearly all were killed; an export that asks less has ended before.
  expect(ends.filter((code) => code === null).length).toBeGreaterThan(6);
});
