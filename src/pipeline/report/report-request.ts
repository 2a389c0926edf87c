// What a report is asked for, and how it is read out of the ledger to make the report again.

import { z } from 'zod';
import type { ProviderName } from '../../datasets/dataset.js';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { AskedPeriod } from './asked-period.js';

/** What to report on, and where to. */
export interface ReportRequest extends AskedPeriod {
  readonly provider: ProviderName;
  /** The workbook; ends in .xlsx. One of the two files is needed. */
  readonly out?: string | undefined;
  /** The page; ends in .html or .htm. */
  readonly html?: string | undefined;
  /** The run of an earlier report that this one is compared with. @default the newest one of the same period, else the newest one */
  readonly compareWith?: string | undefined;
  /** Where run folders are made. */
  readonly runsDir: string;
  /** The stopped run of the same report, which this one makes again. */
  readonly parent?: string | undefined;
}

const text = z.string().optional();

const stored = z.object({
  provider: z.enum(['dcycle', 'carboncloud', 'variable']),
  month: text,
  quarter: text,
  year: text,
  fiscalStart: z.number().optional(),
  out: text,
  html: text,
  compareWith: text,
  runsDir: z.string(),
});

/** What a report was asked for. Throws a Stop where another version has asked. */
export function storedReport({ id, request }: Pick<RunRow, 'id' | 'request'>): ReportRequest {
  const asked = stored.safeParse(request);
  if (asked.success) return asked.data;
  const message = `the ledger cannot read what run ${id} was asked for: another version of carbonsheet wrote it`;
  throw new Stop('usage', 'RUN_TOO_OLD', message, 'make the report again');
}
