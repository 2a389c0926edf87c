// Which rows of the source move where several have one key.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../src/datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../../src/dedup/key-index.js';
import { settleRivals } from '../../../src/pipeline/migrate/rivals.js';

/** A supplier: its id, and its number and name by which it is known. */
const row = (id: string, number: string, name: string) => ({
  id,
  keys: [
    ...(number === '' ? [] : [{ title: 'custom id', value: number }]),
    ...(name === '' ? [] : [{ title: 'name', value: name }]),
  ],
});

type Row = ReturnType<typeof row>;

interface Case {
  readonly source: readonly Row[];
  readonly target?: readonly Row[];
  readonly carried?: Readonly<Record<string, string>>;
  readonly found?: Readonly<Record<string, string>>;
  readonly stay?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a name and two numbers': { source: [row('a', 'N1', 'acme'), row('b', 'N2', 'acme')] },
  'a number and none': { source: [row('a', 'N1', 'acme'), row('b', '', 'acme')], stay: ['b'] },
  'the one with a number, whatever the order': {
    source: [row('a', '', 'acme'), row('b', 'N1', 'acme'), row('c', 'N2', 'acme')],
    stay: ['a'],
  },
  'the first of two without a number': { source: [row('a', '', 'acme'), row('b', '', 'acme')], stay: ['b'] },
  'the one that was carried over': {
    source: [row('a', 'N1', 'acme'), row('b', '', 'acme')],
    target: [row('T', '', 'other')],
    carried: { b: 'T' },
    stay: ['a'],
  },
  'the one whose number the target has': {
    source: [row('a', '', 'acme'), row('b', 'N1', 'acme')],
    target: [row('T', 'N1', 'acme')],
    found: { b: 'T' },
    stay: ['a'],
  },
  'none of two that may be one of the target': {
    source: [row('a', '', 'acme'), row('b', 'N1', 'acme')],
    target: [row('T', '', 'acme')],
    stay: ['a', 'b'],
  },
  'not what the target has as the copy of a row that is gone': {
    source: [row('b', '', 'acme')],
    target: [row('T', '', 'acme')],
    carried: { a: 't' },
    stay: ['b'],
  },
  'the only one that the target has, too': {
    source: [row('a', '', 'acme')],
    target: [row('T', 'N1', 'acme')],
    found: { a: 'T' },
  },
};

it.each(Object.entries(cases))('moves %s', (_, { source, target = [], carried = {}, found = {}, stay = [] }) => {
  const settled = settleRivals(source, target, new Map(Object.entries(carried)));
  expect(Object.fromEntries(settled.found)).toEqual(found);
  expect([...settled.heldBack.keys()].sort()).toEqual(stay);
});

it('says which rows are alike, and what to do', () => {
  const { heldBack } = settleRivals([row('a', 'N1', 'acme'), row('b', '', 'acme')], [], new Map());
  expect(heldBack.get('b')).toBe(
    'a of the source has its name, too, and the target would take both for one; give each a number of its own at the source, and migrate again',
  );
});

describe('whatever the rows are', () => {
  const number = fc.constantFrom('', 'N1', 'N2', 'N3');
  const name = fc.constantFrom('acme', 'bolt', 'cog');
  const rows = (prefix: string) =>
    fc
      .array(fc.tuple(number, name), { maxLength: 7 })
      .map((all) => all.map(([one, other], index) => row(`${prefix}${index}`, one, other)));
  const account = fc.record({ source: rows('s'), target: rows('t'), pairs: fc.nat({ max: 3 }) });

  const areOne = (one: readonly Key[], other: readonly Key[]) => {
    const index = new KeyIndex<true>(firstShelf);
    index.add(one, true);
    return index.find(other) !== undefined;
  };

  it('moves no two new rows that an import takes for one, and finds each row of the target once', () => {
    fc.assert(
      fc.property(account, ({ source, target, pairs }) => {
        const carried = new Map(
          source.slice(0, Math.min(pairs, target.length)).map(({ id }, index) => [id, target[index]?.id ?? '']),
        );
        const { found, heldBack } = settleRivals(source, target, carried);
        const ids = [...carried.values(), ...found.values()];
        expect(new Set(ids).size).toBe(ids.length);
        const moving = source.filter(({ id }) => !heldBack.has(id));
        for (const one of moving) {
          if (carried.has(one.id)) continue;
          const alike = moving.filter((other) => other !== one && areOne(other.keys, one.keys));
          expect(alike).toEqual([]);
          expect(found.has(one.id)).toBe(target.some(({ keys }) => areOne(keys, one.keys)));
        }
        for (const { id } of source.filter((one) => carried.has(one.id))) expect(heldBack.has(id)).toBe(false);
      }),
    );
  });

  it('leaves a row only where another one is like it, or both are like one of the target', () => {
    fc.assert(
      fc.property(account, ({ source, target }) => {
        const { heldBack } = settleRivals(source, target, new Map());
        for (const one of source.filter(({ id }) => heldBack.has(id))) {
          const things = [one, ...target.filter(({ keys }) => areOne(keys, one.keys))];
          const others = source.filter((other) => other !== one);
          expect(others.some((other) => things.some(({ keys }) => areOne(keys, other.keys)))).toBe(true);
        }
      }),
    );
  });
});
