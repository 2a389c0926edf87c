// Books each row of a ledger under its account by its result, for the reconciliation. report/reconciliation.ts adds up.

import type { Mapping } from '../../mapping/mapping.js';
import type { Result } from '../../plan/result.js';
import { type BookedRow, type Bucket, openBooks, type Reconciled } from '../../report/reconciliation.js';
import {
  accountOf,
  amountOf,
  type LedgerFields,
  type LedgerLayout,
  ledgerFields,
  ledgerLayout,
  unitOf,
} from '../../selection/ledger-layout.js';
import type { JudgedRow } from './judge-row.js';
import { exclusionOf, isNoPosting, isTakenElsewhere, wayOf } from './row-way.js';

/** What is to be known of a row's result. */
export type Outcome = Pick<Result, 'status' | 'remoteId' | 'finding'>;

/** A row without what booking does not need. */
export type RowToBook = Pick<JudgedRow, 'source' | 'record' | 'values' | 'leftOut' | 'sentAs'>;

/** Books rows. */
export interface RowBooks {
  add(row: RowToBook, outcome: Outcome): void;
  reconciled(): readonly Reconciled[];
}

/**
 * Opens the books of a table; undefined for a dataset without amounts that add up.
 * @param isTrial nothing is sent: rows that would be sent count as sent.
 */
export function rowBooks(mapping: Mapping, isTrial: boolean): RowBooks | undefined {
  const fields = ledgerFields(mapping.dataset);
  if (fields === undefined) return undefined;
  const layout = ledgerLayout(mapping);
  const books = openBooks();
  return {
    add(row, outcome) {
      const booked = bookedRow(row, outcome, fields, layout, isTrial);
      if (booked) books.add(booked);
    },
    reconciled: () => books.reconciled(),
  };
}

function bookedRow(
  row: RowToBook,
  outcome: Outcome,
  fields: LedgerFields,
  layout: LedgerLayout,
  isTrial: boolean,
): BookedRow | undefined {
  const { source, record, values, leftOut } = row;
  if (isNoPosting(row)) return undefined;
  const account = accountOf(source, layout);
  const unit = unitOf(record ?? values, fields);
  const own = amountOf(values, fields);
  if (isTakenElsewhere(row)) {
    const isNetted = leftOut?.code === 'NETTED' && own !== undefined && own < 0;
    const toZero = leftOut?.code === 'SUM_OF_ZERO' ? leftOut.args.rule : undefined;
    return { account, unit, own, booked: undefined, bucket: 'open', isNetted, toZero };
  }
  const rule = exclusionOf(row, outcome);
  const bucket = rule === undefined ? bucketOf(row, outcome, isTrial) : 'excluded';
  return { account, unit, own, booked: record ? amountOf(record, fields) : own, bucket, rule };
}

function bucketOf(row: RowToBook, outcome: Outcome, isTrial: boolean): Bucket {
  const { status, finding } = outcome;
  const way = wayOf(row, outcome);
  const wouldBe = isTrial && status === 'unsent' && row.record !== undefined && finding?.code === 'NOT_SENT';
  if (way !== 'sent' && way !== 'there' && !wouldBe) return 'open';
  return row.sentAs?.code === 'SUM_OF_ROWS' ? 'summed' : 'sent';
}
