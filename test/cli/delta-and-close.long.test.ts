// The built command: `delta`, `close` and the standing state, as text of 80 columns, as JSON, with their exit codes, and with wrong input.

import { describe, expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkplace, type Ran, type WorkDir } from './workdir.js';

const json = ({ stdout }: Ran): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>;

/** Lines that are wider than a terminal, those aside that a path makes so. */
const tooWide = ({ stdout, stderr }: Ran): readonly string[] =>
  `${stdout}\n${stderr}`.split('\n').filter((line) => line.length > 80 && !line.includes('/'));

async function exportedTwice(): Promise<WorkDir> {
  const { dir } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(3)));
  expect((await dir.run(['import', 'in.csv', '--yes'])).code).toBe(0);
  expect((await dir.run(['export', 'purchases', '--out', 'may.csv'])).code).toBe(0);
  await dir.write(
    'more.csv',
    csvOf([purchase({ product_name: 'A very long name of a product that nobody buys twice' })]),
  );
  expect((await dir.run(['import', 'more.csv', '--yes'])).code).toBe(0);
  expect((await dir.run(['export', 'purchases', '--out', 'june.csv'])).code).toBe(0);
  return dir;
}

describe('delta', () => {
  it('says in 80 columns, and as JSON, what changed', async () => {
    const dir = await exportedTwice();
    const text = await dir.run(['delta', 'may.csv', 'june.csv']);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain('1 new, 3 unchanged');
    expect(tooWide(text)).toEqual([]);
    const told = await dir.run(['delta', 'may.csv', 'june.csv', '--json']);
    expect(json(told)).toMatchObject({ command: 'delta', counts: { new: 1, unchanged: 3, gone: 0 }, exitCode: 0 });
    const runs = await dir.run(['delta', 'last', '--json']);
    expect(json(runs)).toMatchObject({ counts: { new: 1, unchanged: 3 } });
  });

  it('finds nothing in the same file twice', async () => {
    const dir = await exportedTwice();
    const ran = await dir.run(['delta', 'may.csv', 'may.csv', '--json']);
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject({
      counts: { new: 0, gone: 0, edited: 0, recalculated: 0, moved: 0, unchanged: 3 },
    });
  });

  it.each([
    ['a missing file', ['may.csv', 'nowhere.csv'], 'NO_SUCH_RUN'],
    ['two datasets', ['may.csv', 'units.csv'], 'DIFFERENT_DATASETS'],
    ['a file that is no export', ['may.csv', 'in.csv'], 'NO_ROW_KEY'],
    ['a share that is none', ['may.csv', 'june.csv', '--flag', 'much'], 'USAGE'],
    ['another format', ['may.csv', 'june.csv', '--out', 'delta.pdf'], 'EXPORT_FORMAT'],
  ])('refuses %s', async (_, args, code) => {
    const dir = await exportedTwice();
    expect((await dir.run(['export', 'units', '--out', 'units.csv'])).code).toBe(0);
    const ran = await dir.run(['delta', ...args, '--json']);
    expect(ran.code).toBe(2);
    expect(json(ran)).toMatchObject({ error: { code }, exitCode: 2 });
  });
});

describe('close', () => {
  it('closes, stops an import and an undo, lists, and opens again', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(2)));
    const imported = json(await dir.run(['import', 'in.csv', '--yes', '--json']));
    const closed = await dir.run(['close', '2024-03', 'dcycle']);
    expect(closed.code).toBe(0);
    expect(tooWide(closed)).toEqual([]);
    await dir.write('late.csv', csvOf([purchase({ product_name: 'Late' })]));
    expect((await dir.run(['import', 'late.csv', '--yes'])).code).toBe(3);
    const undone = await dir.run(['undo', String(imported.run), '--yes', '--json']);
    expect(undone.code).toBe(3);
    expect(json(undone)).toMatchObject({ error: { code: 'PERIOD_CLOSED' } });
    expect(sandbox.purchases()).toHaveLength(2);
    const restated = await dir.run(['undo', String(imported.run), '--yes', '--json', '--restate', 'twice']);
    expect(json(restated)).toMatchObject({ exitCode: 0, restated: { reason: 'twice', rows: 2 } });
    expect((await dir.run(['runs', String(imported.run)])).stdout).toContain('undone in closed periods: twice');
    const list = await dir.run(['close', '--list', '--json']);
    expect(json(list)).toMatchObject({ command: 'close', periods: [{ period: '2024-03' }], exitCode: 0 });
    expect((await dir.run(['close', '2024-03', 'dcycle', '--reopen', 'audit'])).code).toBe(0);
    const shown = await dir.run(['close', '--list']);
    expect(shown.stdout).toContain('because: audit');
    expect(tooWide(shown)).toEqual([]);
  });

  it.each([
    ['no period', ['close'], 'USAGE'],
    ['a day that is none', ['close', '2024-13', 'dcycle'], 'USAGE'],
    ['a period that is open', ['close', '2024-03', 'dcycle', '--reopen', 'why'], 'NOT_CLOSED'],
    ['a period beside --list', ['close', '2024-03', '--list'], 'USAGE'],
  ])('refuses %s', async (_, args, code) => {
    const { dir } = await openWorkplace();
    const ran = await dir.run([...args, '--json']);
    expect(ran.code).toBe(2);
    expect(json(ran)).toMatchObject({ error: { code } });
  });
});

describe('the standing state', () => {
  it('is shown, and sent, by the next command that is printed', async () => {
    let refused = 0;
    const { dir, sandbox } = await openWorkplace({
      fault: ({ method, path }) =>
        method === 'POST' && path.includes('purchase') && refused++ === 1
          ? { kind: 'status-before', status: 422, body: { detail: 'not today' } }
          : undefined,
    });
    await dir.write('may.csv', csvOf(purchases(3)));
    expect((await dir.run(['import', 'may.csv', '--yes', '--concurrency', '1'])).code).toBe(4);
    const shown = await dir.run(['runs', '--standing']);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/may\.csv, row \d: failed on \d{4}-\d\d-\d\d\n.*not today/);
    expect(tooWide(shown)).toEqual([]);
    const [, next = ''] = /^Next: carbonsheet (.*)$/m.exec(shown.stderr) ?? [];
    expect((await dir.run([...next.split(' '), '--yes'])).code).toBe(0);
    expect(sandbox.purchases()).toHaveLength(3);
    const after = await dir.run(['runs', '--standing', '--json']);
    expect(json(after)).toMatchObject({ standing: [{ counts: { open: 0, done: 3 } }], exitCode: 0 });
    const none = await dir.run(['retry', '--standing']);
    expect(none.code).toBe(0);
    expect(none.stdout).toContain('nothing to retry');
  });

  it.each([
    ['a run beside it', ['retry', '2024', '--standing']],
    ['--from beside it', ['retry', '--standing', '--from', 'x.csv']],
    ['--dataset without it', ['runs', '--dataset', 'purchases']],
    ['a run beside it, shown', ['runs', '2024', '--standing']],
  ])('refuses %s', async (_, args) => {
    const { dir } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(1)));
    await dir.run(['import', 'in.csv', '--yes']);
    expect((await dir.run([...args, '--json'])).code).toBe(2);
  });
});
