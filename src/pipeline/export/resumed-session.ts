// A session whose answers are kept while an export reads them, and taken from the stopped export where one is resumed: the same export
// is made of the same answers, and only the others are asked for. It knows from when to when its answers are.

import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { digest } from '../../dedup/digest.js';
import { ServiceError } from '../../providers/http/http.js';
import { providerNamed } from '../../providers/index.js';
import type { Call, Session } from '../../providers/session.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import { KeptReplies } from './kept-replies.js';
import type { ExportRun } from './watcher.js';

/** Older answers are asked for again: the rows of one export are to be of about one time. */
const MOST_AGE_MS = 3_600_000;

/** The session of an export that can be stopped and resumed. */
export interface ResumedSession {
  readonly session: Session;
  /** When the rows that come now were read, in milliseconds since the epoch. */
  readAt(): number;
  /** When the service gave the oldest and the newest answer that was used. */
  readonly read: AnswerTimes;
  /** The file is in its place: nothing is kept. */
  finish(): Promise<void>;
  /** The export was stopped. Never fails. */
  stop(cause: unknown): Promise<void>;
}

/** In milliseconds since the epoch; undefined as long as there is no answer. */
export interface AnswerTimes {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** What is exported, and the stopped export of the same that is resumed. */
export interface ResumableExport {
  readonly dataset: ImportDataset | ExportDataset;
  readonly session: Session;
  readonly parent: string | undefined;
  /** From where changes are read; undefined for an export of all rows. */
  readonly from: string | undefined;
}

/** Opens the session. Throws a Stop of kind `output`. */
export async function resumableSession(
  { dataset, session, parent, from }: ResumableExport,
  run: ExportRun,
  { clock, tell }: Tools,
): Promise<ResumedSession> {
  const say = (text: string): void => tell({ kind: 'said', text });
  const { title, listsContinue } = providerNamed(dataset.provider);
  const read = new Span();
  if (!listsContinue) {
    if (parent !== undefined)
      say(`starting anew: ${title} numbers the pages of its lists, and rows may have moved to other pages since`);
    const timed: Session = {
      ...session,
      async call(route, call) {
        const reply = await session.call(route, call);
        read.see(clock.now());
        return reply;
      },
    };
    const nothing = async () => undefined;
    return { session: timed, read, readAt: () => clock.now(), finish: nothing, stop: nothing };
  }
  const stopped = parent === undefined ? undefined : await run.ledger.run(parent);
  let replies = await KeptReplies.open(run.folder, stopped && folderOf(stopped));
  const { oldest, newest, size } = replies;
  if (oldest !== undefined && clock.now() - oldest > MOST_AGE_MS) {
    await replies.remove();
    replies = await KeptReplies.open(run.folder, undefined);
    say(`starting anew: export ${parent} was read more than an hour ago`);
  } else if (size === 0 && parent !== undefined)
    say(`starting anew: nothing is left of what export ${parent} has read`);
  let hasTaken = false;
  let takenAt = 0;
  const asking = (route: string, { params, query, body, method }: Call): string =>
    digest(JSON.stringify([session.accountKey, from, route, params, query, body, method])).toString('base64');
  return {
    session: {
      ...session,
      async call(route, call = {}) {
        const asked = asking(route, call);
        const kept = await replies.take(asked);
        if (kept) {
          if (!hasTaken)
            say(`going on with the ${size} answers that export ${parent} has had ${timesText(oldest, newest)}`);
          hasTaken = true;
          takenAt = kept.at;
          read.see(kept.at);
          const { status, text } = kept;
          return { status, body: text === '' ? undefined : JSON.parse(text), requestId: '', attempts: 0 };
        }
        const reply = await session.call(route, call);
        const at = clock.now();
        read.see(at);
        await replies.keep(asked, { status: reply.status, text: reply.text ?? '', at });
        return reply;
      },
    },
    readAt: () => (replies.size > 0 && hasTaken ? takenAt : clock.now()),
    read,
    async finish() {
      if (replies.size > 0 && !hasTaken) say(`read anew: no answer that export ${parent} has had was asked for again`);
      await replies.remove();
    },
    async stop(cause) {
      // A service may refuse to go on after a row that it does not have any more.
      const isRefused = hasTaken && cause instanceof ServiceError && cause.kind === 'refused';
      await (isRefused ? replies.remove() : replies.leave());
    },
  };
}

/** From the oldest to the newest moment that was seen. */
class Span {
  #from: number | undefined;
  #to: number | undefined;

  get from(): number | undefined {
    return this.#from;
  }

  get to(): number | undefined {
    return this.#to;
  }

  see(at: number): void {
    this.#from = Math.min(this.#from ?? at, at);
    this.#to = Math.max(this.#to ?? at, at);
  }
}

function timesText(oldest = 0, newest = oldest): string {
  const [from, to] = [oldest, newest].map((at) => new Date(at).toISOString().slice(0, 19).replace('T', ' '));
  return from === to ? `at ${from} UTC` : `from ${from} to ${to} UTC`;
}
