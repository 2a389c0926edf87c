// Sends one row of each kind of write before the rest, reads it back and compares it field by field.
// plan/canaries.ts chooses the rows; upload.ts sends them.

import type { Values } from '../datasets/dataset.js';
import { writtenMark } from '../dedup/written-mark.js';
import type { Ledger } from '../ledger/ledger.js';
import { afterUpdate } from '../plan/after-update.js';
import { recordedValues } from '../plan/recorded-values.js';
import type { Attempt, Result } from '../plan/result.js';
import { type ServerChange, serverChanges } from '../plan/server-changes.js';
import { say } from '../problems/place.js';
import { finding } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import type { Binding } from '../providers/binding.js';
import { ServiceError } from '../providers/http/http.js';
import type { Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import { writeOutcome } from '../providers/writes/write-outcome.js';
import { recordingOf } from './recording-session.js';
import type { CanaryRounds, PlannedWrite } from './upload.js';

/** Milliseconds to wait before each attempt to read a new row: a service may show it a little later. */
const LOOKS_MS = [0, 1_000, 4_000];

/** How rows are written and read back. */
export interface CanaryBinding extends Pick<Binding, 'writer' | 'readBack' | 'isFoundIn'> {
  withSession(session: Session): CanaryBinding;
}

/** What a canary needs. */
export interface CanaryOptions {
  /** The rows of each kind, see plan/canaries.ts. */
  readonly kinds: readonly (readonly PlannedWrite[])[];
  readonly run: string;
  readonly session: Session;
  readonly binding: CanaryBinding;
  readonly ledger: Ledger;
  /** The dataset's field names, sorted. */
  readonly fields: readonly string[];
  /** A row's place for messages, as `purchases.csv, row 2`. */
  readonly placeOf: (write: PlannedWrite) => string;
  /** Called with what the service changed in a row, before the rest is sent. */
  readonly onChanges: (write: PlannedWrite, changes: readonly ServerChange[]) => Promise<void>;
  /** Whether many rows follow, so that the run stops when every canary row of a kind is refused. */
  readonly isLarge: boolean;
  /** Called with what could not be compared, and why. */
  readonly say: (text: string) => void;
}

/** Remaining candidate rows of one kind, the current one first. */
type Kind = readonly PlannedWrite[];
/** How a canary row ended: `settled`; `unclear` or `refused`, so the next row takes its place; or a reason to stop the run. */
type Verdict = 'settled' | 'unclear' | 'refused' | Stop;

/** The canary rows and their results. */
export class Canary implements CanaryRounds {
  /** Results of canary rows only: the other rows may be millions. */
  readonly #results = new Map<number, Result>();
  readonly #ordinals: ReadonlySet<number>;
  #said = false;

  constructor(private readonly options: CanaryOptions) {
    this.#ordinals = new Set(options.kinds.flatMap((kind) => kind.map(({ ordinal }) => ordinal)));
  }

  /** Keeps a canary row's result. */
  took({ ordinal }: PlannedWrite, result: Result): void {
    if (this.#ordinals.has(ordinal)) this.#results.set(ordinal, result);
  }

  /** Whether a row was sent as a canary, so that it is not sent again with the rest. */
  has(ordinal: number): boolean {
    return this.#results.has(ordinal);
  }

  /**
   * Rows to send now; ask for the next round when all of them have results. After the last round the rest may follow.
   * Throws a Stop when it may not.
   */
  async *rounds(): AsyncGenerator<Kind> {
    let kinds: readonly Kind[] = this.options.kinds;
    while (kinds.length > 0) {
      const round = kinds.flatMap(([first]) => first ?? []);
      yield round;
      const verdicts = await Promise.all(round.map((write) => this.#judge(write)));
      const stop = verdicts.find((verdict) => verdict instanceof Stop);
      if (stop instanceof Stop) throw stop;
      const open = kinds.flatMap(([first, ...others], index) => {
        const verdict = verdicts[index];
        return first === undefined || verdict === 'settled' ? [] : [{ first, others, verdict }];
      });
      for (const { first, others, verdict } of open) {
        if (others.length > 0) continue;
        if (verdict === 'refused' && this.options.isLarge) throw this.#allRefused(first);
        this.#sayOnce(
          verdict === 'refused' ? 'the service refused the canary rows' : 'the canary rows got no clear answer',
        );
      }
      kinds = open.flatMap(({ others }) => (others.length > 0 ? [others] : []));
    }
  }

  async #judge(write: PlannedWrite): Promise<Verdict> {
    const result = this.#results.get(write.ordinal);
    switch (result?.status) {
      case 'created':
      case 'updated':
        return this.#look(write, result);
      case 'in-doubt':
        if (result.finding?.code === 'NO_USABLE_ID') return this.#withoutId(write);
        // A single answer may get lost; the rows of a batch were already looked up at length.
        return this.options.binding.writer.by === 'row' ? 'unclear' : this.#notFound(write);
      case 'failed':
        return 'refused';
      default:
        return 'settled';
    }
  }

  async #look(write: PlannedWrite, result: Result): Promise<Verdict> {
    const { binding, session } = this.options;
    if (binding.readBack === undefined) {
      if (binding.writer.by === 'row') this.#sayOnce('the service offers no way to read one row back');
      return 'settled';
    }
    const watch = recordingOf(session);
    try {
      const held = await heldAfter(binding.withSession(watch.session), session, result.remoteId);
      if (held === undefined) {
        this.#sayOnce(`${this.#place(write)} was written, and the service does not show it yet`);
        return 'settled';
      }
      return await this.#compare(write, result, held, watch.log);
    } catch (error) {
      if (!(error instanceof ServiceError) || writeOutcome('read', error).stops)
        return stopFor(error, session.provider);
      this.#sayOnce(`a row cannot be read back (${error.detail})`);
      return 'settled';
    }
  }

  async #compare(write: PlannedWrite, result: Result, held: Values, log: readonly Attempt[]): Promise<Verdict> {
    const { binding, ledger, fields, run, onChanges } = this.options;
    const sent = await this.#expected(write);
    const changes = serverChanges(sent, held);
    const [first] = changes;
    if (first === undefined) return 'settled';
    const { ordinal, sheet, row, identity } = write;
    const found = finding('SERVER_CHANGED', { sent: first.sent, held: first.held });
    // The stored values are what this run wrote: undo recognises the row by them.
    const written = writtenMark(fields, Object.fromEntries(Object.keys(sent).map((field) => [field, held[field]])));
    const about = { ordinal, sheet, row, identity, written };
    await ledger.settle(run, [{ ...about, ...result, field: first.field, finding: found, log }]);
    await onChanges(write, changes);
    if (binding.isFoundIn?.(sent, held) !== false) return 'settled';
    const what = changes.map((change) => `${change.field}: sent "${change.sent}", held "${change.held}"`).join('; ');
    const message = `the service changed ${this.#place(write)} so that a later import would not find it (${what})`;
    return stopped('CANARY_CHANGED', message);
  }

  /** The values that the service must hold. An update adds to the values from before. */
  async #expected({ action, record, changes, ordinal }: PlannedWrite): Promise<Values> {
    if (action.kind === 'create') return record;
    const entry = await this.options.ledger.row(this.options.run, ordinal);
    return afterUpdate(recordedValues(entry?.before) ?? {}, changes ?? record);
  }

  #allRefused(write: PlannedWrite): Stop {
    return stopped(
      'CANARY_FAILED',
      `the service refused the canary rows, the last one at ${this.#place(write)}${this.#why(write)}`,
    );
  }

  #notFound(write: PlannedWrite): Stop {
    return stopped('CANARY_FAILED', `the canary row failed: ${this.#place(write)}${this.#why(write)}`);
  }

  #withoutId(write: PlannedWrite): Stop {
    return stopped('CANARY_NO_ID', `the canary row has no usable id: ${this.#place(write)}${this.#why(write)}`);
  }

  #why({ ordinal }: PlannedWrite): string {
    const found = this.#results.get(ordinal)?.finding;
    return found ? `: ${say(found)}` : '';
  }

  #place(write: PlannedWrite): string {
    return this.options.placeOf(write);
  }

  #sayOnce(why: string): void {
    if (!this.#said) this.options.say(`${why}: not every kind of row is tested before the rest is sent`);
    this.#said = true;
  }
}

const HINTS = {
  CANARY_NO_ID:
    'only canary rows were sent: check whether the service has them, then run carbonsheet resume; a proxy or another service may have answered',
  CANARY_FAILED:
    'only canary rows were sent: fix the rows and import the file again, continue with the other rows (carbonsheet resume), or send all rows as they are (--no-canary)',
  CANARY_CHANGED:
    'only canary rows were sent: take them back (carbonsheet undo) and write the values as the service stores them, or send all rows as they are (--no-canary)',
} as const;

function stopped(code: keyof typeof HINTS, message: string): Stop {
  return new Stop('limit', code, message, HINTS[code]);
}

async function heldAfter(
  { readBack }: Pick<Binding, 'readBack'>,
  session: Session,
  remoteId: string,
): Promise<Values | undefined> {
  for (const pauseMs of LOOKS_MS) {
    if (pauseMs > 0) await session.pause(pauseMs);
    const held = await readBack?.(remoteId);
    if (held !== undefined) return held;
  }
  return undefined;
}
