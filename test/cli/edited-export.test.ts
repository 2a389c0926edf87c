// An export that was edited is imported again: what was edited is sent, what was not costs nothing, and what somebody changed
// at the service meanwhile is left alone.

import type { CellValue, Worksheet } from 'exceljs';
import { expect, it } from 'vitest';
import { csvOf, purchase } from './tables.js';
import { countsOf, openWorkplace, parseCsv, summaryOf, type WorkDir } from './workdir.js';

const rows = Array.from({ length: 6 }, (_, index) => purchase({ product_name: `Boxes ${index + 1}` }));
const names = rows.map(({ product_name }) => product_name);

interface Held {
  readonly id: string;
  readonly product_name: string;
  readonly quantity: number;
  readonly description: string | null;
  readonly updated_at: string;
}

/** Six purchases at the service, and their export. */
async function openExport(out: string) {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('new.csv', csvOf(rows));
  expect((await dir.run(['import', 'new.csv'])).code).toBe(0);
  expect((await dir.run(['export', 'purchases', '--out', out])).code).toBe(0);
  const held = (): readonly Held[] => sandbox.purchases() as readonly Held[];
  const patch = async (name: string, change: object): Promise<void> => {
    const id = held().find(({ product_name }) => product_name === name)?.id;
    const { DCYCLE_API_KEY = '', DCYCLE_ORGANIZATION_ID = '' } = sandbox.environment;
    const headers = { 'x-api-key': DCYCLE_API_KEY, 'x-organization-id': DCYCLE_ORGANIZATION_ID };
    const body = JSON.stringify(change);
    const url = `${sandbox.url}/v1/purchases/${id}`;
    const { status } = await fetch(url, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(200);
  };
  return { dir, sandbox, held, patch };
}

type Edit = Readonly<Record<string, CellValue>>;

/** Edits rows of an exported workbook, told by the name of their product; a column that is not there is added. */
async function edit(dir: WorkDir, from: string, to: string, edits: Readonly<Record<string, Edit>>) {
  const book = await dir.readBook(from);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error(`${from} has no sheet`);
  for (const [name, cells] of Object.entries(edits)) {
    const row = rowOf(sheet, name);
    for (const [title, value] of Object.entries(cells)) sheet.getRow(row).getCell(columnOf(sheet, title)).value = value;
  }
  await book.xlsx.writeFile(`${dir.path}/${to}`);
}

function columnOf(sheet: Worksheet, title: string): number {
  const titles = sheet.getRow(1).values as readonly CellValue[];
  const found = titles.indexOf(title);
  if (found > 0) return found;
  sheet.getRow(1).getCell(titles.length).value = title;
  return titles.length;
}

function rowOf(sheet: Worksheet, name: string): number {
  const names = sheet.getColumn(columnOf(sheet, 'Product name')).values as readonly CellValue[];
  return names.indexOf(name);
}

const update = ['--on-existing', 'update', '--json'];

it('hides the id, the hash and the version of each row in a workbook, and shows them in a CSV file', async () => {
  const { dir, held } = await openExport('held.xlsx');
  const sheet = (await dir.readBook('held.xlsx')).worksheets[0];
  if (!sheet) throw new Error('no sheet');
  for (const title of ['carbonsheet id', 'carbonsheet hash', 'carbonsheet version'])
    expect(sheet.getColumn(columnOf(sheet, title)).hidden, title).toBe(true);
  // Sorting by the filter moves a row's marks with it.
  expect(sheet.autoFilter).toBe(`A1:${sheet.getColumn(sheet.columnCount).letter}7`);
  const ids = sheet.getColumn(columnOf(sheet, 'carbonsheet id')).values.slice(2);
  expect(ids).toEqual(held().map(({ id }) => id));
  expect((await dir.run(['export', 'purchases', '--out', 'held.csv'])).code).toBe(0);
  const [header = [], first = []] = parseCsv(await dir.read('held.csv'));
  expect(header.slice(-3)).toEqual(['carbonsheet_id', 'carbonsheet_hash', 'carbonsheet_version']);
  expect([first.at(-3), first.at(-1)]).toEqual([held()[0]?.id, held()[0]?.updated_at]);
});

it.each(['held.xlsx', 'held.csv'])('sends nothing for %s as it was exported', async (out) => {
  const { dir, sandbox } = await openExport(out);
  const before = sandbox.stats();
  const ran = await dir.run(['import', out, ...update]);
  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, unchanged: 6 });
  expect(summaryOf(ran).requests.sent).toBe(0);
  expect(sandbox.stats()).toEqual(before);
});

