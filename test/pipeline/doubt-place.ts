// An account at a sandbox, a ledger and a clock that only moves when somebody waits, for imports whose answers go wrong.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { exportData } from '../../src/pipeline/export/export.js';
import { importFile } from '../../src/pipeline/import.js';
import type { ImportRequest } from '../../src/pipeline/requests.js';
import { resumeRun } from '../../src/pipeline/resume.js';
import type { FinishedRun } from '../../src/pipeline/run/finish-run.js';
import { undoRun } from '../../src/pipeline/undo/undo.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';

/** The cells of results.csv. */
export type ResultLine = Readonly<Record<string, string>>;

export interface Ended extends FinishedRun {
  readonly results: readonly ResultLine[];
  /** As `created`, or `in-doubt NO_ANSWER`. */
  readonly statuses: readonly string[];
}

export class DoubtPlace {
  #now = Date.UTC(2025, 0, 15, 12);
  #ids = 0;

  private constructor(
    readonly folder: string,
    readonly sandbox: Sandbox,
  ) {}

  static async open(options: Partial<SandboxOptions> = {}): Promise<DoubtPlace> {
    const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-doubt-'));
    const start = { now: (): number => 0 };
    const sandbox = await startSandbox({ processingMs: 0, ...options, now: () => start.now() });
    const place = new DoubtPlace(folder, sandbox);
    start.now = () => place.#now;
    return place;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  #tools() {
    return accountTools({
      settings: this.sandbox.environment,
      clock: {
        now: () => this.#now,
        random: () => 0.5,
        sleep: async (delayMs) => {
          this.#now += Math.ceil(delayMs);
        },
      },
      newId: () => `id-${++this.#ids}`,
      ledger: join(this.folder, 'ledger.db'),
      stateFolder: join(this.folder, 'state'),
      signal: new AbortController().signal,
    });
  }

  async import(rows: readonly object[], asked: Partial<ImportRequest> = {}): Promise<Ended> {
    const file = join(this.folder, 'rows.csv');
    await writeFile(file, Papa.unparse([...rows]));
    const request = { file, runsDir: join(this.folder, 'runs'), equalRows: 'keep', concurrency: 1, yes: true } as const;
    const usual = { ...request, onExisting: 'skip', invalid: 'stop', via: 'api' } as const;
    return this.#ended(await importFile({ ...usual, canary: false, ...asked }, this.#tools()));
  }

  async resume(run: string, canary = false): Promise<Ended> {
    return this.#ended(await resumeRun({ run, acceptChanges: false, yes: true, canary }, this.#tools()));
  }

  /** The purchases as an export has them. */
  async exported(): Promise<readonly ResultLine[]> {
    const out = join(this.folder, 'held.csv');
    await exportData({ what: 'purchases', out, runsDir: join(this.folder, 'exports') }, this.#tools());
    return linesOf(await readFile(out, 'utf8'));
  }

  /** Changes a purchase as somebody else does. */
  async change(id: string, value: object): Promise<void> {
    const { url, environment } = this.sandbox;
    const headers = {
      'content-type': 'application/json',
      'x-api-key': environment.DCYCLE_API_KEY ?? '',
      'x-organization-id': environment.DCYCLE_ORGANIZATION_ID ?? '',
    };
    await fetch(`${url}/v1/purchases/${id}`, { method: 'PATCH', headers, body: JSON.stringify(value) });
  }

  undo(run: string) {
    return undoRun({ run, yes: true, dryRun: false, concurrency: 1 }, this.#tools());
  }

  async #ended(finished: FinishedRun): Promise<Ended> {
    const text = await readFile(join(finished.summary.folder ?? '', 'results.csv'), 'utf8');
    const results = linesOf(text);
    return { ...finished, results, statuses: results.map(({ status, code }) => `${status} ${code}`.trim()) };
  }
}

/** Of two columns with one title, the first counts. */
function linesOf(text: string): readonly ResultLine[] {
  const [titles = [], ...rows] = Papa.parse<readonly string[]>(text.replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
  }).data;
  return rows.map((cells) =>
    Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''] as const).reverse()),
  );
}
