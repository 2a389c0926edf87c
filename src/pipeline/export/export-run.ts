// An export as a run: its id and folder, its row in the ledger from its beginning to its end, and its summary.

import { join, resolve } from 'node:path';
import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import type { RunHeader } from '../../ledger/ledger.js';
import { countsFrom } from '../../plan/result.js';
import type { Stop } from '../../problems/stop.js';
import type { Session } from '../../providers/session.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { Exported } from '../../report/export-summary.js';
import { makeRunFolder, newRunId } from '../run/run-folder.js';
import { writeSummary } from '../run/write-summary.js';
import { fileSha256 } from '../table/file-sha256.js';
import type { Connected, Tools } from '../tools.js';
import { STANDARD_OUTPUT } from './destination.js';
import type { AnswerTimes } from './resumed-session.js';
import type { ExportRun } from './watcher.js';

/** What is exported, of which account, and where to. */
export interface ExportBegin {
  readonly dataset: ImportDataset | ExportDataset;
  readonly request: AskedExport;
  readonly session: Session;
}

/** What was asked for, as far as it is needed to do it again. */
interface AskedExport {
  readonly what: string;
  readonly out: string;
  readonly runsDir: string;
  readonly parent?: string | undefined;
  readonly askedAt: number;
}

/** What an export found. */
export interface ExportFound extends Pick<Exported, 'rows' | 'blank' | 'reasons' | 'misfits' | 'unknown'> {
  readonly read: AnswerTimes;
}

/** Begins the run of an export: its folder is there, and the ledger knows it. Whoever calls ends it. Throws a Stop. */
export async function beginExport(asked: ExportBegin, tools: Tools): Promise<ExportRun> {
  const { dataset, session, request } = asked;
  const { out, runsDir, parent } = request;
  const { name, provider } = dataset;
  const id = newRunId(name, tools);
  const folder = join(runsDir, id);
  const startedAt = new Date(tools.startedAt ?? tools.clock.now()).toISOString();
  await makeRunFolder(folder);
  const ledger = await tools.openLedger();
  const header: RunHeader = {
    id,
    command: 'export',
    dataset: name,
    provider,
    account: Object.values(session.account).join(' '),
    accountKey: session.accountKey,
    ...(parent !== undefined && { parent }),
    request: storedRequest(request),
    file: out,
    sha256: '',
    startedAt,
    folder,
  };
  await ledger.beginRun(header).catch(async (cause: unknown) => {
    await ledger.close();
    throw cause;
  });
  tools.tell({ kind: 'began', run: id, command: 'export', folder });
  return { id, folder, startedAt, dataset, out, ledger, accountKey: session.accountKey, owner: session.owner };
}

/** Paths do not depend on the folder that the command was called in. */
function storedRequest(request: AskedExport): object {
  const { stdout: _, parent: __, ...asked } = { stdout: undefined, ...request };
  return {
    ...asked,
    out: asked.out === STANDARD_OUTPUT ? asked.out : resolve(asked.out),
    runsDir: resolve(asked.runsDir),
  };
}

/** Ends the run of an export whose file is in its place. @param path of the file */
export async function endExport(
  run: ExportRun,
  path: string,
  found: ExportFound & Pick<Exported, 'exitCode'>,
  learned: Partial<Exported>,
  { traffic }: Connected,
  tools: Tools,
): Promise<Exported> {
  const sha256 = await fileSha256(path);
  return end(run, { ...summaryOf(run, found, traffic, tools), ...learned, sha256 });
}

/** Ends the run of an export that was stopped: it has no file. */
export async function endStopped(run: ExportRun, stop: Stop, { traffic }: Connected, tools: Tools): Promise<void> {
  const found = { rows: 0, blank: 0, reasons: 0, misfits: [], unknown: [], read: { from: undefined, to: undefined } };
  const exitCode = exitCodeOfStop(stop);
  const { kind, code, message, hint } = stop;
  await end(run, { ...summaryOf(run, { ...found, exitCode }, traffic, tools), error: { kind, code, message, hint } });
}

function summaryOf(
  { id, dataset, out, startedAt, folder }: ExportRun,
  { rows, blank, reasons, misfits, unknown, read, exitCode }: ExportFound & Pick<Exported, 'exitCode'>,
  { sent, retried, throttled }: Exported['requests'],
  { clock }: Tools,
): Exported {
  return {
    version: 1,
    run: id,
    command: 'export',
    dataset: dataset.name,
    provider: dataset.provider,
    file: out,
    sha256: '',
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    readFrom: momentOf(read.from),
    readTo: momentOf(read.to),
    counts: { ...countsFrom(() => 0), rows, exported: rows },
    totals: { field: '', checked: {}, written: {} },
    requests: { sent, retried, throttled },
    exitCode,
    folder,
    out,
    rows,
    blank,
    reasons,
    misfits,
    unknown,
  };
}

function momentOf(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

async function end({ id, ledger }: ExportRun, summary: Exported): Promise<Exported> {
  const { finishedAt, exitCode, counts, sha256 } = summary;
  await writeSummary(summary);
  await ledger.finishRun(id, { finishedAt, exitCode, counts, sha256 });
  return summary;
}