it('changes the three fields that were edited, and nothing else', async () => {
  const { dir, held } = await openExport('held.xlsx');
  const before = held();
  await edit(dir, 'held.xlsx', 'edited.xlsx', {
    'Boxes 1': { Quantity: 77.5 },
    'Boxes 3': { Description: 'For the new shop' },
    'Boxes 6': { 'Purchase date': '2024-12-24' },
  });
  const ran = await dir.run(['import', 'edited.xlsx', ...update]);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, updated: 3, unchanged: 3 });
  // Each is read for the plan, read again right before it is written, and written; the first of two kinds is read back.
  expect(summaryOf(ran).requests.sent).toBe(3 * 3 + 2);
  const expected = before.map((one) => ({
    ...one,
    ...(one.product_name === 'Boxes 1' && { quantity: 77.5 }),
    ...(one.product_name === 'Boxes 3' && { description: 'For the new shop' }),
    ...(one.product_name === 'Boxes 6' && { purchase_date: '2024-12-24' }),
  }));
  expect(withoutDerived(held())).toEqual(withoutDerived(expected));
  const again = await dir.run(['import', 'edited.xlsx', ...update]);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows: 6, unchanged: 6 });
  expect((await dir.run(['undo', summaryOf(ran).run])).code).toBe(0);
  expect(withoutDerived(held())).toEqual(withoutDerived(before));
});

/** Without what the service calculates or stamps anew. */
function withoutDerived(held: readonly object[]): readonly object[] {
  return held.map((one) => ({ ...one, co2e: undefined, updated_at: undefined }));
}

it('leaves edited rows alone unless an update is asked for', async () => {
  const { dir, held } = await openExport('held.xlsx');
  const before = held();
  await edit(dir, 'held.xlsx', 'edited.xlsx', { 'Boxes 2': { Quantity: 1 } });
  const ran = await dir.run(['import', 'edited.xlsx', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, skipped: 1, unchanged: 5 });
  expect((await dir.runFolder(ran)).results[1]).toMatchObject({ status: 'skipped', code: 'EDITED_EXPORT' });
  expect(held()).toEqual(before);
});

it('shows both values of a row that was changed at the service since, and overwrites nothing', async () => {
  const { dir, held, patch } = await openExport('held.xlsx');
  await edit(dir, 'held.xlsx', 'edited.xlsx', { 'Boxes 2': { Quantity: 1 }, 'Boxes 4': { Quantity: 4 } });
  await patch('Boxes 2', { quantity: 2 });
  // Somebody had the same idea: there is nothing left to do.
  await patch('Boxes 4', { quantity: 4 });
  const before = held();
  const planned = await dir.run(['plan', 'edited.xlsx', ...update]);
  expect(summaryOf(planned).plan).toMatchObject({ update: 0, conflict: 1, unchanged: 5 });
  const ran = await dir.run(['import', 'edited.xlsx', ...update]);
  expect(ran.code).toBe(4);
  const folder = await dir.runFolder(ran);
  expect(folder.results[1]).toMatchObject({ status: 'failed', code: 'CHANGED_SINCE_EXPORT' });
  expect(folder.results[1]?.message).toContain('Quantity: "1" here, "2" at the service');
  expect(folder.results[3]).toMatchObject({ status: 'unchanged' });
  expect(held()).toEqual(before);
});

it('updates no row whose hidden cells have stayed behind when others were sorted', async () => {
  const { dir, held } = await openExport('held.csv');
  const [header = [], ...lines] = parseCsv(await dir.read('held.csv'));
  const first = header.indexOf('carbonsheet_id');
  const torn = lines.map((cells, index) => [...cells.slice(0, first), ...(lines.at(-1 - index) ?? []).slice(first)]);
  await dir.write('torn.csv', [header, ...torn].map((line) => line.join(',')).join('\n'));
  const before = held();
  const ran = await dir.run(['import', 'torn.csv', ...update]);
  expect(ran.code).toBe(4);
  expect(new Set((await dir.runFolder(ran)).results.map(({ code }) => code))).toEqual(new Set(['TORN_ROW']));
  const bare = [header, ...lines].map((line) => line.filter((_, column) => column !== first + 1).join(','));
  await dir.write('bare.csv', bare.join('\n'));
  const unsure = await dir.run(['import', 'bare.csv', ...update]);
  expect(countsOf(summaryOf(unsure).counts)).toEqual({ rows: 6, failed: 6 });
  expect(held()).toEqual(before);
});

