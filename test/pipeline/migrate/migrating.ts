// Migrates between the two accounts of a sandbox in this process, with a clock of the test's own and a ledger that stays.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import type { Clock } from '../../../src/pace/clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { closePeriod } from '../../../src/pipeline/close.js';
import { importFile } from '../../../src/pipeline/import.js';
import { fillWorkbook } from '../../../src/pipeline/migrate/between/fill-workbook.js';
import { migrate } from '../../../src/pipeline/migrate/migrate.js';
import type { MigrateRequest } from '../../../src/pipeline/migrate/migration-request.js';
import { packRun } from '../../../src/pipeline/pack/pack.js';
import { reconcileRun } from '../../../src/pipeline/read-back/reconcile.js';
import type { Progress, Tools } from '../../../src/pipeline/tools.js';
import { traceRows } from '../../../src/pipeline/trace/trace.js';
import { undoRun } from '../../../src/pipeline/undo/undo.js';
import { createHttp } from '../../../src/providers/http/create-http.js';
import { providerNamed } from '../../../src/providers/index.js';
import { groups } from '../../../src/sandbox/account.js';
import { type SandboxOptions, startSandbox } from '../../../src/sandbox/start-sandbox.js';

export const [fromGroup, toGroup] = [groups[0]?.id ?? '', groups[1]?.id ?? ''];

export type Line = Readonly<Record<'dataset' | 'source_id' | 'target_id' | 'key', string>>;

type Settings = Readonly<Record<string, string>>;

/** A request that left for one of the two accounts. */
interface Sent {
  readonly account: 'source' | 'target';
  readonly request: string;
  readonly body: string;
}

interface Options extends Pick<SandboxOptions, 'fault' | 'holdings' | 'processingMs'> {
  readonly ask?: Tools['ask'];
}

