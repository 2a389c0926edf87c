import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalTable, IdTable } from '../../src/sandbox/tables.js';

// Changes to a few ids: put (true) or delete (false).
const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean()));

describe('tables', () => {
  it('keep the order of arrival through any changes', () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const table = new ArrivalTable<{ id: string; step: number }>(() => undefined);
        const expected = new Map<string, { id: string; step: number }>();
        for (const [step, [id, isPut]] of steps.entries()) {
          if (isPut) table.put({ id, step });
          else table.delete(id);
          if (isPut) expected.set(id, { id, step });
          else expected.delete(id);
          if (step % 3 === 0) table.rows();
        }
        expect(table.rows()).toEqual([...expected.values()]);
      }),
    );
  });

  it('keep the order of ids and of change through any changes', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom('', 'a', 'bb', 'c', 'e', 'f'), (steps, from) => {
        const table = new IdTable<{ id: string; step: number }>(() => undefined);
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
});
