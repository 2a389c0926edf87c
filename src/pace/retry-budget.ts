// Keeps retries from becoming a storm when a service is down: they may be a tenth of the requests, not more. Pure.

/** What a request that was done adds: one retry for ten of them. */
const PER_SUCCESS = 0.1;
/** What a run begins with, and the most that can be saved up. */
const RESERVE = 10;

/** Retries that one process may still send to a host. */
export class RetryBudget {
  private tokens = RESERVE;

  /** A request was answered as a working service answers. */
  succeeded(): void {
    this.tokens = Math.min(RESERVE, this.tokens + PER_SUCCESS);
  }

  /** Takes one retry out of the budget; false when there is none left, so that the host must first show that it works. */
  take(): boolean {
    // Ten tenths are one, also where the sum is a hair below.
    if (this.tokens < 1 - 1e-9) return false;
    this.tokens = Math.max(0, this.tokens - 1);
    return true;
  }
}
