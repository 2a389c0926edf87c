// What an export was asked for, out of the ledger, to do it again.

import { z } from 'zod';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { lineFormats } from './destination.js';

const texts = z.array(z.string()).optional();

const stored = z.object({
  what: z.string(),
  out: z.string(),
  runsDir: z.string(),
  filters: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  format: z.enum(lineFormats).optional(),
  columns: texts,
  where: texts,
  changed: z.boolean().optional(),
  withBaseline: z.boolean().optional(),
  askedAt: z.number().optional(),
});

/** What an export was asked for. Throws a Stop where another version has asked. */
export function storedExport({ id, request }: RunRow): z.infer<typeof stored> {
  const asked = stored.safeParse(request);
  if (asked.success) return asked.data;
  const message = `the ledger cannot read what run ${id} was asked for: another version of carbonsheet wrote it`;
  throw new Stop('usage', 'RUN_TOO_OLD', message, 'run the export again');
}
