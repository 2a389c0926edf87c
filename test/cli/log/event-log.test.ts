// The log file: whole lines by several writers, no secret, no other file's content touched, and no harm from a full disk.

import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventLog, type LogEvent } from '../../../src/cli/log/event-log.js';

const event: LogEvent = { level: 'info', event: 'note', message: 'something happened' };
const owner = { pid: 7, now: () => Date.UTC(2026, 10, 1, 5) };

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-log-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function linesOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('writes a line with time, level, run, request id, event and message', async () => {
  const path = join(await openFolder(), 'log.ndjson');
  const log = EventLog.open(path, owner);
  log.belongsTo('run-1');
  log.write({ ...event, level: 'warn', requestId: 'r1', status: 429, attempt: 2, path: '/v1/purchases/{id}' });
  expect(await readFile(path, 'utf8')).toBe(
    '{"time":"2026-11-01T05:00:00.000Z","level":"warn","pid":7,"run":"run-1","requestId":"r1","event":"note",' +
      '"message":"something happened","status":429,"attempt":2,"path":"/v1/purchases/{id}"}\n',
  );
});

it('keeps what earlier commands wrote, and what others write at the same time', async () => {
  const path = join(await openFolder(), 'log.ndjson');
  EventLog.open(path, { ...owner, pid: 1 }).write(event);
  const logs = [2, 3, 4].map((pid) => EventLog.open(path, { ...owner, pid }));
  for (let round = 0; round < 50; round += 1) for (const log of logs) log.write({ ...event, round });
  const lines = await linesOf(path);
  expect(lines).toHaveLength(151);
  for (const pid of [2, 3, 4])
    expect(
      lines.flatMap((line) => (Reflect.get(Object(line), 'pid') === pid ? [Reflect.get(Object(line), 'round')] : [])),
    ).toEqual(Array.from({ length: 50 }, (_, round) => round));
});

it('holds any text on one line', async () => {
  const path = join(await openFolder(), 'log.ndjson');
  const log = EventLog.open(path, owner);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (message) => {
      log.write({ ...event, message });
    }),
    { numRuns: 50 },
  );
  expect(await linesOf(path)).toHaveLength(50);
});

it('begins a new line where a killed process left half of one', async () => {
  const path = join(await openFolder(), 'log.ndjson');
  EventLog.open(path, owner).write(event);
  await appendFile(path, '{"time":"2026-11-01T05:00:01.000Z","lev');
  EventLog.open(path, owner).write(event);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe(lines[0]);
});

it('hides secrets, by their form and by their value', async () => {
  const path = join(await openFolder(), 'log.ndjson');
  const log = EventLog.open(path, owner);
  log.hide(['pass"word-of-ana', undefined, '']);
  log.write({ ...event, message: 'Bearer abcdefgh12345', detail: { said: ['it was pass"word-of-ana'] } });
  expect(await linesOf(path)).toMatchObject([{ message: 'Bearer [hidden]', detail: { said: ['it was [hidden]'] } }]);
});

it.skipIf(process.platform === 'win32')(
  'makes a file for this user alone, and leaves the mode of one that is there',
  async () => {
    const folder = await openFolder();
    EventLog.open(join(folder, 'new.ndjson'), owner);
    await writeFile(join(folder, 'old.ndjson'), '', { mode: 0o644 });
    EventLog.open(join(folder, 'old.ndjson'), owner);
    expect((await stat(join(folder, 'new.ndjson'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'old.ndjson'))).mode & 0o777).toBe(0o644);
  },
);

describe('a file that is no log', () => {
  it.each([
    ['of data', 'product_name,quantity\nSteel,4\n', 'it holds something else than a log'],
    ['of other JSON', '{"product_name":"Steel"}\n', 'it holds something else than a log'],
    ['shorter than any line', '1', 'it holds something else than a log'],
  ])('%s is refused and stays as it is', async (_, content, reason) => {
    const path = join(await openFolder(), 'purchases.csv');
    await writeFile(path, content);
    expect(() => EventLog.open(path, owner)).toThrow(
      expect.objectContaining({ code: 'LOG_FILE', kind: 'usage', message: `--log-file ${path}: ${reason}` }),
    );
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it('is refused where it is a folder, or has none', async () => {
    const folder = await openFolder();
    await mkdir(join(folder, 'logs'));
    expect(() => EventLog.open(join(folder, 'logs'), owner)).toThrow(/it is a folder, a file is needed/);
    expect(() => EventLog.open(join(folder, 'none', 'log.ndjson'), owner)).toThrow(/its folder does not exist/);
  });

  it.skipIf(process.platform === 'win32')('is refused where it is a pipe, which would block', async () => {
    const path = join(await openFolder(), 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
    expect(() => EventLog.open(path, owner)).toThrow(/it is no regular file/);
  });
});

it.runIf(process.platform === 'linux')('counts what a full disk does not take, and stops nothing', () => {
  const log = EventLog.open('/dev/full', owner);
  log.write(event);
  log.write(event);
  expect(log.lost).toBe(2);
});
