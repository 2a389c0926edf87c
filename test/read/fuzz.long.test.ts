// Damaged files: each ends in sound rows or in one clear error, within its limits, and leaves nothing behind. A few hundred in every
// run of the tests; more, from other random numbers, with `npm run fuzz` (FUZZ_CASES says how many; FUZZ_SEED repeats a run, and the
// number of a failed case, with FUZZ_CASES=2, that case alone).

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stop } from '../../src/problems/stop.js';
import { openSource } from '../../src/read/open-source.js';
import { defaultLimits, type ReadLimits } from '../../src/workbook/read-limits.js';
import { openZip } from '../../src/workbook/zip-archive.js';
import { workbookParts, zipOf } from './files.js';
import { mutate, randomFrom, type Seed } from './mutate.js';

const cases = Number(process.env.FUZZ_CASES ?? 400);
const seed = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_CASES === undefined ? 20_260_101 : Date.now() % 1e9));

const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-fuzz-'));
const files = mkdtempSync(join(tmpdir(), 'carbonsheet-fuzzed-'));
// Whatever the reader should put beside its files would be found here.
beforeEach(() => void vi.stubEnv('TMPDIR', folder));
afterAll(() => {
  for (const path of [folder, files]) rmSync(path, { recursive: true, force: true });
});

/** Low enough that a damaged size costs no time. */
const limits: Partial<ReadLimits> = { unpackedBytes: 64 << 20, rows: 2_000_000, columns: 16_384, cellLength: 65_536 };

const ownSeeds: readonly Seed[] = [...ownWorkbooks(), ...ownTexts()];

function ownWorkbooks(): Seed[] {
  const strings =
    '<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch &amp; more</t></r></si><si><t>EspaÃ±a_x000D_</t></si>';
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>';
  const row = (i: number) =>
    `<row r="${i}"${i % 7 === 0 ? ' hidden="1"' : ''} spans="1:8"><c r="A${i}" t="s"><v>${i % 3}</v></c><c r="B${i}" s="1"><v>${45_000 + i}</v></c>` +
    `<c r="C${i}"><v>${i / 7}</v></c><c r="D${i}" t="inlineStr"><is><t>Größe ${i}</t></is></c><c r="E${i}" s="2"/>` +
    `<c r="F${i}" t="str"><f>A${i}&amp;"x"</f><v>t${i}</v></c><c r="G${i}" t="e"><v>#N/A</v></c><c r="H${i}" t="b"><v>1</v></c></row>`;
  const rows = Array.from({ length: 40 }, (_, i) => row(i + 1)).join('');
  const sheet = `<?xml version="1.0"?><worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`;
  const prefixed = sheet.replace(/<(\/?)(\w)/g, '<$1x:$2').replace('<?xx:ml', '<?xml');
  const loose = sheet.replace(/ r="\w+"/g, '').replaceAll('"', "'");
  return [sheet, prefixed, loose].map((xml, i) => {
    const parts = workbookParts({ sheet: xml, strings, styles, properties: '<workbookPr date1904="0"/>' });
    const buffers = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)]));
    return { name: `own-${i}.xlsx`, bytes: zipOf(parts, { deflate: true }), parts: buffers };
  });
}

function ownTexts(): Seed[] {
  const line = (i: number) => `${i};"Müller ""${i}"", ${i % 5 === 0 ? '\r\n' : ' '}Söhne";1.234,${i};=1+1;España\r\n`;
  const text = `sep=;\r\nid;name;menge;f;land\r\n${Array.from({ length: 60 }, (_, i) => line(i)).join('')}`;
  return [
    { name: 'utf8.csv', bytes: Buffer.from(`\ufeff${text}`) },
    { name: 'latin.csv', bytes: Buffer.from(text, 'latin1') },
    { name: 'utf16.csv', bytes: Buffer.from(`\ufeff${text}`, 'utf16le') },
    { name: 'tabs.tsv', bytes: Buffer.from(text.replaceAll(';', '\t').replaceAll('\r\n', '\r')) },
    { name: 'rows.csv.gz', bytes: gzipSync(text) },
  ];
}

const collection = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const MOST_BYTES = 40_000;

/** Small files of the collection that lies beside the project. */
async function collectedSeeds(): Promise<Seed[]> {
  const found = readdirSync(collection, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(csv|tsv|txt|xlsx|xlsm|xls|ods)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('_oracles') && statSync(path).size > 0 && statSync(path).size < MOST_BYTES)
    .sort();
  return Promise.all(found.map(async (name) => ({ name, bytes: readFileSync(name), ...(await partsOf(name)) })));
}

async function partsOf(path: string): Promise<{ parts?: Record<string, Buffer> }> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, { ...defaultLimits, partBytes: 2 << 20 });
    const parts: Record<string, Buffer> = {};
    for (const name of zip.names) parts[name] = await zip.bytes(name);
    return Object.keys(parts).length > 0 ? { parts } : {};
  } catch {
    return {};
  } finally {
    await file.close();
  }
}

describe.each([
  ['own files', true, async () => ownSeeds],
  ['real files (skipped where ../shared/data is absent)', existsSync(collection), collectedSeeds],
] as const)('%s, damaged', (_, isPresent, seedsOf) => {
  it.runIf(isPresent)(
    `end in rows or in a clear error (${cases / 2} cases, seed ${seed})`,
    async () => {
      const seeds = await seedsOf();
      const descriptors = openFiles();
      for (let i = 0; i < cases / 2; i++) {
        // Each case has random numbers of its own, so that one can be repeated alone.
        const random = randomFrom(seed + i);
        const original = seeds[random(seeds.length)];
        if (original === undefined) throw new Error('no seed');
        const { how, bytes } = mutate(original, random);
        const path = join(files, 'damaged');
        writeFileSync(path, bytes);
        const fault = await faultOf(path);
        expect({ case: seed + i, file: original.name, how, fault }).toMatchObject({ fault: '' });
      }
      expect(readdirSync(folder)).toEqual([]);
      expect(openFiles()).toBeLessThanOrEqual(descriptors + 2);
    },
    3_600_000,
  );
});

function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
}

/** What is wrong about how a file was read; '' when nothing is. */
async function faultOf(path: string): Promise<string> {
  try {
    const source = await openSource(path, { limits });
    try {
      for (const { name } of source.detection.sheets) {
        let last = 0;
        for await (const batch of source.rows(name)) {
          for (const { row, cells } of batch) {
            if (row <= last) return `row ${row} after row ${last}`;
            if (cells.length === 0 || cells.at(-1) === null) return `row ${row} ends in nothing`;
            last = row;
          }
        }
        if (source.remarks(name).some((remark) => remark.length > 1000)) return 'an endless remark';
      }
      return '';
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof Stop)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error.kind !== 'input') return `${error.kind}: ${error.message}`;
    return error.message.length < 1000 && error.hint !== '' ? '' : `unclear: ${error.message}`;
  }
}
