import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { Budget } from '../../../src/pace/budget.js';
import type { BudgetStore } from '../../../src/pace/budget-store.js';
import { budgetFile } from '../../../src/providers/http/budget-file.js';
import { type FakeClock, fakeClock } from '../fake-clock.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-pace-'));
  folders.push(folder);
  return folder;
}

interface Process {
  readonly store: BudgetStore;
  readonly lines: string[];
}

function processAt(folder: string, clock: FakeClock): Process {
  const lines: string[] = [];
  return { store: budgetFile({ folder, clock, log: (line) => lines.push(line) }), lines };
}

function nextStart({ store }: Process, clock: FakeClock, account = 'ours'): number {
  const now = clock.now();
  return store.change(account, (state) => {
    const { slots, heldUntil } = new Budget(state, undefined, now).turns('write', now, [now]);
    return (slots[0] ?? heldUntil) - now;
  });
}

function hold({ store }: Process, clock: FakeClock, retryAfterMs: number, account = 'ours'): void {
  const now = clock.now();
  store.change(account, (state) => {
    new Budget(state, undefined, now).learn('write', { what: 'refused', now, startedAt: now, retryAfterMs });
  });
}

describe('processes that use one folder', () => {
  it('share turns, waits and what they learn, account by account', () => {
    const [folder, clock] = [newFolder(), fakeClock()];
    const [one, two] = [processAt(folder, clock), processAt(folder, clock)];
    expect([nextStart(one, clock), nextStart(two, clock), nextStart(one, clock)]).toEqual([0, 50, 100]);
    hold(one, clock, 7_000);
    expect(nextStart(two, clock)).toBe(7_000);
    expect(nextStart(two, clock, 'theirs')).toBe(0);
    expect(nextStart(processAt(folder, clock), clock)).toBe(7_000);
    expect([...one.lines, ...two.lines]).toEqual([]);
  });

  it('keep it from everybody else', () => {
    const folder = join(newFolder(), 'state');
    nextStart(processAt(folder, fakeClock()), fakeClock());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('go on when one is killed in the midst of a step', async () => {
    const [folder, clock] = [newFolder(), fakeClock()];
    const survivor = processAt(folder, clock);
    nextStart(survivor, clock);
    const begins = `const D = require('libsql'); const d = new D(process.argv[1]); d.exec('BEGIN IMMEDIATE');
      d.exec("UPDATE budgets_1 SET state = 'half'"); console.log('begun'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['-e', begins, join(folder, 'pace.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(nextStart(survivor, clock)).toBe(50);
    expect(survivor.lines).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  const cases: readonly (readonly [string, (folder: string) => void])[] = [
    ['is damaged', (folder) => writeFileSync(join(folder, 'pace.db'), 'no database at all '.repeat(100))],
    ['is a folder', (folder) => mkdirSync(join(folder, 'pace.db'))],
    [
      'stands behind a link',
      (folder) => {
        const target = newFolder();
        rmSync(folder, { recursive: true });
        symlinkSync(target, folder);
      },
    ],
    [
      'is in a place that is no folder',
      (folder) => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, '');
      },
    ],
    [
      'is held by somebody who does not let go',
      (folder) => {
        const database = new Database(join(folder, 'pace.db'));
        database.exec('BEGIN EXCLUSIVE');
      },
    ],
  ];
  it.each(cases)('that %s costs one line, and the process its company', (_, spoil) => {
    const [folder, clock] = [newFolder(), fakeClock()];
    spoil(folder);
    const one = processAt(folder, clock);
    expect([nextStart(one, clock), nextStart(one, clock)]).toEqual([0, 50]);
    hold(one, clock, 3_000);
    expect(nextStart(one, clock)).toBe(3_000);
    clock.pass(60_000);
    expect(nextStart(one, clock)).toBe(0);
    expect(one.lines).toEqual([expect.stringContaining('not shared')]);
    expect(one.lines[0]).toContain(folder);
  });

  it('that is full does the same', () => {
    const [folder, clock] = [newFolder(), fakeClock()];
    nextStart(processAt(folder, clock), clock);
    const database = new Database(join(folder, 'pace.db'));
    database.exec("CREATE TRIGGER full BEFORE INSERT ON budgets_1 BEGIN SELECT RAISE(FAIL, 'disk is full'); END");
    database.close();
    const one = processAt(folder, clock);
    expect([nextStart(one, clock), nextStart(one, clock)]).toEqual([50, 100]);
    expect(one.lines).toEqual([expect.stringContaining('disk is full')]);
  });

  it('that is lost on the way does not stop the run, and is shared again later', () => {
    const [folder, clock] = [newFolder(), fakeClock()];
    const one = processAt(folder, clock);
    nextStart(one, clock);
    const breaker = new Database(join(folder, 'pace.db'));
    breaker.exec('DROP TABLE budgets_1');
    expect(nextStart(one, clock)).toBe(0);
    expect(one.lines).toHaveLength(1);
    clock.pass(10_001);
    nextStart(one, clock);
    expect(nextStart(processAt(folder, clock), clock)).toBe(50);
    expect(existsSync(join(folder, 'pace.db'))).toBe(true);
    breaker.close();
  });

  it.each([
    ['what another version wrote', '{"version":99}'],
    ['what nobody wrote', 'half'],
  ])('%s is as good as nothing', (_, text) => {
    const [folder, clock] = [newFolder(), fakeClock()];
    const one = processAt(folder, clock);
    hold(one, clock, 5_000);
    const database = new Database(join(folder, 'pace.db'));
    database.prepare('UPDATE budgets_1 SET state = ?').run(text);
    database.close();
    expect(nextStart(one, clock)).toBe(0);
    expect(one.lines).toEqual([]);
  });
});
