// `import --rehearse`: copies what the service holds into a sandbox in this process and runs the real import against that.
// Writes nothing to the service or to the account's ledger.

import { join } from 'node:path';
import { openLedger } from '../ledger/open-ledger.js';
import { Stop } from '../problems/stop.js';
import type { AccountCopy, Copier } from '../providers/binding.js';
import { createHttp } from '../providers/http/create-http.js';
import { providerNamed } from '../providers/index.js';
import { readOnlySession } from '../providers/read-only.js';
import type { Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import { SandboxError } from '../sandbox/sandbox-error.js';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.js';
import { grouped } from '../values/numbers/grouped.js';
import { type Account, openAccount } from './planning/look-up.js';
import type { ImportRequest } from './requests.js';
import { type FinishedRun, finishRun } from './run/finish-run.js';
import { fitRecords } from './run/judge-rows.js';
import type { Run } from './run/open-run.js';
import type { Tools } from './tools.js';
import { sendChecked } from './writing/send-checked.js';

/** Entries of the service that a copy holds at the most; one takes about a kilobyte of memory. */
const MOST_COPIED = 250_000;
/** The copy has no rate limit. */
const FULL_SPEED = 1_000_000;

/** Rehearses the import of a checked file: a result for every row, as it would be. */
export async function rehearseImport(run: Run, request: ImportRequest): Promise<FinishedRun> {
  const rehearsed: Run = { ...run, rehearsed: true };
  const prepared = await prepare(run).catch((cause: unknown) => stopFor(cause, run.table.dataset.provider));
  if (prepared instanceof Stop) return finishRun(rehearsed, { stop: prepared });
  const { account, sandbox } = prepared;
  try {
    const tools = toolsOf(run, account, sandbox);
    const { inLedger: _, ...finished } = await sendChecked(
      { ...rehearsed, tools },
      { ...request, yes: true, deletes: Number.MAX_SAFE_INTEGER },
    );
    return finished;
  } finally {
    await sandbox.close();
  }
}

interface Prepared {
  readonly account: Account;
  readonly sandbox: Sandbox;
}

async function prepare(run: Run): Promise<Prepared> {
  const { tools, table } = run;
  const account = await openAccount(run);
  const copier = account.binding.copier?.();
  const { title } = providerNamed(table.dataset.provider);
  if (copier === undefined) {
    const message = `an import of ${table.dataset.name} cannot be rehearsed: ${title} does not list what it holds of them`;
    throw new Stop('usage', 'NO_REHEARSAL', message, 'carbonsheet plan says what an import would do');
  }
  const { copy, size } = await copyOf(run, account, copier);
  tools.tell({ kind: 'said', text: `rehearsing in a copy of what ${title} holds (${count(size)}); it is only read` });
  for (const lack of copy.lacks) tools.tell({ kind: 'said', text: `the copy does not know ${lack}` });
  return { account, sandbox: await startCopy(copy, tools) };
}

/** Does an import's look-up and keeps the answers. */
async function copyOf(
  run: Run,
  { binding, session }: Account,
  copier: Copier,
): Promise<{ readonly copy: AccountCopy; readonly size: number }> {
  const { tools, table, equalRows } = run;
  tools.tell({ kind: 'step', step: 'look up', done: 0, total: undefined });
  await binding.withSession(readOnly(session, copier)).holdings(fitRecords(table, equalRows));
  const { size } = copier;
  const copy = await copier.copy(fitRecords(table, equalRows));
  tools.tell({ kind: 'end', step: 'look up' });
  return { copy, size };
}

/** A session that can only read, and shows the copier what it reads. */
function readOnly(session: Session, copier: Copier): Session {
  const reading = readOnlySession(
    session,
    (route) => new Error(`a rehearsal only reads, and ${route} may change something`),
  );
  return {
    ...reading,
    async call(route, call = {}) {
      const reply = await reading.call(route, call);
      copier.see(route, call, reply.body);
      if (copier.size <= MOST_COPIED) return reply;
      const message = `the service holds more than the ${count(MOST_COPIED)} that a rehearsal can copy`;
      throw new Stop('usage', 'REHEARSAL_TOO_LARGE', message, 'carbonsheet plan says what an import would do');
    },
  };
}

async function startCopy({ lacks: _, ...holdings }: AccountCopy, { clock, newId }: Tools): Promise<Sandbox> {
  try {
    return await startSandbox({ now: clock.now, newId, holdings, processingMs: 0 });
  } catch (cause) {
    if (!(cause instanceof SandboxError)) throw cause;
    throw new Stop('usage', cause.code, `the rehearsal cannot begin: ${cause.message}`, '', cause);
  }
}

/** The run's tools with the copy in the service's place, and a ledger in the run's folder. */
function toolsOf({ tools, folder }: Run, { writingPace, session: { owner } }: Account, sandbox: Sandbox): Tools {
  const { clock, signal, newId } = tools;
  return {
    ...tools,
    connect: async (name) => {
      const http = createHttp({ clock, signal, newRequestId: newId, rate: FULL_SPEED });
      const copy = providerNamed(name).connect(sandbox.environment, { http, clock, signal, overrides: {} });
      // What is estimated is the import into the service, and whose rows these are is as it is there.
      return { session: { ...copy, owner }, traffic: http.traffic, writingPace };
    },
    openLedger: () => openLedger(join(folder, 'rehearsal.db'), { now: clock.now }),
    findLedger: async () => undefined,
    holdAccount: async () => ({ release: () => undefined }),
  };
}

function count(entries: number): string {
  return `${grouped(entries)} ${entries === 1 ? 'entry' : 'entries'}`;
}
