// Rows whose visible cells were sorted, moved or copied away from their hidden ones: contents decide what they are, or nobody does.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { purchase } from '../../cli/tables.js';
import { openImporting, type ResultLine } from '../importing.js';
import { bookOfLines, type Line, linesIn } from './given-book.js';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
const rowOf = (name: string, place: number) => purchase({ product_name: name, quantity: `${100 + place * 7.5}` });
const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());
const nameOf = ({ own }: Line) => own.product_name ?? '';
const idOf = ({ beside }: Line) => beside['carbonsheet id'] ?? '';

/** An import of six rows, the second of which was wrong. */
async function openFive() {
  const scene = await openImporting();
  const rows = NAMES.map(rowOf).map((row, place) => (place === 1 ? { ...row, country: 'Swedn' } : row));
  const { summary } = await scene.import('in.csv', rows);
  const lines = await linesIn(summary.workbook);
  const owners = new Map(lines.flatMap((line) => (idOf(line) === '' ? [] : [[nameOf(line), idOf(line)] as const])));
  const held = () =>
    scene.sandbox.purchases().map((one) => ({
      id: Reflect.get(one, 'id'),
      is: `${Reflect.get(one, 'product_name')} ${Reflect.get(one, 'quantity')}`,
    }));
  return { scene, lines, owners, held };
}

const withCells = (line: Line | undefined, own: Line['own'], beside: Line['beside'] = line?.beside ?? {}): Line => ({
  own: { ...line?.own, ...own },
  beside,
});
/** The lines with their visible cells in this order, and their hidden ones where they were. */
const torn = (lines: readonly Line[], order: readonly number[]): readonly Line[] =>
  order.map((from, place) => withCells(lines[from], {}, lines[place]?.beside));
const corrected = (lines: readonly Line[]) =>
  lines.map((line) => (nameOf(line) === 'B' ? withCells(line, { country: 'SE' }) : line));

it.each([{ onExisting: 'update' }, {}] as const)(
  'are put right by content, and the corrected one is created (%j)',
  async (terms) => {
    const { scene, lines, owners } = await openFive();
    const book = await bookOfLines(torn(corrected(lines), [5, 4, 3, 2, 1, 0]));
    const { results, summary } = await scene.import('back.xlsx', book, terms);
    expect(told(results)).toEqual([...Array(4).fill('unchanged AS_EXPORTED'), 'created', 'unchanged AS_EXPORTED']);
    const back = await linesIn(summary.workbook);
    for (const line of back) if (nameOf(line) !== 'B') expect(idOf(line)).toBe(owners.get(nameOf(line)));
    expect(back.map(({ beside }) => beside['Remote ID'])).toEqual(back.map(idOf));
    const again = await scene.import('back.xlsx', await bookOfLines(back), terms);
    expect(again.summary.counts).toMatchObject({ unchanged: 6 });
  },
);

it.each([{ onExisting: 'update' }, {}] as const)(
  'are refused where they were edited, in every round (%j)',
  async (terms) => {
    const { scene, lines, held } = await openFive();
    const before = held();
    const edited = lines.map((line) =>
      nameOf(line) === 'C' ? withCells(line, { quantity: '999', country: 'FR' }) : line,
    );
    const first = await scene.import('back.xlsx', await bookOfLines(torn(edited, [5, 4, 3, 2, 1, 0])), terms);
    expect([told(first.results)[3], first.summary.exitCode, held()]).toEqual(['failed TORN_ROW', 4, before]);
    const again = await scene.import('back.xlsx', await bookOfLines(await linesIn(first.summary.workbook)), terms);
    expect([told(again.results)[3], held()]).toEqual(['failed TORN_ROW', before]);
    // It says again what it said before.
    const undone = (await linesIn(again.summary.workbook)).map((line) =>
      nameOf(line) === 'C' ? withCells(line, { quantity: '115', country: 'ES' }) : line,
    );
    const known = await scene.import('back.xlsx', await bookOfLines(undone), terms);
    expect(known.results[3]?.remote_id).toBe(before.find(({ is }) => is === 'C 115')?.id);
    expect(held()).toEqual(before);
  },
);

