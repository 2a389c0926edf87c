// However a run ends, nothing keeps its files open.

import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFile } from '../../src/pipeline/check.js';
import { peekFile } from '../../src/pipeline/peek.js';
import { openTable } from '../../src/pipeline/table/open-table.js';
import type { Tools } from '../../src/pipeline/tools.js';
import { openSource } from '../../src/read/open-source.js';
import { openResults } from '../../src/write/results/results.js';
import { workbookOf } from '../read/files.js';

const OPEN_FILES = '/proc/self/fd';
const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files below the folder that this process has open. */
function openFiles(): readonly string[] {
  const links = readdirSync(OPEN_FILES).map((name) => {
    try {
      return readlinkSync(join(OPEN_FILES, name));
    } catch {
      // The listing itself is closed by now.
      return '';
    }
  });
  return links.filter((path) => path.startsWith(folder));
}

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const titles = 'Product,Sector,Country,Amount,Unit,Purchase date,Expense type\n';
const csv = `${titles}${'Boxes,Manufacturing,Nowhere,5,EUR,2024-03-15,opex\n'.repeat(20_000)}`;
const sheetRows = Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c t="str"><v>${i}</v></c></row>`);
const book = workbookOf({ rows: sheetRows.join('') }, { deflate: true });
const brokenBook = workbookOf({ rows: `${sheetRows.join('')}<row r="1"><c><v>1</v></c></row>` });

function tools(signal: AbortSignal, tell: Tools['tell'] = () => undefined): Tools {
  const unused = (): never => {
    throw new Error('nothing is sent');
  };
  return {
    clock: { now: () => Date.UTC(2026, 0, 1), sleep: unused, random: unused },
    newId: () => '123456',
    connect: unused,
    openLedger: unused,
    findLedger: async () => undefined,
    holdAccount: unused,
    tell,
    ask: async () => undefined,
    signal,
  };
}

/** Reads a file as far as its first rows, or to its end. */
async function readRows(file: string, toEnd: boolean): Promise<void> {
  const source = await openSource(file, {});
  try {
    for await (const _ of source.rows(source.detection.sheets[0]?.name ?? '')) if (!toEnd) break;
  } finally {
    await source.close();
  }
}

describe.skipIf(!existsSync(OPEN_FILES))('no file stays open (skipped where the system does not tell)', () => {
  it.each<[what: string, work: () => Promise<unknown>]>([
    ['a workbook read to its end', () => readRows(put('a.xlsx', book), true)],
    ['a workbook left early', () => readRows(put('a.xlsx', book), false)],
    ['a CSV file left early', () => readRows(put('a.csv', csv), false)],
    ['a file of another kind', () => openSource(put('a.pdf', '%PDF-1.7'), {})],
    ['an empty file', () => openSource(put('empty', ''), {})],
    ['a damaged directory', () => openSource(put('cut.xlsx', book.subarray(0, 500)), {})],
    ['damaged rows', () => readRows(put('broken.xlsx', brokenBook), true)],
    ['a limit', () => openSource(put('a.xlsx', book), { limits: { fileBytes: 10 } })],
    ['an unknown encoding', () => openSource(put('a.csv', csv), { encoding: 'utf8-mac' })],
    ['an unknown sheet', () => openTable({ file: put('a.xlsx', book), sheet: 'Q9' })],
    ['an unknown sheet that is peeked at', () => peekFile({ file: put('a.xlsx', book), sheet: 'Q9' })],
    ['damaged rows that are peeked at', () => peekFile({ file: put('b.xlsx', workbookOf({ rows: '<row>' })) })],
    ['columns that fit nothing', () => openTable({ file: put('a.xlsx', book) })],
    [
      'a check that is interrupted',
      () => {
        const stop = new AbortController();
        const tell: Tools['tell'] = ({ kind }) => kind === 'problem' && stop.abort();
        const request = { file: put('a.csv', csv), runsDir: folder, equalRows: 'keep' as const };
        return checkFile(request, tools(stop.signal, tell));
      },
    ],
    [
      'results that are left',
      async () => {
        const layout = { format: 'csv', delimiter: ',', byteOrderMark: false, lead: [] } as const;
        const files = await openResults(folder, { ...layout, titles: ['a'] });
        const result = { status: 'failed', remoteId: '', field: '', requestId: '', attempts: 0 } as const;
        await files.add({ sheet: 'Q1', row: 2, cells: ['x'] }, result);
        await files.leave();
      },
    ],
  ])('after %s', async (_, work) => {
    await work().catch(() => undefined);
    await expect.poll(openFiles).toEqual([]);
  });
});
