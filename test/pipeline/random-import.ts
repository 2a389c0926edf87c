// Random purchases and random failures of the service, and one import of them: real files, a real ledger, real HTTP, and a
// clock that only moves when somebody waits.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { Agent } from 'undici';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { Clock } from '../../src/pace/clock.js';
import { importFile } from '../../src/pipeline/import.js';
import type { FinishedRun } from '../../src/pipeline/run/finish-run.js';
import type { Tools } from '../../src/pipeline/tools.js';
import { type FinishedUndo, undoRun } from '../../src/pipeline/undo/undo.js';
import { createHttp } from '../../src/providers/http/create-http.js';
import { providerNamed } from '../../src/providers/index.js';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';

/** The cells of a purchase that vary; everything else is the same in all rows. */
export interface RandomRow {
  readonly product_name: string;
  readonly quantity: string;
  readonly country: string;
}

/** What becomes of a request; `interrupt`: the user interrupts the run before it is answered. */
export type Failure = Fault | 'interrupt' | undefined;

export interface Scenario {
  readonly rows: readonly RandomRow[];
  /** Rows that the service has before; sound ones. */
  readonly before: readonly RandomRow[];
  readonly failures: readonly Failure[];
  readonly equalRows: 'keep' | 'drop';
  readonly concurrency: number;
  /** Of the first import; the second always skips. */
  readonly onExisting: 'skip' | 'fail';
}

// Few values, so that rows repeat one another and what the service has.
const sound = fc.record({
  product_name: fc.constantFrom('Boxes', 'Film', 'Tape'),
  quantity: fc.constantFrom('1', '2.5', '1250.75'),
  country: fc.constantFrom('ES', 'SE'),
});
const unsound = fc.constantFrom<RandomRow>(
  { product_name: '', quantity: '1', country: 'ES' },
  { product_name: 'Film', quantity: 'much', country: 'ES' },
  { product_name: 'Film', quantity: '-1', country: 'Nowhereland' },
);
const failure = fc.constantFrom<Failure>(
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'status-before', status: 500 },
  { kind: 'status-after', status: 500 },
  { kind: 'status-before', status: 503, headers: { 'retry-after': '2' } },
  { kind: 'status-after', status: 504 },
  { kind: 'status-before', status: 429 },
  { kind: 'status-before', status: 429, headers: { 'retry-after': '7' } },
  { kind: 'status-before', status: 422 },
  { kind: 'html' },
);

/** Requests that fail, among others that do not. @param interrupts Whether the run may be interrupted, too. */
export function scenario(interrupts: boolean): fc.Arbitrary<Scenario> {
  const failures = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: failure }),
    {
      maxLength: 30,
    },
  );
  const interrupted = fc
    .tuple(failures, fc.nat(29))
    .map(([list, at]): readonly Failure[] => [...list.slice(0, at), 'interrupt', ...list.slice(at + 1)]);
  return fc.record({
    rows: fc.array(fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: unsound }), {
      minLength: 1,
      maxLength: 12,
    }),
    before: fc.array(sound, { maxLength: 4 }),
    failures: interrupts ? interrupted : failures,
    equalRows: fc.constantFrom('keep', 'drop'),
    concurrency: fc.integer({ min: 1, max: 4 }),
    onExisting: fc.constantFrom('skip', 'fail'),
  });
}

export interface Result extends RandomRow {
  readonly row: string;
  readonly status: string;
  readonly remote_id: string;
}

/** An import that came to its end. */
export interface Imported {
  readonly finished: FinishedRun;
  readonly results: readonly Result[];
}

/** A service with some purchases, and a file to import into it. */
export class RandomImport {
  /** Of each request, in order: its method and whether it went wrong. */
  readonly requests: { readonly method: string; readonly failed: boolean }[] = [];
  private readonly agent = new Agent();
  private timeMs = Date.UTC(2025, 0, 15, 12);
  private ids = 0;
  private failures: Iterator<Failure> | undefined;
  private interrupt = (): void => undefined;

  private constructor(
    private readonly folder: string,
    private readonly scene: Scenario,
  ) {}

  static async open(scene: Scenario): Promise<{ readonly one: RandomImport; readonly sandbox: Sandbox }> {
    const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-property-'));
    const one = new RandomImport(folder, scene);
    const sandbox = await startSandbox({
      now: () => one.timeMs,
      processingMs: 0,
      newId: () => one.newId(),
      fault: ({ method }) => one.next(method),
    });
    one.sandbox = sandbox;
    await one.putBefore();
    return { one, sandbox };
  }

