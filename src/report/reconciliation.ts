// The proof that a ledger is complete: per account and unit, what the file holds is what was sent, excluded, summed or left
// open, exactly. Leaves reading rows to others, and words for the terminal to reconciliation-text.ts.

import { type ExactSum, exactSum } from '../values/numbers/exact-sum.js';

/** Where the amount of a row is counted. */
export type Bucket = 'sent' | 'excluded' | 'summed' | 'open';

/** One account and unit; amounts as exact decimal text. */
export interface Reconciled {
  /** As the file names it: the account, else the category, else '' for the whole file. */
  readonly account: string;
  readonly currency: string;
  /** All rows that hold an amount, as read. */
  readonly file: string;
  /** Sent row by row, credit notes taken off. In a check: fit to send. */
  readonly sent: string;
  readonly excluded: string;
  /** Sent as sums of a month. */
  readonly summed: string;
  /** Credit notes that were taken off amounts in `sent`, `summed` and `open`; 0 or less. */
  readonly netted: string;
  /** Invalid, failed, in doubt or not sent. */
  readonly open: string;
  /** `excluded` by rule. */
  readonly rules: Readonly<Record<string, string>>;
  /** Rows of sums that come to 0, by the rule that sums them: nothing is sent for them. Absent when there are none. */
  readonly zeroSums?: Readonly<Record<string, number>>;
  /** Rows whose amount could not be read; absent when there are none. */
  readonly unread?: number;
  /** file - sent - excluded - summed - open, where that is not 0: an error of carbonsheet. */
  readonly difference?: string;
}

/** A row as it is counted. */
export interface BookedRow {
  readonly account: string;
  readonly unit: string;
  /** As the file has it; undefined where it could not be read. */
  readonly own: number | undefined;
  /** What goes into the bucket; undefined for nothing, as of a row whose amount is part of another's. */
  readonly booked: number | undefined;
  readonly bucket: Bucket;
  /** Why it is excluded. */
  readonly rule?: string | undefined;
  /** Whether the row is a credit note that was taken off another row. */
  readonly isNetted?: boolean;
  /** The rule that sums the row, where the sum comes to 0. */
  readonly toZero?: string | undefined;
}

/** Counts rows. */
export interface Books {
  add(row: BookedRow): void;
  /** In the order of the accounts' first rows. */
  reconciled(): readonly Reconciled[];
}

interface Account {
  readonly account: string;
  readonly unit: string;
  readonly file: ExactSum;
  readonly buckets: Readonly<Record<Bucket, ExactSum>>;
  readonly netted: ExactSum;
  readonly rules: Map<string, ExactSum>;
  readonly zeroSums: Map<string, number>;
  unread: number;
}

/** Accounts of one file; a column with more values is no column of accounts, and the file is reconciled as a whole. */
const MOST_ACCOUNTS = 2000;

/** Starts with no rows. */
export function openBooks(): Books {
  let accounts = new Map<string, Map<string, Account>>();
  let isWhole = false;
  const accountFor = (name: string, unit: string): Account => {
    const units = accounts.get(name) ?? new Map<string, Account>();
    const known = units.get(unit);
    if (known) return known;
    if (units.size === 0 && accounts.size >= MOST_ACCOUNTS) {
      accounts = asWhole(accounts);
      isWhole = true;
      return accountFor('', unit);
    }
    const fresh = newAccount(structuredClone(name), structuredClone(unit));
    accounts.set(fresh.account, units.set(fresh.unit, fresh));
    return fresh;
  };
  return {
    add({ account, unit, own, booked, bucket, rule, isNetted, toZero }) {
      const to = accountFor(isWhole ? '' : account, unit);
      if (own === undefined) to.unread += 1;
      else to.file.add(own);
      if (isNetted && own !== undefined) to.netted.add(own);
      if (toZero !== undefined) to.zeroSums.set(toZero, (to.zeroSums.get(toZero) ?? 0) + 1);
      if (booked === undefined) return;
      to.buckets[bucket].add(booked);
      if (rule === undefined) return;
      const sum = to.rules.get(rule) ?? exactSum();
      to.rules.set(rule, sum);
      sum.add(booked);
    },
    reconciled: () => [...accounts.values()].flatMap((units) => [...units.values()].map(reconciledAs)),
  };
}

function newAccount(account: string, unit: string): Account {
  const buckets = { sent: exactSum(), excluded: exactSum(), summed: exactSum(), open: exactSum() };
  return {
    account,
    unit,
    file: exactSum(),
    buckets,
    netted: exactSum(),
    rules: new Map(),
    zeroSums: new Map(),
    unread: 0,
  };
}

function asWhole(accounts: ReadonlyMap<string, ReadonlyMap<string, Account>>): Map<string, Map<string, Account>> {
  const whole = new Map<string, Account>();
  for (const units of accounts.values()) {
    for (const one of units.values()) {
      const into = whole.get(one.unit) ?? newAccount('', one.unit);
      whole.set(one.unit, into);
      addUp(into.file, one.file);
      addUp(into.netted, one.netted);
      for (const bucket of BUCKETS) addUp(into.buckets[bucket], one.buckets[bucket]);
      for (const [rule, sum] of one.rules) {
        const own = into.rules.get(rule) ?? exactSum();
        into.rules.set(rule, own);
        addUp(own, sum);
      }
      for (const [rule, rows] of one.zeroSums) into.zeroSums.set(rule, (into.zeroSums.get(rule) ?? 0) + rows);
      into.unread += one.unread;
    }
  }
  return new Map([['', whole]]);
}

const BUCKETS = ['sent', 'excluded', 'summed', 'open'] as const;

function addUp(into: ExactSum, sum: ExactSum): void {
  into.addText(sum.text());
}

function reconciledAs({ account, unit, file, buckets, netted, rules, zeroSums, unread }: Account): Reconciled {
  const rest = exactSum();
  addUp(rest, file);
  for (const bucket of BUCKETS) rest.addText(negated(buckets[bucket].text()));
  const difference = rest.text();
  return {
    account,
    currency: unit,
    file: file.text(),
    sent: buckets.sent.text(),
    excluded: buckets.excluded.text(),
    summed: buckets.summed.text(),
    netted: netted.text(),
    open: buckets.open.text(),
    rules: Object.fromEntries([...rules].map(([rule, sum]) => [rule, sum.text()])),
    ...(zeroSums.size > 0 && { zeroSums: Object.fromEntries(zeroSums) }),
    ...(unread > 0 && { unread }),
    ...(difference !== '0' && { difference }),
  };
}

function negated(decimal: string): string {
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}
