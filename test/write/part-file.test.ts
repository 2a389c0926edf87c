import { describe, expect, it } from 'vitest';
import { Stop } from '../../src/problems/stop.js';
import { outputStop } from '../../src/write/part-file.js';

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
