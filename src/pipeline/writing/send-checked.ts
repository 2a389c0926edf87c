// The story of writing on one screen: lock the account, look up, plan, send, settle doubt, one result for every row. A resumed
// run sends only rows without a final result.

import type { Hold } from '../../ledger/hold-account.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { stopAfterSending, stopFor } from '../../providers/stop-for.js';
import { estimateText } from '../../report/estimate-text.js';
import { estimatePlan } from '../planning/estimate-plan.js';
import { HeldBackRows } from '../planning/held-back.js';
import { type Account, closedIn, lookUp, openAccount } from '../planning/look-up.js';
import type { SettledRows } from '../planning/plan-rows.js';
import { copyPlan } from '../plans/load-plan.js';
import { KeptToPlan } from '../plans/plan-guard.js';
import type { ImportRequest, PlanToKeep } from '../requests.js';
import type { FinishedRun } from '../run/finish-run.js';
import { finishRun } from '../run/finish-run.js';
import type { Run } from '../run/open-run.js';
import { type StoredRequest, storedRequest } from '../run/stored-request.js';
import { acceptsSuspects } from './accept-suspects.js';
import { chooseWriter } from './choose-writer.js';
import { confirmDeleting } from './confirm-deleting.js';
import { confirmMissing } from './confirm-missing.js';
import { confirmWriting } from './confirm-writing.js';
import { finishWriting } from './finish-writing.js';
import { planWithCanary } from './plan-canary.js';
import { settleDoubt } from './settle-doubt.js';
import { settleEarlier } from './settle-earlier.js';
import { type WriteBasis, writeRows } from './write-rows.js';

/** A run that is resumed, and its ledger. */
export interface ResumedRun {
  readonly ledger: Ledger;
  readonly before: RunRow;
  readonly isOpen: SettledRows['isOpen'];
}

/** Sends the valid rows of a checked file. A stop is part of the outcome. */
export async function sendChecked(run: Run, request: ImportRequest, resumed?: ResumedRun): Promise<FinishedRun> {
  const toStop = (cause: unknown): Stop => stopFor(cause, run.table.dataset.provider);
  const opened = await openForWriting(run, request, resumed).catch(toStop);
  if (opened instanceof Stop)
    return finishRun(run, { stop: opened, ...(resumed && { results: resumed.ledger.results(run.id) }) });
  try {
    const stop = await send(run, request, opened).catch(toStop);
    return await finishWriting(run, opened, stop);
  } finally {
    opened.hold.release();
  }
}

interface Writing extends Account {
  readonly ledger: Ledger;
  readonly hold: Hold;
  readonly settled: SettledRows | undefined;
}

/** Locks the account before the look-up, so that what it finds still holds when rows are written. */
async function openForWriting(run: Run, request: ImportRequest, resumed: ResumedRun | undefined): Promise<Writing> {
  const account = chooseWriter(await openAccount(run), request.via, run);
  const { accountKey } = account.session;
  if (request.plan && request.plan.accountKey !== accountKey) throw planOfOther(request.plan, account);
  if (resumed && resumed.before.accountKey !== accountKey) throw otherAccount(resumed.before, account);
  const { id, command, startedAt, table, tools } = run;
  const hold = await tools.holdAccount({ accountKey, dataset: table.dataset.name }, { run: id, command, startedAt });
  try {
    if (resumed === undefined)
      return { ...account, ledger: await beginRun(run, request, account), hold, settled: undefined };
    const { ledger, isOpen } = resumed;
    return { ...account, ledger, hold, settled: { results: () => ledger.results(id), isOpen } };
  } catch (cause) {
    hold.release();
    throw cause;
  }
}

async function beginRun(run: Run, request: ImportRequest, { session }: Account): Promise<Ledger> {
  const { id, command, folder, startedAt, table, tools } = run;
  // A resumed run keeps to the same plan.
  if (request.plan) await copyPlan(request.plan.path, folder);
  const ledger = await tools.openLedger();
  await ledger.beginRun({
    id,
    command,
    folder,
    startedAt,
    dataset: table.dataset.name,
    provider: table.dataset.provider,
    account: nameOf(session.account),
    accountKey: session.accountKey,
    file: table.file,
    sha256: table.sha256,
    request: keptRequest(run, request),
    ...(request.parent === undefined ? {} : { parent: request.parent }),
  });
  return ledger;
}

