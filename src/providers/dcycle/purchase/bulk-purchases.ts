// Purchases as one CSV file (legacy): announced, stored at the address that the service gives for it, and worked on behind the
// answer. The new list, asked for the purchases of that file, tells what became of each row.

import Papa from 'papaparse';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/purchases.js';
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

/** The pages speak of "hundreds" of purchases, and of no limit. */
const MOST_ROWS = 500;
const ROWS_A_PAGE = 100;
const CSV = 'text/csv';

/** Where a purchase came from is the uploaded file here, by which its rows are found again. */
const OWN_FILE = ['file_id', 'file_name', 'file_url'];
const columns = Object.keys(dataset.fields).filter((field) => !OWN_FILE.includes(field));
// The columns that the service reads are not public: the names of a create's body are assumed.
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
  // Nothing becomes of a file that is announced and never stored, so that announcing it may be repeated.
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

/** The same rows have the same name, by which a person finds them again. */
function fileName(bytes: Uint8Array): string {
  return `carbonsheet-purchases-${digest(new TextDecoder().decode(bytes)).toString('hex').slice(0, 12)}.csv`;
}

/** What stands for a row: each purchase of the file for one row with its content, whatever their order. */
async function look(session: Session, records: readonly Values[], fileId: string): Promise<Poll> {
  const held = new Map<string, { readonly id: string; readonly failed: boolean }[]>();
  let purchases = 0;
  let failures = 0;
  const list = pagedList('listPurchases', purchaseOfFile, { 'file_id[]': [fileId] });
  for await (const purchase of eachEntry(session, list)) {
    // That the list goes by the file of this older route is inferred: what is of another file stands for no row of this one.
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
  // A row that cannot be read may leave nothing behind but its failure: where as many are left over as rows, they are theirs.
  if (purchases === records.length && failures === open.length) for (const index of open) fates.set(index, failed(''));
  else if (isAllThere) {
    const detail = 'the service holds as many purchases of the file as it has rows, and none that says the same';
    for (const index of open) fates.set(index, { kind: 'other', detail });
  }
  return { fates, isAllThere };
}

function failed(remoteId: string): Fate {
  return { kind: 'failed', remoteId, detail: 'the service took the row in with the status error' };
}

function namesOwnFile(): Stop {
  return new Stop(
    'usage',
    'BULK_WITH_FILES',
    `rows name a file of their own (${OWN_FILE.join(', ')}), and of a file that is sent whole each row belongs to that file`,
    'take these columns out, or leave --via bulk-csv out',
  );
}
