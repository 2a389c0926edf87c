import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArrivalTable, IdTable } from '../../../src/sandbox/store/tables.js';

const plain = z.object({ id: z.string() });
const stepped = plain.extend({ step: z.number() });

// Changes to a few ids: put (true) or delete (false).
const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean()));

const isEven = ({ step }: { step: number }): boolean => step % 2 === 0;

describe('tables', () => {
  it('keep the order of arrival through any changes', () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const table = new ArrivalTable(stepped, () => undefined);
        const expected = new Map<string, { id: string; step: number }>();
        for (const [step, [id, isPut]] of steps.entries()) {
          if (isPut) table.put({ id, step });
          else table.delete(id);
          if (isPut) expected.set(id, { id, step });
          else expected.delete(id);
          // A list that is asked for between changes must follow those that come after it.
          const listed = step % 3 === 0 ? table.matching(0, 'even', isEven).length : 0;
          expect(listed).toBeLessThanOrEqual(expected.size);
        }
        const rows = [...expected.values()];
        expect(table.rows()).toEqual(rows);
        expect(table.listed(0).slice(1, 3)).toEqual(rows.slice(1, 3));
        expect(table.listed(0).length).toBe(rows.length);
        expect(table.matching(0, 'even', isEven).slice(0, 9)).toEqual(rows.filter(isEven));
      }),
    );
  });

  it('keep the order of ids and of change through any changes', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom('', 'a', 'bb', 'c', 'e', 'f'), (steps, from) => {
        const table = new IdTable(stepped, () => undefined);
        let expected: { id: string; step: number }[] = [];
        for (const [step, [id, isPut]] of steps.entries()) {
          expected = expected.filter((one) => one.id !== id);
          if (isPut) expected.push({ id, step });
          if (isPut) table.put({ id, step });
          else table.delete(id);
        }
        expect([...table.byChange()]).toEqual(expected);
        const sorted = expected.toSorted((one, other) => (one.id < other.id ? -1 : 1));
        expect([...table.after(undefined)]).toEqual(sorted);
        expect([...table.after(from)]).toEqual(sorted.filter(({ id }) => id > from));
      }),
    );
  });

  it('remember a few searches, and forget those before', () => {
    const table = new ArrivalTable(plain, () => undefined);
    const asked: string[] = [];
    const search = (name: string): number =>
      table.matching(0, name, ({ id }) => {
        asked.push(`${name} ${id}`);
        return true;
      }).length;
    table.put({ id: 'a' });
    for (let n = 0; n <= 8; n += 1) expect(search(`s${n}`)).toBe(1);
    table.put({ id: 'b' });
    asked.length = 0;
    expect([search('s8'), search('s0')]).toEqual([2, 2]);
    expect(asked).toEqual(['s8 b', 's0 a', 's0 b']);
  });

  it.each([
    ['arrival', () => new ArrivalTable(plain, () => undefined)],
    ['id', () => new IdTable(plain, () => undefined)],
  ] as const)('in the order of %s hold a late record at once and list it when its time comes', (_, make) => {
    const table = make();
    const listed = (now: number): string[] =>
      (table instanceof IdTable ? [...table.after(undefined, now)] : table.listed(now).slice(0, 9)).map(({ id }) => id);
    const held = (): number => (table instanceof IdTable ? [...table.after(undefined)] : table.rows()).length;
    table.put({ id: 'a' });
    table.put({ id: 'b' }, 100);
    table.put({ id: 'c' });
    table.put({ id: 'd' }, 50);
    table.delete('d');
    expect(listed(99)).toEqual(['a', 'c']);
    expect(table.get('b')).toEqual({ id: 'b' });
    expect(held()).toBe(3);
    // A change of it does not bring it forward.
    table.put({ id: 'b' });
    expect(listed(99)).toEqual(['a', 'c']);
    expect(listed(100).sort()).toEqual(['a', 'b', 'c']);
    expect(held()).toBe(3);
  });

  it('take many records at once', () => {
    const table = new IdTable(plain, () => undefined);
    table.put({ id: 'm' });
    table.fill([{ id: 'z' }, { id: 'a' }]);
    expect([...table.after(undefined)].map(({ id }) => id)).toEqual(['a', 'm', 'z']);
    expect([...table.byChange()].map(({ id }) => id)).toEqual(['m', 'z', 'a']);
  });
});
