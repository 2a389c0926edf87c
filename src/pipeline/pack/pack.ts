// `pack`: the evidence of a run as one archive, under a list of SHA-256 sums. With `anonymous`, one that shows no value of the
// file, for support.

import { join } from 'node:path';
import { findRun } from '../../ledger/find-run.js';
import { Stop } from '../../problems/stop.js';
import { type Pack, writePack } from '../../write/pack/pack-file.js';
import { reportStop } from '../run/report-stop.js';
import { requireWhole } from '../run/require-whole.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import { anonymousFiles } from './anonymous-files.js';
import { evidenceFiles } from './evidence-files.js';

/** What to pack. */
export interface PackRequest {
  /** A run's id, how it begins, or `last`. */
  readonly run: string;
  /** The archive; it ends in .zip. @default `<run id>.zip`, in the working folder */
  readonly out?: string | undefined;
  /** Told of the archive before it is written: throw to keep a file that is there. @default it is replaced */
  readonly beforeWriting?: ((out: string) => Promise<void>) | undefined;
  /** Leaves the source out, and what repeats its rows: its hash stays. @default false */
  readonly withoutSource?: boolean | undefined;
  /** Replaces every value by its length, its kinds of characters, and a hash that only this run has. @default false */
  readonly anonymous?: boolean | undefined;
  /** Versions of what packs, by name: they stand in run.json. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A packed run. */
export interface PackedRun extends Pack {
  readonly run: string;
  readonly out: string;
}

/** Packs a run. Reads the ledger, the run's folder and the source; asks no service. Throws a Stop. */
export async function packRun(request: PackRequest, { openLedger }: Pick<Tools, 'openLedger'>): Promise<PackedRun> {
  const { anonymous = false, withoutSource = false, versions } = request;
  const ledger = await openLedger();
  try {
    const run = await findRun(ledger, request.run);
    if (run.command === 'report')
      throw reportStop(
        run,
        `its evidence is its files; the SHA-256 sums of them are in ${join(folderOf(run), 'summary.json')}`,
      );
    requireWhole(run, 'packed');
    const out = request.out ?? `${run.id}${anonymous ? '.anonymous' : ''}.zip`;
    if (!/\.zip$/i.test(out)) throw notZip(out);
    await request.beforeWriting?.(out);
    const basis = { run, folder: folderOf(run), ledger, versions };
    const files = anonymous ? anonymousFiles(basis) : evidenceFiles({ ...basis, withoutSource });
    return { run: run.id, out, ...(await writePack(out, files)) };
  } finally {
    await ledger.close();
  }
}

function notZip(out: string): Stop {
  return new Stop(
    'usage',
    'USAGE',
    `${out} does not end in .zip, as an archive does`,
    'choose another name with --out',
  );
}