  private sandbox: Sandbox | undefined;

  async close(): Promise<void> {
    await this.agent.destroy();
    await this.sandbox?.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Imports the scene's file. @param failing Whether requests fail as the scene says. */
  async run(failing: boolean): Promise<Imported> {
    const { rows, failures, equalRows, concurrency, onExisting } = this.scene;
    const file = join(this.folder, 'purchases.csv');
    await writeFile(file, Papa.unparse(rows.map(wholeRow)));
    this.requests.length = 0;
    this.failures = failing ? failures[Symbol.iterator]() : undefined;
    const finished = await importFile(
      {
        file,
        runsDir: join(this.folder, 'runs'),
        equalRows,
        // Few rows of few values: some look unusual.
        acceptSuspects: true,
        concurrency,
        onExisting: failing ? onExisting : 'skip',
        invalid: 'skip',
        via: 'api',
        yes: true,
      },
      this.tools(),
    );
    const text = await readFile(join(finished.summary.folder, 'results.csv'), 'utf8');
    return { finished, results: Papa.parse<Result>(text, { header: true, skipEmptyLines: true }).data };
  }

  /** Undoes a run. @param failing Whether requests fail as the scene says. */
  undo(run: string, failing: boolean): Promise<FinishedUndo> {
    const { failures, concurrency } = this.scene;
    this.failures = failing ? failures[Symbol.iterator]() : undefined;
    return undoRun({ run, dryRun: false, yes: true, concurrency }, this.tools());
  }

  private tools(): Tools {
    const controller = new AbortController();
    this.interrupt = () => controller.abort();
    const { signal } = controller;
    const clock: Clock = {
      now: () => this.timeMs,
      // Time passes at once; whoever waits beside goes on first.
      sleep: async (delayMs, aborted) => {
        aborted?.throwIfAborted();
        this.timeMs += delayMs;
        await new Promise(setImmediate);
      },
      random: () => 0.5,
    };
    const newId = () => this.newId();
    return {
      clock,
      newId,
      signal,
      tell: () => undefined,
      ask: async () => undefined,
      holdAccount: async () => ({ release: () => undefined }),
      openLedger: () => openLedger(join(this.folder, 'ledger.db'), { now: () => Math.floor(this.timeMs) }),
      findLedger: () => openLedger(join(this.folder, 'ledger.db'), { now: () => Math.floor(this.timeMs) }),
      connect: async (name) => {
        const http = createHttp({ clock, signal, newRequestId: newId, dispatcher: this.agent });
        const settings = this.sandbox?.environment ?? {};
        const session = providerNamed(name).connect(settings, { http, clock, signal, overrides: {} });
        return { session, traffic: http.traffic, writingPace: () => http.writingPace() };
      },
    };
  }

  private next(method: string): Fault | undefined {
    const { value } = this.failures?.next() ?? {};
    if (value === 'interrupt') this.interrupt();
    const planned = value === 'interrupt' ? undefined : value;
    // A create that is answered by 200 is done, whatever the answer says.
    const fault: Fault | undefined = planned?.kind === 'html' && method === 'POST' ? { kind: 'html-after' } : planned;
    this.requests.push({ method, failed: fault !== undefined });
    return fault;
  }

  /** UUIDs in the order of their making: a failing example is the same each time. */
  private newId(): string {
    this.ids += 1;
    return `${this.ids.toString(16).padStart(6, '0')}00-0000-4000-8000-000000000000`;
  }

  private async putBefore(): Promise<void> {
    const { url, environment } = this.sandbox ?? { url: '', environment: {} as Record<string, string> };
    for (const row of this.scene.before) {
      const { DCYCLE_API_KEY: key = '', DCYCLE_ORGANIZATION_ID: organization = '' } = environment;
      const answer = await fetch(`${url}/v1/purchases`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'x-organization-id': organization, 'content-type': 'application/json' },
        body: JSON.stringify({ ...wholeRow(row), quantity: Number(row.quantity) }),
      });
      if (answer.status !== 201) throw new Error(`a purchase of before was refused: ${await answer.text()}`);
    }
  }
}

function wholeRow(row: RandomRow): object {
  return { ...row, sector: 'Manufacturing', unit_id: 'EUR', purchase_date: '2024-03-15', expense_type: 'opex' };
}
