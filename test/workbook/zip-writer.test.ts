// What is packed comes back, whatever the pieces; the same parts make the same bytes; a full disk is reported.

import { open, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import yauzl from 'yauzl';
import { defaultLimits } from '../../src/workbook/read-limits.js';
import { openZip } from '../../src/workbook/zip-archive.js';
import { writeZip } from '../../src/workbook/zip-writer.js';
import { temporaryFolder } from '../write/temporary-folder.js';

type Parts = readonly (readonly [name: string, pieces: readonly Uint8Array[]])[];

const path = temporaryFolder();

async function zipped(parts: Parts): Promise<Buffer> {
  const bytes: Uint8Array[] = [];
  const zip = writeZip(async (chunk) => void bytes.push(Buffer.from(chunk)));
  for (const [name, pieces] of parts) {
    const part = zip.part(name);
    for (const piece of pieces) await part.write(piece);
    await part.close();
  }
  await zip.close();
  return Buffer.concat(bytes);
}

it('gives back every part', async () => {
  const piece = fc.uint8Array({ maxLength: 3000 });
  const name = fc.stringMatching(/^[a-zà-ü][a-zà-ü0-9.]{0,20}$/);
  const parts = fc.uniqueArray(fc.tuple(name, fc.array(piece, { maxLength: 4 })), { selector: ([name]) => name });
  await fc.assert(
    fc.asyncProperty(parts, async (parts) => {
      await writeFile(path('a.zip'), await zipped(parts));
      const file = await open(path('a.zip'));
      const zip = await openZip(path('a.zip'), file, defaultLimits);
      expect(zip.names).toEqual(parts.map(([name]) => name));
      for (const [name, pieces] of parts) expect(await zip.bytes(name)).toEqual(Buffer.concat(pieces));
      await file.close();
    }),
    { numRuns: 40 },
  );
});

it('makes equal bytes of equal parts, all of the first date that there is', async () => {
  const parts: Parts = [
    ['a.xml', [Buffer.from('<a>'), Buffer.from('</a>')]],
    ['b.xml', []],
  ];
  const bytes = await zipped(parts);
  expect(await zipped(parts)).toEqual(bytes);
  const dates: (readonly number[])[] = [];
  for await (const entry of (await yauzl.fromBufferPromise(bytes)).eachEntry())
    dates.push([entry.lastModFileDate, entry.lastModFileTime]);
  expect(dates).toEqual([
    [33, 0],
    [33, 0],
  ]);
});

it('tells whoever writes next, and whoever closes, that the disk is full', async () => {
  let written = 0;
  const zip = writeZip(async () => {
    written += 1;
    if (written > 1) throw new Error('the disk is full');
  });
  const part = zip.part('a.xml');
  await part.write(Buffer.from('<a>'));
  await expect(part.write(Buffer.from('more'))).rejects.toThrow('the disk is full');
  await expect(part.close()).rejects.toThrow('the disk is full');
});
