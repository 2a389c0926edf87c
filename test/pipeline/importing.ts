// Imports files into a sandbox in this process, with a clock of the test's own and a ledger that stays between imports.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import type { ProviderName } from '../../src/datasets/dataset.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { Clock } from '../../src/pace/clock.js';
import { type ApplyRequest, applyPlan } from '../../src/pipeline/apply.js';
import { checkFile } from '../../src/pipeline/check.js';
import { closedPeriods, closePeriod } from '../../src/pipeline/close.js';
import { compareExports, type DeltaRequest } from '../../src/pipeline/delta/delta.js';
import { exportData } from '../../src/pipeline/export/export.js';
import type { AskedFilters } from '../../src/pipeline/export/export-filters.js';
import { importFile } from '../../src/pipeline/import.js';
import { type PackRequest, packRun } from '../../src/pipeline/pack/pack.js';
import { planFile } from '../../src/pipeline/plan.js';
import { type PruneRequest, pruneRuns } from '../../src/pipeline/prune/prune.js';
import { reconcileRun } from '../../src/pipeline/read-back/reconcile.js';
import type { CheckRequest, ImportRequest, PlanRequest } from '../../src/pipeline/requests.js';
import { resumeRun, retryRun } from '../../src/pipeline/resume.js';
import { checkFiles, importFiles, planFiles } from '../../src/pipeline/several-files.js';
import {
  type RetryStandingRequest,
  retryStanding,
  type StandingEnd,
} from '../../src/pipeline/standing/retry-standing.js';
import { standing } from '../../src/pipeline/standing/standing.js';
import type { Progress, Tools } from '../../src/pipeline/tools.js';
import { type UndoRequest, undoRun } from '../../src/pipeline/undo/undo.js';
import { createHttp } from '../../src/providers/http/create-http.js';
import { providerNamed } from '../../src/providers/index.js';
import type { Summary } from '../../src/report/summary.js';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';

export type Row = Readonly<Record<string, string>>;

/** A line of results.csv. */
export type ResultLine = Readonly<Record<'row' | 'status' | 'remote_id' | 'code' | 'message', string>>;

