// Tries the first row of each kind of write before the rest follows: each is read back and compared, field by field.
// Which rows these are is plan/canaries.ts; sending them is upload.ts.

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
import type { PlannedWrite, Vanguard } from './upload.js';
import { watched } from './watched-session.js';

/** Pauses before each look at a row that was just written, in milliseconds: a service may show it a little later. */
const LOOKS_MS = [0, 1_000, 4_000];

/** How rows are written and read back. */
export interface CanaryBinding extends Pick<Binding, 'writer' | 'readBack' | 'isFoundIn'> {
  withSession(session: Session): CanaryBinding;
}

/** What trying needs. */
export interface CanaryOptions {
  /** The rows of each kind, see plan/canaries.ts. */
  readonly kinds: readonly (readonly PlannedWrite[])[];
  readonly run: string;
  readonly session: Session;
  readonly binding: CanaryBinding;
  readonly ledger: Ledger;
  /** The dataset's field names, sorted. */
  readonly fields: readonly string[];
  /** Where a row stands, for messages: `purchases.csv, row 2`. */
  readonly placeOf: (write: PlannedWrite) => string;
  /** Told what a service changed in a row, before the rest is sent. */
  readonly onChanges: (write: PlannedWrite, changes: readonly ServerChange[]) => Promise<void>;
  /** Whether so many rows follow that sending them is worth stopping for, when all that were tried of a kind are refused. */
  readonly isLarge: boolean;
  /** Told what could not be tried, and why. */
  readonly say: (text: string) => void;
}

/** Rows in a row's stead that are left, the row itself first. */
type Kind = readonly PlannedWrite[];
/** What a trial came to: settled; to be tried again with another row, as no answer came or the row was refused; a reason to send no more. */
type Verdict = 'settled' | 'unclear' | 'refused' | Stop;

/** The rows to try, and what becomes of them. */
export class Canary implements Vanguard {
  /** Of the rows to try alone: the others may be millions. */
  readonly #results = new Map<number, Result>();
  readonly #ordinals: ReadonlySet<number>;
  #said = false;

  constructor(private readonly options: CanaryOptions) {
    this.#ordinals = new Set(options.kinds.flatMap((kind) => kind.map(({ ordinal }) => ordinal)));
  }

  /** Takes note of what became of a row. */
  took({ ordinal }: PlannedWrite, result: Result): void {
    if (this.#ordinals.has(ordinal)) this.#results.set(ordinal, result);
  }

  /** Whether a row has been tried, so that it is not to be sent with the rest. */
  has(ordinal: number): boolean {
    return this.#results.has(ordinal);
  }

  /**
   * Rows to send now, all of a round before the next round is asked for. When there are no more rounds, the rest may follow.
   * Throws a Stop when it must not.
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
        this.#sayOnce(verdict === 'refused' ? 'the first rows were refused' : 'no clear answer came to the first rows');
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
        // An answer may get lost; the rows of a batch have been looked for at length.
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
      if (binding.writer.by === 'row') this.#sayOnce('the service does not let one row be read back');
      return 'settled';
    }
    const watch = watched(session);
    try {
      const held = await heldAfter(binding.withSession(watch.session), session, result.remoteId);
      if (held === undefined) {
        this.#sayOnce(`${this.#place(write)} was taken in, and the service does not show it yet`);
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
    // What is held in its stead is what the run wrote: by this it is known again when it is to be taken back.
    const written = writtenMark(fields, Object.fromEntries(Object.keys(sent).map((field) => [field, held[field]])));
    const about = { ordinal, sheet, row, identity, written };
    await ledger.settle(run, [{ ...about, ...result, field: first.field, finding: found, log }]);
    await onChanges(write, changes);
    if (binding.isFoundIn?.(sent, held) !== false) return 'settled';
    const what = changes.map((change) => `${change.field}: sent "${change.sent}", held "${change.held}"`).join('; ');
    const message = `the service changed ${this.#place(write)} so that it would not be found again (${what})`;
    return stopped('CANARY_CHANGED', message);
  }

  /** What the service must hold: of an update, with what it held before. */
  async #expected({ action, record, changes, ordinal }: PlannedWrite): Promise<Values> {
    if (action.kind === 'create') return record;
    const entry = await this.options.ledger.row(this.options.run, ordinal);
    return afterUpdate(recordedValues(entry?.before) ?? {}, changes ?? record);
  }

  #allRefused(write: PlannedWrite): Stop {
    return stopped(
      'CANARY_FAILED',
      `the first rows were refused, ${this.#place(write)} as the last${this.#why(write)}`,
    );
  }

  #notFound(write: PlannedWrite): Stop {
    return stopped('CANARY_FAILED', `${this.#place(write)} was sent as a trial and failed${this.#why(write)}`);
  }

  #withoutId(write: PlannedWrite): Stop {
    return stopped('CANARY_NO_ID', `${this.#place(write)} was sent as a trial${this.#why(write)}`);
  }

  #why({ ordinal }: PlannedWrite): string {
    const found = this.#results.get(ordinal)?.finding;
    return found ? `: ${say(found)}` : '';
  }

  #place(write: PlannedWrite): string {
    return this.options.placeOf(write);
  }

  #sayOnce(why: string): void {
    if (!this.#said) this.options.say(`${why}: not every kind of row is tried before the rest is sent`);
    this.#said = true;
  }
}

const HINTS = {
  CANARY_NO_ID:
    'nothing but the trial rows was sent: look whether the service has them, and carbonsheet resume goes on; what answers may be a proxy or another service than the one that is meant',
  CANARY_FAILED:
    'nothing but the trial rows was sent: mend the rows and import the file again, or let resume go on with the other rows, or send all as they are with --no-canary',
  CANARY_CHANGED:
    'nothing but the trial rows was sent: take them back (carbonsheet undo) and write the values as the service keeps them, or send all rows with --no-canary',
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
