// Finds the exports that are meant: a file, a run by its id, or the last one of the same question. A run's own file is read while
// it is as the run left it, as it names the inputs; else the rows that the run kept.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { isOfChanges, questionOf } from '../export/export-question.js';
import { fileSha256 } from '../table/file-sha256.js';

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
  { findLedger, dataset }: Finding,
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
      return [await named(await lastExport(ledger, { dataset: newest.dataset, like: newest })), await named(newest)];
    }
    const [one, other] = [await known(ledger, before), await known(ledger, after ?? LAST)];
    const partner = one ?? other;
    const like = partner?.kind === 'run' ? partner.run : undefined;
    const last = async (): Promise<Named> =>
      named(await lastExport(ledger, { dataset: dataset ?? like?.dataset, like }));
    return [one ?? (await last()), other ?? (await last())];
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

/** The newest export of all rows, not of changes, that ended well; of a dataset; before a run that asked the same. */
async function lastExport(
  ledger: Ledger,
  { dataset, like }: { readonly dataset?: string | undefined; readonly like?: RunRow | undefined },
): Promise<RunRow> {
  const fits = (run: RunRow): boolean =>
    run.command === 'export' &&
    run.sha256 !== '' &&
    run.exitCode !== undefined &&
    !isOfChanges(run) &&
    run.id !== like?.id &&
    (dataset === undefined || run.dataset === dataset) &&
    (like === undefined || (run.accountKey === like.accountKey && questionOf(run) === questionOf(like)));
  const found = (await ledger.runs(MOST_RUNS)).find(fits);
  if (found) return found;
  const what = [like === undefined ? '' : 'other', dataset, 'export'].filter(Boolean).join(' ');
  throw new Stop(
    'usage',
    'NO_EXPORT',
    `the ledger has no ${what}${like === undefined ? '' : ` of the same account and narrowing as ${like.id}`}`,
    'name two files or runs; carbonsheet runs lists the latest',
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
