// What a run works with, supplied by cli/ or by the library's user: time, network, ledger, questions, progress, a way to stop.

import type { ProviderName } from '../datasets/dataset.js';
import type { Hold, Holder } from '../ledger/hold-account.js';
import type { Ledger, Target } from '../ledger/ledger.js';
import type { Clock } from '../pace/clock.js';
import type { KnownPace } from '../pace/estimate.js';
import type { Counts } from '../plan/result.js';
import type { Problem } from '../problems/problem.js';
import type { Traffic } from '../providers/http/http.js';
import type { Session } from '../providers/session.js';
import type { TableCauses } from '../report/cause-text.js';
import type { ReconciledRows } from '../report/totals/stations.js';

/** The steps of a run that a person sees. */
export type Step = 'check' | 'look up' | 'plan' | 'upload' | 'confirm' | 'write results' | 'undo' | 'export';

/** The progress of a run as plain data; the library never prints. */
export type Progress =
  | { readonly kind: 'step'; readonly step: Step; readonly done: number; readonly total: number | undefined }
  | { readonly kind: 'end'; readonly step: Step }
  | { readonly kind: 'began'; readonly run: string; readonly command: string; readonly folder: string }
  | {
      readonly kind: 'finished';
      readonly run: string;
      readonly exitCode: number;
      readonly counts?: Counts;
      readonly reconciled?: ReconciledRows;
    }
  /** A part of the run has ended: what follows belongs to the run itself again. */
  | { readonly kind: 'within'; readonly run: string }
  /** `quotes`: it holds texts of cells, which are kept out of logs. */
  | { readonly kind: 'said'; readonly text: string; readonly quotes?: true }
  /** Something that may be wrong: shown even where other messages are not. */
  | { readonly kind: 'warned'; readonly text: string }
  | { readonly kind: 'problem'; readonly file: string; readonly problem: Problem }
  /** The causes of all problems of a table, once it is checked: what people are shown instead of each problem. */
  | ({ readonly kind: 'causes' } & TableCauses)
  /** A valid row that was not written, or perhaps not. */
  | { readonly kind: 'failure'; readonly file: string; readonly problem: Problem };

/** A session together with the counts of its requests. */
export interface Connected {
  readonly session: Session;
  readonly traffic: Traffic;
  /** The known pace of requests that write. */
  readonly writingPace: () => KnownPace;
}

export interface Tools {
  readonly clock: Clock;
  /** When the command began, in ms since 1970. @default when a run's folder is made */
  readonly startedAt?: number | undefined;
  /** A random UUID. */
  readonly newId: () => string;
  /** Connects to a provider's account; sends nothing yet. Rejects with a Stop when settings are missing. */
  readonly connect: (provider: ProviderName) => Promise<Connected>;
  readonly openLedger: () => Promise<Ledger>;
  /** The ledger if there is one; undefined before the first import. Creates none. */
  readonly findLedger: () => Promise<Ledger | undefined>;
  /** Locks the account against other runs on this machine; throws a Stop that names the run that holds it. */
  readonly holdAccount: (target: Target, who: Pick<Holder, 'run' | 'command' | 'startedAt'>) => Promise<Hold>;
  readonly tell: (progress: Progress) => void;
  /** Asks the user a yes-or-no question; undefined when there is nobody to ask. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
  /** A production account: the user is asked before every import. @default false */
  readonly production?: boolean | undefined;
  /** Nothing may be written to a service. @default false */
  readonly readOnly?: boolean | undefined;
  /** Once aborted, nothing new is started; results are still written. */
  readonly signal: AbortSignal;
}
