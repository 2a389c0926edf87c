// Two runs that would write the same to one account: the second is told who is first, and a dead one holds nothing.

import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Holder, holdAccount } from '../../src/ledger/hold-account.js';
import { stateFolder } from '../../src/ledger/state-folder.js';
import { compiledLedger, killNow, startScript } from './other-process.js';
import { temporaryFolder } from './rows.js';

let compiled: Awaited<ReturnType<typeof compiledLedger>>;
beforeAll(async () => {
  compiled = await compiledLedger(['hold-account.ts']);
});
afterAll(() => compiled.remove());

const target = { accountKey: 'dcycle https://api.example.com organisation-1', dataset: 'purchases' };
const who: Holder = { run: 'run-b', command: 'import', pid: 2, host: 'here', startedAt: '2025-03-01T10:05:00.000Z' };

/** A process that holds the account, or says why it cannot, and lives on. */
function otherProcess(folder: string, of = target) {
  return startScript(
    compiled.folder,
    `import { holdAccount } from './out/ledger/hold-account.js';
     const who = { run: 'run-a', command: 'import', pid: process.pid, host: 'here', startedAt: '2025-03-01T10:00:00.000Z' };
     const said = await holdAccount(${JSON.stringify(of)}, who, ${JSON.stringify(folder)}).then(
       () => 'held', ({ code, message }) => ({ code, message }));
     process.stdout.write(JSON.stringify(said) + '\\n');
     setInterval(() => {}, 1000);`,
  );
}

describe('an account that another process holds', () => {
  it('is refused, and the refusal names run, process and time, and what to do', async () => {
    const folder = await temporaryFolder();
    const { child, said } = await otherProcess(folder);
    expect(await said).toBe('held');
    await expect(holdAccount(target, who, folder)).rejects.toMatchObject({
      name: 'Stop',
      kind: 'limit',
      code: 'ACCOUNT_HELD',
      message: expect.stringMatching(
        new RegExp(`purchases .*run run-a .*carbonsheet import, process ${child.pid} on here, since 2025-03-01T10:00`),
      ),
      hint: expect.stringContaining('run the same command again'),
    });
    // Also where the facts are lost, it is held.
    for (const file of await readdir(folder)) if (file.endsWith('.json')) await rm(join(folder, file));
    await expect(holdAccount(target, who, folder)).rejects.toMatchObject({ message: /another process/ });
  });

  it('is free at once when that process is killed, whatever it left behind', async () => {
    const folder = await temporaryFolder();
    const { child, said } = await otherProcess(folder);
    expect(await said).toBe('held');
    await killNow(child);
    expect((await readdir(folder)).some((file) => file.endsWith('.json'))).toBe(true);
    const hold = await holdAccount(target, who, folder);
    const other = await otherProcess(folder);
    expect(await other.said).toMatchObject({ code: 'ACCOUNT_HELD', message: expect.stringContaining('run run-b') });
    hold.release();
    hold.release();
    expect(await (await otherProcess(folder)).said).toBe('held');
  });

  it.each([
    ['dataset', { ...target, dataset: 'country-sales' }],
    ['account', { ...target, accountKey: 'dcycle https://api.example.com organisation-2' }],
    ['address', { ...target, accountKey: 'dcycle https://api.example.org organisation-1' }],
  ])('leaves another %s alone', async (_, other) => {
    const folder = await temporaryFolder();
    expect(await (await otherProcess(folder)).said).toBe('held');
    (await holdAccount(other, who, folder)).release();
  });

  it('is refused within one process too', async () => {
    const folder = await temporaryFolder();
    const hold = await holdAccount(target, { ...who, pid: 0 }, folder);
    await expect(holdAccount(target, who, folder)).rejects.toMatchObject({
      code: 'ACCOUNT_HELD',
      message: expect.stringContaining('carbonsheet import, on here'),
    });
    // The refused attempt opened and closed the lock's file, which must not cost this process its lock.
    expect(await (await otherProcess(folder)).said).toMatchObject({ code: 'ACCOUNT_HELD' });
    hold.release();
    (await holdAccount(target, who, folder)).release();
  });
});

describe('the folder where runs meet', () => {
  it('is made for its user alone', async () => {
    const path = join(await temporaryFolder(), 'deep', 'state');
    expect(await stateFolder(path)).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('is closed to others where it was open', async () => {
    const path = join(await temporaryFolder(), 'state');
    await mkdir(path);
    await chmod(path, 0o777);
    await stateFolder(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a link', (path: string, elsewhere: string) => symlink(elsewhere, path)],
    ['a file', (path: string) => writeFile(path, '')],
  ])('must not be %s', async (_, make) => {
    const path = join(await temporaryFolder(), 'state');
    await make(path, await mkdtemp(`${path}-elsewhere-`));
    await expect(stateFolder(path)).rejects.toMatchObject({ kind: 'output', code: 'STATE_FOLDER' });
    await expect(holdAccount(target, who, path)).rejects.toMatchObject({ code: 'STATE_FOLDER' });
  });

  it('must not belong to somebody else', async () => {
    let path = '/';
    if (process.geteuid?.() === 0) {
      path = await mkdtemp(join(await temporaryFolder(), 'state-'));
      await chown(path, 65534, 65534);
    }
    await expect(stateFolder(path)).rejects.toMatchObject({
      code: 'STATE_FOLDER',
      message: expect.stringContaining('another user'),
      hint: expect.stringContaining('CARBONSHEET_STATE_DIR'),
    });
  });

  it('lies among the temporary files, named after the user, unless another is chosen', async () => {
    const path = await stateFolder(undefined);
    const { uid } = await lstat(path);
    expect(path).toMatch(new RegExp(`carbonsheet-${uid}$`));
  });
});
