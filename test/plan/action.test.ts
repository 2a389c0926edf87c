// What is to be done with a row, for every word that it may say, whether the service has it, and what the service offers.

import { expect, it } from 'vitest';
import { decide, type Offered, type OnExisting, resultWithoutRequest, type Wanted } from '../../src/plan/action.js';
import { finding } from '../../src/problems/problem.js';

const everything: Offered = { create: true, update: true, delete: true };
const nothing: Offered = { create: false, update: false, delete: false };
const differs = { remoteId: 'r1', same: false };
const same = { remoteId: 'r1', same: true };

function decided(
  found: Parameters<typeof decide>[0],
  word: Wanted['word'],
  onExisting: OnExisting,
  offered = everything,
) {
  const action = decide(found, { word, onExisting }, offered);
  return [action.kind, 'finding' in action ? action.finding.code : undefined];
}

it.each<[OnExisting, ReturnType<typeof decided>, ReturnType<typeof decided>]>([
  ['skip', ['skip', 'ALREADY_THERE'], ['skip', 'ALREADY_THERE']],
  ['update', ['update', undefined], ['unchanged', 'ALREADY_THERE']],
  ['fail', ['conflict', 'ALREADY_THERE_REFUSED'], ['conflict', 'ALREADY_THERE_REFUSED']],
])('without a word, %s decides over a row that is there', (onExisting, other, equal) => {
  expect(decided(undefined, undefined, onExisting)).toEqual(['create', undefined]);
  expect(decided(differs, undefined, onExisting)).toEqual(other);
  expect(decided(same, undefined, onExisting)).toEqual(equal);
});

it.each<
  [NonNullable<Wanted['word']>, ReturnType<typeof decided>, ReturnType<typeof decided>, ReturnType<typeof decided>]
>([
  ['create', ['create', undefined], ['conflict', 'ALREADY_THERE_REFUSED'], ['conflict', 'ALREADY_THERE_REFUSED']],
  ['update', ['conflict', 'NOTHING_THERE'], ['update', undefined], ['unchanged', 'ALREADY_THERE']],
  ['upsert', ['create', undefined], ['update', undefined], ['unchanged', 'ALREADY_THERE']],
  ['delete', ['skip', 'NOTHING_TO_DELETE'], ['delete', undefined], ['delete', undefined]],
])('%s is heeded whatever the option says', (word, absent, other, equal) => {
  for (const onExisting of ['skip', 'update', 'fail'] as const) {
    expect(decided(undefined, word, onExisting)).toEqual(absent);
    expect(decided(differs, word, onExisting)).toEqual(other);
    expect(decided(same, word, onExisting)).toEqual(equal);
  }
});

it('plans nothing that the service does not offer', () => {
  expect(decided(undefined, undefined, 'skip', nothing)).toEqual(['conflict', 'CANNOT_CREATE']);
  expect(decided(differs, 'update', 'skip', nothing)).toEqual(['conflict', 'CANNOT_UPDATE']);
  expect(decided(differs, 'delete', 'skip', nothing)).toEqual(['conflict', 'CANNOT_DELETE']);
});

it('says beforehand what would be refused', () => {
  const undeletable = finding('CANNOT_DELETE', {});
  expect(decided({ ...same, undeletable }, 'delete', 'skip')).toEqual(['conflict', 'CANNOT_DELETE']);
  expect(decided({ ...differs, undeletable }, 'update', 'skip')).toEqual(['update', undefined]);
});

it('leaves a row out whose other row was not taken in, and fails one whose other row is nowhere', () => {
  const named = { what: 'supplier', named: 'Nordfrakt' };
  const failed = { obstacle: finding('PARENT_FAILED', named), isLeftOut: true };
  const nowhere = { obstacle: finding('NO_SUCH_PARENT', named), isLeftOut: false };
  for (const word of [undefined, 'create', 'update', 'upsert', 'delete'] as const) {
    expect(decided(failed, word, 'update')).toEqual(['skip', 'PARENT_FAILED']);
    expect(decided(nowhere, word, 'update')).toEqual(['conflict', 'NO_SUCH_PARENT']);
  }
});

