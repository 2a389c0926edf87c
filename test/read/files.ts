// Files for the tests of reading: a folder that goes away, zip archives by hand, and workbooks from the XML of their parts.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { openSource } from '../../src/read/open-source.js';
import type { ReadOptions } from '../../src/read/source/source.js';
import type { Cell, SourceRow } from '../../src/values/cell.js';

/** A folder for one test file; gives a function that writes a file into it and returns its path. */
export function temporaryFolder(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-read-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** All rows of a sheet; the first sheet unless named. */
export async function rowsOf(
  path: string,
  { sheet, ...options }: ReadOptions & { sheet?: string } = {},
): Promise<SourceRow[]> {
  const source = await openSource(path, options);
  try {
    const rows: SourceRow[] = [];
    for await (const batch of source.rows(sheet ?? source.detection.sheets[0]?.name ?? '')) rows.push(...batch);
    return rows;
  } finally {
    await source.close();
  }
}

/** Rows as `[number, cells]`, which reads well in expectations. */
export function flat(rows: readonly SourceRow[]): [number, readonly Cell[]][] {
  return rows.map(({ row, cells }) => [row, cells]);
}

export interface ZipOptions {
  /** Deflate the parts instead of storing them. */
  readonly deflate?: boolean;
  /** Added to every stated checksum, to make it wrong. */
  readonly checksumError?: number;
  /** Added to every stated unpacked size, to make it wrong. */
  readonly sizeError?: number;
  /** Sizes and checksums behind the parts, as programs write them that stream their archives. */
  readonly descriptors?: boolean;
  /** Sizes and places in 64 bits, as programs write them for parts that may become large. */
  readonly zip64?: boolean;
  /** Bytes before the first part. */
  readonly before?: string;
}

const UNSAID = 0xffff_ffff;

/** A zip archive of these parts. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, options: ZipOptions = {}): Buffer {
  const {
    deflate = false,
    checksumError = 0,
    sizeError = 0,
    descriptors = false,
    zip64 = false,
    before = '',
  } = options;
  const bodies: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let offset = before.length;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content as string);
    const packed = deflate ? deflateRawSync(data) : data;
    const sums = uint32s((crc32(data) + checksumError) >>> 0, packed.length, data.length + sizeError);
    const fields = (said: Buffer, extra: Buffer) => {
      const numbers = Buffer.alloc(10);
      numbers.writeUInt16LE(20, 0);
      numbers.writeUInt16LE(descriptors ? 8 : 0, 2);
      numbers.writeUInt16LE(deflate ? 8 : 0, 4);
      return Buffer.concat([numbers, said, uint16s(Buffer.byteLength(name), extra.length)]);
    };
    const none = Buffer.alloc(0);
    const body = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      fields(descriptors ? uint32s(0, 0, 0) : sums, none),
      Buffer.from(name),
      packed,
      ...(descriptors ? [Buffer.from('PK\x07\x08'), sums] : []),
    ]);
    const extra = zip64
      ? Buffer.concat([uint16s(1, 24), uint64s(data.length + sizeError, packed.length, offset)])
      : none;
    const said = zip64 ? Buffer.concat([sums.subarray(0, 4), uint32s(UNSAID, UNSAID)]) : sums;
    const tail = Buffer.concat([Buffer.alloc(10), uint32s(zip64 ? UNSAID : offset)]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields(said, extra), tail, Buffer.from(name), extra);
    bodies.push(body);
    offset += body.length;
  }
  const count = Object.keys(parts).length;
  const list = Buffer.concat(directory);
  const wide = Buffer.concat([
    Buffer.from('PK\x06\x06'),
    uint64s(44),
    uint16s(45, 45),
    uint32s(0, 0),
    uint64s(count, count, list.length, offset),
    Buffer.from('PK\x06\x07'),
    uint32s(0),
    uint64s(offset + list.length),
    uint32s(1),
  ]);
  const end = zip64
    ? Buffer.concat([uint16s(0, 0, 0xffff, 0xffff), uint32s(UNSAID, UNSAID), uint16s(0)])
    : Buffer.concat([uint16s(0, 0, count, count), uint32s(list.length, offset), uint16s(0)]);
  return Buffer.concat([...bodies, list, ...(zip64 ? [wide] : []), Buffer.from('PK\x05\x06'), end]);
}

function uint16s(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value & 0xff, value >>> 8])));
}

function uint32s(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => uint16s(value & 0xffff, value >>> 16)));
}

function uint64s(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => uint32s(value, 0)));
}

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const list = targets.map(
    ([kind, target], i) => `<Relationship Id="r${i}" Type="${RELATIONSHIPS}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships>${list.join('')}</Relationships>`;
}

export interface WorkbookXml {
  /** What stands within `sheetData`. */
  readonly rows?: string;
  /** A whole sheet part, instead of `rows`. */
  readonly sheet?: string;
  /** What stands within `sst`. */
  readonly strings?: string;
  /** What stands within `styleSheet`. */
  readonly styles?: string;
  /** What stands before `sheets` in the workbook part. */
  readonly properties?: string;
}

/** The parts of a workbook with one sheet, `Data`. */
export function workbookParts({
  rows = '',
  sheet,
  strings,
  styles,
  properties = '',
}: WorkbookXml): Record<string, string> {
  return {
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook>${properties}<sheets><sheet name="Data" sheetId="1" r:id="r0"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ['worksheet', 'worksheets/sheet1.xml'],
      ...(strings === undefined ? [] : [['sharedStrings', 'sharedStrings.xml'] as const]),
      ...(styles === undefined ? [] : [['styles', '/xl/styles.xml'] as const]),
    ]),
    'xl/worksheets/sheet1.xml': sheet ?? `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst>${strings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` }),
  };
}

/** A workbook with one sheet, `Data`. */
export function workbookOf(xml: WorkbookXml, options: ZipOptions = {}): Buffer {
  return zipOf(workbookParts(xml), options);
}
