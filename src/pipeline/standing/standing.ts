// `runs --standing`: the rows of all imports that are still to be done, account by account. Sends nothing.

import type { ProviderName } from '../../datasets/dataset.js';
import type { Ledger, RunRow, Target } from '../../ledger/ledger.js';
import { say } from '../../problems/place.js';
import { providers as allProviders } from '../../providers/index.js';
import type { OpenRow, OpenRun, Standing } from '../../report/standing/standing.js';
import { filesToFix } from '../run/fixed-rows.js';
import { sendsRows } from '../run/latest-run.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import { type StandingRow, type StandingRows, type StandingRun, standingRows } from './standing-rows.js';

/** Which imports are looked at. */
export interface StandingRequest {
  /** @default all */
  readonly dataset?: string | undefined;
  /** The services whose account the settings name. @default the accounts of all imports; no settings are needed then */
  readonly providers?: readonly ProviderName[] | undefined;
}

/** What is open in a dataset of an account. */
export interface StandingTarget {
  readonly target: Target;
  readonly provider: ProviderName;
  readonly account: string;
  readonly rows: StandingRows;
}

/** What is still to be done; empty where there is no ledger, or no import. */
export async function standing(
  request: StandingRequest,
  { findLedger, connect }: Pick<Tools, 'findLedger' | 'connect'>,
): Promise<readonly Standing[]> {
  const ledger = await findLedger();
  try {
    const targets = ledger ? await standingTargets(ledger, request, { connect }) : [];
    return await Promise.all(targets.map(toldStanding));
  } finally {
    await ledger?.close();
  }
}

/** Runs that are searched for accounts. */
const MOST_RUNS = 100_000;

/** The targets of all imports that are asked for. */
export async function standingTargets(
  ledger: Ledger,
  { dataset, providers }: StandingRequest,
  { connect }: Pick<Tools, 'connect'>,
): Promise<readonly StandingTarget[]> {
  const accounts = providers && new Set<string>();
  for (const provider of providers ?? []) accounts?.add((await connect(provider)).session.accountKey);
  const found = new Map<string, Omit<StandingTarget, 'rows'>>();
  for (const run of await ledger.runs(MOST_RUNS)) {
    const { accountKey, account } = run;
    const provider = allProviders.find(({ name }) => name === run.provider)?.name;
    if (!sendsRows(run) || accountKey === undefined || provider === undefined) continue;
    if (accounts?.has(accountKey) === false || (dataset !== undefined && run.dataset !== dataset)) continue;
    const key = JSON.stringify([accountKey, run.dataset]);
    if (!found.has(key)) found.set(key, { target: { accountKey, dataset: run.dataset }, provider, account });
  }
  const targets: StandingTarget[] = [];
  for (const one of found.values()) targets.push({ ...one, rows: await standingRows(ledger, one.target) });
  return targets.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ provider, account, target }: StandingTarget): string {
  return [provider, account, target.dataset].join(' ');
}

async function toldStanding({ target, provider, account, rows }: StandingTarget): Promise<Standing> {
  const { imports, known, fixed, undone } = rows;
  const runs = await Promise.all(rows.runs.map(toldRun));
  const open = runs.reduce((sum, one) => sum + one.rows.length, 0);
  const notReached = runs.reduce((sum, one) => sum + one.notReached, 0);
  const counts = { rows: known, done: known - open - fixed - undone, fixed, undone, open, notReached };
  return { dataset: target.dataset, provider, account, imports, counts, runs };
}

async function toldRun({ run, rows, notReached }: StandingRun): Promise<OpenRun> {
  return {
    run: run.id,
    file: run.file,
    startedAt: run.startedAt,
    hasEnded: run.finishedAt !== undefined,
    notReached,
    toFix: await fileToFix(run),
    rows: rows.map(toldRow),
  };
}

/** The file in which the rows of a run can be fixed. */
export async function fileToFix(run: RunRow): Promise<string | null> {
  const { failed, workbook } = await filesToFix(folderOf(run));
  return failed ?? workbook ?? null;
}

function toldRow({ entry, firstAt, lastAt, runs }: StandingRow): OpenRow {
  const { sheet, row, status, remoteId, finding, field } = entry;
  return {
    sheet,
    row,
    status: status === 'failed' || status === 'invalid' || status === 'unsent' ? status : 'in-doubt',
    remoteId,
    code: finding?.code ?? '',
    message: finding ? say(finding) : status === 'in-doubt' ? IN_DOUBT : '',
    field,
    firstAt,
    lastAt,
    imports: runs,
  };
}

const IN_DOUBT = 'no answer came: it is looked up before it is sent again';
