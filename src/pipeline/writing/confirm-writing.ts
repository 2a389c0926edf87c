// The last question before the first import into an account, and before every import into a production account: is this the
// right account? Nothing is sent without a yes.

import type { Ledger } from '../../ledger/ledger.js';
import { SHORT_HASH } from '../../plan/saved-plan.js';
import { Stop } from '../../problems/stop.js';
import { providerNamed } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import type { PlanCounts } from '../../report/summary.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { PlanToKeep } from '../requests.js';
import type { Tools } from '../tools.js';

/** What is about to be written, and where. */
export interface AboutToWrite {
  readonly session: Session;
  readonly ledger: Pick<Ledger, 'hasWrittenTo'>;
  readonly plan: PlanCounts;
  /** The user has said yes already. */
  readonly yes: boolean;
  /** The plan that is applied: each is asked about. */
  readonly kept?: Pick<PlanToKeep, 'hash' | 'isAgreed'> | undefined;
}

/**
 * Asks before the first rows are written to an account that no earlier run of this ledger wrote to, and each time before rows
 * are written to a production account.
 * @returns why nothing may be written: nobody could be asked, or the answer was no.
 */
export async function confirmWriting(
  { session, ledger, plan, yes, kept }: AboutToWrite,
  tools: Pick<Tools, 'ask' | 'production'>,
): Promise<Stop | undefined> {
  if (yes || kept?.isAgreed || plan.create + plan.update + plan.delete === 0) return undefined;
  if (kept) return confirmPlan(kept.hash.slice(0, SHORT_HASH), plan, session, tools);
  const isProduction = tools.production ?? false;
  if (!isProduction && (await ledger.hasWrittenTo(session.accountKey))) return undefined;
  const where = `${providerNamed(session.provider).title}, ${session.shownAs}`;
  const why = isProduction ? 'which is marked as production' : 'for the first time';
  const answer = await tools.ask(`Write to ${where}, ${why}? ${rowsOf(plan)}.`);
  if (answer) return undefined;
  if (answer === false) return new Stop('usage', 'DECLINED', `nothing was written to ${where}: the answer was no`);
  return new Stop(
    'usage',
    'NOT_CONFIRMED',
    `rows would be written to ${where}, ${why}: ${rowsOf(plan)}`,
    'nothing was sent; where nobody can answer, agree with --yes',
  );
}

async function confirmPlan(
  hash: string,
  plan: PlanCounts,
  session: Session,
  tools: Pick<Tools, 'ask'>,
): Promise<Stop | undefined> {
  const where = `${providerNamed(session.provider).title}, ${session.shownAs}`;
  const answer = await tools.ask(`Apply plan ${hash} to ${where}? ${rowsOf(plan)}.`);
  if (answer) return undefined;
  if (answer === false) return new Stop('usage', 'DECLINED', `nothing was written to ${where}: the answer was no`);
  return new Stop(
    'usage',
    'NOT_CONFIRMED',
    `plan ${hash} would be applied to ${where}: ${rowsOf(plan)}`,
    `nothing was sent; where nobody can answer, agree to the plan with --plan-hash ${hash} or --yes`,
  );
}

function rowsOf({ create, update, delete: gone, unchanged, skip, conflict }: PlanCounts): string {
  const others = unchanged + skip + conflict;
  const parts = [
    `${number(create)} to create`,
    `${number(update)} to update`,
    ...(gone > 0 ? [`${number(gone)} to delete`] : []),
    `${number(others)} to leave as they are`,
  ];
  return `Rows: ${parts.join(', ')}`;
}

function number(count: number): string {
  return grouped(count);
}
