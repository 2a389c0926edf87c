// Edited exports in every other case: copied, sorted, deleted and foreign rows, rehearsals, other ways of sending.

import { expect, it } from 'vitest';
import { edit, names, openExport, resultOf, update } from './editing.js';
import { countsOf, openWorkplace, parseCsv, summaryOf } from './workdir.js';

it.each(['held.xlsx', 'held.csv'])('only reads the list for %s as it was exported', async (out) => {
  const { dir, held } = await openExport(out);
  const before = held();
  const ran = await dir.run(['import', out, ...update]);
  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, unchanged: 6 });
  // The page with the six rows, and the empty one behind it.
  expect(summaryOf(ran).requests.sent).toBe(2);
  expect(held()).toEqual(before);
});

it('leaves edited rows alone unless an update is asked for', async () => {
  const { dir, held } = await openExport('held.xlsx');
  const before = held();
  await edit(dir, 'held.xlsx', 'edited.xlsx', { 'Boxes 2': { Quantity: 1 } });
  const ran = await dir.run(['import', 'edited.xlsx', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 6, skipped: 1, unchanged: 5 });
  expect(resultOf(await dir.runFolder(ran), 'Boxes 2')).toMatchObject({ status: 'skipped', code: 'EDITED_EXPORT' });
  expect(held()).toEqual(before);
});

it('knows rows by content whose hidden cells have stayed behind when others were sorted', async () => {
  const { dir, held } = await openExport('held.csv');
  const [header = [], ...lines] = parseCsv(await dir.read('held.csv'));
  const first = header.indexOf('carbonsheet_id');
  const torn = lines.map((cells, index) => [...cells.slice(0, first), ...(lines.at(-1 - index) ?? []).slice(first)]);
  await dir.write('torn.csv', [header, ...torn].map((line) => line.join(',')).join('\n'));
  const before = held();
  const ran = await dir.run(['import', 'torn.csv', ...update]);
  expect(ran.code).toBe(0);
  expect(new Set((await dir.runFolder(ran)).results.map(({ code }) => code))).toEqual(new Set(['AS_EXPORTED']));
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
  expect(resultOf(await dir.runFolder(late), 'Boxes 2')).toMatchObject({ status: 'failed', code: 'GONE_SINCE_EXPORT' });
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
    'skipped EDITED_EXPORT',
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
  const uuid = first[header.indexOf('uuid')];
  expect(sandbox.variableProducts()).toContainEqual(expect.objectContaining({ uuid, notes: 'Edited' }));
});
