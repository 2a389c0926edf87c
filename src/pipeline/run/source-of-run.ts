// The source of an earlier run, opened as the run read it.

import { z } from 'zod';
import type { EqualRows } from '../../dedup/repeats.js';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { openTable, type Table } from '../table/open-table.js';
import { importRequestOf } from './stored-request.js';

/** The table of a run; whoever opens it closes it. */
export interface SourceOfRun {
  readonly table: Table;
  readonly equalRows: EqualRows;
}

/** Opens the source. Throws a Stop: `SOURCE_GONE`, `SOURCE_CHANGED`, or that of a file that cannot be read. */
export async function openSourceOfRun(run: RunRow): Promise<SourceOfRun> {
  const request = importRequestOf(run.id, run.request);
  const { equalRows } = request;
  const table = await openTable({ ...request, shownAs: run.file }, equalRows, Date.parse(run.startedAt)).catch(
    (cause: unknown) => {
      if (!(cause instanceof Stop)) throw cause;
      throw new Stop(
        'usage',
        'SOURCE_GONE',
        `the file of run ${run.id} cannot be read again: ${cause.message}`,
        cause.hint,
      );
    },
  );
  if (table.sha256 === run.sha256) return { table, equalRows };
  await table.source.close();
  throw new Stop(
    'usage',
    'SOURCE_CHANGED',
    `${run.file} has changed since run ${run.id}`,
    'restore the file as it was',
  );
}

const named = z.object({ file: z.string().optional(), out: z.string().optional(), shownAs: z.string().optional() });

/** The path of the file that a run read, or that an export wrote; undefined where it came through a pipe. */
export function sourceFileOf({ request }: Pick<RunRow, 'request'>): string | undefined {
  const { file, out, shownAs } = named.safeParse(request).data ?? {};
  return shownAs === undefined ? (file ?? out) : undefined;
}
