// Rows that other rows refer to: found by any of their keys, with what became of them.

import { expect, it } from 'vitest';
import suppliers from '../../../src/datasets/carboncloud/suppliers.js';
import { ParentRows } from '../../../src/pipeline/rows/parent-rows.js';
import type { Status } from '../../../src/plan/result.js';
import { finding } from '../../../src/problems/problem.js';

const nordfrakt = { name: 'Nordfrakt AB', customId: 'S-1' };
const keysOf = (values: Readonly<Record<string, string>>) =>
  suppliers.identity.by === 'key' ? suppliers.identity.keys(values) : [];

function result(status: Status, remoteId = '') {
  return { status, remoteId, field: '', requestId: '', attempts: 0 };
}

function booked(status: Status, remoteId = '') {
  const book = new ParentRows();
  book.note(suppliers, { values: nordfrakt, leftOut: undefined }, result(status, remoteId), false);
  return book;
}

it('finds a row by any key that it has', () => {
  const book = booked('created', 'id-1');
  for (const by of [nordfrakt, { name: ' nordfrakt  ab ' }, { name: 'Other', customId: 'S-1' }])
    expect(book.find('suppliers', keysOf(by)), JSON.stringify(by)).toEqual({ remoteId: 'id-1' });
  expect(book.find('suppliers', keysOf({ name: 'Nordfrakt AB', customId: 'S-2' }))).toBeUndefined();
  expect(book.find('resold-products', keysOf(nordfrakt))).toBeUndefined();
});

it.each<[Status, string, unknown]>([
  ['created', 'id-1', { remoteId: 'id-1' }],
  ['unchanged', 'id-1', { remoteId: 'id-1' }],
  ['skipped', 'id-1', { remoteId: 'id-1' }],
  // It is there, though it could not be changed.
  ['failed', 'id-1', { remoteId: 'id-1' }],
  ['failed', '', 'failed'],
  ['invalid', '', 'failed'],
  ['in-doubt', '', 'failed'],
  ['unsent', '', 'failed'],
  ['deleted', 'id-1', 'failed'],
])('takes a row that is %s (%s) for %j', (status, remoteId, expected) => {
  expect(booked(status, remoteId).find('suppliers', keysOf(nordfrakt))).toEqual(expected);
});

it.each([
  [finding('NOT_SENT', { why: 'this was only a plan' }), 'planned'],
  // An import would not write it.
  [finding('NOTHING_THERE', {}), 'failed'],
])('takes an unsent row of a plan with %j for one that is %s', (why, expected) => {
  const book = new ParentRows();
  const planned = { ...result('unsent'), finding: why };
  book.note(suppliers, { values: nordfrakt, leftOut: undefined }, planned, true);
  expect(book.find('suppliers', keysOf(nordfrakt))).toBe(expected);
});

it('counts a row that got there over an equal one that did not, and leaves out repeats', () => {
  const book = booked('invalid');
  book.note(suppliers, { values: nordfrakt, leftOut: undefined }, result('created', 'id-2'), false);
  book.note(
    suppliers,
    { values: nordfrakt, leftOut: finding('REPEATED_ROW', { firstRow: 2 }) },
    result('skipped'),
    false,
  );
  expect(book.find('suppliers', keysOf(nordfrakt))).toEqual({ remoteId: 'id-2' });
});
