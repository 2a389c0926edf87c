import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/values/cell.js';
import { guardFormula } from '../../../src/values/formula-guard.js';
import { type CsvOptions, openCsv } from '../../../src/write/files/csv.js';
import { canBeFull, fillDisk } from '../full-disk.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const plain: CsvOptions = { delimiter: ',', byteOrderMark: false, columns: [] };

async function written(rows: readonly (readonly Cell[])[], options: Partial<CsvOptions> = {}) {
  const file = await openCsv(path('out.csv'), { ...plain, ...options });
  for (const row of rows) await file.write(row);
  await file.close();
  return readFile(path('out.csv'), 'utf8');
}

describe('openCsv', () => {
  it('writes cells as a person would type them, in CRLF lines', async () => {
    const date = { kind: 'date', iso: '2024-03-15', serial: 45366 } as const;
    const text = await written([['a', 0.30000000000000004, true, null, date, { kind: 'error', code: '#N/A' }, 1e-7]], {
      columns: ['x', 'y'],
    });
    expect(text).toBe('x,y\r\na,0.3,TRUE,,2024-03-15,#N/A,0.0000001\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    [' x', '" x"'],
    ['x ', '"x "'],
    ['\uFEFFx', '"\uFEFFx"'],
    ['a;b', 'a;b'],
    ['a b', 'a b'],
    ["it's", "it's"],
    ['=1', "'=1"],
    ['\t=1', "'\t=1"],
    ['-5', '-5'],
  ])('writes %j as %j', async (cell, expected) => {
    expect(await written([[cell]])).toBe(`${expected}\r\n`);
  });

  it.each([';', '\t', '|', '^', '-', ']', '\\'])('quotes a cell that holds the delimiter %j', async (delimiter) => {
    expect(await written([[`a${delimiter}b`, 'c,d']], { delimiter })).toBe(
      `"a${delimiter}b"${delimiter}${delimiter === ',' ? '"c,d"' : 'c,d'}\r\n`,
    );
  });

  it('begins with a byte order mark when asked', async () => {
    expect(await written([['å']], { byteOrderMark: true, columns: ['ä'] })).toBe('\uFEFFä\r\nå\r\n');
  });

  it('is read back cell by cell, whatever the text and the delimiter', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', '=', ' ', 'a') }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t', '|'), async (table, delimiter) => {
        const text = await written(table, { delimiter });
        const { data } = papaparse.parse(text.replace(/\r\n$/, ''), { delimiter, newline: '\r\n' });
        expect(data).toEqual(table.map((row) => row.map(guardFormula)));
      }),
      { numRuns: 60 },
    );
  });

  it('appears under its name only when it is closed, and replaces an older file', async () => {
    await writeFile(path('out.csv'), 'old');
    const file = await openCsv(path('out.csv'), plain);
    await file.write(['new']);
    expect(await readFile(path('out.csv'), 'utf8')).toBe('old');
    await file.close();
    expect(await readFile(path('out.csv'), 'utf8')).toBe('new\r\n');
    expect(existsSync(path('out.csv.part'))).toBe(false);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const file = await openCsv(path('out.csv'), plain);
    await file.write(['x']);
    await file.discard();
    expect(existsSync(path('out.csv'))).toBe(false);
    expect(existsSync(path('out.csv.part'))).toBe(false);
  });

  it('writes to the disk as rows come', async () => {
    const file = await openCsv(path('out.csv'), plain);
    for (let row = 0; row < 100; row += 1) await file.write(['x'.repeat(10_000)]);
    expect((await stat(path('out.csv.part'))).size).toBeGreaterThan(700_000);
    await file.close();
    expect((await stat(path('out.csv'))).size).toBe(100 * 10_002);
  });

  it('keeps the order of rows that are not waited for', async () => {
    const file = await openCsv(path('out.csv'), plain);
    const cells = Array.from({ length: 50 }, (_, index) => `${index}-${'x'.repeat(20_000)}`);
    await Promise.all(cells.map((cell) => file.write([cell])));
    await file.close();
    expect((await readFile(path('out.csv'), 'utf8')).trimEnd().split('\r\n')).toEqual(cells);
  });

  describe('what the file system refuses', () => {
    const stop = (code: string) => expect.objectContaining({ name: 'Stop', kind: 'output', code });

    it('names a folder that does not exist', async () => {
      await expect(openCsv(path('none', 'out.csv'), plain)).rejects.toEqual(stop('NO_SUCH_FOLDER'));
    });

    it('names a target that is a folder', async () => {
      await mkdir(path('out.csv'));
      await expect(openCsv(path('out.csv'), plain)).rejects.toEqual(stop('IS_A_FOLDER'));
      expect(existsSync(path('out.csv.part'))).toBe(false);
    });

    it('says path and cure', async () => {
      await expect(openCsv(path('none', 'out.csv'), plain)).rejects.toMatchObject({
        message: `cannot write ${path('none', 'out.csv')}: the folder does not exist`,
        hint: `create ${path('none')}`,
      });
    });

    // Root may write everywhere, and Windows has no such mode.
    it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
      'names a folder without permission',
      async () => {
        await mkdir(path('locked'), { mode: 0o555 });
        await expect(openCsv(path('locked', 'out.csv'), plain)).rejects.toEqual(stop('NOT_WRITABLE'));
      },
    );

    it.skipIf(!canBeFull)('names a full disk, and keeps an older file', async () => {
      await writeFile(path('out.csv'), 'old');
      await fillDisk('out.csv');
      const file = await openCsv(path('out.csv'), plain);
      await expect(file.write(['x'.repeat(200_000)])).rejects.toEqual(stop('DISK_FULL'));
      await expect(file.close()).rejects.toEqual(stop('DISK_FULL'));
      expect(await readFile(path('out.csv'), 'utf8')).toBe('old');
    });
  });
});
