// The cursors of feeds, and the marks of what was exported: what a run notes counts when its cursor is moved, all of it or nothing.

import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { noCounts, runHeader, temporaryLedger } from './rows.js';

const target = { accountKey: 'carboncloud group-1', dataset: 'footprints' };
/** More than is moved at once. */
const ids = Array.from({ length: 4_500 }, (_, at) => `id-${String(at).padStart(5, '0')}`);
const mark = { stamp: '2025-01-01T00:00:00Z', digest: 'd' };

async function openCursors() {
  const { ledger, path } = await temporaryLedger();
  const begin = (run: string) => ledger.beginRun({ ...runHeader(run), ...target, command: 'export' });
  const { cursors } = ledger;
  const known = async () => {
    const all: string[] = [];
    for await (const some of cursors.ids(target)) all.push(...some);
    return all;
  };
  return { ledger, path, cursors, begin, known };
}

describe('marks', () => {
  it('count when the cursor is moved, and not before', async () => {
    const { cursors, begin, known } = await openCursors();
    await begin('one');
    await cursors.noteMarks(
      'one',
      ids.map((id) => ({ id, mark })),
    );
    expect(await cursors.cursor(target)).toBeUndefined();
    expect(await known()).toEqual([]);
    await cursors.moveCursor(target, 'one', 'T1');
    expect(await cursors.cursor(target)).toBe('T1');
    expect(await known()).toEqual(ids);

    await begin('stopped');
    await cursors.noteMarks(
      'stopped',
      ids.map((id) => ({ id })),
    );
    await begin('two');
    const [first = '', second = '', ...others] = ids;
    await cursors.noteMarks('two', [{ id: first }, { id: second, mark: { stamp: 'new', digest: 'e' } }]);
    await cursors.moveCursor(target, 'two', 'T2');
    expect(await cursors.cursor(target)).toBe('T2');
    expect(await known()).toEqual([second, ...others]);
    expect(await cursors.marks(target, [first, second])).toEqual(new Map([[second, { stamp: 'new', digest: 'e' }]]));
  });

  it('of two exports, the second of which is moved before the first was read, all count', async () => {
    const { cursors, begin, known } = await openCursors();
    for (const [at, run] of ['one', 'two'].entries()) {
      await begin(run);
      await cursors.noteMarks(
        run,
        ids.filter((_, place) => place % 2 === at).map((id) => ({ id, mark })),
      );
      await cursors.moveCursor(target, run, `T${at}`);
    }
    expect(await cursors.cursor(target)).toBe('T1');
    expect(await known()).toEqual(ids);
  });

  it('are moved in portions: others can write meanwhile, and a process that is killed loses none', async () => {
    const { ledger, path, cursors, begin, known } = await openCursors();
    await begin('one');
    await cursors.noteMarks(
      'one',
      ids.map((id) => ({ id, mark })),
    );
    await cursors.moveCursor(target, 'one', 'T1');
    await ledger.finishRun('one', { finishedAt: '2025-03-01T10:00:00.000Z', exitCode: 0, counts: noCounts });

    const other = await openLedger(path);
    let some: readonly string[] = [];
    const killed = await openLedger(path, {
      sleep: async () => {
        await other.beginRun(runHeader('import'));
        some = await known();
        throw new Error('killed');
      },
    });
    await expect(killed.cursors.cursor(target)).rejects.toThrow('killed');
    await killed.close();
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(ids.length);
    // What has not been moved is no leftover.
    await other.prune('one', '2030-01-01T00:00:00.000Z');
    expect(await other.cursors.cursor(target)).toBe('T1');
    expect(await known()).toEqual(ids);
    await other.close();
  });
});
