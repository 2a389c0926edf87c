// Lets one run at a time write a dataset to an account, over all processes of a user on this machine. The lock is the operating
// system's, on a small file: it ends with its process, however that ends. A file beside it says who holds it, to be told only.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import type { Target } from './ledger.js';
import { stateFolder } from './state-folder.js';

/** How long to wait for a lock, in milliseconds: as long as a holder may need to write down who it is. */
const WAIT_MS = 200;

const holder = z.object({
  run: z.string(),
  command: z.string(),
  /** 0 when it is not known. */
  pid: z.int(),
  host: z.string(),
  startedAt: z.string(),
});

/** Who writes to an account. */
export type Holder = z.output<typeof holder>;

/** An account that is held. */
export interface Hold {
  /** Lets others write; calling it again does nothing. */
  release(): void;
}

/**
 * Holds a dataset of an account for a run.
 * @param chosenFolder see `stateFolder`.
 * @throws Stop of kind `limit`, code `ACCOUNT_HELD`, that names the run which holds it; code `STATE_FOLDER` where no lock can be had.
 */
export async function holdAccount(target: Target, who: Holder, chosenFolder: string | undefined): Promise<Hold> {
  const folder = await stateFolder(chosenFolder);
  const name = createHash('sha256').update(`${target.dataset} ${target.accountKey}`).digest('hex').slice(0, 32);
  const facts = join(folder, `hold-${name}.json`);
  const lock = locked(join(folder, `hold-${name}.lock`), folder);
  if (lock === undefined) throw heldBy(facts, target);
  try {
    writeFileSync(facts, JSON.stringify(who), { mode: 0o600 });
  } catch (cause) {
    lock.close();
    throw unusable(folder, cause);
  }
  return {
    release() {
      if (!lock.open) return;
      // While it is still ours: the next holder's facts must not be taken away.
      rmSync(facts, { force: true });
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

/** The lock on a file, or undefined when another process or another run of this one has it. */
function locked(path: string, folder: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: WAIT_MS });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return undefined;
    throw unusable(folder, cause);
  }
}

function heldBy(facts: string, { dataset }: Target): Stop {
  return new Stop(
    'limit',
    'ACCOUNT_HELD',
    `${dataset} of this account are being written by ${nameOf(readHolder(facts))}; two runs at once could write rows twice`,
    'wait until it has ended, or press Ctrl-C there, then run the same command again',
  );
}

function nameOf(who: Holder | undefined): string {
  if (who === undefined) return 'another process on this machine';
  const process = who.pid === 0 ? 'on' : `process ${who.pid} on`;
  return `run ${who.run} (carbonsheet ${who.command}, ${process} ${who.host}, since ${who.startedAt})`;
}

function readHolder(facts: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(facts, 'utf8')));
  } catch {
    return undefined;
  }
}

function unusable(folder: string, cause: unknown): Stop {
  return new Stop(
    'output',
    'STATE_FOLDER',
    `no lock can be had in ${folder}, where runs on this machine see each other: ${cause instanceof Error ? cause.message : String(cause)}`,
    'name another folder on a local disk in the environment variable CARBONSHEET_STATE_DIR',
    cause,
  );
}
