// The parts of a zip archive, unpacked as a stream or as a whole, within limits. yauzl reads the directory; inflating is done here
// in large pieces, which is several times faster than its own streams. Knows no spreadsheet.

import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { TextDecoder } from 'node:util';
import { crc32, createInflateRaw } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import { Stop } from '../problems/stop.js';
import { brokenWorkbook } from './broken-workbook.js';
import { overLimit, RATIO_FROM_BYTES, type ReadLimits } from './read-limits.js';
import { findZip, type ZipSpan } from './zip-end.js';
import { DEFLATED, STORED } from './zip-format.js';

/** An archive whose parts can be read as often as needed, several at a time. */
export interface ZipArchive {
  /** Names of the parts, in the archive's order, with `/` between folders. */
  readonly names: readonly string[];
  /** Names that it has again, also in other case: only the first part of a name is read. */
  readonly repeated: readonly string[];
  /** Names are compared without case, as Office does. */
  has(name: string): boolean;
  /** The unpacked text of a part in UTF-8, in pieces: for XML. Breaking out of the loop ends the reading. */
  stream(name: string): AsyncIterable<Buffer>;
  /** The unpacked bytes of a part as they are, in pieces. */
  raw(name: string): AsyncIterable<Buffer>;
  /** The text of a part as a whole, as `stream` gives it; empty when the archive has none of this name. */
  bytes(name: string): Promise<Buffer>;
  /** A part as it is packed, to be copied; undefined when the archive has none of this name. */
  packed(name: string): PackedPart | undefined;
}

/** A part that nobody unpacks. */
export interface PackedPart {
  readonly name: string;
  readonly method: number;
  /** Time in the low two bytes, date in the high two. */
  readonly date: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** In pieces. */
  readonly bytes: AsyncIterable<Buffer>;
}

const PIECE_BYTES = 256 * 1024;

/** Reads the directory of an archive. The file stays open, and is the caller's to close. */
export async function openZip(path: string, file: FileHandle, limits: ReadLimits): Promise<ZipArchive> {
  const { size } = await file.stat();
  if (size > limits.fileBytes) throw overLimit('fileBytes', limits, `${path}: the file`, { needed: size });
  const span = (await findZip(file, size)) ?? { start: 0, end: size };
  const { zip, entries, repeated } = await readDirectory(path, file, span, limits);

  async function* raw(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) return;
    yield* unpack(`${path} (${name})`, zip, file, span.start, entry, limits);
  }

  async function bytes(name: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of inUtf8(raw(name))) {
      length += piece.length;
      if (length > limits.partBytes) throw overLimit('partBytes', limits, `${path} (${name}): the part`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  function packedPart(name: string): PackedPart | undefined {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    return {
      name: nameOf(entry),
      method: entry.compressionMethod,
      date: ((entry.lastModFileDate << 16) | entry.lastModFileTime) >>> 0,
      checksum: entry.crc32,
      packedBytes: entry.compressedSize,
      unpackedBytes: entry.uncompressedSize,
      bytes: asPacked(`${path} (${name})`, zip, file, span.start, entry),
    };
  }

  return {
    names: [...entries.values()].map(nameOf),
    repeated,
    has: (name) => entries.has(name.toLowerCase()),
    stream: (name) => inUtf8(raw(name)),
    raw,
    bytes,
    packed: packedPart,
  };
}

/** The archive's own bytes, as its directory counts them. */
class SpanReader extends RandomAccessReader {
  constructor(
    private readonly file: FileHandle,
    private readonly span: ZipSpan,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.file.read(buffer, offset, length, this.span.start + position).then(
      ({ bytesRead }) => done(null, bytesRead),
      (cause: Error) => done(cause),
    );
  }

  override _readStreamForRange(): never {
    throw new Error('parts are read by this file itself');
  }
}

async function readDirectory(path: string, file: FileHandle, span: ZipSpan, limits: ReadLimits) {
  try {
    // Names are decoded here: yauzl would refuse the leading slash that some programs write.
    const zip = await fromRandomAccessReaderPromise(new SpanReader(file, span), span.end - span.start, {
      autoClose: false,
      decodeStrings: false,
    });
    if (zip.entryCount > limits.entries)
      throw overLimit('entries', limits, `${path}: the number of its parts`, { needed: zip.entryCount });
    const entries = new Map<string, Entry>();
    const repeated: string[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.split('/').includes('..')) throw brokenWorkbook(path, 'a part of it points outside of the archive');
      const key = name.toLowerCase();
      if (entries.has(key)) repeated.push(name);
      else entries.set(key, entry);
    }
    const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (unpacked > limits.unpackedBytes)
      throw overLimit('unpackedBytes', limits, `${path}: the unpacked size of its parts`, { needed: unpacked });
    return { zip, entries, repeated };
  } catch (error) {
    throw error instanceof Stop ? error : brokenWorkbook(path, 'its zip directory cannot be read', error);
  }
}

