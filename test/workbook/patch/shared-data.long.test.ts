// Real workbooks of many programs, which lie beside the project and are no part of it: each is patched, and patched again.

import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/problems/stop.js';
import { openSource } from '../../../src/read/open-source.js';
import type { SourceRow } from '../../../src/values/cell.js';
import type { RowPatch, SheetPatch, WorkbookPatch } from '../../../src/workbook/patch/patch.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { temporaryFolder } from '../../read/files.js';
import { partsOf, patched, sheetPatch } from './books.js';

const folder = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const present = existsSync(folder);
const write = temporaryFolder();

const files = present
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.xls[xm]$/i.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('_oracles'))
      .sort()
  : [];

type Rows = readonly SourceRow[];

/** Parts that a patch may change. */
const CHANGED =
  /^\[Content_Types\]\.xml$|(workbook|style)[^/]*\.xml$|workbook[^/]*\.xml\.rels$|\/(work)?sheets\/|\/tables\/|comments|vml|carbonsheet/i;

describe.skipIf(!present)('a real workbook, patched (skipped where ../shared/data is absent)', () => {
  it.each(files)('%s', async (file) => {
    const source = join(folder, file);
    const before = await sheetsOf(source).catch((error: unknown) => {
      expect(error).toBeInstanceOf(Stop);
    });
    if (before === undefined) return;
    const patch = () => patchOf(before);
    const out = write(`once-${basename(file)}`, '');
    // Only a sheet with a title in its last column has no room.
    const report = await patched(source, out, patch()).catch((error: unknown) => {
      expect([error, before.get('Sheet1')?.[0]?.cells.length]).toMatchObject([{ code: 'TOO_MANY_COLUMNS' }, 16_384]);
    });
    if (report === undefined) return;

    const after = await sheetsOf(out);
    for (const [sheet, rows] of before) {
      const own = report.sheets.find((each) => each.sheet === sheet);
      expect(withoutOwn(after.get(sheet) ?? [], own?.columns.map(({ column }) => column) ?? [])).toEqual(rows);
    }
    for (const { sheet, columns } of report.sheets) {
      const [status] = columns;
      const found = new Map(after.get(sheet)?.map(({ row, cells }) => [row, cells[(status?.column ?? 0) - 1]]));
      const rows = before.get(sheet)?.slice(1) ?? [];
      expect(rows.filter(({ row }) => found.get(row) !== `status ${row}`)).toEqual([]);
    }

    const [one, two] = [await packedParts(source), await packedParts(out)];
    const changed = Object.keys(one).filter((name) => one[name] !== two[name]);
    expect(changed.filter((name) => !CHANGED.test(name))).toEqual([]);
    const originals = await partsOf(source);
    for (const [name, xml] of Object.entries(await partsOf(out))) {
      if (xml !== originals[name] && /\.(xml|rels)$/.test(name) && isWellFormed(originals[name] ?? '<a/>')) {
        expect([name, complaintAbout(xml)]).toEqual([name, undefined]);
      }
    }

    const again = write(`twice-${basename(file)}`, '');
    await patched(out, again, patch());
    expect(await partsOf(again)).toEqual(await partsOf(out));
  });
});

async function sheetsOf(path: string): Promise<Map<string, SourceRow[]>> {
  const source = await openSource(path, {});
  try {
    const sheets = new Map<string, SourceRow[]>();
    for (const { name } of source.detection.sheets) {
      const rows: SourceRow[] = [];
      for await (const batch of source.rows(name)) rows.push(...batch);
      sheets.set(name, rows);
    }
    return sheets;
  } finally {
    await source.close();
  }
}

/** Statuses, faults and notes for the first sheets that have rows. */
function patchOf(before: ReadonlyMap<string, Rows>): WorkbookPatch {
  const sheets: SheetPatch[] = [];
  for (const [sheet, rows] of before) {
    const [header, ...others] = rows;
    if (header === undefined || sheets.length === 3) continue;
    const patches = others.map(({ row }): RowPatch => {
      const faulty = row % 3 === 0 ? [1, 2] : undefined;
      const notes = row % 5 === 0 ? [{ column: 1, text: 'what is wrong' }] : undefined;
      return { row, status: [`status ${row}`, '=A1', row], faulty, notes };
    });
    sheets.push(sheetPatch(patches, { sheet, headerRow: header.row }));
  }
  const layout = { columns: [{ width: 30 }] };
  const style = { font: { name: 'Calibri', family: 2, size: 11, bold: true }, alignment: { wrapText: true } };
  return {
    sheets,
    front: { layout: { ...layout, name: 'Run summary' }, rows: [[{ value: 'Rows', style }]] },
    added: [{ layout: { ...layout, name: 'Changes' }, rows: [[{ value: 'Cell', style }]] }],
  };
}

/** The rows without columns of ours, and without rows that have nothing else. */
function withoutOwn(rows: Rows, own: readonly number[]): Rows {
  return rows
    .map((row) => {
      const cells = row.cells.map((cell, column) => (own.includes(column + 1) ? null : cell));
      while (cells.at(-1) === null) cells.pop();
      return { ...row, cells };
    })
    .filter(({ cells }) => cells.length > 0);
}

/** The packed bytes of each part. */
async function packedParts(path: string): Promise<Record<string, string>> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, defaultLimits);
    const parts: Record<string, string> = {};
    for (const name of zip.names) {
      const pieces: Buffer[] = [];
      for await (const piece of zip.packed(name)?.bytes ?? []) pieces.push(piece);
      parts[name] = Buffer.concat(pieces).toString('latin1');
    }
    return parts;
  } finally {
    await file.close();
  }
}

function isWellFormed(xml: string): boolean {
  return complaintAbout(xml) === undefined;
}

function complaintAbout(xml: string): string | undefined {
  let complaint: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    complaint ??= error.message;
  });
  parser.write(xml).close();
  return complaint;
}
