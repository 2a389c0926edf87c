// `delta` over real files: exports in all three formats, compared with each other; files that cannot be compared are refused.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsWithBaseline } from '../../../src/datasets/carboncloud/footprint-columns.js';
import { exportableNamed } from '../../../src/datasets/index.js';
import { compareExports, type DeltaRequest } from '../../../src/pipeline/delta/delta.js';
import { exportedRow, exportedTable } from '../../../src/pipeline/export/exported-table.js';
import { openSource } from '../../../src/read/open-source.js';
import { cellText } from '../../../src/values/cell.js';
import { openExport } from '../../../src/write/export/export.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-delta-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const clock = { now: () => Date.UTC(2025, 5, 1), sleep: () => Promise.resolve(), random: () => 0 };

async function compare(request: DeltaRequest) {
  const warned: string[] = [];
  const delta = await compareExports(request, {
    clock,
    findLedger: async () => undefined,
    tell: (progress) => {
      if (progress.kind === 'warned') warned.push(progress.text);
    },
  });
  return { delta, warned };
}

async function write(name: string, what: string, rows: readonly ExportRow[]): Promise<string> {
  const path = join(folder, name);
  const table = exportedTable(await exportableNamed(what), new Set(rows.flatMap((row) => Object.keys(row))));
  const file = await openExport(path, table, { exportedAt: new Date(clock.now()), from: 'test' });
  for (const row of rows) await file.add(row);
  await file.close();
  return path;
}

interface Purchase {
  readonly id: string;
  readonly co2e?: number | null;
  readonly quantity?: number;
  readonly unit_id?: string;
  readonly day?: string;
  readonly name?: string;
}

async function purchases(name: string, rows: readonly Purchase[], owner = 'dcycle, org-1, host'): Promise<string> {
  const dataset = await exportableNamed('purchases');
  if (dataset.direction !== 'import') throw new Error('purchases can be imported');
  const exported = rows.map(
    ({ id, co2e = null, quantity = 10, unit_id = 'EUR', day = '2025-03-10', name: product = '=Boxes "1,5"' }) =>
      exportedRow(
        dataset,
        {
          remoteId: id,
          version: '1',
          values: {
            product_name: product,
            sector: 'Manufacturing',
            country: 'SE',
            quantity,
            unit_id,
            purchase_date: day,
            expense_type: 'opex',
          },
          shown: { co2e },
        },
        owner,
      ),
  );
  return write(name, 'purchases', exported);
}

const may: readonly Purchase[] = [
  { id: 'same', co2e: 1.1 },
  { id: 'recalculated', co2e: 100 },
  { id: 'edited', co2e: 0.1, quantity: 1 },
  { id: 'moved', co2e: 7 },
  { id: 'gone', co2e: 3.3 },
  { id: 'pending' },
];
const june: readonly Purchase[] = [
  { id: 'pending', co2e: 2.2 },
  { id: 'moved', co2e: 7, day: '2025-04-02' },
  { id: 'edited', co2e: 0.3, quantity: 3, unit_id: 'USD' },
  { id: 'new', co2e: 0.000001 },
  { id: 'recalculated', co2e: 110 },
  { id: 'same', co2e: 1.1 },
];

const formats = ['.xlsx', '.csv', '.ndjson'];
const pairs = formats.flatMap((one) => formats.map((other) => [one, other] as const));

