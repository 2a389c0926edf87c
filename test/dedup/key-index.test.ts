import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../src/datasets/dataset.js';
import { KeyIndex, type Shelf } from '../../src/dedup/key-index.js';

function shelf(): Shelf<number> {
  const things = new Map<string, number>();
  return {
    get: (value) => things.get(value),
    add: (value, thing) => {
      if (!things.has(value)) things.set(value, thing);
    },
  };
}

/** The keys of "X1 G7 N": a word for each, strongest first; `-` for none. */
function keys(text: string): readonly Key[] {
  return text
    .split(' ')
    .map((value, index) => ({ title: String(index), value }))
    .filter(({ value }) => value !== '-');
}

/** The rule as its definition says it: the strongest common key decides. */
function same(one: readonly Key[], other: readonly Key[]): boolean {
  const common = one.find(({ title }) => other.some((key) => key.title === title));
  return other.some(({ title, value }) => title === common?.title && value === common.value);
}

describe('what is the same', () => {
  it.each([
    ['X1 G N', 'X1 H M', true],
    ['X1 G N', 'X2 G N', false],
    ['X1 G N', '- G M', true],
    ['- G N', 'X1 G M', true],
    ['X1 G N', '- - N', true],
    ['X1 G N', '- H N', false],
    ['X1 - N', '- G N', true],
    ['X1 - N', 'X2 - N', false],
    ['- - N', '- - M', false],
    ['A - N', '- A M', false],
  ])('%s and %s: %s', (one, other, expected) => {
    const index = new KeyIndex(shelf);
    index.add(keys(one), 1);
    expect(index.find(keys(other)) !== undefined).toBe(expected);
  });

  it('is what the definition says, among any number of things', () => {
    const part = (values: string) => fc.constantFrom('-', ...values);
    const thing = fc.tuple(part('XY'), part('GH'), part('NM')).map((parts) => keys(parts.join(' ')));
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 8 }), thing, (things, wanted) => {
        const index = new KeyIndex(shelf);
        for (const [position, one] of things.entries()) index.add(one, position);
        const found = index.find(wanted);
        const expected = things.filter((one) => same(wanted, one));
        expect(found !== undefined).toBe(expected.length > 0);
        expect([undefined, ...expected]).toContain(found && things[found.thing]);
      }),
    );
  });

  it.each([
    ['the key that decided', ['X1 G N'], '- G N', { thing: 0, key: { title: '1', value: 'G' } }],
    ['the strongest key first', ['- - N', 'X1 - M'], 'X1 - N', { thing: 1 }],
    ['the first of equals', ['- G N', '- G M'], '- G M', { thing: 0 }],
    ['who has no further keys before others', ['X1 G N', '- G M'], '- G L', { thing: 1 }],
  ])('finds %s', (_, things, wanted, expected) => {
    const index = new KeyIndex(shelf);
    for (const [position, one] of things.entries()) index.add(keys(one), position);
    expect(index.find(keys(wanted))).toMatchObject(expected);
  });
});
