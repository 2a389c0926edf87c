// Checks archives against their lists: bytes count, whatever a text in them would be read as, and hostile archives are refused.

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { verifyPack } from '../../../src/read/pack/verify-pack.js';
import { writeZip } from '../../../src/workbook/zip-writer.js';
import { writePack } from '../../../src/write/pack/pack-file.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

const own: Files = { 'run.json': '{"version":1}', 'run/results.csv': 'row,status\r\n2,created\r\n' };

function listOf(files: Files): string {
  const sums = Object.entries(files).map(
    ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}`,
  );
  return `${sums.join('\n')}\n`;
}

/** An archive of these parts, in this order. */
async function zipOf(parts: readonly (readonly [name: string, bytes: string | Uint8Array])[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const zip = writeZip(async (bytes) => void pieces.push(bytes));
  for (const [name, bytes] of parts) {
    const part = zip.part(name);
    await part.write(Buffer.from(bytes));
    await part.close();
  }
  await zip.close();
  return Buffer.concat(pieces);
}

async function verified(bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'run.zip');
  await writeFile(path, bytes);
  return verifyPack(path);
}

const sound = { changed: [], added: [], missing: [] };

it.each([
  ['UTF-16, little-endian', Buffer.from('\ufeffproduct_name\nÖl\n', 'utf16le')],
  ['UTF-16, big-endian', Buffer.from('\ufeffproduct_name\nÖl\n', 'utf16le').swap16()],
  ['XML in UTF-16', Buffer.from('<a>Öl</a>', 'utf16le')],
  ['XML in Latin-1', Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>Öl</a>', 'latin1')],
])('takes a source in %s as the bytes that it is', async (_, source) => {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'run.zip');
  const files = async function* () {
    for (const [name, bytes] of Object.entries({ ...own, 'source/purchases.csv': source }))
      yield { name, bytes: [Buffer.from(bytes)] };
  };
  const { sha256 } = await writePack(path, files());
  expect(await verifyPack(path)).toEqual({ ...sound, sha256, files: 3 });
});

it('takes another encoding of the same text for a change', async () => {
  const text = '\ufeffproduct_name\nÖl\n';
  const list = listOf({ ...own, 'source/a.csv': text });
  const parts = [...Object.entries(own), ['source/a.csv', Buffer.from(text, 'utf16le')], ['SHA256SUMS', list]] as const;
  expect(await verified(await zipOf(parts))).toMatchObject({ changed: ['source/a.csv'] });
  // The list itself is bytes as well.
  const recoded = [...Object.entries(own), ['SHA256SUMS', Buffer.from(`\ufeff${listOf(own)}`, 'utf16le')]] as const;
  await expect(verified(await zipOf(recoded))).rejects.toMatchObject({ code: 'NOT_A_PACK' });
});

it.each<[string, string]>([
  ['an empty list', ''],
  ['a list of blank lines', '\n\n'],
  ['a list without run.json', listOf({ 'run/results.csv': own['run/results.csv'] ?? '' })],
  ['a list that names a file twice', listOf(own) + listOf(own)],
  ['a list that leads to a folder above', listOf({ ...own, '../run.json': 'x' })],
  ['a list that leads through a folder above', listOf({ ...own, 'run/../../run.json': 'x' })],
  ['a list that leads to the root', listOf({ ...own, '/etc/hosts': 'x' })],
  ['a list that leads to a drive', listOf({ ...own, 'C:\\run.json': 'x' })],
  ['a line that is no sum', `${listOf(own)}and so on\n`],
])('refuses %s', async (_, list) => {
  const archive = await zipOf([...Object.entries(own), ['SHA256SUMS', list]]);
  await expect(verified(archive)).rejects.toMatchObject({ kind: 'input', code: 'NOT_A_PACK' });
});

it('refuses parts that point outside, and tells parts that are there twice or not in the list', async () => {
  const list = ['SHA256SUMS', listOf(own)] as const;
  const outside = await zipOf([...Object.entries(own), ['../evil.sh', 'x'], list]);
  await expect(verified(outside)).rejects.toMatchObject({ code: 'NOT_A_PACK' });
  const twice = await zipOf([...Object.entries(own), ['run.json', '{"version":2}'], list]);
  expect(await verified(twice)).toMatchObject({ added: ['run.json'] });
  const lists = await zipOf([...Object.entries(own), list, ['SHA256SUMS', 'another']]);
  expect(await verified(lists)).toMatchObject({ added: ['SHA256SUMS'] });
  const more = await zipOf([...Object.entries(own), ['run/more.csv', 'x'], list]);
  expect(await verified(more)).toMatchObject({ added: ['run/more.csv'] });
});

/** An archive whose end stands in the 64-bit extension. */
function inZip64(archive: Buffer): Buffer {
  const end = archive.subarray(-22);
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  const large = Buffer.alloc(56 + 20);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, length],
    [48, start],
  ] as const)
    large.writeBigUInt64LE(BigInt(value), at);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(archive.length - 22), 64);
  large.writeUInt32LE(1, 72);
  const last = Buffer.from(end);
  last.fill(0xff, 8, 20);
  return Buffer.concat([archive.subarray(0, -22), large, last]);
}

it('reads archives with the 64-bit extension', async () => {
  const archive = await zipOf([...Object.entries(own), ['SHA256SUMS', listOf(own)]]);
  expect(await verified(inZip64(archive))).toMatchObject({ ...sound, files: 2 });
});

it('reads files that are packed very tight, as many equal rows are', async () => {
  const rows = Buffer.alloc(40 * 1024 * 1024, 'Steel,1,kg\n');
  expect(deflateRawSync(rows).length * 500).toBeLessThan(rows.length);
  const files = { ...own, 'source/equal.csv': rows };
  const archive = await zipOf([...Object.entries(files), ['SHA256SUMS', listOf(files)]]);
  expect(await verified(archive)).toMatchObject({ ...sound, files: 3 });
});

it('refuses parts that share their bytes', async () => {
  const rows = Buffer.alloc(1024 * 1024, 'Steel,1,kg\n');
  const files = { ...own, ...Object.fromEntries([1, 2, 3, 4].map((at) => [`run/${at}.csv`, rows])) };
  const archive = await zipOf([...Object.entries(files), ['SHA256SUMS', listOf(files)]]);
  // All directory entries lead to the first file, whose bytes are said to reach over all of them.
  for (let at = archive.indexOf('PK\x01\x02'); at >= 0; at = archive.indexOf('PK\x01\x02', at + 4))
    archive.writeUInt32LE(archive.length - 1000, at + 20);
  await expect(verified(archive)).rejects.toMatchObject({ code: 'NOT_A_PACK' });
});

let archive: Buffer;
beforeAll(async () => {
  archive = await zipOf([...Object.entries(own), ['SHA256SUMS', listOf(own)]]);
});

it('refuses an archive that was cut anywhere', async () => {
  for (let length = 0; length < archive.length; length += 7)
    await expect(verified(archive.subarray(0, length)), `${length}`).rejects.toMatchObject({ code: 'NOT_A_PACK' });
});

/** Where the packed bytes of the files are. Names, dates and versions around them are no content. */
function spansOf(bytes: Buffer): readonly Buffer[] {
  return ['run.json', 'run/results.csv', 'SHA256SUMS'].map((name) => {
    const start = archive.indexOf(name) + name.length;
    return bytes.subarray(start, archive.indexOf('PK\x07\x08', start));
  });
}

/** What unpacking gives; undefined for what cannot be unpacked. */
function unpacked(bytes: Buffer): string | undefined {
  try {
    return spansOf(bytes)
      .map((span) => inflateRawSync(span).toString('latin1'))
      .join('\n');
  } catch {
    return undefined;
  }
}

it('never takes a changed byte of a file for the file', async () => {
  const place = fc.constantFrom(...spansOf(archive)).chain((span) => {
    const start = span.byteOffset - archive.byteOffset;
    return fc.integer({ min: start, max: start + span.length - 1 });
  });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, flipped) => {
      const changed = Buffer.from(archive);
      changed.writeUInt8(changed.readUInt8(at) ^ flipped, at);
      const isSound = await verified(changed).then(
        (found) => found.changed.length + found.added.length + found.missing.length === 0,
        () => false,
      );
      // Padding between packed blocks is no content either.
      expect(isSound && unpacked(changed) !== unpacked(archive)).toBe(false);
    }),
    { numRuns: 60 },
  );
});
