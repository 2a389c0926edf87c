// A ledger that cannot be used is told at the door, with its path and what to do; an older one is brought up to date.

import { chmod, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explained } from '../../src/ledger/ledger-stop.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { migrate, steps } from '../../src/ledger/schema.js';
import { Stop } from '../../src/problems/stop.js';
import { intent, listed, range, result, runHeader, temporaryFolder, temporaryLedger } from './rows.js';

/** The Stop that opening ends with. */
async function stopOf(work: Promise<unknown>): Promise<Stop> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Stop);
  return outcome as Stop;
}

/** A database file beside the ledger's own door. */
function database(path: string): Database.Database {
  const opened = new Database(path);
  onTestFinished(() => void opened.close());
  return opened;
}

/** A ledger with a run and two rows, closed. */
async function closedLedger(): Promise<string> {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.intend('a', [intent(0), intent(1)]);
  await ledger.settle('a', [result(0)]);
  await ledger.close();
  return path;
}

async function writeByte(path: string, offset: number, byte: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(new Uint8Array([byte]), 0, 1, offset);
  await file.close();
}

/** Runs as somebody whom file permissions bind, also where the tests run as the superuser. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a new ledger', () => {
  it('is made with its folders', async () => {
    const path = join(await temporaryFolder(), 'deep', 'er', 'ledger.db');
    const ledger = await openLedger(path);
    expect(await ledger.runs(1)).toEqual([]);
    await ledger.close();
    expect((await readFile(path)).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('may be an empty file', async () => {
    const path = join(await temporaryFolder(), 'ledger.db');
    await writeFile(path, '');
    const ledger = await openLedger(path);
    await ledger.beginRun(runHeader('a'));
    expect(await ledger.runs(9)).toHaveLength(1);
    await ledger.close();
  });

  it('named like an option of the library is a file all the same', async () => {
    const path = join(await temporaryFolder(), ':memory:');
    await (await openLedger(path)).close();
    expect((await readFile(path)).length).toBeGreaterThan(0);
  });

  it('can be opened by several at once', async () => {
    const path = join(await temporaryFolder(), 'ledger.db');
    const ledgers = await Promise.all(range(4).map(() => openLedger(path)));
    await Promise.all(ledgers.map((ledger, index) => ledger.beginRun(runHeader(`run-${index}`))));
    expect(await ledgers[0]?.runs(9)).toHaveLength(4);
    for (const ledger of ledgers) await ledger.close();
  });
});

describe('migration', () => {
  const steps = ['CREATE TABLE notes (text TEXT)', "ALTER TABLE notes ADD COLUMN tag TEXT DEFAULT 'old'"];

  it('does the steps that are missing and keeps what is there', async () => {
    const path = join(await temporaryFolder(), 'ledger.db');
    const file = database(path);
    migrate(file, path, steps.slice(0, 1));
    file.exec("INSERT INTO notes VALUES ('kept')");
    migrate(file, path, steps);
    migrate(file, path, steps);
    expect(file.prepare('SELECT text, tag FROM notes').all()).toEqual([{ text: 'kept', tag: 'old' }]);
    expect(file.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 });
  });

  it('that fails leaves the ledger as it was', async () => {
    const path = join(await temporaryFolder(), 'ledger.db');
    const file = database(path);
    migrate(file, path, steps.slice(0, 1));
    expect(() => migrate(file, path, [...steps, 'CREATE TABLE notes (again TEXT)'])).toThrow('already exists');
    expect(file.prepare('SELECT * FROM notes').columns()).toHaveLength(1);
    expect(file.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
  });
});

describe('a ledger that cannot be used', () => {
  it.each([
    ['text', 'id,name\n'.repeat(100)],
    ['a few bytes', 'no\n'],
    ['a workbook', 'PK\u0003\u0004'.padEnd(5_000, '\u0000')],
  ])('because it is %s', async (_, content) => {
    const path = join(await temporaryFolder(), 'ledger.db');
    await writeFile(path, content);
    const stop = await stopOf(openLedger(path));
    expect(stop).toMatchObject({ kind: 'output', code: 'LEDGER_DAMAGED' });
    expect(stop.message).toContain(path);
    expect(stop.hint).toContain('--ledger FILE');
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it('because its first page is overwritten', async () => {
    const path = await closedLedger();
    for (const offset of range(60)) await writeByte(path, 100 + offset, 0xff);
    expect(await stopOf(openLedger(path))).toMatchObject({ code: 'LEDGER_DAMAGED' });
  });

  it('because a table is missing', async () => {
    const path = await closedLedger();
    database(path).exec('DROP TABLE rows');
    expect(await stopOf(openLedger(path))).toMatchObject({ kind: 'output', code: 'LEDGER_DAMAGED' });
  });

  it.each([
    ["UPDATE rows SET status = 'posted' WHERE ordinal = 0"],
    ["UPDATE rows SET code = 'NO_SUCH_CODE', args = '{}' WHERE ordinal = 0"],
    ["UPDATE rows SET code = 'REFUSED', args = '{cut' WHERE ordinal = 0"],
    ['UPDATE rows SET attempts = -1 WHERE ordinal = 0'],
  ])('because of a row that cannot be understood: %s', async (change) => {
    const path = await closedLedger();
    database(path).exec(change);
    const ledger = await openLedger(path);
    expect(await stopOf(listed(ledger.results('a')))).toMatchObject({ code: 'LEDGER_DAMAGED' });
    await ledger.close();
  });

  it.each([
    ["UPDATE runs SET started_at = 'yesterday'"],
    ["UPDATE runs SET counts = '{}'"],
    ["UPDATE runs SET counts = 'none'"],
  ])('because of a run that cannot be understood: %s', async (change) => {
    const path = await closedLedger();
    database(path).exec(change);
    const ledger = await openLedger(path);
    expect(await stopOf(ledger.runs(1))).toMatchObject({ code: 'LEDGER_DAMAGED' });
    await ledger.close();
  });

  it('because the end of the file is cut off', async () => {
    const { ledger, path } = await temporaryLedger();
    await ledger.beginRun(runHeader('a'));
    await ledger.settle(
      'a',
      range(5_000).map((ordinal) => result(ordinal)),
    );
    await ledger.close();
    const content = await readFile(path);
    await writeFile(path, content.subarray(0, 4_096 * Math.floor(content.length / 2 / 4_096)));
    const reading = openLedger(path).then(async (again) => {
      onTestFinished(() => again.close().catch(() => undefined));
      return listed(again.results('a'));
    });
    expect(await stopOf(reading)).toMatchObject({ kind: 'output', code: 'LEDGER_DAMAGED' });
  });

  it('because another process holds it', async () => {
    const path = await closedLedger();
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    const stop = await stopOf(openLedger(path, { busyMs: 1 }));
    expect(stop).toMatchObject({ kind: 'output', code: 'LEDGER_LOCKED' });
    expect(stop.message).toContain(path);
    other.exec('ROLLBACK');
    await (await openLedger(path, { busyMs: 1 })).close();
  });

  it('because another process holds it in the middle of a run; it goes on when that has ended', async () => {
    const path = await closedLedger();
    const ledger = await openLedger(path, { busyMs: 1 });
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    await ledger.settle('a', [result(1)]);
    expect(await stopOf(ledger.intend('a', [intent(2)]))).toMatchObject({ code: 'LEDGER_LOCKED' });
    other.exec('ROLLBACK');
    expect(await listed(ledger.results('a'))).toEqual([result(0), result(1)]);
    await ledger.close();
  });

  it('because its format says that it may not be written', async () => {
    const path = await closedLedger();
    // Byte 18 is the version needed for writing; SQLite only reads a file whose version it does not know.
    await writeByte(path, 18, 3);
    expect(await stopOf(openLedger(path))).toMatchObject({ kind: 'output', code: 'LEDGER_READ_ONLY' });
  });

  it('because it or its folder is write-protected', async () => {
    const path = await closedLedger();
    await chmod(path, 0o444);
    await chmod(join(path, '..'), 0o555);
    await asOrdinaryUser(async () => {
      const stop = await stopOf(openLedger(path));
      expect(stop).toMatchObject({ kind: 'output' });
      expect(['LEDGER_READ_ONLY', 'LEDGER_UNWRITABLE']).toContain(stop.code);
      expect(await stopOf(openLedger(join(path, '..', 'deep', 'ledger.db')))).toMatchObject({ code: 'LEDGER_FOLDER' });
      expect(await stopOf(openLedger(join(path, '..', 'new.db')))).toMatchObject({ code: 'LEDGER_UNWRITABLE' });
    });
    await chmod(join(path, '..'), 0o755);
  });

  it('because its path leads through a file', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect(await stopOf(openLedger(join(file, 'ledger.db')))).toMatchObject({ kind: 'output', code: 'LEDGER_FOLDER' });
    expect(await stopOf(openLedger(join(file, 'deep', 'l.db')))).toMatchObject({
      kind: 'output',
      code: 'LEDGER_FOLDER',
    });
  });

  it('because it is a folder', async () => {
    const path = join(await temporaryFolder(), 'ledger.db');
    await mkdir(path);
    expect(await stopOf(openLedger(path))).toMatchObject({ kind: 'usage', code: 'LEDGER_IS_FOLDER' });
  });

  it('because a newer version wrote it, and leaves it alone', async () => {
    const path = await closedLedger();
    const before = database(path);
    before.exec('PRAGMA user_version = 99');
    const stop = await stopOf(openLedger(path));
    expect(stop).toMatchObject({ kind: 'usage', code: 'LEDGER_NEWER' });
    expect(stop.message).toContain('99');
    expect(before.prepare('SELECT count(*) AS rows FROM rows').get()).toMatchObject({ rows: 2 });
  });

  it('because it is the database of another program, and leaves it alone', async () => {
    const path = join(await temporaryFolder(), 'other.db');
    const other = database(path);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    expect(await stopOf(openLedger(path))).toMatchObject({ kind: 'usage', code: 'LEDGER_FOREIGN' });
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'bookmarks' }]);
    expect(other.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'delete' });
  });
});

describe('errors of the database', () => {
  it.each([
    ['SQLITE_FULL', 'LEDGER_DISK_FULL'],
    ['SQLITE_IOERR_WRITE', 'LEDGER_UNWRITABLE'],
    ['SQLITE_BUSY_SNAPSHOT', 'LEDGER_LOCKED'],
    ['SQLITE_CORRUPT_VTAB', 'LEDGER_DAMAGED'],
    ['SQLITE_READONLY_DIRECTORY', 'LEDGER_READ_ONLY'],
    ['SQLITE_CANTOPEN', 'LEDGER_UNWRITABLE'],
  ])('%s is %s', (code, stop) => {
    const cause = new Database.SqliteError('why', code);
    const error = explained(cause, '/tmp/l.db');
    expect(error).toMatchObject({ name: 'Stop', kind: 'output', code: stop, cause });
    expect(String(error)).toMatch(/the ledger \/tmp\/l\.db .*\(why\)/);
  });

  it.each([[new Database.SqliteError('a bug', 'SQLITE_CONSTRAINT_UNIQUE')], [new TypeError('a bug')]])(
    'that are bugs stay what they are',
    (error) => {
      expect(explained(error, '/tmp/l.db')).toBe(error);
    },
  );
});

describe('results that the disk does not take', () => {
  it('are told in their places as long as the ledger is open', async () => {
    const path = await closedLedger();
    const ledger = await openLedger(path, { busyMs: 1 });
    await ledger.intend(
      'a',
      range(1_200).map((ordinal) => intent(2 * ordinal)),
    );
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    const late = [result(0, { status: 'failed' }), result(999), result(2_398), result(5_000, { status: 'unsent' })];
    await ledger.settle('a', [result(999, { status: 'in-doubt' }), ...late]);
    const rows = await listed(ledger.results('a'));
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(
      [...new Set(rows.map(({ ordinal }) => ordinal))].sort((a, b) => a - b),
    );
    expect(rows.filter(({ status }) => status !== 'in-doubt')).toEqual(late);
    expect(await listed(ledger.inDoubt('a'))).toHaveLength(1_199);
    expect((await listed(ledger.unfinished('a'))).at(-1)).toEqual(late.at(-1));
    other.exec('ROLLBACK');
    expect(await listed(ledger.results('a'))).toEqual(rows);
    await ledger.close();
  });
});

it.skipIf(process.platform === 'win32')('is for its user alone, with all that lies beside it', async () => {
  const folder = join(await temporaryFolder(), '.carbonsheet');
  const ledger = await openLedger(join(folder, 'ledger.db'));
  await ledger.beginRun(runHeader('a'));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const files = await readdir(folder);
  expect(files).toContain('ledger.db-wal');
  for (const file of files) expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
  await ledger.close();
});

it('takes an account whose id an older version knew in capitals for the same one', async () => {
  const path = join(await temporaryFolder(), 'ledger.db');
  const older = new Database(path);
  migrate(
    older,
    path,
    steps.slice(
      0,
      steps.findIndex((step) => step.includes('lower(')),
    ),
  );
  const [small, other] = [
    'dcycle https://api.example.com/V1 7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
    'carboncloud X Ann@ABC',
  ];
  for (const key of [small.replace(/\S+$/, (id) => id.toUpperCase()), small, other])
    older
      .prepare(
        'INSERT INTO closed_periods (account_key, provider, owner, start, last, closed_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(key, 'dcycle', '', '2024-03-01', '2024-03-31', '2024-04-05T08:00:00.000Z');
  older.close();
  const ledger = await openLedger(path);
  onTestFinished(() => ledger.close());
  expect((await ledger.closedPeriods.list()).map(({ accountKey }) => accountKey)).toEqual([small, small, other]);
});

it('knows what was moved between accounts whose ids an older version knew in capitals', async () => {
  const path = join(await temporaryFolder(), 'ledger.db');
  const older = new Database(path);
  migrate(
    older,
    path,
    steps.slice(
      0,
      steps.findIndex((step) => step.includes('UPDATE origins')),
    ),
  );
  const [source, target] = [
    'carboncloud https://api.example.com/V1 7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
    'carboncloud https://api.example.com/V1 8d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d22',
  ];
  const inCapitals = (key: string): string => key.replace(/\S+$/, (id) => id.toUpperCase());
  const begin = older.prepare(
    `INSERT INTO runs (id, command, dataset, provider, account, account_key, request, file, sha256, folder, started_at)
     VALUES (?, ?, 'suppliers', 'carboncloud', '', ?, ?, '', '', '', '2025-01-01T08:00:00.000Z')`,
  );
  const asked = { source: inCapitals(source), target: inCapitals(target), datasets: ['suppliers'] };
  begin.run('m', 'migrate', null, JSON.stringify(asked));
  begin.run('part', 'import', target, null);
  older.exec(`INSERT INTO rows (run, ordinal, sheet, row, identity, action, status, remote_id, field, request_id, attempts)
    VALUES (2, 0, '', 2, 'i', 'create', 'created', 'T', '', '', 1)`);
  older
    .prepare("INSERT INTO origins (run, ordinal, source, source_id, hash) VALUES (2, 0, ?, 'S', 'h')")
    .run(asked.source);
  older.close();
  const ledger = await openLedger(path);
  onTestFinished(() => ledger.close());
  expect((await ledger.run('m'))?.request).toEqual({ source, target, datasets: ['suppliers'] });
  expect(await ledger.carriedOver(source, { accountKey: target, dataset: 'suppliers' })).toEqual(
    new Map([['S', { sourceId: 'S', remoteId: 'T', hash: 'h' }]]),
  );
});
