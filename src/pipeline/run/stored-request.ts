// The request of an import as the ledger keeps it: all that resuming needs, and no secret.

import { resolve } from 'node:path';
import { z } from 'zod';
import { savedMappingSchema } from '../../mapping/saved/mapping-schema.js';
import { Stop } from '../../problems/stop.js';
import { choices, type ImportRequest, type PlanRequest, type WritingTerms } from '../requests.js';

const text = z.string().optional();

/** What the ledger keeps of a plan; the plan itself is in the run's folder. */
const storedPlan = z.object({
  hash: z.string(),
  table: z.int(),
  outOfDate: z.enum(choices.outOfDate),
  isAgreed: z.boolean(),
});

/** Asked anew each time, or said by the run itself. */
type NotKept =
  | keyof WritingTerms
  | 'findMapping'
  | 'attended'
  | 'invalid'
  | 'rehearse'
  | 'parent'
  | 'parents'
  | 'books'
  | 'except'
  | 'kept'
  | 'replaceResult';

const schema = z.object({
  file: z.string(),
  shownAs: text,
  encoding: text,
  delimiter: text,
  quoteRule: z.enum(choices.quoteRule).optional(),
  limits: z.record(z.string(), z.number()).optional(),
  dataset: text,
  sheet: text,
  headerRow: z.int().optional(),
  mapping: savedMappingSchema.optional(),
  constants: z.record(z.string(), z.string()).optional(),
  unpivot: z.boolean().optional(),
  decimal: z.enum(choices.decimal).optional(),
  dateOrder: z.enum(choices.dateOrder).optional(),
  datesFrom: z.int().optional(),
  datesTo: z.int().optional(),
  netAmounts: z.boolean().optional(),
  asNew: z.boolean().optional(),
  acceptSuspects: z.boolean().optional(),
  equalRows: z.enum(choices.equalRows),
  runsDir: z.string(),
  result: text,
  onExisting: z.enum(choices.onExisting),
  concurrency: z.int().min(1),
  yes: z.boolean().optional(),
  via: z.enum(choices.via).optional(),
  deltaFrom: text,
  restate: text,
  restatedAt: text,
  plan: storedPlan.optional(),
} satisfies Record<Exclude<keyof ImportRequest, NotKept> | 'yes', z.ZodType>);

/** What of a request decides about the rows, apart from where the file and the runs are, and how they are sent. */
const deciding = schema.omit({
  file: true,
  shownAs: true,
  runsDir: true,
  concurrency: true,
  yes: true,
  via: true,
  plan: true,
  result: true,
  // A plan says itself when it was made.
  restatedAt: true,
});

/** The request of a plan as it is kept: how the file is read, and what is done with rows that the service has. */
export function plannedRequest(request: PlanRequest): object {
  return deciding.parse(request);
}

/** The kept request of a plan; undefined when another version wrote it. */
export function plannedRequestOf(kept: unknown): z.infer<typeof deciding> | undefined {
  return deciding.safeParse(kept).data;
}

/** A request as it is stored. */
export type StoredRequest = z.infer<typeof schema>;

/** The request as it is stored: paths do not depend on the folder that the command was called in. */
export function storedRequest(request: ImportRequest): StoredRequest {
  const { file, runsDir, result } = request;
  return schema.parse({
    ...request,
    file: resolve(file),
    runsDir: resolve(runsDir),
    ...(result !== undefined && { result: resolve(result) }),
  });
}

/** The stored import request. Rows that were invalid then are skipped again. */
export function importRequestOf(run: string, stored: unknown): Omit<ImportRequest, 'plan'> {
  const request = schema.safeParse(stored);
  if (request.success) {
    const { plan: _, ...data } = request.data;
    return { ...data, invalid: 'skip', via: data.via ?? 'api' };
  }
  throw new Stop(
    'usage',
    'RUN_TOO_OLD',
    `the ledger cannot read the request of run ${run}: another version of carbonsheet wrote it`,
    'import the file again: rows that the service has are skipped',
  );
}

/** The plan that a stored import keeps to; undefined where it keeps to none. */
export function storedPlanOf(stored: unknown): z.infer<typeof storedPlan> | undefined {
  return schema.safeParse(stored).data?.plan;
}
