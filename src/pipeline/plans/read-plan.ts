// Reads a kept plan line by line, as write/plan/plan-file.ts wrote it, and compares its hash. A plan that was changed since is not
// used.

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { fieldValues } from '../../plan/recorded-values.js';
import { PlanHash, plannedActions, type SavedRow, type SavedTable } from '../../plan/saved-plan.js';
import { Stop } from '../../problems/stop.js';
import { grouped } from '../../values/numbers/grouped.js';
import { PLAN_VERSION } from '../../write/plan/plan-file.js';

/** The largest plan that is read: several million rows. */
const MOST_BYTES = 4 * 1024 ** 3;

const row = z.object({
  sheet: z.string(),
  row: z.int(),
  identity: z.string(),
  action: z.enum(plannedActions),
  remoteId: z.string(),
  code: z.string(),
  reason: z.string(),
  before: fieldValues.exactOptional(),
  after: fieldValues.exactOptional(),
  held: fieldValues.exactOptional(),
}) satisfies z.ZodType<SavedRow>;
const table = z.object({
  dataset: z.string(),
  provider: z.enum(['dcycle', 'carboncloud', 'variable']),
  owner: z.string(),
  accountKey: z.string(),
  sheet: z.string(),
  sha256: z.string(),
  request: z.looseObject({}),
}) satisfies z.ZodType<SavedTable>;
const counts = z.record(z.enum(['rows', ...plannedActions]), z.int());
const values = z.looseObject({
  version: z.int().optional(),
  madeAt: z.iso.datetime().optional(),
  file: z.string().optional(),
  plan: table.optional(),
  counts: counts.optional(),
  hash: z.string().optional(),
});

/** What stands in a plan, in its order. */
export type PlanPart =
  | { readonly kind: 'made'; readonly at: string }
  | { readonly kind: 'table'; readonly file: string; readonly table: SavedTable }
  | { readonly kind: 'row'; readonly row: SavedRow }
  | { readonly kind: 'end'; readonly counts: z.infer<typeof counts> }
  | { readonly kind: 'hash'; readonly hash: string };

/**
 * Reads a plan. What it yields may be used when it has yielded the hash.
 * @throws Stop of kind `usage`: there is no such file, it is no plan, or it was changed.
 */
export async function* readPlan(path: string): AsyncGenerator<PlanPart, void, undefined> {
  await requirePlan(path);
  const hash = new PlanHash();
  let file = '';
  let hasEnded = false;
  for await (const text of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const line = text.replace(/,$/, '');
    if (FRAME.has(line)) continue;
    if (line.startsWith('{')) {
      hash.add(line);
      yield { kind: 'row', row: parsed(row, line, path) };
      continue;
    }
    if (DECIDES.test(line)) hash.add(line);
    const one = parsed(values, `{${line}}`, path);
    if (one.version !== undefined && one.version !== PLAN_VERSION) throw notAPlan(path, 'another version wrote it');
    if (one.madeAt !== undefined) yield { kind: 'made', at: one.madeAt };
    if (one.file !== undefined) file = one.file;
    if (one.plan) yield { kind: 'table', file, table: one.plan };
    if (one.counts) yield { kind: 'end', counts: one.counts };
    if (one.hash === undefined) continue;
    if (one.hash !== hash.digest()) throw changed(path);
    hasEnded = true;
    yield { kind: 'hash', hash: one.hash };
  }
  if (!hasEnded) throw notAPlan(path, 'its end is missing');
}

/** The rows of a plan, each with the position of its table. */
export async function* rowsOfPlan(
  path: string,
): AsyncGenerator<{ readonly table: number; readonly row: SavedRow }, void, undefined> {
  let at = -1;
  for await (const part of readPlan(path)) {
    if (part.kind === 'table') at += 1;
    if (part.kind === 'row') yield { table: at, row: part.row };
  }
}

/** Lines that only hold the others together. */
const FRAME: ReadonlySet<string> = new Set(['{', '}', ']', '"tables":[', '"rows":[', '']);
const DECIDES = /^"(?:version|plan|counts|totals)":/;
const START = `{\n"version":`;

/** Looks at the beginning, before lines of any length are read. */
async function requirePlan(path: string): Promise<void> {
  const unreadable = (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Stop(
      'usage',
      'PLAN_FILE',
      `the plan ${path} cannot be read: ${reason}`,
      'name a file that carbonsheet plan --out wrote',
      cause,
    );
  };
  const { size } = await stat(path).catch(unreadable);
  if (size > MOST_BYTES) throw notAPlan(path, `it has more than ${grouped(MOST_BYTES)} bytes`);
  const handle = await open(path).catch(unreadable);
  try {
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(START.length + 1), 0, START.length + 1, 0)
      .catch(unreadable);
    const start = buffer.toString('utf8', 0, bytesRead).replace('\r', '');
    if (!start.startsWith(START)) throw notAPlan(path, 'it does not begin as one');
  } finally {
    await handle.close();
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string, path: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw notAPlan(path, `it holds ${JSON.stringify(text.slice(0, 40))}`, cause);
  }
}

function notAPlan(path: string, why: string, cause?: unknown): Stop {
  const hint = 'name a file that carbonsheet plan --out wrote, as it was written';
  return new Stop('usage', 'PLAN_FILE', `${path} is not a plan of this version: ${why}`, hint, cause);
}

function changed(path: string): Stop {
  const hint = 'make the plan again with carbonsheet plan --out, and look at it before it is applied';
  return new Stop(
    'usage',
    'PLAN_CHANGED',
    `${path} was changed after it was made: its hash does not fit what it says`,
    hint,
  );
}
