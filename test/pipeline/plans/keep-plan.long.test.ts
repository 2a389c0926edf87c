// A plan that is kept: every row with what would become of it, in a file for machines and one for people.

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readPlan, rowsOfPlan } from '../../../src/pipeline/plans/read-plan.js';
import type { SavedRow } from '../../../src/plan/saved-plan.js';
import { product, purchase, sale } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

async function rowsIn(path: string): Promise<readonly SavedRow[]> {
  const rows: SavedRow[] = [];
  for await (const { row } of rowsOfPlan(path)) rows.push(row);
  return rows;
}

const actions = (rows: readonly SavedRow[]) => rows.map(({ row, action, code }) => `${row} ${action} ${code}`.trim());

async function linesOf(path: string, name: string): Promise<readonly (readonly string[])[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.getWorksheet(name);
  const lines: string[][] = [];
  sheet?.eachRow((row) => {
    const cells = Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text);
    lines.push(cells);
  });
  return lines;
}

async function sheetOf(path: string, name: string): Promise<readonly Row[]> {
  const [titles = [], ...rows] = await linesOf(path, name);
  return rows.map((cells) => Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''])));
}

const boxes = purchase({ product_name: 'Boxes', quantity: '10' });
const film = purchase({ product_name: 'Film', quantity: '20' });
const tape = purchase({ product_name: 'Tape', quantity: '30' });

/** Boxes and film are at the service; the quantity of film was edited in the file since. */
async function openEdited() {
  const scene = await openImporting();
  await scene.import('in.csv', [boxes, film]);
  return { scene, rows: [boxes, { ...film, quantity: '25' }, tape, purchase({ quantity: 'much' })] };
}

