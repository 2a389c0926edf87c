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
