// Files for the tests of reading: a folder that goes away, zip archives by hand, and workbooks from the XML of their parts.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { openSource } from '../../src/read/open-source.js';
import type { ReadLimits } from '../../src/read/read-limits.js';
import type { ReadOptions } from '../../src/read/source.js';
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
  { sheet, limits, ...options }: ReadOptions & { sheet?: string; limits?: Partial<ReadLimits> } = {},
): Promise<SourceRow[]> {
  const source = await openSource(path, options, limits);
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

interface ZipOptions {
  /** Deflate the parts instead of storing them. */
  readonly deflate?: boolean;
  /** Added to every stated checksum, to make it wrong. */
  readonly checksumError?: number;
}

/** A zip archive of these parts. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, options: ZipOptions = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content as string);
    const packed = options.deflate === true ? deflateRawSync(data) : data;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(options.deflate === true ? 8 : 0, 4);
    fields.writeUInt32LE((crc32(data) + (options.checksumError ?? 0)) >>> 0, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(bodies.length, 4);
  end.writeUInt16LE(bodies.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end]);
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