function keptRequest({ restatedAt, table }: Run, request: ImportRequest): StoredRequest {
  return storedRequest({ ...request, restatedAt, mapping: table.saved });
}

function nameOf(account: Readonly<Record<string, string>>): string {
  return Object.values(account).join(' ');
}

function otherAccount({ id, provider, account }: RunRow, { session }: Account): Stop {
  return new Stop(
    'usage',
    'OTHER_ACCOUNT',
    `run ${id} writes to ${provider} ${account}, and the settings are those of ${nameOf(session.account)} or of another address`,
    'use the profile or the settings of that run',
  );
}

function planOfOther({ owner }: PlanToKeep, { session }: Account): Stop {
  return new Stop(
    'usage',
    'OTHER_ACCOUNT',
    `the plan is for ${owner}, and the account of the settings is ${session.owner}`,
    'use the settings of that account, or make a plan for this one',
  );
}

/** The plan, with the rows that look unusual where the user wants them to be sent. */
async function planAccepted(run: Run, request: ImportRequest, basis: Writing & WriteBasis) {
  const heldBack = new HeldBackRows(run);
  const planned = await planWithCanary(run, basis, (one) => heldBack.see(one));
  await heldBack.end();
  // A plan that is kept says of each row whether it is held back; so did the run that is resumed.
  const isAsked = request.plan === undefined && basis.settled === undefined;
  if (!isAsked || !(await acceptsSuspects(run, heldBack, request.yes))) return planned;
  run.table.suspects?.accept();
  await basis.ledger.replaceRequest(run.id, keptRequest(run, { ...request, acceptSuspects: true }));
  return planWithCanary(run, basis, () => undefined);
}

async function send(run: Run, request: ImportRequest, writing: Writing): Promise<Stop | undefined> {
  const { concurrency, onExisting, yes = false, deletes, brakes = {}, canary: isTried = true } = request;
  const { settled } = writing;
  // Rows in doubt first: their entries at the service must not match other rows.
  const held = await closedIn(run, writing, writing.ledger);
  if (settled) await settleDoubt(run, { ...writing, concurrency, closed: held });
  const stillInDoubt = held?.refusal();
  if (stillInDoubt) return stillInDoubt.stop;
  const guard = request.plan && new KeptToPlan(run, request.plan, { ...writing, written: settled?.results() });
  const looked = await lookUp(run, { ...writing, closed: held }, onExisting, writing.ledger);
  const basis = { ...writing, ...looked, guard, concurrency, brakes };
  const { plan, canary } = await planAccepted(run, request, basis);
  const outOfDate = await guard?.conclude();
  if (outOfDate) await writing.ledger.settle(run.id, outOfDate.results);
  if (outOfDate && request.plan?.outOfDate === 'stop') return outOfDate.stop;
  if (outOfDate) run.tools.tell({ kind: 'warned', text: outOfDate.stop.message });
  const closed = looked.closed?.refusal();
  if (closed) {
    await writing.ledger.settle(run.id, closed.results);
    return closed.stop;
  }
  run.restated = looked.closed?.restated();
  const gone = looked.since && (await confirmMissing(run, looked.since, !yes));
  if (gone) return gone;
  if (plan.create + plan.update + plan.delete > 0)
    run.tools.tell({ kind: 'said', text: estimateText(plan, estimatePlan(plan, basis)) });
  const refusal = await confirmWriting({ ...writing, plan, yes, kept: request.plan }, run.tools);
  if (refusal) return refusal;
  const kept = await confirmDeleting({ session: writing.session, count: plan.delete, allowed: deletes }, run.tools);
  if (kept) return kept;
  await settleEarlier(writing.ledger, looked.remembered.takenOver);
  const stop = await writeRows(run, basis, plan, isTried ? canary : undefined);
  if (stop) return stop;
  try {
    await settleDoubt(run, basis);
    return undefined;
  } catch (cause) {
    return stopAfterSending(cause, run.table.dataset.provider);
  }
}
