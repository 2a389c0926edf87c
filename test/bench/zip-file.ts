// Packs texts into a zip archive as they come; only packed bytes are held. For the workbooks of the benchmark.

import { Readable, Transform } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

interface Part {
  readonly checksum: number;
  readonly packed: Buffer;
  readonly length: number;
}

/** The bytes of an archive with these parts, each smaller than 4 GiB. */
export async function* zipFile(parts: Iterable<readonly [string, Iterable<string>]>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const part = await pack(content);
    const bytes = Buffer.from(name);
    const fields = fieldsOf(part, bytes.length);
    const local = Buffer.concat([words(LOCAL_HEADER), fields, bytes]);
    directory.push(
      Buffer.concat([words(DIRECTORY_ENTRY), halves(VERSION), fields, Buffer.alloc(10), words(offset), bytes]),
    );
    offset += local.length + part.packed.length;
    yield local;
    yield part.packed;
  }
  const entries = Buffer.concat(directory);
  yield entries;
  const count = directory.length;
  yield Buffer.concat([words(DIRECTORY_END), halves(0, 0, count, count), words(entries.length, offset), halves(0)]);
}

async function pack(content: Iterable<string>): Promise<Part> {
  let checksum = 0;
  let length = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      checksum = crc32(chunk, checksum);
      length += chunk.length;
      done(undefined, chunk);
    },
  });
  const pieces: Buffer[] = [];
  for await (const piece of Readable.from(content, { objectMode: false }).pipe(counted).pipe(createDeflateRaw())) {
    pieces.push(piece);
  }
  return { checksum, packed: Buffer.concat(pieces), length };
}

/** What the local header and the directory both say of a part. */
function fieldsOf({ checksum, packed, length }: Part, nameLength: number): Buffer {
  return Buffer.concat([
    halves(VERSION, UTF8_NAMES, DEFLATED, 0, 0),
    words(checksum, packed.length, length),
    halves(nameLength, 0),
  ]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function halves(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}
