// An export that was edited is imported again: what was edited is sent, what was not costs nothing, and what somebody changed
// at the service meanwhile is left alone.

import { expect, it } from 'vitest';
import { columnOf, edit, names, openExport, resultOf, update, withoutDerived } from './editing.js';
import { countsOf, parseCsv, summaryOf } from './workdir.js';

it('hides the id, the hash and the version of each row in a workbook, and shows them in a CSV file', async () => {
  const { dir, held } = await openExport('held.xlsx');
  const sheet = (await dir.readBook('held.xlsx')).worksheets[0];
  if (!sheet) throw new Error('no sheet');
  for (const title of ['carbonsheet id', 'carbonsheet hash', 'carbonsheet version', 'carbonsheet owner'])
    expect(sheet.getColumn(columnOf(sheet, title)).hidden, title).toBe(true);
  // Sorting by the filter moves a row's marks with it.
  expect(sheet.autoFilter).toBe(`A1:${sheet.getColumn(sheet.columnCount).letter}7`);
  const ids = sheet.getColumn(columnOf(sheet, 'carbonsheet id')).values.slice(2);
  expect([...ids].sort()).toEqual(
    held()
      .map(({ id }) => id)
      .sort(),
  );
  expect((await dir.run(['export', 'purchases', '--out', 'held.csv'])).code).toBe(0);
  const [header = [], first = []] = parseCsv(await dir.read('held.csv'));
  expect(header.slice(-4)).toEqual(['carbonsheet_id', 'carbonsheet_hash', 'carbonsheet_version', 'carbonsheet_owner']);
  expect(first.at(-1)).toMatch(/^dcycle organisation \S+ at 127\.0\.0\.1:\d+$/);
  const own = held().find(({ id }) => id === first.at(-4));
  expect(first.at(-2)).toBe(own?.updated_at ?? 'no such row');
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
  // The others are compared with the list: a page, and the empty one behind it. Each of the three is read for the plan, read
  // again right before it is written, and written; the first of two kinds is read back, and all three at the end.
  expect(summaryOf(ran).requests.sent).toBe(2 + 3 * 3 + 2 + 3);
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
  expect(resultOf(folder, 'Boxes 2')).toMatchObject({ status: 'failed', code: 'CHANGED_SINCE_EXPORT' });
  expect(resultOf(folder, 'Boxes 2')?.message).toContain('Quantity: "1" here, "2" at the service');
  expect(resultOf(folder, 'Boxes 4')).toMatchObject({ status: 'unchanged' });
  expect(held()).toEqual(before);
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