describe('two exports', () => {
  it.each(pairs)('%s and %s are bridged row by row', async (one, other) => {
    const before = await purchases(`may${one}`, may);
    const after = await purchases(`june${other}`, june);
    const { delta } = await compare({ before, after });
    expect(delta.dataset).toBe('purchases');
    expect(delta.owner).toBe('dcycle, org-1, host');
    expect(delta.counts).toEqual({ new: 1, gone: 1, moved: 1, edited: 1, recalculated: 2, unchanged: 1 });
    expect([delta.before.rows, delta.after.rows]).toEqual([6, 6]);
    const co2e = delta.measures.find(({ key }) => key === 'co2e');
    expect(co2e).toMatchObject({ before: '111.5', after: '120.600001', change: '9.100001', flagged: true });
    expect(co2e).toMatchObject({
      parts: [
        { part: 'new', rows: 1, change: '0.000001', flagged: false },
        { part: 'gone', rows: 1, change: '-3.3', flagged: false },
        { part: 'moved', rows: 1, change: '0', flagged: false },
        { part: 'edited', rows: 1, change: '0.2', flagged: false },
        { part: 'recalculated', rows: 2, change: '12.2', flagged: true },
      ],
      periods: [
        { period: '2025-03', before: '111.5', after: '113.600001', parts: { moved: '-7' } },
        { period: '2025-04', before: '0', after: '7', parts: { moved: '7' } },
      ],
      blank: { before: 1, after: 0 },
    });
    // Quantities in different units are never added.
    expect(delta.measures.filter(({ key }) => key.startsWith('quantity')).map(({ key, unit }) => [key, unit])).toEqual([
      ['quantity EUR', 'EUR'],
      ['quantity USD', 'USD'],
    ]);
    expect(delta.largest.find(({ key, measure }) => key === 'edited' && measure === 'co2e')?.inputs).toEqual([
      { column: 'quantity', before: '1', after: '3' },
      { column: 'unit_id', before: 'EUR', after: 'USD' },
    ]);
  });

  it.each(formats)('%s: an export compared with itself has no difference', async (ending) => {
    const before = await purchases(`self${ending}`, may);
    const { delta } = await compare({ before, after: before });
    expect(delta.counts).toEqual({ new: 0, gone: 0, moved: 0, edited: 0, recalculated: 0, unchanged: 6 });
    expect(delta.largest).toEqual([]);
  });

  it.each(formats)('%s without rows is compared', async (ending) => {
    const before = await purchases(`none${ending}`, []);
    const after = await purchases(`some${ending}`, may);
    const request = { before, after, ...(ending === '.ndjson' ? { dataset: 'purchases' } : {}) };
    expect((await compare(request)).delta.counts).toMatchObject({ new: 6, unchanged: 0 });
  });
});

describe('footprints', () => {
  const footprint = (id: string, total: number | null, name = 'Oats'): ExportRow => ({
    id,
    name,
    total,
    'flag.total.sum': total === null ? null : total / 2,
  });

  it('are not summed, and the sums below a sheet are no rows', async () => {
    const before = await write('fb.xlsx', 'footprints', [footprint('a', 1), footprint('b', 2), footprint('c', null)]);
    const after = await write('fa.xlsx', 'footprints', [footprint('a', 1.2), footprint('b', 2), footprint('d', 9)]);
    const { delta } = await compare({ before, after });
    expect(delta.dataset).toBe('footprints');
    expect(delta.counts).toEqual({ new: 1, gone: 1, moved: 0, edited: 0, recalculated: 1, unchanged: 1 });
    expect(delta.measures[0]).toMatchObject({ key: 'total', adds: false, rose: 1, fell: 0, flagged: 1 });
    expect(delta.measures.every(({ adds }) => !adds)).toBe(true);
  });

  it('are not summed where no product is left to say what its figures are', async () => {
    const before = await write('left.ndjson', 'footprints', [footprint('a', 1), footprint('b', 2)]);
    const after = await write('none.ndjson', 'footprints', []);
    const { delta } = await compare({ before, after, dataset: 'footprints' });
    expect(delta.counts).toMatchObject({ gone: 2, unchanged: 0 });
    expect(delta.measures.map(({ key, unit, adds }) => [key, unit, adds])).toEqual([
      ['flag.total.sum', 'kg CO2e per kg', false],
      ['total', 'kg CO2e per kg', false],
    ]);
  });

  it('of a CSV may be baselines: the name of the dataset is asked for', async () => {
    const before = await write('fb.csv', 'footprints', [footprint('a', 1)]);
    const after = await write('fa.csv', 'baselines', [footprint('a', 1)]);
    const { delta, warned } = await compare({ before, after });
    expect(delta.dataset).toBe('baselines');
    expect(warned).toEqual([
      'the columns are those of baselines and of footprints, taken for baselines; --dataset says which',
    ]);
    expect((await compare({ before, after, dataset: 'footprints' })).warned).toEqual([]);
  });

  it('and baselines in workbooks are told apart', async () => {
    const before = await write('f1.xlsx', 'footprints', [footprint('a', 1)]);
    const after = await write('b1.xlsx', 'baselines', [footprint('a', 1)]);
    await expect(compare({ before, after })).rejects.toMatchObject({ code: 'DIFFERENT_DATASETS' });
  });
});

