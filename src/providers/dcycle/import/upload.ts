// Opens import sessions, one for each batch. The file's name identifies the batch, so that a session whose answer was lost is
// found, and rows are not submitted twice.

import { digest } from '../../../dedup/digest.js';
import { ServiceError } from '../../http/http.js';
import { eachEntry } from '../../lists/read-list.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { writeOutcome } from '../../writes/write-outcome.js';
import { pagedList } from '../lists.js';
import { importSession, listedSession } from './replies.js';

/** A batch's file. */
export interface BatchFile {
  readonly templateId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/** The file of a batch; equal rows get an equal name. */
export function batchFile(templateId: string, bytes: Uint8Array, rows: number): BatchFile {
  const name = `country-sales-${digest(new TextDecoder().decode(bytes)).toString('hex').slice(0, 12)}.csv`;
  return { templateId, name, bytes, rows };
}

export interface ListedImport {
  readonly id: string;
  readonly fileName: string;
  readonly rows: number | undefined;
  readonly status: string;
  /** Milliseconds since the epoch; undefined where the service gives none. */
  readonly createdAt: number | undefined;
}

/** The import sessions of the last day. Throws a ServiceError. */
export async function listImports(session: Session): Promise<readonly ListedImport[]> {
  const query = { template_id: session.account.importTemplate ?? '' };
  const list: ListedImport[] = [];
  for await (const { id, whole } of eachEntry(session, pagedList('listImports', listedSession, query))) {
    const { file_name: fileName, total_rows: rows, status, created_at: at } = whole;
    const createdAt = typeof at === 'string' ? Date.parse(at) : Number.NaN;
    list.push({
      id,
      fileName: typeof fileName === 'string' ? fileName : '',
      rows: typeof rows === 'number' ? rows : undefined,
      status: typeof status === 'string' ? status : '',
      createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    });
  }
  return list;
}

const isOf =
  ({ name, rows }: BatchFile) =>
  (one: ListedImport): boolean =>
    one.fileName === name && (one.rows === undefined || one.rows === rows);

/**
 * An older session has been processed, or never will be. How long processing takes is not documented; this is longer than anybody
 * would wait.
 */
const STILL_WORKED_ON_MS = 60 * 60_000;

/** The id of a recent session that submitted exactly these rows; undefined when there is none. */
export function submittedBefore(before: readonly ListedImport[], file: BatchFile, now: number): string | undefined {
  const isRecent = ({ createdAt = now }: ListedImport): boolean => createdAt >= now - STILL_WORKED_ON_MS;
  const same = before.filter(isOf(file)).filter(isRecent);
  return same.find(({ status }) => status === 'submitting' || status === 'submitted')?.id;
}

/** Whether a submitted session has failed. Throws a ServiceError. */
export async function hasFailed(session: Session, importId: string): Promise<boolean> {
  return (await listImports(session)).some(({ id, status }) => id === importId && status === 'failed');
}

/** An open session, and its locale for numbers, where the service reports it. */
export interface OpenImport {
  readonly importId: string;
  readonly locale: string | undefined;
}

/** Opens a session for a batch. Throws a ServiceError. */
export async function openImport(session: Session, file: BatchFile): Promise<OpenImport> {
  const { templateId, name, bytes, rows } = file;
  const fields = { template_id: templateId, numeric_locale: 'en_US' };
  const body = {
    kind: 'multipart',
    fields,
    file: { field: 'upload_file', name, type: 'text/csv', bytes },
  } as const;
  const send = async (repeat: 'create' | 'safe'): Promise<OpenImport> => {
    const reply = await session.call('createImport', { body, repeat });
    const { import_id, total_rows: total, numeric_locale } = bodyOf(reply, importSession, 'createImport');
    if (total != null && total !== rows) {
      const message = `createImport: ${rows} rows were uploaded, and the service counts ${total}`;
      throw new ServiceError('unreadable', message, reply.status, reply.requestId, reply.attempts);
    }
    return { importId: import_id, locale: numeric_locale ?? undefined };
  };
  try {
    return await send('create');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { row, stops } = writeOutcome('create', error);
    if (stops || (row !== 'done' && row !== 'in-doubt')) throw error;
    const opened = (await listImports(session)).filter(isOf(file)).findLast(({ status }) => unused.has(status));
    // A session that is never submitted expires after a day.
    return opened ? { importId: opened.id, locale: undefined } : send('safe');
  }
}

const unused: ReadonlySet<string> = new Set(['created', 'parsed']);
