// What somebody agreed to before the first row of a migration left: kept in its folder, so that a migration that goes on says it, and
// asks again where it would write more.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { OnExisting } from '../../plan/action.js';
import type { Counts } from '../../plan/result.js';
import type { PlanCounts } from '../../report/summary.js';
import { writeJson } from '../run/write-summary.js';
import type { Tools } from '../tools.js';
import { snapshotRows } from './source-rows.js';

const agreedRows = z.object({ create: z.number(), update: z.number() });

/** Rows of a dataset that may be written. */
export type AgreedRows = z.infer<typeof agreedRows>;

const agreement = z.object({
  version: z.literal(1),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** How: to a plan in the terminal, or to whatever the source has. */
  by: z.enum(['answer', 'yes']),
  onExisting: z.enum(['skip', 'update', 'fail'] satisfies OnExisting[]),
  datasets: z.record(z.string(), agreedRows),
});

/** What was agreed to. */
export type Agreement = z.infer<typeof agreement>;

function pathOf(folder: string): string {
  return join(folder, 'agreed.json');
}

/** What was agreed to; undefined where nothing is kept, as by an older version. */
export async function keptAgreement(folder: string): Promise<Agreement | undefined> {
  const text = await readFile(pathOf(folder), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : agreement.parse(JSON.parse(text));
}

/** Keeps what was agreed to, in place of what was kept before. Throws a Stop of kind `output`. */
export async function keepAgreement(
  folder: string,
  agreed: Omit<Agreement, 'version' | 'at'>,
  { clock }: Pick<Tools, 'clock'>,
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await writeJson(pathOf(folder), { version: 1, at, ...agreed } satisfies Agreement);
}

/** Who agrees beforehand agrees to all rows of the source. */
export async function allRows(
  datasets: readonly ImportDataset[],
  folder: string,
  onExisting: OnExisting,
): Promise<Agreement['datasets']> {
  const all: Record<string, AgreedRows> = {};
  for (const { name } of datasets) {
    let rows = 0;
    for await (const _ of snapshotRows(folder, name)) rows += 1;
    all[name] = { create: rows, update: onExisting === 'update' ? rows : 0 };
  }
  return all;
}

/** What of a dataset is written already, and what a plan would write now. */
export interface Progressed {
  readonly dataset: string;
  readonly done: Pick<Counts, 'created' | 'updated'>;
  readonly plan?: Partial<PlanCounts> | undefined;
}

/** What is agreed to when a plan is. */
export function plannedRows(all: readonly Progressed[]): Agreement['datasets'] {
  return Object.fromEntries(
    all.map(({ dataset, done, plan }) => [
      dataset,
      { create: done.created + (plan?.create ?? 0), update: done.updated + (plan?.update ?? 0) },
    ]),
  );
}

/** How many rows a plan would write that nobody has agreed to. */
export function rowsBeyond(agreed: Agreement | undefined, all: readonly Progressed[]): number {
  const beyond = (planned: number, done: number, own: number): number =>
    Math.min(planned, Math.max(0, planned + done - own));
  return all.reduce((sum, { dataset, done, plan }) => {
    const own = agreed?.datasets[dataset] ?? { create: 0, update: 0 };
    const created = beyond(plan?.create ?? 0, done.created, own.create);
    return sum + created + beyond(plan?.update ?? 0, done.updated, own.update);
  }, 0);
}

/** For people: when what was agreed to. */
export function agreementText(agreed: Agreement | undefined): string {
  if (agreed === undefined) return 'nothing tells what was agreed to when it began';
  const { at, by } = agreed;
  const how = by === 'yes' ? 'with --yes to all rows of the source' : 'to its plan';
  return `agreed ${how} on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}

/** For people: what is left of what was agreed to. A line for each dataset. */
export function leftText(agreed: Agreement | undefined, all: readonly Progressed[]): readonly string[] {
  return all.flatMap(({ dataset, done, plan }): string[] => {
    const own = agreed?.datasets[dataset];
    if (own === undefined || own.create + own.update === 0) return [];
    const left = plan && `${(plan.create ?? 0) + (plan.update ?? 0)} left`;
    const rows = [part(own, agreed?.by === 'yes'), `${done.created + done.updated} written`, left].filter(Boolean);
    return [`${dataset}: ${rows.join(', ')}`];
  });
}

function part({ create, update }: AgreedRows, isMost: boolean): string {
  const parts = [...(create > 0 ? [`${create} to create`] : []), ...(update > 0 ? [`${update} to update`] : [])];
  return `${isMost ? 'up to ' : ''}${parts.join(isMost ? ' or ' : ', ')}`;
}