it('says that a row is gone at the service', async () => {
  const { dir, held, patch } = await openExport('held.xlsx');
  await edit(dir, 'held.xlsx', 'edited.xlsx', {
    'Boxes 2': { Quantity: 1, Action: 'delete' },
    'Boxes 3': { Quantity: 1 },
  });
  await patch('Boxes 1', {});
  const deleted = await dir.run(['import', 'edited.xlsx', '--deletes', '1', '--json']);
  expect(countsOf(summaryOf(deleted).counts)).toEqual({ rows: 6, deleted: 1, skipped: 1, unchanged: 4 });
  expect(
    held()
      .map(({ product_name }) => product_name)
      .sort(),
  ).toEqual(names.filter((name) => name !== 'Boxes 2'));
  await edit(dir, 'held.xlsx', 'late.xlsx', { 'Boxes 2': { Quantity: 5 } });
  const late = await dir.run(['import', 'late.xlsx', ...update]);
  expect((await dir.runFolder(late)).results[1]).toMatchObject({ status: 'failed', code: 'GONE_SINCE_EXPORT' });
});

it('refuses a copy of an exported row that was edited, and takes a new one in', async () => {
  const { dir, held } = await openExport('held.csv');
  const [header = [], first = [], ...others] = parseCsv(await dir.read('held.csv'));
  const quantity = header.indexOf('quantity');
  const copied = first.with(quantity, '123');
  const added = copied.map((cell, index) => (header[index]?.startsWith('carbonsheet') ? '' : cell));
  const text = (lines: readonly (readonly string[])[]) => lines.map((line) => line.join(',')).join('\n');
  await dir.write('copied.csv', text([header, first, ...others, copied]));
  const refused = await dir.run(['import', 'copied.csv', '--json']);
  expect(refused.code).toBe(3);
  expect((await dir.runFolder(refused)).problems).toMatchObject([{ row: '8', code: 'COPIED_ROW' }]);
  await dir.write('added.csv', text([header, first, ...others, added]));
  const ran = await dir.run(['import', 'added.csv', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 7, created: 1, unchanged: 6 });
  expect(held()).toHaveLength(7);
});

it('takes in another one equal to an exported row', async () => {
  const { dir, held } = await openExport('held.csv');
  const [header = [], first = [], ...others] = parseCsv(await dir.read('held.csv'));
  const equal = first.map((cell, index) => (header[index]?.startsWith('carbonsheet') ? '' : cell));
  await dir.write('more.csv', [header, first, ...others, equal].map((line) => line.join(',')).join('\n'));
  const ran = await dir.run(['import', 'more.csv', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 7, created: 1, unchanged: 6 });
  expect(held()).toHaveLength(7);
});

it('asks nothing in a rehearsal, and counts the deletions of all files', async () => {
  const { dir, sandbox } = await openExport('held.csv');
  const [header = [], one = [], another = [], edited = []] = parseCsv(await dir.read('held.csv'));
  const quantity = header.indexOf('quantity');
  const write = (name: string, ...lines: readonly (readonly string[])[]) =>
    dir.write(name, [[...header, 'Action'], ...lines].map((line) => line.join(',')).join('\n'));
  await write('one.csv', [...one, 'delete'], [...edited.with(quantity, '7'), '']);
  await write('another.csv', [...another, 'delete']);
  const rehearsed = await dir.run(['import', 'one.csv', '--rehearse', ...update]);
  expect(countsOf(summaryOf(rehearsed).counts)).toEqual({ rows: 2, deleted: 1, updated: 1 });
  expect(sandbox.purchases()).toHaveLength(6);
  const ran = await dir.run(['import', 'one.csv', 'another.csv', '--deletes', '1']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('--deletes allows 0');
  expect(sandbox.purchases()).toHaveLength(5);
});

it('fails a row whose id cannot be one of the service, and no other', async () => {
  const { dir, held } = await openExport('held.csv');
  const [header = [], ...lines] = parseCsv(await dir.read('held.csv'));
  const [id, quantity] = [header.indexOf('carbonsheet_id'), header.indexOf('quantity')];
  const edited = lines.map((line, index) =>
    line.with(quantity, '7').with(id, ['no id', '..'][index] ?? line[id] ?? ''),
  );
  await dir.write('odd.csv', [header, ...edited].map((line) => line.join(',')).join('\n'));
  const ran = await dir.run(['import', 'odd.csv', ...update]);
  const { results } = await dir.runFolder(ran);
  expect(results.map(({ code }) => code)).toEqual(['REFUSED', 'GONE_SINCE_EXPORT', '', '', '', '']);
  expect(held().filter(({ quantity: now }) => now === 7)).toHaveLength(4);
});

it('writes only new rows into the file for the own upload of the service', async () => {
  const { dir } = await openExport('held.csv');
  const [header = [], gone = [], edited = [], same = []] = parseCsv(await dir.read('held.csv'));
  const quantity = header.indexOf('quantity');
  const added = same.map((cell, index) => (header[index]?.startsWith('carbonsheet') ? '' : cell));
  const lines = [
    [...gone, 'delete'],
    [...edited.with(quantity, '7'), ''],
    [...same, ''],
    [...added, ''],
  ];
  await dir.write('file.csv', [[...header, 'Action'], ...lines].map((line) => line.join(',')).join('\n'));
  const ran = await dir.run(['import', 'file.csv', '--via', 'file', '--json']);
  expect(ran.code).toBe(4);
  const { results, path } = await dir.runFolder(ran);
  expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'failed CANNOT_DELETE',
    'failed CANNOT_UPDATE',
    'unchanged AS_EXPORTED',
    'unsent NOT_SENT',
  ]);
  expect(parseCsv(await dir.read(`${path}/upload.csv`))).toHaveLength(2);
});

