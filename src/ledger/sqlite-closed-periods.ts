// The closed periods in the ledger's SQLite file.

import { z } from 'zod';
import type { ClosedPeriod, ClosedPeriods } from './closed-periods.js';
import type { LedgerFile } from './ledger-file.js';

const periodRow = z.object({
  account_key: z.string(),
  provider: z.string(),
  owner: z.string(),
  start: z.string(),
  last: z.string(),
  closed_at: z.string(),
  reopened_at: z.string().nullable(),
  reopened_because: z.string().nullable(),
});

export class SqliteClosedPeriods implements ClosedPeriods {
  readonly #file: LedgerFile;

  constructor(file: LedgerFile) {
    this.#file = file;
  }

  async close({ accountKey, provider, owner, start, end, closedAt }: ClosedPeriod): Promise<void> {
    this.#file.transaction(true, () =>
      this.#file.run('closePeriod', [accountKey, provider, owner, start, end, closedAt]),
    );
  }

  async reopen(
    { accountKey, start, end }: Pick<ClosedPeriod, 'accountKey' | 'start' | 'end'>,
    because: string,
    reopenedAt: string,
  ): Promise<boolean> {
    const isClosed = (await this.list(accountKey)).some(
      (one) => one.reopenedAt === undefined && one.start === start && one.end === end,
    );
    if (isClosed)
      this.#file.transaction(true, () => this.#file.run('reopenPeriod', [reopenedAt, because, accountKey, start, end]));
    return isClosed;
  }

  async list(accountKey?: string): Promise<readonly ClosedPeriod[]> {
    const stored = this.#file.all('closedPeriods', [accountKey ?? '']);
    return this.#file
      .sound(() => z.array(periodRow).parse(stored))
      .map((row) => ({
        accountKey: row.account_key,
        provider: row.provider,
        owner: row.owner,
        start: row.start,
        end: row.last,
        closedAt: row.closed_at,
        ...(row.reopened_at !== null && { reopenedAt: row.reopened_at }),
        ...(row.reopened_because !== null && { reopenedBecause: row.reopened_because }),
      }));
  }
}
