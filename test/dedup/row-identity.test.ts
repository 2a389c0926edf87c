import { describe, expect, it } from 'vitest';
import { contentOf, ofOtherDocument, ofSameDocument, rowIdentity, sameRows } from '../../src/dedup/row-identity.js';

const identity = (documents: Record<string, string>, quantity = 1, occurrence = 1) =>
  rowIdentity(sameRows({ quantity }, documents), occurrence);

describe('identities of rows', () => {
  it.each([
    ['no documents', {}, {}, false, false],
    ['a document and none', { invoice: 'A-1' }, {}, false, false],
    ['one invoice', { invoice: 'A-1' }, { invoice: 'A-1' }, true, false],
    ['two invoices', { invoice: 'A-1' }, { invoice: 'A-2' }, false, true],
    ['two invoices of one order', { invoice: 'A-1', order: 'O' }, { invoice: 'A-2', order: 'O' }, false, true],
    ['an invoice with and without its order', { invoice: 'A-1', order: 'O' }, { invoice: 'A-1' }, true, false],
    ['an invoice and an order', { invoice: 'A-1' }, { order: 'A-1' }, false, false],
  ])('of %s', (_what, one, other, isSame, isOther) => {
    expect(ofSameDocument(identity(one), identity(other))).toBe(isSame);
    expect(ofOtherDocument(identity(one), identity(other))).toBe(isOther);
    expect(ofOtherDocument(identity(other), identity(one))).toBe(isOther);
  });

  it('begin with what the row says, whatever its documents and its occurrence', () => {
    expect(contentOf(identity({ invoice: 'A-1' }, 5, 3))).toBe(contentOf(identity({}, 5)));
    expect(contentOf(identity({}, 5))).not.toBe(contentOf(identity({}, 6)));
  });
});
