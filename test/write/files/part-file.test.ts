import { lstat, readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/problems/stop.js';
import { openPartFile, outputStop } from '../../../src/write/files/part-file.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();

describe('openPartFile', () => {
  it('does not write through a link that somebody has put in its place', async () => {
    const precious = path('precious.txt');
    await writeFile(precious, 'keep me');
    await symlink(precious, path('out.csv.part'));
    const file = await openPartFile(path('out.csv'));
    await file.write('new');
    await file.close();
    expect(await readFile(precious, 'utf8')).toBe('keep me');
    expect(await readFile(path('out.csv'), 'utf8')).toBe('new');
    expect((await lstat(path('out.csv'))).isFile()).toBe(true);
  });

  it('begins anew where a run that was killed has left one', async () => {
    await writeFile(path('out.csv.part'), 'half of a much longer file');
    const file = await openPartFile(path('out.csv'));
    await file.write('new');
    await file.close();
    expect(await readFile(path('out.csv'), 'utf8')).toBe('new');
  });
});

describe('outputStop', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EACCES', 'NOT_WRITABLE'],
    ['EPERM', 'NOT_WRITABLE'],
    ['EROFS', 'NOT_WRITABLE'],
    ['ENOENT', 'NO_SUCH_FOLDER'],
    ['ENOTDIR', 'NO_SUCH_FOLDER'],
    ['EISDIR', 'IS_A_FOLDER'],
    ['EBUSY', 'FILE_IN_USE'],
    ['EIO', 'WRITE_FAILED'],
  ])('turns %s into %s', (code, expected) => {
    const cause = Object.assign(new Error(`${code}: oh`), { code });
    const stop = outputStop('runs/x/results.csv', cause);
    expect(stop).toMatchObject({ kind: 'output', code: expected, cause });
    expect(stop.message).toContain('runs/x/results.csv');
  });

  it('keeps a Stop, and takes anything thrown', () => {
    const stop = new Stop('output', 'DISK_FULL', 'full');
    expect(outputStop('x', stop)).toBe(stop);
    expect(outputStop('x', 'no error')).toMatchObject({ code: 'WRITE_FAILED' });
  });
});
