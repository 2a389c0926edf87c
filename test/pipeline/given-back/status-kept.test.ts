// Rows that are at the service keep their status and their id in a workbook that is only checked, or whose import stops.

import { expect, it } from 'vitest';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';
import { bookOfLines, linesIn } from './given-book.js';

const rows = ['A', 'B', 'C', 'D'].map((product_name, place) => purchase({ product_name, quantity: `${place + 1}` }));

/** Four imported rows: one is edited to be wrong, one is edited soundly, and a row is typed. */
async function openEdited() {
  const scene = await openImporting();
  const { summary } = await scene.import('in.csv', rows);
  const lines = await linesIn(summary.workbook);
  const edits = [{}, { country: 'Swedn' }, { quantity: '77' }, {}];
  const edited = lines.map((line, place) => ({ ...line, own: { ...line.own, ...edits[place] } }));
  const book = await bookOfLines([...edited, { own: purchase({ product_name: 'NEW' }), beside: {} }]);
  const shown = async (path: string | undefined) =>
    (await linesIn(path)).map(({ beside }) => [beside.Status, beside['Remote ID']]);
  return { scene, book, shown, ids: lines.map(({ beside }) => beside['Remote ID']), marks: lines };
}

it('after a check', async () => {
  const { scene, book, shown, ids } = await openEdited();
  const { workbook } = await scene.check('back.xlsx', book);
  expect(await shown(workbook)).toEqual([
    ['created', ids[0]],
    ['invalid', ids[1]],
    ['unsent', ids[2]],
    ['created', ids[3]],
    ['unsent', ''],
  ]);
});

it('after an import that stops, and the next one knows them', async () => {
  const { scene, book, shown, ids, marks } = await openEdited();
  const { summary } = await scene.import('back.xlsx', book, { invalid: 'stop' });
  expect(summary.exitCode).toBe(3);
  const after = await shown(summary.workbook);
  expect(after.map(([status]) => status)).toEqual(['created', 'invalid', 'unsent', 'created', 'unsent']);
  expect(after.map(([, id]) => id)).toEqual([...ids, '']);
  const given = await linesIn(summary.workbook);
  const hidden = ['carbonsheet id', 'carbonsheet hash', 'carbonsheet owner'];
  for (const [place, { beside }] of marks.entries())
    for (const title of hidden) expect(given[place]?.beside[title]).toBe(beside[title]);
  const right = given.map((line, place) => (place === 1 ? { ...line, own: { ...line.own, country: 'ES' } } : line));
  const again = await scene.import('back.xlsx', await bookOfLines(right), { onExisting: 'update' });
  expect(again.summary.counts).toMatchObject({ created: 1, updated: 1, unchanged: 3 });
  expect(scene.sandbox.purchases()).toHaveLength(5);
});