describe('yearly amounts', () => {
  const product = (id: string, years: Readonly<Record<string, number>>): ExportRow => ({
    name: `Product ${id}`,
    ...Object.fromEntries(Object.entries(years).map(([year, tonnes]) => [`yearlySalesVolumes.${year}`, tonnes])),
    carbonsheet_id: id,
  });

  it.each(formats)('%s: a year that came is an edited input, a row without it is not', async (ending) => {
    const before = await write(`y1${ending}`, 'resold-products', [
      product('a', { 2024: 1 }),
      product('b', { 2024: 2 }),
    ]);
    const after = await write(`y2${ending}`, 'resold-products', [
      product('a', { 2024: 1, 2025: 5 }),
      product('b', { 2024: 2 }),
    ]);
    const { delta } = await compare({ before, after });
    expect(delta.counts).toMatchObject({ edited: 1, unchanged: 1 });
    expect(delta.measures.map(({ key, unit, adds }) => [key, unit, adds])).toEqual([
      ['yearlySalesVolumes.2024', 't', true],
      ['yearlySalesVolumes.2025', 't', true],
    ]);
  });
});

describe('what is written', () => {
  it.each(['.csv', '.json'])('%s holds every change', async (ending) => {
    const before = await purchases('w1.csv', may);
    const after = await purchases('w2.csv', june);
    const out = join(folder, `delta${ending}`);
    await compare({ before, after, out });
    const text = await readFile(out, 'utf8');
    for (const { id } of [...may, ...june].filter((row) => row.id !== 'same')) expect(text).toContain(id);
    expect(text).not.toContain('same,');
    expect(ending === '.json' ? JSON.parse(text).changes.length : text.split('\r\n').length - 2).toBe(11);
  });

  it('.xlsx adds up: the parts of the sheet Bridge are the difference of its totals', async () => {
    const before = await purchases('w1.csv', may);
    const after = await purchases('w2.csv', june);
    const out = join(folder, 'delta.xlsx');
    await compare({ before, after, out });
    const source = await openSource(out, {});
    const sheets: Record<string, string[][]> = {};
    for (const { name } of source.detection.sheets) {
      sheets[name] = [];
      for await (const batch of source.rows(name))
        for (const { cells } of batch) sheets[name]?.push(cells.map(cellText));
    }
    await source.close();
    expect(Object.keys(sheets)).toEqual(['Bridge', 'Periods', 'Changes']);
    const amounts = (sheets.Bridge ?? []).filter(([title]) => title === 'Emissions').map((cells) => Number(cells[4]));
    const [first = 0, ...steps] = amounts;
    expect(steps.slice(0, -1).reduce((sum, step) => sum + step, first)).toBeCloseTo(steps.at(-1) ?? 0, 9);
    expect(sheets.Changes?.length).toBe(12);
  });

  it('has an ending that is known', async () => {
    const before = await purchases('w1.csv', may);
    await expect(compare({ before, after: before, out: join(folder, 'x.txt') })).rejects.toMatchObject({
      code: 'EXPORT_FORMAT',
    });
  });
});

