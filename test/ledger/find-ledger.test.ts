// The ledger of a project is found from its folders, and no other one is.

import { chmod, chown, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findLedger, LEDGER_PATH } from '../../src/ledger/find-ledger.js';

const uid = process.getuid?.();

/** A project with folders, and a ledger in the named ones. */
async function openProject(ledgers: readonly string[]): Promise<string> {
  const project = await realpath(await mkdtemp(join(tmpdir(), 'carbonsheet-project-')));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  await mkdir(join(project, '2026/october'), { recursive: true });
  for (const folder of ledgers) {
    await mkdir(join(project, folder, '.carbonsheet'), { recursive: true });
    await writeFile(join(project, folder, LEDGER_PATH), '');
  }
  return project;
}

it.each([
  [['.'], '.', LEDGER_PATH],
  [['.'], '2026', join('..', LEDGER_PATH)],
  [['.'], '2026/october', join('..', '..', LEDGER_PATH)],
  [['.', '2026'], '2026/october', join('..', LEDGER_PATH)],
  [['.', '2026/october'], '2026/october', LEDGER_PATH],
  [['2026/october'], '2026', undefined],
  [[], '2026/october', undefined],
] as const)('with ledgers in %j, from %s: %s', async (ledgers, from, expected) => {
  const project = await openProject(ledgers);
  expect(findLedger({ from: join(project, from), home: '/nowhere', uid })).toBe(expected);
});

it('takes none of the home folder for a project in it, and its own there', async () => {
  const home = await openProject(['.']);
  expect(findLedger({ from: join(home, '2026'), home, uid })).toBeUndefined();
  expect(findLedger({ from: home, home, uid })).toBe(LEDGER_PATH);
});

it.skipIf(process.platform === 'win32')(
  'knows the home folder through a link, and the working folder, too',
  async () => {
    const home = await openProject(['.']);
    const link = `${home}-link`;
    await symlink(home, link);
    onTestFinished(() => rm(link));
    for (const [from, known] of [
      [home, link],
      [link, home],
      [link, link],
    ] as const) {
      expect(findLedger({ from: join(from, '2026'), home: known, uid })).toBeUndefined();
      expect(findLedger({ from, home: known, uid })).toBe(LEDGER_PATH);
    }
  },
);

it.skipIf(process.platform === 'win32')('does not take a ledger that it cannot look at for none', async () => {
  // Also for the superuser, whom no permission stops.
  const project = await openProject([]);
  await symlink('.carbonsheet', join(project, '.carbonsheet'));
  const stop = expect.objectContaining({ kind: 'usage', code: 'LEDGER_UNREADABLE' });
  expect(() => findLedger({ from: project, home: '/nowhere', uid })).toThrow(stop);
  expect(() => findLedger({ from: join(project, '2026/october'), home: '/nowhere', uid })).toThrow(stop);
});

it.skipIf(process.platform === 'win32' || uid === 0)('stops at a ledger in a folder without permission', async () => {
  const project = await openProject(['.']);
  await chmod(join(project, '.carbonsheet'), 0);
  onTestFinished(() => chmod(join(project, '.carbonsheet'), 0o700));
  const stop = expect.objectContaining({ kind: 'usage', code: 'LEDGER_UNREADABLE' });
  expect(() => findLedger({ from: join(project, '2026'), home: '/nowhere', uid })).toThrow(stop);
});

it('walks on over a file in the place of the folder', async () => {
  const project = await openProject(['.']);
  await writeFile(join(project, '2026', '.carbonsheet'), '');
  expect(findLedger({ from: join(project, '2026'), home: '/nowhere', uid })).toBe(join('..', LEDGER_PATH));
});

it.skipIf(process.platform === 'win32')('looks into no folder above that everybody may write to', async () => {
  const project = await openProject(['.']);
  await chmod(project, 0o1777);
  expect(findLedger({ from: join(project, '2026'), home: '/nowhere', uid })).toBeUndefined();
  expect(findLedger({ from: project, home: '/nowhere', uid })).toBe(LEDGER_PATH);
});

it.runIf(uid === 0)('uses no ledger of another user, and starts none beside it', async () => {
  const project = await openProject(['.']);
  const ledger = join(project, LEDGER_PATH);
  const searcher = { from: join(project, '2026'), home: '/nowhere' };
  const above = join('..', LEDGER_PATH);
  expect(findLedger({ ...searcher, uid: 1001 })).toBe(above);
  await chown(ledger, 1002, 1002);
  const stop = { kind: 'usage', code: 'LEDGER_NOT_OWN' };
  expect(() => findLedger({ ...searcher, uid: 1001 })).toThrow(expect.objectContaining(stop));
  expect(findLedger({ ...searcher, uid: 1002 })).toBe(above);
  expect(findLedger({ ...searcher, uid: 0 })).toBe(above);
  await chown(ledger, 1001, 1001);
  await chown(dirname(ledger), 1002, 1002);
  expect(() => findLedger({ ...searcher, uid: 1001 })).toThrow(expect.objectContaining(stop));
});
