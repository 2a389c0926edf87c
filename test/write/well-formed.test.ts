// Every workbook that is written is well-formed XML and holds every text, whatever characters are in it: each kind through each writer.

import { open } from 'node:fs/promises';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { ExportColumn, ExportDataset } from '../../src/datasets/dataset.js';
import { openSource } from '../../src/read/open-source.js';
import type { Cell } from '../../src/values/cell.js';
import { defaultLimits } from '../../src/workbook/read-limits.js';
import { openZip } from '../../src/workbook/zip-archive.js';
import { openExport } from '../../src/write/export/export.js';
import { writeRowsWorkbook } from '../../src/write/results/rows-workbook.js';
import { temporaryFolder } from './temporary-folder.js';

const path = temporaryFolder();

/** The parts of a workbook that are XML, each read by a strict parser: what is wrong with them. */
async function faultsIn(file: string): Promise<readonly string[]> {
  const handle = await open(file);
  const zip = await openZip(file, handle, defaultLimits);
  const faults: string[] = [];
  for (const name of zip.names) {
    const pieces: Buffer[] = [];
    for await (const piece of zip.stream(name)) pieces.push(Buffer.from(piece));
    const parser = new SaxesParser();
    parser.on('error', ({ message }) => faults.push(`${name}: ${message}`));
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))).close();
  }
  await handle.close();
  return faults;
}

const kinds: readonly (readonly [string, string])[] = [
  ['BEL', 'a\u0007b'],
  ['VT', 'a\u000bb'],
  ['ESC', 'a\u001b[31mb'],
  ['NUL', 'a\0b'],
  ['DEL and C1', 'a\u007f\u0085\u009bb'],
  ['CR LF', 'a\r\nb'],
  ['a lone CR', 'a\rb'],
  ['TAB and LF', 'a\tb\nc'],
  ['U+FFFE', 'a\ufffeb'],
  ['U+FFFF', 'a\uffffb'],
  ['a high surrogate alone', 'a\ud83db'],
  ['a low surrogate alone', '\ude00b'],
  ['a pair of surrogates', 'a😀b'],
  ['what looks like an escape', '_x0041_ _x005F_x000D_ _X0041_ _x00e9_'],
  ['an escape behind an escape', '\u0007x0041_'],
  ['markup', `<b a="1">&amp; ]]> '`],
  ['a formula', '=1+1'],
];

const column = (key: string, title: string): ExportColumn => ({ key, title, kind: 'text', unit: '', note: title });

/** The cells of the first sheet, without its header. */
async function cellsOf(file: string, header: number): Promise<readonly Cell[]> {
  const source = await openSource(file, {});
  const cells: Cell[] = [];
  for await (const rows of source.rows(source.detection.sheets[0]?.name ?? '')) {
    for (const { row, cells: found } of rows) if (row > header) cells.push(...found);
  }
  await source.close();
  return cells;
}

async function writeExport(text: string): Promise<string> {
  const file = path('out.xlsx');
  const dataset: ExportDataset = {
    direction: 'export',
    ways: 'export',
    name: 'weights',
    title: text,
    provider: 'dcycle',
    summary: text,
    assumption: text,
    columns: [column('text', text)],
  };
  const out = await openExport(file, dataset, { exportedAt: new Date(0), from: text });
  await out.add({ text });
  await out.close();
  return file;
}

async function writeRows(text: string): Promise<string> {
  const file = path('rows.xlsx');
  async function* rows() {
    yield [
      { sheet: '', row: 1, cells: [text] },
      { sheet: '', row: 2, cells: [text] },
    ];
  }
  await writeRowsWorkbook(file, { name: 'rows', headerRow: 1, titles: [text] }, rows());
  return file;
}

describe.each(kinds)('%s', (_, text) => {
  it('is held by an export', async () => {
    const file = await writeExport(text);
    expect(await faultsIn(file)).toEqual([]);
    expect(await cellsOf(file, 1)).toEqual([text]);
  });

  it('is held by a workbook of rows', async () => {
    const file = await writeRows(text);
    expect(await faultsIn(file)).toEqual([]);
    expect(await cellsOf(file, 1)).toEqual([text]);
  });
});

it('any text comes back from a workbook', async () => {
  const units = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  const codes = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 20 });
  const any = fc.oneof(
    units,
    codes.map((all) => String.fromCharCode(...all)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 8 }), async (texts) => {
      const file = path('out.xlsx');
      const dataset: ExportDataset = {
        direction: 'export',
        ways: 'export',
        name: 'weights',
        title: 'Weights',
        provider: 'dcycle',
        summary: 'Weights.',
        columns: [column('id', 'Id'), column('text', 'Text')],
      };
      const out = await openExport(file, dataset, { exportedAt: new Date(0), from: 'here' });
      for (const text of texts) await out.add({ id: 'x', text });
      await out.close();
      expect(await faultsIn(file)).toEqual([]);
      expect(await cellsOf(file, 1)).toEqual(texts.flatMap((text) => ['x', text]));
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

it('a text that does not fit a cell is cut, with a mark that says so', async () => {
  const text = `${'long '.repeat(8_000)}end`;
  const [cell] = await cellsOf(await writeExport(text), 1);
  if (typeof cell !== 'string') throw new Error('no text');
  expect(cell).toHaveLength(32_767);
  expect(cell).toMatch(/… \[cut from 40003 characters, [0-9a-f]{8}\]$/);
});