it('are no edits where two rows differ in what each says, and neither was moved', async () => {
  const { scene, lines, held } = await openFive();
  // One row comes to say what another one says still.
  const book = await bookOfLines(
    lines.map((line) => (nameOf(line) === 'C' ? withCells(line, lines[3]?.own ?? {}) : line)),
  );
  const { results } = await scene.import('back.xlsx', book, { onExisting: 'update' });
  expect([results[2]?.status, results[3]?.status]).toEqual(['updated', 'unchanged']);
  expect(
    held()
      .map(({ is }) => is)
      .toSorted(),
  ).toEqual(['A 100', 'D 122.5', 'D 122.5', 'E 130', 'F 137.5']);
});

it('of a copy belong to the row that says what they say, above or below it', async () => {
  const { scene, lines, owners, held } = await openFive();
  const copy = withCells(lines[3], { quantity: '1', product_name: 'D2' });
  const above = [...lines.slice(0, 3), copy, ...lines.slice(3)];
  const { results } = await scene.import('back.xlsx', await bookOfLines(above), { onExisting: 'update' });
  expect(told(results).slice(3, 5)).toEqual(['invalid COPIED_ROW', 'unchanged AS_EXPORTED']);
  expect(held()).toContainEqual({ id: owners.get('D'), is: 'D 122.5' });
});

it('are refused where the rows that would show it were deleted', async () => {
  const { scene, lines, held } = await openFive();
  const before = held();
  // C stands beside the hidden cells of D, and nothing of D's, nor C's own hidden cells, is in the file.
  const left = [...lines.slice(0, 2), withCells(lines[2], {}, lines[3]?.beside), ...lines.slice(4)];
  const { results } = await scene.import('back.xlsx', await bookOfLines(corrected(left)), { onExisting: 'update' });
  expect(told(results)).toEqual([
    'unchanged AS_EXPORTED',
    'created',
    'failed TORN_ROW',
    'unchanged AS_EXPORTED',
    'unchanged AS_EXPORTED',
  ]);
  expect(held()).toEqual(expect.arrayContaining(before));
});

const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
const someRows = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 2 });
const acts = fc.oneof(
  fc.record({ edited: someRows, removed: someRows, typed: fc.nat(5), whole: order, visible: fc.constant(null) }),
  fc.record({ edited: someRows, removed: fc.constant<number[]>([]), typed: fc.nat(5), whole: order, visible: order }),
);

it('keep every row once and every id with its owner, whatever a person does', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(acts, async ({ edited, removed, typed, whole, visible }) => {
      const { scene, lines, owners, held } = await openFive();
      const changed = corrected(lines).map((line, place) =>
        edited.includes(place) ? withCells(line, { quantity: `${place + 1}` }) : line,
      );
      const moved = whole.map((from) => changed[from] ?? changed[0]!);
      const kept = (visible ? torn(moved, visible) : moved).filter((_, place) => !removed.includes(place));
      const back = kept.toSpliced(typed, 0, { own: rowOf('NEW', 9), beside: {} });
      const first = await scene.import('back.xlsx', await bookOfLines(back), { onExisting: 'update' });
      const after = await linesIn(first.summary.workbook);
      for (const line of after) {
        const { Status, 'Remote ID': id } = line.beside;
        if (Status === 'failed') continue;
        expect(held()).toContainEqual({ id, is: `${nameOf(line)} ${line.own.quantity}` });
        expect([id, undefined]).toContain(owners.get(nameOf(line)) ?? id);
      }
      // What is refused is so for a reason, and nothing of it is at the service.
      if (visible === null) expect(after.filter(({ beside }) => beside.Status === 'failed')).toEqual([]);
      const ids = after.map(idOf).filter(Boolean);
      expect(new Set(ids).size).toBe(ids.length);
      // Rows that are not in the file any more stay as they are.
      for (const [name, id] of owners) expect(held().find((one) => one.id === id)?.is).toMatch(new RegExp(`^${name} `));
      expect(new Set(held().map(({ is }) => is.split(' ')[0])).size).toBe(held().length);
      const again = await scene.import('back.xlsx', await bookOfLines(after), { onExisting: 'update' });
      expect(again.summary.counts).toMatchObject({ created: 0, updated: 0 });
    }),
    { numRuns: 6 },
  );
});