/** Backslashes become slashes, and a leading one goes. */
function nameOf(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return name.replace(/^\/+/, '');
}

async function* unpack(
  where: string,
  zip: ZipFile,
  file: FileHandle,
  offset: number,
  entry: Entry,
  limits: ReadLimits,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw brokenWorkbook(where, 'the part is encrypted');
  const { compressionMethod: method, compressedSize } = entry;
  if (method !== STORED && method !== DEFLATED) throw brokenWorkbook(where, `packing method ${method} is not known`);
  let unpacked = 0;
  let checksum = 0;
  try {
    const unpacker = method === DEFLATED ? inflated : packed;
    for await (const piece of unpacker(file, offset + (await dataStart(zip, entry)), compressedSize)) {
      unpacked += piece.length;
      checksum = crc32(piece, checksum);
      // What all parts state is within the limit; none may be larger than it states.
      if (unpacked > entry.uncompressedSize) throw brokenWorkbook(where, 'the part has not the size that it states');
      if (unpacked > limits.unpackedBytes)
        throw overLimit('unpackedBytes', limits, `${where}: the part`, { needed: entry.uncompressedSize });
      if (unpacked > RATIO_FROM_BYTES && unpacked > compressedSize * limits.ratio) {
        throw overLimit('ratio', limits, `${where}: the unpacked size for each packed byte`, {
          needed: Math.ceil(entry.uncompressedSize / compressedSize),
        });
      }
      yield piece;
    }
  } catch (error) {
    throw error instanceof Stop ? error : brokenWorkbook(where, 'the part cannot be unpacked', error);
  }
  if (unpacked !== entry.uncompressedSize) throw brokenWorkbook(where, 'the part has not the size that it states');
  if (checksum !== entry.crc32) throw brokenWorkbook(where, 'the part does not fit its checksum');
}

/** The bytes of a part as they lie in the file. */
async function* asPacked(
  where: string,
  zip: ZipFile,
  file: FileHandle,
  offset: number,
  entry: Entry,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw brokenWorkbook(where, 'the part is encrypted');
  try {
    yield* packed(file, offset + (await dataStart(zip, entry)), entry.compressedSize);
  } catch (error) {
    throw error instanceof Stop ? error : brokenWorkbook(where, 'the part cannot be read', error);
  }
}

/** Parts may be in UTF-16, which their first character tells, a mark or `<`, or in what they declare; their readers know UTF-8 alone. */
async function* inUtf8(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const piece of pieces) {
    if (first) decoder = decoderFor(piece.toString('latin1', 0, DECLARED_WITHIN));
    first = false;
    yield decoder === undefined ? piece : Buffer.from(decoder.decode(piece, { stream: true }));
  }
}

/** Bytes at the start of a part in which its encoding is declared. */
const DECLARED_WITHIN = 200;

function decoderFor(start: string): TextDecoder | undefined {
  if (start.startsWith('\xff\xfe') || start.startsWith('<\0')) return new TextDecoder('utf-16le');
  if (start.startsWith('\xfe\xff') || start.startsWith('\0<')) return new TextDecoder('utf-16be');
  const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)/.exec(start)?.[1]?.toLowerCase();
  if (declared === undefined || /^(utf-?8|us-ascii|utf-16.*)$/.test(declared)) return undefined;
  try {
    return new TextDecoder(declared);
  } catch {
    // A name that nobody knows: most such parts are in UTF-8 anyway.
    return undefined;
  }
}

async function dataStart(zip: ZipFile, entry: Entry): Promise<number> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return fileDataStart;
}

/** Inflating runs on another thread, one piece ahead of the reader. */
async function* inflated(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  // Errors reach the loop below through the stream that is read; the callback only keeps them from being thrown twice.
  const pieces = pipeline(packed(file, start, length), createInflateRaw({ chunkSize: PIECE_BYTES }), () => {});
  try {
    for await (const piece of pieces) yield piece;
  } finally {
    pieces.destroy();
  }
}

async function* packed(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, length - done));
    const { bytesRead } = await file.read(piece, 0, piece.length, start + done);
    if (bytesRead === 0) throw new Error('the file ends before the part does');
    done += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}
