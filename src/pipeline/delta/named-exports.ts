// Finds the exports that are meant: a file, a run by its id, or the last one of the same question, or of the file's dataset and owner.
// A run's own file is read while it is as the run left it, as it names the inputs; else the rows that the run kept.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { isOfChanges, questionOf } from '../export/export-question.js';
import { fileSha256 } from '../table/file-sha256.js';
import { openExportedFile } from './exported-file.js';
import { fileSide } from './file-side.js';
import { keptOwner } from './kept-side.js';

/** An export as it was named. */
export type Named =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'run'; readonly run: RunRow; readonly file: string | undefined };

/** The word for the newest export. */
const LAST = 'last';

/** Runs among which the last export is looked for. */
const MOST_RUNS = 10_000;

/** How exports are found. */
export interface Finding {
  /** Opens the ledger if there is one. It is opened only where a run is named. */
  readonly findLedger: () => Promise<Ledger | undefined>;
  readonly dataset: string | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
}

/**
 * Both exports of a comparison. Without `after`, the last export is compared: with the one before it where `before` is `last`.
 * @throws Stop `NO_SUCH_RUN`, `NO_EXPORT`.
 */
export async function namedExports(
  before: string,
  after: string | undefined,
  { findLedger, dataset, limits }: Finding,
): Promise<readonly [Named, Named]> {
  const words = [before, after ?? LAST];
  if (words.every((word) => word !== LAST && existsSync(word)))
    return [
      { kind: 'file', path: before },
      { kind: 'file', path: after ?? '' },
    ];
  const ledger = await findLedger();
  if (ledger === undefined) throw noLedger(words.find((word) => !existsSync(word)) ?? LAST);
  try {
    if (before === LAST && (after ?? LAST) === LAST) {
      const newest = await lastExport(ledger, { dataset });
      return [await named(await lastExport(ledger, likeRun(newest))), await named(newest)];
    }
    const [one, other] = [await known(ledger, before), await known(ledger, after ?? LAST)];
    if (one && other) return [one, other];
    const partner = one ?? other;
    const wanted =
      partner?.kind === 'file'
        ? await likeFile(partner.path, ledger, { dataset, limits, isBefore: one === undefined })
        : { ...(partner && likeRun(partner.run)), ...(dataset !== undefined && { dataset }) };
    const last = await named(await lastExport(ledger, wanted));
    return one ? [one, last] : [last, other ?? last];
  } finally {
    await ledger.close();
  }
}

/** Whether two runs exported with other narrowings: rows outside of one of them are then told as new or gone. */
export function askedDifferently(one: Named, other: Named): boolean {
  return one.kind === 'run' && other.kind === 'run' && questionOf(one.run) !== questionOf(other.run);
}

/** A file or a run; undefined for the last one. */
async function known(ledger: Ledger, word: string): Promise<Named | undefined> {
  if (word === LAST) return undefined;
  if (existsSync(word)) return { kind: 'file', path: word };
  const run = await ledger.run(word);
  if (run === undefined)
    throw new Stop(
      'usage',
      'NO_SUCH_RUN',
      `there is no file ${word}, and the ledger has no run "${word}"`,
      'carbonsheet runs lists the latest',
    );
  if (run.command === 'export') return named(run);
  throw new Stop(
    'usage',
    'NO_EXPORT',
    `run ${run.id} is no export: it was ${run.command}`,
    'name a run of carbonsheet export, a file that it wrote, or last',
  );
}

async function named(run: RunRow): Promise<Named> {
  return { kind: 'run', run, file: await unchangedFile(run) };
}

const exported = z.object({ out: z.string() });

/** The file of a run, where it is as the run left it. */
async function unchangedFile({ request, sha256, file }: RunRow): Promise<string | undefined> {
  const out = exported.safeParse(request).data?.out ?? file;
  if (sha256 === '' || !existsSync(out)) return undefined;
  return (await fileSha256(out).catch(() => '')) === sha256 ? out : undefined;
}

/** Which export is looked for. */
interface Wanted {
  readonly dataset?: string | undefined;
  /** Of the account and narrowing of this run. */
  readonly like?: RunRow;
  /** The id of a run that is not meant. */
  readonly without?: string;
  /** Whose rows they are, as exports say it. */
  readonly owner?: string | undefined;
}

/** Another export of the same question. */
function likeRun(run: RunRow): Wanted {
  return { dataset: run.dataset, like: run, without: run.id };
}

/** An export like that which a file holds: by the run that wrote it, else by what the file says. */
async function likeFile(
  path: string,
  ledger: Ledger,
  { dataset, limits, isBefore }: Pick<Finding, 'dataset' | 'limits'> & { readonly isBefore: boolean },
): Promise<Wanted> {
  const sha256 = await fileSha256(path);
  const run = (await ledger.runs(MOST_RUNS)).find((one) => one.command === 'export' && one.sha256 === sha256);
  if (run && (dataset === undefined || dataset === run.dataset)) {
    // Where the file is of the newest export, that is the last one, and nothing has changed since.
    return isBefore ? likeRun(run) : { dataset: run.dataset, like: run };
  }
  const file = fileSide(await openExportedFile(path, { dataset, limits }));
  try {
    if (file.datasets.length > 1) throw ambiguous(path, file.datasets);
    for await (const _ of file.rows()) break;
    const [owner] = file.owners();
    return { dataset: file.dataset.name, owner };
  } finally {
    await file.close();
  }
}

/** The newest export of all rows, not of changes, that ended well. */
async function lastExport(ledger: Ledger, { dataset, like, without, owner }: Wanted): Promise<RunRow> {
  const fits = (run: RunRow): boolean =>
    run.command === 'export' &&
    run.sha256 !== '' &&
    run.exitCode !== undefined &&
    !isOfChanges(run) &&
    run.id !== without &&
    (dataset === undefined || run.dataset === dataset) &&
    (like === undefined || (run.accountKey === like.accountKey && questionOf(run) === questionOf(like)));
  for (const run of await ledger.runs(MOST_RUNS)) {
    if (fits(run) && (owner === undefined || (await keptOwner(run)) === owner)) return run;
  }
  const what = [without === undefined ? '' : 'other', dataset, 'export'].filter(Boolean).join(' ');
  const whose = owner === undefined ? '' : ` of ${owner}`;
  throw new Stop(
    'usage',
    'NO_EXPORT',
    `the ledger has no ${what}${like === undefined ? whose : ` of the same account and narrowing as ${like.id}`}`,
    'name two files or runs; carbonsheet runs lists the latest',
  );
}

function ambiguous(path: string, datasets: readonly string[]): Stop {
  return new Stop(
    'usage',
    'USAGE',
    `${path} may be an export of ${datasets.join(' or of ')}: their columns are the same`,
    `add ${datasets.map((name) => `--dataset ${name}`).join(' or ')}`,
  );
}

function noLedger(word: string): Stop {
  return new Stop(
    'input',
    'FILE_MISSING',
    `there is no file ${word}, and no ledger that knows a run of that name`,
    'name two files, or another ledger with --ledger FILE',
  );
}