describe('the plan as JSON', () => {
  it('has a row for each source row, with both values of what an update changes', async () => {
    const { scene, rows } = await openEdited();
    const { path, summaries, ends } = await scene.keep({ 'in.csv': rows }, ['plan.json'], { onExisting: 'update' });
    const kept = await rowsIn(path);
    expect(actions(kept)).toEqual(['2 unchanged ALREADY_THERE', '3 update', '4 create', '5 blocked NOT_A_NUMBER']);
    expect(kept[1]).toMatchObject({
      before: { quantity: 20 },
      after: { quantity: 25 },
      held: { product_name: 'Film', unit_id: 'EUR' },
    });
    expect(kept[1]?.held).not.toHaveProperty('quantity');
    expect(kept[2]?.after).toMatchObject({ product_name: 'Tape', quantity: 30 });
    expect(kept[3]?.reason).toMatch(/^quantity: .*much/);
    expect(new Set(kept.map(({ identity }) => identity)).size).toBe(4);
    const { counts, totals, hash, plan } = partsOf(await readFile(path, 'utf8'));
    expect(counts).toEqual({
      rows: 4,
      create: 1,
      update: 1,
      delete: 0,
      unchanged: 1,
      skip: 0,
      conflict: 0,
      hold: 0,
      blocked: 1,
    });
    expect(totals).toMatchObject({ field: 'quantity', checked: { EUR: '65' }, written: { EUR: '55' } });
    expect(plan).toMatchObject({ dataset: 'purchases', provider: 'dcycle', request: { onExisting: 'update' } });
    expect(summaries[0]?.planFile).toEqual({ hash, files: [path] });
    expect(JSON.parse(await readFile(`${summaries[0]?.folder}/summary.json`, 'utf8')).planFile.hash).toBe(hash);
    expect(ends).toMatchObject([{ kind: 'ended', stop: { code: 'INVALID_ROWS' } }]);
  });

  it('says both values of a conflict, and what a row to delete holds', async () => {
    const scene = await openImporting();
    await scene.import('in.csv', [boxes, film]);
    const exported = await scene.export('purchases');
    const [first = {}, second = {}] = exported;
    const id = first.carbonsheet_id ?? '';
    await scene.dcycle('PATCH', `/v1/purchases/${id}`, { quantity: 11 });
    const rows = [
      { ...first, quantity: '12', Action: '' },
      { ...second, Action: 'delete' },
    ];
    const { path } = await scene.keep({ 'export.csv': rows }, ['plan.json'], { onExisting: 'update' });
    const [conflict, gone] = await rowsIn(path);
    expect(conflict).toMatchObject({ action: 'conflict', code: 'CHANGED_SINCE_EXPORT' });
    expect(conflict).toMatchObject({ before: { quantity: 11 }, after: { quantity: 12 } });
    expect(gone).toMatchObject({ action: 'delete', before: { product_name: 'Film', quantity: 20 } });
  });

  it('is the same plan, with the same hash, when it is made again', async () => {
    const { scene, rows } = await openEdited();
    const keep = async (name: string, file: string) =>
      (await scene.keep({ [file]: rows }, [name], { onExisting: 'update' })).summaries[0]?.planFile?.hash;
    const hash = await keep('one.json', 'in.csv');
    scene.pass(86_400_000);
    expect(await keep('two.json', 'in.csv')).toBe(hash);
    const others = (await scene.keep({ 'in.csv': rows.slice(0, 3) }, ['three.json'])).summaries[0]?.planFile?.hash;
    expect(others).not.toBe(hash);
  });

  it.each([
    ['a value', (text: string) => text.replace('"quantity":25', '"quantity":26'), 'PLAN_CHANGED'],
    ['an action', (text: string) => text.replace('"action":"update"', '"action":"create"'), 'PLAN_CHANGED'],
    ['a row less', (text: string) => text.replace(/^\{"sheet".*"create".*\n/m, ''), 'PLAN_CHANGED'],
    ['the counts', (text: string) => text.replace('"create":1', '"create":2'), 'PLAN_CHANGED'],
    ['the account', (text: string) => text.replace('dcycle organisation', 'dcycle group'), 'PLAN_CHANGED'],
    ['its option', (text: string) => text.replace('"onExisting":"update"', '"onExisting":"skip"'), 'PLAN_CHANGED'],
    ['its hash', (text: string) => text.replace(/"hash":"./, '"hash":"x'), 'PLAN_CHANGED'],
    ['its end', (text: string) => text.slice(0, -100), 'PLAN_FILE'],
    ['its form', (text: string) => JSON.stringify(JSON.parse(text), null, 2), 'PLAN_FILE'],
    ['its version', (text: string) => text.replace('"version":1', '"version":9'), 'PLAN_FILE'],
    ['everything', () => '{"rows": []}', 'PLAN_FILE'],
  ])('is refused when %s was edited', async (_, edit, code) => {
    const { scene, rows } = await openEdited();
    const { path } = await scene.keep({ 'in.csv': rows }, ['plan.json'], { onExisting: 'update' });
    const text = await readFile(path, 'utf8');
    const edited = edit(text);
    expect(edited).not.toBe(text);
    await writeFile(path, edited);
    await expect(rowsIn(path)).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('is read with the line ends of Windows', async () => {
    const { scene, rows } = await openEdited();
    const { path } = await scene.keep({ 'in.csv': rows });
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('\n', '\r\n'));
    expect(await rowsIn(path)).toHaveLength(4);
  });

  it('has the tables of a command, parents first', async () => {
    const scene = await openImporting();
    const link = { 'Product custom id': 'OAT-1000', 'Supplier custom id': 'S-1' };
    const { path, summaries } = await scene.keep({
      'periods.csv': [{ ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-12-31' }],
      'suppliers.csv': [{ 'Supplier name': 'Oat farm', 'Custom id': 'S-1' }],
      'products.csv': [product()],
    });
    const tables = [];
    for await (const part of readPlan(path)) if (part.kind === 'table') tables.push(part.table.dataset);
    expect(tables).toEqual(['resold-products', 'suppliers', 'supplier-periods']);
    expect(actions(await rowsIn(path))).toEqual(['2 create', '2 create', '2 create']);
    expect(new Set(summaries.map(({ planFile }) => planFile?.hash)).size).toBe(1);
  });

  it('is not written where a part of the command could not be planned', async () => {
    const scene = await openImporting();
    const { ends, paths } = await scene.keep({ 'in.csv': [boxes], 'other.csv': [{ Nothing: 'that fits' }] }, [
      'plan.json',
      'plan.xlsx',
    ]);
    expect(ends.map((end) => end.kind === 'ended' && end.stop?.kind)).toEqual([undefined, 'mapping']);
    expect(paths.map(existsSync)).toEqual([false, false]);
  });
});

describe('the plan as a workbook', () => {
  it('has a sheet for each action, with before and after side by side', async () => {
    const { scene, rows } = await openEdited();
    const { path, summaries } = await scene.keep({ 'in.csv': rows }, ['plan.xlsx', 'plan.json'], {
      onExisting: 'update',
    });
    const [update] = await sheetOf(path, 'Update');
    expect(Object.keys(update ?? {})).toEqual([
      'Row',
      'Remote ID',
      'Quantity: at the service',
      'Quantity: in the file',
    ]);
    expect(update).toMatchObject({ Row: '3', 'Quantity: at the service': '20', 'Quantity: in the file': '25' });
    expect(await sheetOf(path, 'Create')).toMatchObject([{ Row: '4', Quantity: '30' }]);
    expect(await sheetOf(path, 'Skip')).toMatchObject([{ Row: '2', Reason: expect.stringContaining('already has') }]);
    expect(await sheetOf(path, 'Blocked')).toMatchObject([{ Row: '5', Reason: expect.stringContaining('much') }]);
    expect(await sheetOf(path, 'Conflict')).toEqual([]);
    const summary = (await linesOf(path, 'Summary')).map((cells) => cells.join(': '));
    expect(summary).toContain(`Whole hash: ${summaries[0]?.planFile?.hash}`);
    expect(summary).toContain('Create: rows to create: 1');
  });

  it('shows the sales of a country with the units of the period', async () => {
    const scene = await openImporting();
    const { path } = await scene.keep({ 'sales.csv': [sale(), sale({ Country: 'NO' })] }, ['plan.xlsx']);
    const created = await sheetOf(path, 'Create');
    expect(created.map((row) => row.Country)).toEqual(['SE', 'NO']);
  });
});

/** The parts of a plan, as any program reads them. */
function partsOf(text: string) {
  const { tables, hash } = JSON.parse(text);
  return { ...tables[0], hash };
}