it('has a result for what needs no request, and none for what does', () => {
  const statuses = (['skip', 'unchanged', 'conflict'] as const).map(
    (kind) => resultWithoutRequest({ kind, remoteId: '', finding: finding('NOTHING_THERE', {}) })?.status,
  );
  expect(statuses).toEqual(['skipped', 'unchanged', 'failed']);
  expect(resultWithoutRequest({ kind: 'create' })).toBeUndefined();
  expect(resultWithoutRequest({ kind: 'delete', remoteId: 'r1' })).toBeUndefined();
});

it('says of a row what there is to say, and nothing of a row that is nowhere', () => {
  const decideAs = (found: Parameters<typeof decide>[0], onExisting: OnExisting, offered = everything) =>
    decide(found, { word: undefined, onExisting }, offered);
  const why = finding('ALREADY_THERE', { remoteId: 'r1' });
  expect(decideAs(differs, 'skip')).toEqual({ kind: 'skip', remoteId: 'r1', finding: why });
  expect(decideAs(same, 'update')).toEqual({ kind: 'unchanged', remoteId: 'r1', finding: why });
  const own = finding('PERIOD_TAKEN', { period: '2024' });
  expect(decideAs({ ...differs, why: own }, 'skip')).toEqual({ kind: 'skip', remoteId: 'r1', finding: own });
  const refused = finding('ALREADY_THERE_REFUSED', { remoteId: 'r1' });
  expect(decideAs(differs, 'fail')).toEqual({ kind: 'conflict', remoteId: 'r1', finding: refused });
  const cannot = finding('CANNOT_UPDATE', { remoteId: 'r1' });
  expect(decideAs(differs, 'update', nothing)).toEqual({ kind: 'conflict', remoteId: 'r1', finding: cannot });
  expect(decideAs(differs, 'update')).toEqual({ kind: 'update', remoteId: 'r1' });
  const obstacle = finding('NO_SUCH_PARENT', { what: 'supplier', named: 'Nordfrakt' });
  expect(decideAs({ obstacle, isLeftOut: false }, 'skip')).toEqual({
    kind: 'conflict',
    remoteId: '',
    finding: obstacle,
  });
  expect(decideAs(undefined, 'skip', nothing)).toEqual({
    kind: 'conflict',
    remoteId: '',
    finding: finding('CANNOT_CREATE', {}),
  });
  expect(decide(undefined, { word: 'delete', onExisting: 'skip' }, everything)).toEqual({
    kind: 'skip',
    remoteId: '',
    finding: finding('NOTHING_TO_DELETE', {}),
  });
});

it.each<[OnExisting, Offered, string, string | undefined]>([
  ['skip', everything, 'conflict', 'SALES_DIFFER'],
  ['fail', everything, 'conflict', 'SALES_DIFFER'],
  ['update', everything, 'update', undefined],
  ['update', nothing, 'conflict', 'SALES_DIFFER'],
])('a row that is only partly there is a conflict unless it is updated: %s', (onExisting, offered, kind, code) => {
  const clash = finding('SALES_DIFFER', { held: ['3 for 2024'], given: '4 for 2024' });
  expect(decided({ ...differs, clash }, undefined, onExisting, offered)).toEqual([kind, code]);
});

it('updates a row that was edited since its import only when that is asked for, and by its changes', () => {
  const since = { hash: 'abc', changes: { name: 'Rye' } };
  const edited = {
    finding: finding('EDITED_SINCE_IMPORT', { run: 'a', place: 'in.csv, row 2', remoteId: 'r1' }),
    since,
  };
  const found = { ...differs, edited };
  for (const onExisting of ['skip', 'fail'] as const)
    expect(decide(found, { word: undefined, onExisting }, everything)).toEqual({
      kind: 'conflict',
      remoteId: 'r1',
      finding: edited.finding,
    });
  const asked = { word: undefined, onExisting: 'update' } as const;
  expect(decide(found, asked, everything)).toEqual({ kind: 'update', remoteId: 'r1', since });
  expect(decide(found, asked, nothing)).toMatchObject({ kind: 'conflict', finding: { code: 'CANNOT_UPDATE' } });
});

it('counts no request and no field for a result without one', () => {
  const why = finding('NOTHING_THERE', {});
  expect(resultWithoutRequest({ kind: 'skip', remoteId: 'r1', finding: why })).toEqual({
    status: 'skipped',
    remoteId: 'r1',
    finding: why,
    field: '',
    requestId: '',
    attempts: 0,
  });
  expect(resultWithoutRequest({ kind: 'update', remoteId: 'r1' })).toBeUndefined();
});
