// Rows that are typed into a result workbook are new ones: they take no other row's id, wherever they stand and whatever they share.

import { expect, it } from 'vitest';
import { purchase } from '../../cli/tables.js';
import { openImporting, type ResultLine } from '../importing.js';
import { bookOfLines, type Line, linesIn } from './given-book.js';

const update = { onExisting: 'update' } as const;
const rows = ['A', 'B', 'C', 'D', 'E', 'F'].map((name, place) =>
  purchase({ product_name: name, quantity: `${100 + place * 7.5}` }),
);
const typed = (changes: Line['own']): Line => ({ own: purchase(changes), beside: {} });
const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

async function openSix() {
  const scene = await openImporting();
  const { summary, results } = await scene.import('six.csv', rows);
  const lines = await linesIn(summary.workbook);
  const held = () =>
    Object.fromEntries(
      scene.sandbox
        .purchases()
        .map((one) => [Reflect.get(one, 'id'), `${Reflect.get(one, 'product_name')} ${Reflect.get(one, 'quantity')}`]),
    );
  const withCells = (line: Line, changes: Line['own']): Line => ({ ...line, own: { ...line.own, ...changes } });
  return { scene, lines, held, withCells, ids: results.map(({ remote_id }) => remote_id) };
}

/** Under the same name, the place of a row in the file tells something. */
const NAME = 'six.csv.xlsx';

it.each([
  [update, ['created', 'updated']],
  [{}, ['created', 'skipped EDITED_EXPORT']],
])('above an edited row: the one is created, the other keeps its id (%j)', async (terms, expected) => {
  const { scene, lines, held, withCells, ids } = await openSix();
  const [first = typed({}), ...others] = lines;
  const back = [typed({ product_name: 'NEW', quantity: '55' }), withCells(first, { quantity: '101' }), ...others];
  const { results, summary } = await scene.import(NAME, await bookOfLines(back), terms);
  expect(told(results).slice(0, 2)).toEqual(expected);
  expect(held()[ids[0] ?? '']).toBe('onExisting' in terms ? 'A 101' : 'A 100');
  expect(scene.sandbox.purchases()).toHaveLength(7);
  const after = (await linesIn(summary.workbook)).map(({ beside }) => beside['carbonsheet id']);
  expect([new Set(after).size, after.slice(1)]).toEqual([7, ids]);
});

it.each([update, {}])('in the place of a deleted row: it is created, and the deleted one stays (%j)', async (terms) => {
  const { scene, lines, held, ids } = await openSix();
  const back = [typed({ product_name: 'NEW', quantity: '55' }), ...lines.slice(1)];
  const { results } = await scene.import(NAME, await bookOfLines(back), terms);
  expect(results[0]?.status).toBe('created');
  expect(held()[ids[0] ?? '']).toBe('A 100');
});

it.each([update, {}])(
  'like a deleted row in all cells but one: only the person knows what it is (%j)',
  async (terms) => {
    const { scene, lines, held, ids } = await openSix();
    const before = held();
    const back = [typed({ product_name: 'A', quantity: '55' }), ...lines.slice(1)];
    const asked = await scene.import(NAME, await bookOfLines(back), terms);
    expect([told(asked.results)[0], asked.summary.exitCode, held()]).toEqual(['failed LIKE_IMPORTED', 4, before]);
    const given = await linesIn(asked.summary.workbook);
    expect(given.map(({ beside }) => beside['carbonsheet id']).slice(0, 2)).toEqual(['', ids[1]]);
    const answered = async (Action: string) => {
      const [first = typed({}), ...others] = given;
      const book = await bookOfLines([{ ...first, own: { ...first.own, Action } }, ...others]);
      return (await scene.import(NAME, book, terms)).results[0];
    };
    expect(await answered('update')).toMatchObject({ status: 'updated', remote_id: ids[0] });
    expect([held()[ids[0] ?? ''], scene.sandbox.purchases().length]).toEqual(['A 55', 6]);
  },
);

it('edited again in a workbook that was imported since, of which it bears no id: it is asked about, never doubled', async () => {
  const scene = await openImporting();
  const { summary } = await scene.import('in.csv', [...rows, purchase({ product_name: 'G', quantity: 'x' })]);
  const lines = await linesIn(summary.workbook);
  const withLast = (own: Line['own']) =>
    bookOfLines(lines.map((line, place) => (place === 6 ? { ...line, own: { ...line.own, ...own } } : line)));
  expect((await scene.import('back.xlsx', await withLast({ quantity: '7' }))).summary.counts.created).toBe(1);
  const again = await scene.import('back.xlsx', await withLast({ quantity: '8', product_name: 'G2' }), update);
  expect(told(again.results)[6]).toBe('failed LIKE_IMPORTED');
  expect(scene.sandbox.purchases()).toHaveLength(7);
});