it('writes no new row over what an exported row stands for', async () => {
  const { dir, sandbox } = await openWorkplace();
  expect((await dir.run(['export', 'variable-products', '--out', 'held.csv'])).code).toBe(0);
  const [header = [], first = []] = parseCsv(await dir.read('held.csv'));
  const notes = header.indexOf('notes');
  const isMark = (title = '') => title === 'uuid' || title.startsWith('carbonsheet');
  const added = first.with(notes, 'Added').map((cell, index) => (isMark(header[index]) ? '' : cell));
  await dir.write('both.csv', [header, first.with(notes, 'Edited'), added].map((line) => line.join(',')).join('\n'));
  const ran = await dir.run(['import', 'both.csv', '--yes', ...update]);
  expect((await dir.runFolder(ran)).results.map(({ status, code }) => [status, code])).toEqual([
    ['updated', ''],
    ['failed', 'MATCHED_TWICE'],
  ]);
  expect(sandbox.variableProducts()[0]).toMatchObject({ notes: 'Edited' });
});

it('sends deletions only after they are confirmed, apart from everything else', async () => {
  const { dir, held } = await openExport('held.xlsx');
  await edit(dir, 'held.xlsx', 'edited.xlsx', {
    'Boxes 1': { Action: 'Delete' },
    'Boxes 2': { Action: 'delete', Quantity: 'as much as there is' },
    'Boxes 3': { Action: 'skip', Quantity: 'nonsense' },
    'Boxes 4': { Action: 'update', Quantity: 9 },
  });
  const unconfirmed = await dir.run(['import', 'edited.xlsx', '--yes']);
  expect(unconfirmed.code).toBe(2);
  expect(unconfirmed.stderr).toContain('2 rows would be deleted');
  expect(unconfirmed.stderr).toContain('--deletes 2');
  expect((await dir.run(['import', 'edited.xlsx', '--deletes', '1'])).code).toBe(2);
  // They were created side by side, in any order.
  expect(
    held()
      .map(({ product_name }) => product_name)
      .sort(),
  ).toEqual(names);
  const ran = await dir.run(['import', 'edited.xlsx', '--deletes', '2', '--json']);
  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, deleted: 2, updated: 1, skipped: 1, unchanged: 2 });
  expect(
    held()
      .map(({ product_name, quantity }) => [product_name, quantity])
      .sort(),
  ).toEqual([
    ['Boxes 3', 1250.5],
    ['Boxes 4', 9],
    ['Boxes 5', 1250.5],
    ['Boxes 6', 1250.5],
  ]);
  const undone = await dir.run(['undo', summaryOf(ran).run, '--json']);
  expect(JSON.parse(undone.stdout)).toMatchObject({ counts: { undone: 0, restored: 1, notUndone: 2 } });
  // Nothing is left to delete, so that nothing is asked.
  const again = await dir.run(['import', 'edited.xlsx', '--json']);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows: 6, updated: 1, skipped: 3, unchanged: 2 });
});
