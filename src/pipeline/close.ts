// `close`: closes a period of an account, so that no row in it is written by accident; opens it again; lists what is closed.

import type { ProviderName } from '../datasets/dataset.js';
import type { ClosedPeriod } from '../ledger/closed-periods.js';
import { Stop } from '../problems/stop.js';
import { type Period, periodOf } from '../values/dates/period.js';
import { closedTitle } from './planning/days-changed.js';
import type { Tools } from './tools.js';

/** Which period of which account, and what becomes of it. */
export interface CloseRequest {
  /** A month, quarter, half-year or year, as `2025-03`, `2025-Q1` or `2025`. */
  readonly period: string;
  readonly provider: ProviderName;
  /** Why it is opened again. @default it is closed */
  readonly reopen?: string | undefined;
}

/** A closed period as it is told. */
export interface ToldPeriod extends Omit<ClosedPeriod, 'accountKey'> {
  /** As `2025-03`. */
  readonly period: string;
}

/** What closing did. */
export interface Closed extends ToldPeriod {
  /** False where the period was so already. */
  readonly changed: boolean;
}

/** Closes or reopens a period in the ledger; sends nothing. Throws a Stop. */
export async function closePeriod({ period, provider, reopen }: CloseRequest, tools: Tools): Promise<Closed> {
  const { start, end } = requirePeriod(period);
  const { session } = await tools.connect(provider);
  const { accountKey, owner } = session;
  const now = new Date(tools.clock.now()).toISOString();
  const ledger = await tools.openLedger();
  try {
    const { closedPeriods } = ledger;
    const known = await closedPeriods.list(accountKey);
    const closed = known.find((one) => one.start === start && one.end === end && one.reopenedAt === undefined);
    if (reopen === undefined) {
      if (closed) return { ...toldPeriod(closed), changed: false };
      const made = { accountKey, provider, owner, start, end, closedAt: now };
      await closedPeriods.close(made);
      return { ...toldPeriod(made), changed: true };
    }
    if (closed === undefined) throw notClosed(period, { start, end }, { owner, provider }, known);
    await closedPeriods.reopen(closed, reopen, now);
    return { ...toldPeriod({ ...closed, reopenedAt: now, reopenedBecause: reopen }), changed: true };
  } finally {
    await ledger.close();
  }
}

/** The periods of all accounts, also those that were opened again; none where there is no ledger. */
export async function closedPeriods({ findLedger }: Pick<Tools, 'findLedger'>): Promise<readonly ToldPeriod[]> {
  const ledger = await findLedger();
  try {
    return (await ledger?.closedPeriods.list())?.map(toldPeriod) ?? [];
  } finally {
    await ledger?.close();
  }
}

function toldPeriod({ accountKey: _, ...period }: ClosedPeriod): ToldPeriod {
  return { ...period, period: closedTitle(period) };
}

function requirePeriod(text: string): Period {
  const period = periodOf(text);
  if (period !== undefined && !period.fiscal) return period;
  throw new Stop(
    'usage',
    'USAGE',
    `expected a period such as 2025-03, 2025-Q1 or 2025, got ${JSON.stringify(text)}`,
    'name the months of a fiscal year one by one',
  );
}

function notClosed(
  period: string,
  { start, end }: Pick<Period, 'start' | 'end'>,
  { owner, provider }: Pick<ClosedPeriod, 'owner' | 'provider'>,
  known: readonly ClosedPeriod[],
): Stop {
  const open = known.filter(({ reopenedAt }) => reopenedAt === undefined);
  const closed = open.map(closedTitle);
  const around = open.filter((one) => one.start <= start && end <= one.end).map(closedTitle);
  const [first] = around;
  if (first !== undefined) {
    const message = `${period} of ${owner} is not closed by itself: it lies in the closed ${around.join(' and ')}`;
    const rest = 'Then close the rest of it again.';
    return new Stop('usage', 'NOT_CLOSED', message, `carbonsheet close ${first} ${provider} --reopen REASON. ${rest}`);
  }
  return new Stop(
    'usage',
    'NOT_CLOSED',
    `${period} of ${owner} is not closed`,
    closed.length === 0 ? 'no period of this account is' : `closed are ${closed.join(', ')}`,
  );
}
