// not-undone.csv: the rows that an undo left at the service, and why.

import { rm } from 'node:fs/promises';
import { oneLine, visible } from '../../problems/visible.js';
import { openCsv } from '../files/csv.js';

/** A row that was left. */
export interface LeftRow {
  readonly sheet: string;
  /** As Excel shows it. */
  readonly row: number;
  readonly remoteId: string;
  readonly reason: string;
  /** Where the row stands, for people. */
  readonly address: string;
}

/** The file in the making. */
export interface NotUndoneFile {
  /** Adds a row. Wait for what it returns, if anything, before the next. */
  add(row: LeftRow): Promise<void> | void;
  /** Finishes the file; without any row there is none, nor one of an earlier undo. Returns its path. */
  close(): Promise<string | undefined>;
}

const COLUMNS = ['sheet', 'row', 'remote_id', 'reason', 'address'];

/** Opens the file; its folder must exist. Throws a Stop of kind `output`. */
export async function openNotUndone(path: string): Promise<NotUndoneFile> {
  const file = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns: COLUMNS });
  let rows = 0;
  return {
    add({ sheet, row, remoteId, reason, address }) {
      rows += 1;
      return file.write([visible(sheet), row, visible(remoteId), oneLine(reason), oneLine(address)]);
    },
    async close() {
      if (rows > 0) {
        await file.close();
        return path;
      }
      await file.discard();
      await rm(path, { force: true });
      return undefined;
    },
  };
}
