// Purchases as one CSV file (legacy): announced, put to a pre-signed URL, and processed asynchronously. The list of purchases,
// filtered by the file, shows the result of each row.

import Papa from 'papaparse';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/purchases.js';
import { digest } from '../../../dedup/digest.js';
import { Stop } from '../../../problems/stop.js';
import type { BatchResult, BatchRow, BatchWriter } from '../../binding.js';
import { eachEntry } from '../../lists/read-list.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Fate, handedOver, type Poll, pollRows, resultOf } from '../background.js';
import { callLegacy, requireUser } from '../legacy.js';
import { pagedList } from '../lists.js';
import { announcedFile, purchaseOfFile } from '../replies.js';
import { uploadFile } from '../upload-file.js';
import { purchaseKey } from './purchase-key.js';

/** The documentation mentions "hundreds" of purchases, and no limit. */
const MOST_ROWS = 500;
const ROWS_A_PAGE = 100;
const CSV = 'text/csv';

/** Fields that the uploaded file itself sets, by which its purchases are found. */
const OWN_FILE = ['file_id', 'file_name', 'file_url'];
const columns = Object.keys(dataset.fields).filter((field) => !OWN_FILE.includes(field));
// The columns are not documented; the field names of a create are assumed.
const { row: cellsOf } = uploadFile(columns);

/** Writes purchases as files of up to 500. */
export function bulkPurchases(session: Session): BatchWriter {
  return {
    by: 'batch',
    maxRows: MOST_ROWS,
    kinds: ['create'],
    requireSettings: () => requireUser(session),
    // Two requests announce and store the file; one request a page reads its purchases back.
    requests: (rows) => 2 + Math.ceil(rows / ROWS_A_PAGE),
    send: (rows) => send(session, rows),
  };
}

async function send(session: Session, rows: readonly BatchRow[]): Promise<readonly BatchResult[]> {
  const records = rows.map(({ record }) => record);
  if (records.some((record) => OWN_FILE.some((field) => record[field] !== undefined))) throw namesOwnFile();
  const bytes = csvOf(records);
  // An announced file that is never stored has no effect, so announcing may be repeated.
  const announced = await callLegacy(session, 'uploadPurchases', {
    body: { kind: 'json', value: { file_name: fileName(bytes), content_type: CSV } },
    repeat: 'safe',
  });
  const { upload_url, file_id } = bodyOf(announced, announcedFile, 'uploadPurchases');
  const stored = await handedOver(session, session.put(upload_url, { type: CSV, bytes }));
  const fates = stored.maybeThere
    ? await pollRows(session, rows.length, () => look(session, records, file_id))
    : undefined;
  return records.map((_, index) => resultOf(stored, fates?.get(index)));
}

function csvOf(records: readonly Values[]): Uint8Array {
  return new TextEncoder().encode(Papa.unparse({ fields: columns, data: records.map((one) => [...cellsOf(one)]) }));
}

/** Equal rows get an equal name, which helps people to find them. */
function fileName(bytes: Uint8Array): string {
  return `carbonsheet-purchases-${digest(new TextDecoder().decode(bytes)).toString('hex').slice(0, 12)}.csv`;
}

/** Matches each row to one purchase of the file with the same content, in any order. */
async function look(session: Session, records: readonly Values[], fileId: string): Promise<Poll> {
  const held = new Map<string, { readonly id: string; readonly failed: boolean }[]>();
  let purchases = 0;
  let failures = 0;
  const list = pagedList('listPurchases', purchaseOfFile, { 'file_id[]': [fileId] });
  for await (const purchase of eachEntry(session, list)) {
    // That the list can be filtered by a legacy file is inferred, so purchases of other files are skipped.
    if (purchase.file_id && purchase.file_id !== fileId) continue;
    const key = purchaseKey(purchase);
    const failed = purchase.status === 'error';
    held.set(key, [...(held.get(key) ?? []), { id: purchase.id, failed }]);
    purchases += 1;
    if (failed) failures += 1;
  }
  const fates = new Map<number, Fate>();
  for (const [index, record] of records.entries()) {
    const one = held.get(purchaseKey(record))?.shift();
    if (one === undefined) continue;
    if (one.failed) failures -= 1;
    fates.set(index, one.failed ? failed(one.id) : { kind: 'found', remoteId: one.id });
  }
  const isAllThere = purchases >= records.length;
  const open = [...records.keys()].filter((index) => !fates.has(index));
  // An unreadable row may become a failed purchase without content: as many of these as unmatched rows belong to them.
  if (purchases === records.length && failures === open.length) for (const index of open) fates.set(index, failed(''));
  else if (isAllThere) {
    const detail = 'the service has as many purchases of the file as it has rows, but none with this content';
    for (const index of open) fates.set(index, { kind: 'other', detail });
  }
  return { fates, isAllThere };
}

function failed(remoteId: string): Fate {
  return { kind: 'failed', remoteId, detail: 'the service accepted the row with the status error' };
}

function namesOwnFile(): Stop {
  return new Stop(
    'usage',
    'BULK_WITH_FILES',
    `rows have values in ${OWN_FILE.join(', ')}, which the uploaded file itself sets with --via bulk-csv`,
    'remove these columns, or import without --via bulk-csv',
  );
}
