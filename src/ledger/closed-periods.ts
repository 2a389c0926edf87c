// The periods of each account that are closed: no row in them is written. Only the interface and its types. A period that was
// reopened stays known, with the reason.

/** A period that was closed. */
export interface ClosedPeriod {
  readonly accountKey: string;
  readonly provider: string;
  /** Whose data it is, for people. */
  readonly owner: string;
  /** The first and the last day, as `YYYY-MM-DD`. */
  readonly start: string;
  readonly end: string;
  /** ISO 8601, UTC. */
  readonly closedAt: string;
  /** Absent while it is closed. */
  readonly reopenedAt?: string;
  readonly reopenedBecause?: string;
}

/** The closed periods of all accounts. */
export interface ClosedPeriods {
  /** Closes a period, durably. It must not be closed already. */
  close(period: Omit<ClosedPeriod, 'reopenedAt' | 'reopenedBecause'>): Promise<void>;

  /** Opens a closed period again, durably; false where it is not closed. */
  reopen(
    period: Pick<ClosedPeriod, 'accountKey' | 'start' | 'end'>,
    because: string,
    reopenedAt: string,
  ): Promise<boolean>;

  /** The periods of an account, or of all, the earliest first; also those that were reopened. */
  list(accountKey?: string): Promise<readonly ClosedPeriod[]>;
}
