// A session whose answers are kept while an export reads them, and taken from the stopped export where one is resumed: the same export
// is made of the same answers, and only the others are asked for.

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
const MOST_AGE_MS = 24 * 3_600_000;

/** The session of an export that can be stopped and resumed. */
export interface ResumedSession {
  readonly session: Session;
  /** When the rows that come now were read, in milliseconds since the epoch. */
  readAt(): number;
  /** The file is in its place: nothing is kept. */
  finish(): Promise<void>;
  /** The export was stopped. Never fails. */
  stop(cause: unknown): Promise<void>;
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
  if (!listsContinue) {
    if (parent !== undefined)
      say(`starting anew: ${title} numbers the pages of its lists, and rows may have moved to other pages since`);
    return { session, readAt: () => clock.now(), finish: async () => undefined, stop: async () => undefined };
  }
  const stopped = parent === undefined ? undefined : await run.ledger.run(parent);
  let replies = await KeptReplies.open(run.folder, stopped && folderOf(stopped));
  const { oldest, size } = replies;
  if (oldest !== undefined && clock.now() - oldest > MOST_AGE_MS) {
    await replies.remove();
    replies = await KeptReplies.open(run.folder, undefined);
    say(`starting anew: export ${parent} was read more than a day ago`);
  } else if (size > 0) say(`going on with the ${size} answers that export ${parent} has had`);
  else if (parent !== undefined) say(`starting anew: nothing is left of what export ${parent} has read`);
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
          hasTaken = true;
          takenAt = kept.at;
          const { status, text } = kept;
          return { status, body: text === '' ? undefined : JSON.parse(text), requestId: '', attempts: 0 };
        }
        const reply = await session.call(route, call);
        await replies.keep(asked, { status: reply.status, text: reply.text ?? '', at: clock.now() });
        return reply;
      },
    },
    readAt: () => (replies.size > 0 && hasTaken ? takenAt : clock.now()),
    finish: () => replies.remove(),
    async stop(cause) {
      // A service may refuse to go on after a row that it does not have any more.
      const isRefused = hasTaken && cause instanceof ServiceError && cause.kind === 'refused';
      await (isRefused ? replies.remove() : replies.leave());
    },
  };
}
