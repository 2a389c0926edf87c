// Which row of the target is the copy of which row of the source.

import { expect, it } from 'vitest';
import { copiesOf, uncontested } from '../../../src/pipeline/migrate/copies.js';

const claim = (sourceId: string, remoteId: string, isWritten = false) => ({ sourceId, remoteId, isWritten });
const carried = (...pairs: readonly (readonly [string, string, string?])[]) =>
  new Map(pairs.map(([sourceId, remoteId, hash = 'h']) => [sourceId, { sourceId, remoteId, hash }]));

it.each([
  ['rows of their own', [claim('a', 'T1'), claim('b', 'T2')], carried(), { a: 'T1', b: 'T2' }],
  ['two rows that were found as one', [claim('a', 'T'), claim('b', 'T')], carried(), {}],
  ['the row that was written from one of two', [claim('a', 'T'), claim('b', 'T', true)], carried(), { b: 'T' }],
  ['the row that one of two was carried over to', [claim('a', 'T'), claim('b', 'T')], carried(['a', 'T']), { a: 'T' }],
  ['the copy of a row that is gone', [claim('b', 'T')], carried(['a', 'T']), { a: 'T' }],
  ['an id in capitals', [claim('b', 'AB-1')], carried(['a', 'ab-1']), { a: 'ab-1' }],
  ['a row that is another one now', [claim('a', 'T2', true)], carried(['a', 'T1']), { a: 'T2' }],
  ['a row that was not looked at', [claim('a', 'T1')], carried(['b', 'T2']), { a: 'T1', b: 'T2' }],
])('knows the copies of %s', (_, claims, before, expected) => {
  expect(Object.fromEntries(copiesOf(claims, before))).toEqual(expected);
});

it('takes back what an older version noted of several rows that became one', () => {
  const known = carried(['a', 'T', ''], ['b', 'T', ''], ['c', 'U'], ['d', 'U', ''], ['e', 'V', '']);
  expect([...uncontested(known).keys()]).toEqual(['c', 'e']);
});
