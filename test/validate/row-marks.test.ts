// What a row says about itself beside its fields: its id, digest, version and owner in an export, and its Action word.

import { describe, expect, it } from 'vitest';
import { markTitles } from '../../src/datasets/dataset.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { marksReader } from '../../src/validate/row-marks.js';
import type { Cell } from '../../src/values/cell.js';
import { importDatasetNamed } from '../datasets/named.js';

/** The marks of a row of cells below these titles. */
function marksOf(titles: readonly string[], cells: readonly Cell[]) {
  const mapping = mapHeader({ sheet: 'Q1', row: 1, cells: [...titles] }, importDatasetNamed('purchases'));
  return marksReader(mapping)?.({ sheet: 'Q1', row: 7, cells: [...cells] });
}

const { remoteId, hash, version, owner } = markTitles;

it('are read from their columns, without outer blanks', () => {
  const titles = ['Product', owner, version, hash, remoteId, 'Action'];
  expect(marksOf(titles, ['Box', ' dcycle a at b ', ' 2025-01-02 ', ' abcdef ', ' p-1 ', ' Delete '])).toEqual({
    remoteId: 'p-1',
    hash: 'abcdef',
    version: '2025-01-02',
    owner: 'dcycle a at b',
    word: 'delete',
    isAccepted: false,
    problem: undefined,
  });
});

it('are empty where the row has no cell for them', () => {
  expect(marksOf(['Product', hash, remoteId], ['Box'])).toEqual({
    remoteId: '',
    hash: '',
    version: '',
    owner: '',
    word: undefined,
    isAccepted: false,
    problem: undefined,
  });
});

it('may be numbers', () => {
  expect(marksOf(['Product', remoteId], ['Box', 4711])?.remoteId).toBe('4711');
});

it.each([[['Product', 'Quantity']], [['Product', 'Invoice number']]])('are none in a table of %j', (titles) => {
  expect(marksOf(titles, ['Box', '4711'])).toBeUndefined();
});

describe('the Action of a row', () => {
  it.each(['create', 'update', 'upsert', 'delete', 'skip'] as const)('may be %s, in any case', (word) => {
    expect(marksOf(['Product', 'Action'], ['Box', word.toUpperCase()])).toMatchObject({ word, problem: undefined });
  });

  it('is a problem at its own cell where it is another word', () => {
    expect(marksOf(['Product', 'action'], ['Box', 'delte'])).toMatchObject({
      word: undefined,
      problem: {
        code: 'NOT_A_CHOICE',
        severity: 'error',
        sheet: 'Q1',
        row: 7,
        column: 'action',
        field: '',
        value: 'delte',
        args: { nearest: 'delete' },
      },
    });
  });

  it('is left to the command where it is empty', () => {
    expect(marksOf(['Product', 'Action'], ['Box', ' '])).toMatchObject({ word: undefined, problem: undefined });
  });
});

describe('the Accept of a row', () => {
  it.each<Cell>(['yes', ' JA ', 'Oui', 'sí', 'si', 'x', 1, true, 'true', 'Kyllä', 'tak'])('%j is a yes', (cell) => {
    expect(marksOf(['Product', 'Accept'], ['Box', cell])?.isAccepted).toBe(true);
  });

  it.each<Cell>([null, '', 'no', 'nein', 0, false, 'yes?no', 'perhaps', 'y e s', 11])('%j is none', (cell) => {
    expect(marksOf(['Product', 'accept'], ['Box', cell])?.isAccepted).toBe(false);
  });
});
