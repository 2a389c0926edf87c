// Rows of an export against what the service holds: what a file cannot hold of a text is never written back.

import { expect, it } from 'vitest';
import dataset from '../../../src/datasets/carboncloud/resold-products.js';
import type { Values } from '../../../src/datasets/dataset.js';
import { asInFile, rowHash } from '../../../src/dedup/row-hash.js';
import { ExportedRows } from '../../../src/pipeline/planning/exported-rows.js';
import { UneditedRows } from '../../../src/pipeline/planning/unedited-rows.js';
import type { JudgedRow } from '../../../src/pipeline/rows/judge-row.js';

const long = `${'long '.repeat(8_000)}end`;
const held: Values = {
  name: 'Oat drink',
  pickUpLocation: 'SE',
  productionLocation: 'SE',
  shipToLocation: 'SE',
  description: long,
  ingredients: 'oats\ud83d, water',
  categories: ['Drinks', long],
};
/** What a workbook holds of it. */
const inFile = asInFile(held);

async function actionFor(record: Values, now: Values | null = held, unedited?: UneditedRows) {
  const rows = new ExportedRows({
    dataset,
    binding: { readBack: async () => now ?? undefined },
    onExisting: 'update',
    offered: { create: true, update: true, delete: true },
    unedited,
  });
  const marks = { remoteId: 'p1', hash: rowHash(dataset, held), version: '', word: undefined, problem: undefined };
  const row = { ordinal: 0, source: { sheet: '', row: 2, cells: [] }, record, problems: [], identity: '', marks };
  await rows.ask([row as unknown as JudgedRow]);
  return rows.action(row as unknown as JudgedRow);
}

it('knows a row as untouched, whatever the file could not hold', async () => {
  expect(inFile.description).not.toBe(long);
  expect(await actionFor(inFile)).toMatchObject({ kind: 'unchanged' });
  // A CSV file holds all of the long text.
  expect(await actionFor({ ...inFile, description: long })).toMatchObject({ kind: 'unchanged' });
});

it('writes what was edited beside it, and keeps the text that the service holds', async () => {
  const action = await actionFor({ ...inFile, brandName: 'Havre' });
  expect(action).toMatchObject({ kind: 'update', since: { changes: { brandName: 'Havre' } } });
  const since = action.kind === 'update' ? action.since : undefined;
  expect(Object.keys(since?.changes ?? {})).toEqual(['brandName']);
  expect(since?.record).toEqual({ ...held, brandName: 'Havre' });
});

it('writes a new text in the place of one that was cut, and never the beginning of one', async () => {
  const short = await actionFor({ ...inFile, description: 'short' });
  expect(short).toMatchObject({ kind: 'update', since: { changes: { description: 'short' } } });
  const longer = await actionFor({ ...inFile, description: `${long}!` });
  expect(longer).toMatchObject({ kind: 'update', since: { changes: { description: `${long}!` } } });
  const edited = await actionFor({ ...inFile, description: `X${String(inFile.description).slice(1)}` });
  expect(edited).toMatchObject({ kind: 'conflict', finding: { code: 'CUT_CELL', args: { characters: 40_003 } } });
});

it('sees a change at the service behind the place where a text was cut', async () => {
  const changed = { ...held, description: `${long.slice(0, -3)}END` };
  const action = await actionFor({ ...inFile, brandName: 'Havre' }, changed);
  expect(action).toMatchObject({ kind: 'conflict', finding: { code: 'CHANGED_SINCE_EXPORT' } });
});

it('asks for an unedited row by its id before it says that it is gone, since lists lag', async () => {
  const notListed = () => {
    const unedited = new UneditedRows(dataset);
    unedited.add('p1', rowHash(dataset, held));
    unedited.see('p2', () => held);
    return unedited;
  };
  const asExported = { kind: 'unchanged', finding: { code: 'AS_EXPORTED' } };
  expect(await actionFor(inFile, held, notListed())).toMatchObject(asExported);
  const newer = { kind: 'unchanged', finding: { code: 'NEWER_AT_SERVICE', args: { changes: [expect.any(String)] } } };
  expect(await actionFor(inFile, { ...held, brandName: 'Havre' }, notListed())).toMatchObject(newer);
  const gone = { kind: 'conflict', finding: { code: 'GONE_SINCE_EXPORT' } };
  expect(await actionFor(inFile, null, notListed())).toMatchObject(gone);
});

it('names only what was changed at the service, not what a file cannot hold', async () => {
  const unedited = new UneditedRows(dataset);
  unedited.add('p1', rowHash(dataset, held));
  unedited.see('p1', () => ({ ...held, productionLocation: 'NO' }));
  const action = await actionFor(inFile, held, unedited);
  const changes = [expect.stringContaining('"SE" here, "NO" at the service')];
  expect(action).toMatchObject({ kind: 'unchanged', finding: { code: 'NEWER_AT_SERVICE', args: { changes } } });
});