describe('files that cannot be compared', () => {
  it('are those of different datasets', async () => {
    const before = await purchases('d1.csv', may);
    const after = await write('d2.csv', 'units', [{ id: '1', name: 'kg', type: 'solid' }]);
    await expect(compare({ before, after })).rejects.toMatchObject({ code: 'DIFFERENT_DATASETS' });
  });

  it('are those of different accounts', async () => {
    const before = await purchases('o1.csv', may);
    const after = await purchases('o2.csv', may, 'dcycle, org-2, host');
    await expect(compare({ before, after })).rejects.toMatchObject({
      code: 'DIFFERENT_OWNERS',
      message: expect.stringContaining('org-2'),
    });
  });

  it('are those without what identifies their rows', async () => {
    const path = join(folder, 'short.csv');
    await writeFile(path, 'product_name,co2e\r\nBoxes,1\r\n');
    await expect(compare({ before: path, after: path })).rejects.toMatchObject({ code: 'NO_ROW_KEY' });
  });

  it.each([
    ['other.csv', 'Color,Size\r\nred,1\r\n'],
    ['other.ndjson', '{"color":"red"}\n'],
    ['broken.ndjson', '{"id":'],
    ['list.ndjson', '[1,2]\n'],
  ])('are no exports: %s', async (name, text) => {
    const path = join(folder, name);
    await writeFile(path, text);
    await expect(compare({ before: path, after: path })).rejects.toMatchObject({ code: 'NOT_AN_EXPORT' });
  });

  it.each(formats)('do not exist: %s', async (ending) => {
    const path = join(folder, `missing${ending}`);
    expect(extname(path)).toBe(ending);
    await expect(compare({ before: path, after: path })).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});

describe('exports that could be compared wrongly', () => {
  const footprint = (id: string, total: number, more: ExportRow = {}): ExportRow => ({ id, name: id, total, ...more });

  it('compares footprints beside baselines by the footprints', async () => {
    const beside = { ...(await exportableNamed('footprints')), columns: columnsWithBaseline() };
    const path = join(folder, 'beside.csv');
    if (beside.direction === 'import') throw new Error('footprints are exported');
    const file = await openExport(path, beside, { exportedAt: new Date(clock.now()), from: 'test' });
    await file.add(footprint('a', 2, { 'baseline.total': 3, 'difference.total': -1 }));
    await file.close();
    const plain = await write('plain.csv', 'footprints', [footprint('a', 2.5)]);
    const { delta, warned } = await compare({ before: path, after: plain, dataset: 'footprints' });
    expect(delta.counts).toMatchObject({ recalculated: 1, new: 0, gone: 0 });
    expect(delta.measures.find(({ key }) => key === 'total')).toMatchObject({ adds: false, rose: 1, came: 0 });
    expect(delta.measures.map(({ key }) => key)).not.toContain('baseline.total');
    expect(warned.join()).toContain('Total: baseline');
    const same = await compare({ before: path, after: path, dataset: 'footprints' });
    expect(same.delta.counts).toMatchObject({ unchanged: 1, recalculated: 0 });
  });

  it.each(['changes.csv', 'changes.ndjson'])('says of %s that it is an export of changes', async (name) => {
    const path = join(folder, name);
    const line = { id: 'a', total: 1, change: 'changed' };
    const csv = `${Object.keys(line).join()}\r\n${Object.values(line).join()}\r\n`;
    await writeFile(path, name.endsWith('csv') ? csv : `${JSON.stringify(line)}\n`);
    await expect(compare({ before: path, after: path, dataset: 'footprints' })).rejects.toMatchObject({
      code: 'NOT_AN_EXPORT',
      message: expect.stringContaining('export of changes'),
    });
  });

  it('counts rows of another currency not as rows without the figure', async () => {
    const rows = [
      { id: 'a', quantity: 10, unit_id: 'EUR' },
      { id: 'b', quantity: 20, unit_id: 'USD' },
    ];
    const [one, other] = [await purchases('eur1.csv', rows), await purchases('eur2.csv', rows.slice(0, 1))];
    const { delta } = await compare({ before: one, after: other });
    const amounts = delta.measures.filter(({ key }) => key.startsWith('quantity'));
    expect(amounts.map(({ unit, blank }) => [unit, blank])).toEqual([
      ['EUR', { before: 0, after: 0 }],
      ['USD', { before: 0, after: 0 }],
    ]);
  });

  it('warns where files that do not say their owner have no row in common', async () => {
    const one = await write('one.csv', 'footprints', [footprint('a', 1)]);
    const other = await write('other.csv', 'footprints', [footprint('b', 1)]);
    const { warned } = await compare({ before: one, after: other, dataset: 'footprints' });
    expect(warned.join()).toContain('do not say whose rows they are');
  });

  it('knows an id by its value, whatever its case', async () => {
    const id = '0000abcd-0000-4000-8000-000000000001';
    const one = await write('lower.csv', 'footprints', [footprint(id, 1)]);
    const other = await write('upper.csv', 'footprints', [footprint(` ${id.toUpperCase()} `, 2)]);
    const { delta } = await compare({ before: one, after: other, dataset: 'footprints' });
    expect(delta.counts).toMatchObject({ new: 0, gone: 0 });
  });
});
