// `--via file`: writes the new valid rows as the file that the service's own upload takes. Sends no row.

import { join } from 'node:path';
import type { Ledger, RowResult } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import { bindingFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import { stopFor } from '../../providers/stop-for.js';
import { openCsv } from '../../write/files/csv.js';
import { orLeave } from '../../write/files/or-leave.js';
import { HeldBackRows } from '../planning/held-back.js';
import { type Account, lookUp, openAccount } from '../planning/look-up.js';
import { countPlan, decidedResult, type PlanBasis, planRows } from '../planning/plan-rows.js';
import type { ImportRequest } from '../requests.js';
import { type FinishedRun, finishRun, type RunOutcome } from '../run/finish-run.js';
import type { Run } from '../run/open-run.js';
import { acceptsSuspects } from './accept-suspects.js';

/** Writes `upload.csv` into the run's folder. Without an account nothing is looked up, and a warning says so. */
export async function writeUploadFile(
  run: Run,
  request: Pick<ImportRequest, 'onExisting' | 'yes'>,
): Promise<FinishedRun> {
  const ledger = await run.tools.findLedger();
  try {
    const written = await write(run, request, ledger).catch((cause: unknown) =>
      stopFor(cause, run.table.dataset.provider),
    );
    return await finishRun(run, written instanceof Stop ? { stop: written } : written);
  } finally {
    await ledger?.close();
  }
}

async function write(
  run: Run,
  { onExisting, yes }: Pick<ImportRequest, 'onExisting' | 'yes'>,
  ledger: Ledger | undefined,
): Promise<RunOutcome> {
  const { session, binding, traffic } = await accountFor(run);
  const { file } = binding;
  if (file === undefined) throw noUploadFile(run.table.dataset);
  const basis = await lookUp(run, { session, binding: onlyNewRows(binding) }, onExisting, ledger, 'file');
  await settleSuspects(run, basis, yes);
  await requireOpenPeriods(run, basis);
  const path = join(run.folder, 'upload.csv');
  await writeNewRows(run, basis, path, file);
  run.tools.tell({ kind: 'said', text: `the file to upload: ${path}` });
  return { unsentBecause: `written to ${path}, to be uploaded by hand`, traffic, results: resultsBesides(run, basis) };
}

/** Reports the rows that look unusual, and asks whether the file holds them. */
async function settleSuspects(run: Run, basis: PlanBasis, yes: boolean | undefined): Promise<void> {
  const { suspects } = run.table;
  if (suspects === undefined || suspects.areAccepted || !suspects.isAny) return;
  const heldBack = new HeldBackRows(run);
  await countPlan(run, basis, (planned) => heldBack.see(planned));
  await heldBack.end();
  if (await acceptsSuspects(run, heldBack, yes)) suspects.accept();
}

/** A file to upload by hand holds no row of a closed period. Throws a Stop. */
async function requireOpenPeriods(run: Run, basis: PlanBasis): Promise<void> {
  if (basis.closed === undefined) return;
  await countPlan(run, basis);
  const refusal = basis.closed.refusal();
  if (refusal) throw refusal.stop;
  run.restated = basis.closed.restated();
}

/** Results of the rows that are not in the file. */
async function* resultsBesides(run: Run, basis: PlanBasis): AsyncGenerator<RowResult> {
  for await (const planned of planRows(run, basis)) yield* planned.flatMap(decidedResult);
}

/** The account; where its settings are missing, one that is never asked. */
async function accountFor(run: Run): Promise<Pick<Account, 'session' | 'binding'> & Partial<Account>> {
  try {
    return await openAccount(run);
  } catch (cause) {
    if (!(cause instanceof Stop) || cause.code !== 'MISSING_SETTING') throw cause;
    const text = `nothing was looked up, so the file may hold rows that the service has: ${cause.message}`;
    run.tools.tell({ kind: 'warned', text });
    const session = withoutAccount(run, cause);
    const open = await bindingFor(run.table.dataset);
    const holdings = async () => ({ matcher: () => () => undefined });
    return { session, binding: { ...open(session), holdings } };
  }
}

/** A session that refuses every call and says why. */
function withoutAccount({ table, tools }: Run, why: Stop): Session {
  const refuse = () => Promise.reject(why);
  return {
    provider: table.dataset.provider,
    account: {},
    accountKey: '',
    shownAs: '',
    owner: '',
    maxPages: 0,
    parents: { find: () => undefined },
    now: () => tools.clock.now(),
    say: () => undefined,
    warn: () => undefined,
    call: refuse,
    put: refuse,
    pause: refuse,
  };
}

function noUploadFile({ provider, name }: Run['table']['dataset']): Stop {
  return new Stop('usage', 'NO_UPLOAD_FILE', `${provider} takes no upload file for ${name}`, 'remove --via file');
}

/** An upload file can only create rows. */
function onlyNewRows(binding: Binding): Binding {
  const send = () => Promise.reject(new Error('a row of an upload file was to be sent'));
  return { ...binding, writer: { by: 'batch', maxRows: 1, kinds: ['create'], requests: () => 0, send } };
}

async function writeNewRows(run: Run, basis: PlanBasis, path: string, file: NonNullable<Binding['file']>) {
  const csv = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns: file.columns, guard: false });
  await orLeave(csv, async () => {
    for await (const planned of planRows(run, basis)) {
      for (const { row, action } of planned)
        if (row.record && action?.kind === 'create') await csv.write(file.row(row.record));
    }
    await csv.close();
  });
}
