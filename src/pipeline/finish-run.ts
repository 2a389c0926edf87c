// The end of every run, however it ended: one result for every source row, the result files, the summary.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowResult } from '../ledger/ledger.js';
import type { Result } from '../plan/result.js';
import { problemAt } from '../problems/place.js';
import { finding } from '../problems/problem.js';
import type { Stop } from '../problems/stop.js';
import type { Traffic } from '../providers/http.js';
import { exitCodeOfCounts, exitCodeOfStop } from '../report/exit-code.js';
import { type PlanCounts, type Summary, tally } from '../report/summary.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { outputStop } from '../write/part-file.js';
import { openResults } from '../write/results.js';
import type { Run } from './open-run.js';
import { type RecordedRow, recordedRows } from './recorded-rows.js';

/** How a run came to its end. */
export interface RunOutcome {
  /** Why it ended before every row was taken up. */
  readonly stop?: Stop | undefined;
  /** Why rows without a result were not sent, when nothing stopped the run. */
  readonly unsentBecause?: string;
  /** Results that are known already, in source order. */
  readonly results?: AsyncIterable<RowResult>;
  readonly traffic?: Traffic | undefined;
  readonly plan?: PlanCounts | undefined;
}

/** A finished run. */
export interface FinishedRun {
  readonly summary: Summary;
  /** Paths of the files written, the summary last. */
  readonly files: readonly string[];
  /** Why the run ended early, if it did. */
  readonly stop: Stop | undefined;
}

/** Writes a result for every row, then the summary. */
export async function finishRun(run: Run, outcome: RunOutcome): Promise<FinishedRun> {
  const { table, tools } = run;
  const { detection } = table.source;
  const header = table.lead.at(-1);
  const layout = {
    format: detection.format,
    delimiter: detection.delimiter,
    byteOrderMark: detection.byteOrderMark,
    sheet: table.sheet,
    lead: table.lead,
    headerRow: table.mapping.headerRow,
    titles: header?.cells.map(cellText) ?? [],
  };
  // A check sends nothing, so that there is nothing to say of the sound rows.
  const files = await openResults(run.folder, layout, run.command !== 'check');
  const rows = tally(table.dataset);
  const unsentBecause = outcome.stop?.message ?? outcome.unsentBecause ?? 'the run did not come to this row';
  let done = 0;
  for await (const batch of recordedRows(run, outcome.results)) {
    for (const one of batch) {
      const result = resultOf(one, unsentBecause);
      rows.add(result.status, one.row.record);
      await files.add(one.row.source, result);
      if (result.status === 'failed' || result.status === 'in-doubt') tellFailure(run, one.row.source, result);
    }
    done += batch.length;
    tools.tell({ kind: 'step', step: 'write results', done, total: undefined });
  }
  const written = await files.close();
  tools.tell({ kind: 'end', step: 'write results' });
  const counts = rows.counts();
  const { sent = 0, retried = 0, throttled = 0 } = outcome.traffic ?? {};
  const summary: Summary = {
    version: 1,
    run: run.id,
    command: run.command,
    dataset: table.dataset.name,
    provider: table.dataset.provider,
    file: table.source.path,
    sha256: table.sha256,
    startedAt: run.startedAt,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    counts,
    totals: rows.totals(),
    requests: { sent, retried, throttled },
    exitCode: outcome.stop ? exitCodeOfStop(outcome.stop) : exitCodeOfCounts(counts),
    ...(outcome.plan ? { plan: outcome.plan } : {}),
    folder: run.folder,
  };
  const summaryPath = join(run.folder, 'summary.json');
  await writeFile(summaryPath, `${JSON.stringify(summary, null, 2)}\n`).catch((cause: unknown) => {
    throw outputStop(summaryPath, cause);
  });
  return { summary, files: [join(run.folder, 'problems.csv'), ...written, summaryPath], stop: outcome.stop };
}

function tellFailure({ table, tools }: Run, { sheet, row }: SourceRow, { field, finding: found }: Result): void {
  if (found === undefined) return;
  const column = table.mapping.columns.find((mapped) => field !== '' && mapped.field === field)?.title ?? '';
  tools.tell({
    kind: 'failure',
    file: table.name,
    problem: problemAt({ sheet, row, column, field, value: '' }, found),
  });
}

function resultOf({ row, recorded }: RecordedRow, unsentBecause: string): Result {
  const none = { remoteId: '', field: '', requestId: '', attempts: 0 };
  const problems = row.problems.filter(({ severity }) => severity === 'error');
  const [first] = problems;
  if (first) return { ...none, status: 'invalid', field: first.field, finding: first, problems };
  if (row.leftOut) return { ...none, status: 'skipped', finding: row.leftOut };
  return recorded ?? { ...none, status: 'unsent', finding: finding('NOT_SENT', { why: unsentBecause }) };
}