/** A sandbox and a folder of files to import into it. */
export async function openImporting(
  options: Pick<SandboxOptions, 'fault' | 'holdings' | 'processingMs' | 'lists'> & { readonly ask?: Tools['ask'] } = {},
) {
  let settings: Readonly<Record<string, string>> = {};
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-importing-'));
  const agent = new Agent();
  let timeMs = Date.UTC(2025, 0, 15, 12);
  let ids = 0;
  const newId = () => `${(++ids).toString(16).padStart(6, '0')}00-0000-4000-8000-000000000000`;
  const sandbox = await startSandbox({ now: () => timeMs, processingMs: 0, newId, ...options });
  onTestFinished(async () => {
    await agent.destroy();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const clock: Clock = {
    now: () => timeMs,
    // Time passes at once.
    sleep: async (delayMs) => {
      timeMs += Math.ceil(delayMs);
      await new Promise(setImmediate);
    },
    random: () => 0.5,
  };
  const { signal } = new AbortController();
  const ledger = () => openLedger(join(folder, 'ledger.db'), { now: clock.now });
  const told: Progress[] = [];
  const tools: Tools = {
    clock,
    newId,
    signal,
    tell: (one) => void told.push(one),
    ask: options.ask ?? (async () => undefined),
    holdAccount: async () => ({ release: () => undefined }),
    openLedger: ledger,
    findLedger: ledger,
    connect: async (name) => {
      const http = createHttp({ clock, signal, newRequestId: newId, dispatcher: agent });
      const session = providerNamed(name).connect(
        { ...sandbox.environment, ...settings },
        { http, clock, signal, overrides: {} },
      );
      return { session, traffic: http.traffic, writingPace: () => http.writingPace() };
    },
  };
  const request = async (file: string, content: readonly Row[] | string | Uint8Array) => {
    const isRows = typeof content === 'object' && !(content instanceof Uint8Array);
    await writeFile(join(folder, file), isRows ? Papa.unparse([...content]) : content);
    return { file: join(folder, file), runsDir: join(folder, 'runs'), equalRows: 'keep', onExisting: 'skip' } as const;
  };
  const csvOf = async <L>(path: string): Promise<readonly L[]> =>
    Papa.parse<L>(await readFile(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
  const linesOf = (run: string) => csvOf<ResultLine>(join(run, 'results.csv'));
  return {
    sandbox,
    folder,
    tools,
    /** What imports have told. */
    told,
    /** Where a file of the folder is. */
    path: (file: string) => join(folder, file),
    /** Later commands use these settings as well. */
    use: (others: Readonly<Record<string, string>>) => {
      settings = others;
    },
    /** Exports to a CSV file; its rows. */
    async export(what: string): Promise<readonly Row[]> {
      return (await this.exportSome(what)).rows;
    },
    /** Exports what filters leave; the rows, what the export says of itself, and what the user is warned of. */
    async exportSome(what: string, filters: AskedFilters = {}) {
      const out = join(folder, `${what}.csv`);
      const warnings: string[] = [];
      const tell: Tools['tell'] = (one) => {
        if (one.kind === 'warned') warnings.push(one.text);
      };
      const exported = await exportData({ what, out, filters, runsDir: join(folder, 'exports') }, { ...tools, tell });
      const rows = Papa.parse<Row>(await readFile(out, 'utf8'), { header: true, skipEmptyLines: true }).data;
      return { exported, warnings, rows };
    },
    /** What changed between two exports, and what the user is warned of. */
    async delta(before: string, after?: string, more: Partial<DeltaRequest> = {}) {
      const warnings: string[] = [];
      const tell: Tools['tell'] = (one) => {
        if (one.kind === 'warned') warnings.push(one.text);
      };
      return { delta: await compareExports({ before, after, ...more }, { ...tools, tell }), warnings };
    },
    pass: (ms: number) => {
      timeMs += ms;
    },
    /** The names of the run folders. */
    runs: () => readdir(join(folder, 'runs')).catch(() => []),
    /** The runs that the ledger knows, the newest first. */
    async known() {
      const opened = await ledger();
      const known = await opened.runs(100);
      await opened.close();
      return known;
    },
    /** The lines of a run's problems.csv. */
    problems: (run: string) => csvOf<Row>(join(run, 'problems.csv')),
    /** Imports rows, or any content, as a file of this name. */
    async import(file: string, rows: readonly Row[] | string | Uint8Array, terms: Partial<ImportRequest> = {}) {
      const more = { concurrency: 2, invalid: 'skip', via: 'api', yes: true } as const;
      const finished = await importFile({ ...(await request(file, rows)), ...more, ...terms }, tools);
      const { summary, stop, reconciliation } = finished;
      return { summary, stop, reconciliation, results: await linesOf(summary.folder) };
    },
    /** Packs a run into an archive; its path, and what the pack says. */
    async pack(run: string, name: string, options: Partial<PackRequest> = {}) {
      const out = join(folder, name);
      return { out, packed: await packRun({ run, out, versions: { carbonsheet: '0.1.0' }, ...options }, tools) };
    },
    /** Takes the control totals of a run again. */
    reconcile: (run: string) => reconcileRun({ run }, tools),
    async resume(run: string, acceptSuspects?: boolean, acceptChanges = false) {
      const { summary, stop } = await resumeRun({ run, acceptChanges, yes: true, acceptSuspects }, tools);
      return { summary, stop, results: await linesOf(summary.folder) };
    },
    /** Closes a period, or opens it again with a reason. */
    close: (period: string, reopen?: string, provider: ProviderName = 'dcycle') =>
      closePeriod({ period, provider, reopen }, tools),
    /** The periods that were closed. */
    closed: () => closedPeriods(tools),
    undo: (run: string, terms: Partial<UndoRequest> = {}) =>
      undoRun({ run, dryRun: false, yes: true, concurrency: 2, ...terms }, tools),
    /** Sends the failed rows of a run again, or the file in which they were corrected. */
    async retry(run: string) {
      const { summary, stop } = await retryRun({ run, acceptChanges: false, yes: true }, tools);
      return { summary, stop, results: await linesOf(summary.folder) };
    },
    /** What is open of all imports. */
    standing: (dataset?: string) => standing({ dataset }, tools),
    /** Sends what is open of all imports to Dcycle again; how each run ended. */
    async retryStanding(terms: Partial<RetryStandingRequest> = {}) {
      const ends: StandingEnd[] = [];
      for await (const end of retryStanding({ providers: ['dcycle'], yes: true, ...terms }, tools)) ends.push(end);
      return ends;
    },
    async check(
      file: string,
      rows: readonly Row[] | string | Uint8Array,
      { tell = tools.tell, ...terms }: Partial<CheckRequest> & { readonly tell?: Tools['tell'] } = {},
    ) {
      return (await checkFile({ ...(await request(file, rows)), ...terms }, { ...tools, tell })).summary;
    },
    /** Checks or imports every sheet of a workbook; the summaries of its runs. */
    async everySheet(command: 'check' | 'import', file: string, book: Uint8Array, terms: Partial<ImportRequest> = {}) {
      const one = await request(file, book);
      const more = { concurrency: 2, invalid: 'skip', via: 'api', yes: true } as const;
      const asked = { ...one, ...more, ...terms, files: [one.file] };
      const whole = { ...tools, startedAt: timeMs };
      const ends = command === 'check' ? checkFiles(asked, whole) : importFiles(asked, whole);
      const summaries: Summary[] = [];
      for await (const end of ends) if (end.kind === 'ended' && end.finished) summaries.push(end.finished.summary);
      return summaries;
    },
    async plan(file: string, rows: readonly Row[], terms: Partial<ImportRequest> = {}) {
      const { summary, stop } = await planFile({ ...(await request(file, rows)), ...terms }, tools);
      return { summary, stop, results: await linesOf(summary.folder) };
    },
    /** Plans files and keeps the plan; how the tables ended, and where the plan is. */
    async keep(
      files: Readonly<Record<string, readonly Row[] | string | Uint8Array>>,
      out: readonly string[] = ['plan.json'],
      terms: Partial<PlanRequest> = {},
    ) {
      const requests = [];
      for (const [file, content] of Object.entries(files)) requests.push(await request(file, content));
      const [first] = requests;
      if (first === undefined) throw new Error('a plan needs a file');
      const paths = out.map((name) => join(folder, name));
      const asked = { ...first, ...terms, files: requests.map(({ file }) => file) };
      const ends = [];
      for await (const end of planFiles(asked, tools, paths)) ends.push(end);
      const summaries = ends.flatMap((end) => (end.kind === 'ended' && end.finished ? [end.finished.summary] : []));
      return { ends, summaries, path: paths[0] ?? '', paths };
    },
    /** Applies a kept plan; how the tables ended, with their results. */
    async apply(planPath: string, terms: Partial<ApplyRequest> = {}) {
      const more = { concurrency: 2, via: 'api', yes: true, outOfDate: 'stop', runsDir: join(folder, 'runs') } as const;
      const tables = [];
      for await (const end of applyPlan({ planPath, ...more, ...terms }, tools)) {
        if (end.kind === 'unprocessed') continue;
        const summary = end.finished?.summary;
        tables.push({ stop: end.stop, summary, results: summary ? await linesOf(summary.folder) : [] });
      }
      const [{ stop, summary, results } = { stop: undefined, summary: undefined, results: [] }] = tables;
      return { tables, stop, summary, results, exitCode: summary?.exitCode };
    },
    /** Removes runs that ended so long ago. */
    prune(olderThanMs: number, terms: Partial<PruneRequest> = {}) {
      const asked = { olderThan: timeMs - olderThanMs, runsDir: join(folder, 'runs'), dryRun: false, yes: true };
      return pruneRuns({ ...asked, ...terms }, tools);
    },
    /** The ledger, to look into. */
    ledger,
    /** Puts another content into a file. */
    write: async (file: string, content: readonly Row[] | string) => void (await request(file, content)),
    /** Sends a request of the test's own to Dcycle. */
    async dcycle(method: string, path: string, body?: object) {
      const { DCYCLE_API_KEY: key = '', DCYCLE_ORGANIZATION_ID: organization = '' } = sandbox.environment;
      return fetch(`${sandbox.url}${path}`, {
        method,
        headers: { 'x-api-key': key, 'x-organization-id': organization, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
  };
}