/** A UUID of a number. */
export function id(kind: string, number: number): string {
  return `${kind.padEnd(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A resold product as CarbonCloud lists it. */
export function product(number: number, more: object = {}): Readonly<Record<string, unknown>> {
  return {
    id: id('aa', number),
    groupId: fromGroup,
    name: `Oat drink ${number}`,
    customId: `OAT-${number}`,
    pickUpLocation: 'SE',
    productionLocation: 'SE',
    shipToLocation: 'NO',
    ...more,
  };
}

/** A supplier as CarbonCloud lists it. */
export function supplier(number: number, more: object = {}): Readonly<Record<string, unknown>> {
  return { id: id('bb', number), groupId: fromGroup, name: `Supplier ${number} AB`, customId: `S-${number}`, ...more };
}

/** A supplier period as CarbonCloud lists it with a product. */
export function period(number: number, supplierNumber: number, more: object = {}): Readonly<Record<string, unknown>> {
  return { id: id('cc', number), supplierId: id('bb', supplierNumber), validFrom: '2024-01-01', ...more };
}

/** Logins, and questions about many products at once. */
const isReading = /\/token$|\/auth\/login$|\/resold-products\/footprint/;

export async function openMigrating(options: Options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-migrating-'));
  const agent = new Agent();
  let timeMs = Date.UTC(2025, 0, 15, 12);
  let ids = 0;
  const newId = () => `${(++ids).toString(16).padStart(6, '0')}00-0000-4000-8000-000000000000`;
  const { ask = async () => undefined, ...others } = options;
  const sandbox = await startSandbox({ now: () => timeMs, processingMs: 0, newId, ...others });
  onTestFinished(async () => {
    await agent.destroy();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const clock: Clock = {
    now: () => timeMs,
    sleep: async (delayMs) => {
      timeMs += Math.ceil(delayMs);
      await new Promise(setImmediate);
    },
    random: () => 0.5,
  };
  const ledger = () => openLedger(join(folder, 'ledger.db'), { now: clock.now });
  const sent: Sent[] = [];
  const told: Progress[] = [];
  const watched = (account: Sent['account']) =>
    agent.compose((dispatch) => (request, handler) => {
      sent.push({ account, request: `${request.method} ${request.path}`, body: String(request.body ?? '') });
      return dispatch(request, handler);
    });
  const toolsFor = (
    settings: Settings,
    account: Sent['account'] = 'target',
    signal = new AbortController().signal,
  ): Tools => ({
    clock,
    newId,
    signal,
    tell: (progress) => void told.push(progress),
    ask,
    holdAccount: async () => ({ release: () => undefined }),
    openLedger: ledger,
    findLedger: ledger,
    connect: async (name) => {
      const http = createHttp({ clock, signal, newRequestId: newId, dispatcher: watched(account) });
      const session = providerNamed(name).connect(settings, { http, clock, signal, overrides: {} });
      return { session, traffic: http.traffic, writingPace: () => http.writingPace() };
    },
  });
  return {
    sandbox,
    folder,
    sent,
    told,
    /** What was said so far, and is forgotten. */
    said: () => told.splice(0).flatMap((one) => (one.kind === 'said' ? [one.text] : [])),
    /** The requests about rows that may change something in an account. */
    writes: (account: Sent['account']) =>
      sent.filter((one) => one.account === account && !one.request.startsWith('GET ') && !isReading.test(one.request)),
    pass: (ms: number) => {
      timeMs += ms;
    },
    runs: async () => {
      const open = await ledger();
      const runs = await open.runs(100);
      await open.close();
      return runs;
    },
    /** Changes something at CarbonCloud, as its own page would. */
    async put(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: object = {}) {
      const authorization = `Bearer ${await tokenOf(sandbox.environment)}`;
      const headers = { 'content-type': 'application/json', authorization };
      const answer = await fetch(`${sandbox.url}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    undo: (run: string) =>
      undoRun({ run, dryRun: false, yes: true, concurrency: 2 }, toolsFor(sandbox.second.environment)),
    /** Packs a run into an archive, and its path. */
    async pack(run: string, options: { readonly withoutSource?: boolean; readonly anonymous?: boolean } = {}) {
      const out = join(folder, 'run.zip');
      return packRun({ run, out, versions: {}, ...options }, toolsFor({}));
    },
    /** Closes a period of the second account's group. */
    close: (period: string) => closePeriod({ period, provider: 'carboncloud' }, toolsFor(sandbox.second.environment)),
    trace: (what: string) => traceRows({ what }, toolsFor({})),
    reconcile: (run: string) => reconcileRun({ run }, toolsFor(sandbox.second.environment)),
    /** Fills a workbook for the second account's organisation at Dcycle from the first account's group. */
    fill: () =>
      fillWorkbook(
        { runsDir: join(folder, 'runs') },
        { source: toolsFor(sandbox.environment, 'source'), target: toolsFor(sandbox.second.environment) },
      ),
    /** Imports a file into the second account. */
    async import(file: string) {
      const request = {
        file,
        runsDir: join(folder, 'runs'),
        onExisting: 'skip',
        concurrency: 2,
        via: 'api',
        yes: true,
      } as const;
      return importFile({ ...request, invalid: 'stop', equalRows: 'drop' }, toolsFor(sandbox.second.environment));
    },
    check: (file: string) =>
      checkFile({ file, runsDir: join(folder, 'runs'), equalRows: 'drop' }, toolsFor(sandbox.second.environment)),
    /** Migrates from the first account to the second. */
    async migrate(
      asked: Partial<MigrateRequest> = {},
      between: { readonly from?: Settings; readonly to?: Settings; readonly signal?: AbortSignal } = {},
    ) {
      const { from = sandbox.environment, to = sandbox.second.environment, signal } = between;
      const request: MigrateRequest = {
        provider: 'carboncloud',
        datasets: [],
        dryRun: false,
        verify: false,
        yes: true,
        onExisting: 'skip',
        concurrency: 2,
        runsDir: join(folder, 'runs'),
        ...asked,
      };
      const migrated = await migrate(request, {
        source: toolsFor(from, 'source'),
        target: toolsFor(to, 'target', signal),
      });
      const idMap = await readFile(join(migrated.summary.folder, 'idmap.csv'), 'utf8').catch(() => '');
      const lines = Papa.parse<Line>(idMap, { header: true, skipEmptyLines: true }).data;
      return { ...migrated, lines };
    },
  };
}

async function tokenOf(environment: Settings): Promise<string> {
  const { CARBONCLOUD_USERNAME = '', CARBONCLOUD_PASSWORD = '', CARBONCLOUD_TOKEN_URL = '' } = environment;
  const form = { client_id: 'carboncloud', grant_type: 'password', username: CARBONCLOUD_USERNAME };
  const body = new URLSearchParams({ ...form, password: CARBONCLOUD_PASSWORD });
  const answer: unknown = await (await fetch(CARBONCLOUD_TOKEN_URL, { method: 'POST', body })).json();
  return String(Reflect.get(Object(answer), 'access_token'));
}

/** The rows of a group, as the sandbox holds them. */
export function inGroup(rows: readonly object[], groupId: string): readonly Readonly<Record<string, unknown>>[] {
  return rows.flatMap((row) => (Reflect.get(row, 'groupId') === groupId ? [{ ...row }] : []));
}

/** What was counted for each dataset, as `suppliers 2 created 1`. */
export function countsOf({ summary }: { readonly summary: Awaited<ReturnType<typeof migrate>>['summary'] }) {
  return Object.fromEntries(
    summary.datasets.map(({ dataset, counts }) => [
      dataset,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ]),
  );
}
