import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/values/nearest.js';

const titles = ['Quantity', 'Product name', 'Country', 'Unit', 'Purchase date'];

describe('nearest', () => {
  it.each([
    ['quantity', 'Quantity'],
    ['Quantty', 'Quantity'],
    ['Quatnity', 'Quantity'], // swapped letters are one edit
    ['Qantty', undefined], // two edits in six letters are too many…
    ['Prodct nme', 'Product name'], // …but not in ten
    ['Puchase-dat', 'Purchase date'],
    ['unti', 'Unit'],
    ['contry', 'Country'],
    ['county', 'Country'],
    ['Supplier', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%j -> %j', (word, expected) => {
    expect(nearest(word, titles)).toBe(expected);
  });

  it('allows one edit in a short word and one in four letters of a longer one', () => {
    expect(nearest('abcd', ['abxd'])).toBe('abxd');
    expect(nearest('abcd', ['axxd'])).toBeUndefined();
    expect(nearest('abcdefg', ['axcdxfg'])).toBeUndefined();
    expect(nearest('abcdefgh', ['axcdxfgh'])).toBe('axcdxfgh');
    expect(nearest('abcdefgh', ['axcxxfgh'])).toBeUndefined();
  });

  it('prefers the nearer candidate, and the first of equally near ones', () => {
    expect(nearest('abcdefgh', ['axcdxfgh', 'axcdefgh'])).toBe('axcdefgh');
    expect(nearest('abcd', ['abcx', 'xbcd'])).toBe('abcx');
  });

  it('never takes one letter for another', () => {
    expect(nearest('a', ['b'])).toBeUndefined();
    expect(nearest('a', ['A'])).toBe('A');
  });

  it('finds a word again after any one edit', () => {
    const words = fc.stringMatching(/^[a-z]{5,12}$/);
    fc.assert(
      fc.property(words, fc.nat(), fc.constantFrom('drop', 'swap', 'double'), (word, at, edit) => {
        const index = at % (word.length - 1);
        const [before, one, two, after] = [word.slice(0, index), word[index], word[index + 1], word.slice(index + 2)];
        const typed =
          edit === 'drop'
            ? before + two + after
            : edit === 'swap'
              ? before + two + one + after
              : before + one + one + two + after;
        expect(nearest(typed, ['zzzzzzzzzzzzzzzzzzzzzzzz', word])).toBe(word);
      }),
    );
  });
});
