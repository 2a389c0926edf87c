// Whatever happens between a plan and its import: nothing is written that the plan does not say, and every row has one result.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsOfPlan } from '../../../src/pipeline/plans/read-plan.js';
import type { SavedRow } from '../../../src/plan/saved-plan.js';
import { purchase } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

interface Held extends Record<string, unknown> {
  readonly id: string;
}

// Few values, so that rows repeat one another and what the service has.
const row = fc
  .record({ product_name: fc.constantFrom('Boxes', 'Film', 'Tape'), quantity: fc.constantFrom('10', '20', '30') })
  .map((values): Row => purchase(values));
const rows = fc.array(row, { minLength: 1, maxLength: 5 });
const at = fc.nat(9);
const change = fc.oneof(
  fc.record({ kind: fc.constant('patch' as const), at, quantity: fc.constantFrom(10, 20, 30, 99) }),
  fc.record({ kind: fc.constant('remove' as const), at }),
  fc.record({ kind: fc.constant('make' as const), row }),
  fc.record({ kind: fc.constant('edit' as const), at, quantity: fc.constantFrom('10', '20', '30', 'much') }),
  fc.record({ kind: fc.constant('add' as const), row }),
  fc.record({ kind: fc.constant('drop' as const), at }),
  fc.record({ kind: fc.constant('sort' as const) }),
);

type Scene = Awaited<ReturnType<typeof openImporting>>;
const heldBy = ({ sandbox }: Scene) => new Map((sandbox.purchases() as readonly Held[]).map((one) => [one.id, one]));

async function changed(
  scene: Scene,
  file: readonly Row[],
  one: typeof change extends fc.Arbitrary<infer T> ? T : never,
) {
  const ids = [...heldBy(scene).keys()];
  const id = 'at' in one ? ids[one.at % Math.max(1, ids.length)] : undefined;
  if (one.kind === 'patch' && id) await scene.dcycle('PATCH', `/v1/purchases/${id}`, { quantity: one.quantity });
  if (one.kind === 'remove' && id) await scene.dcycle('DELETE', `/v1/purchases/${id}`);
  if (one.kind === 'make') await scene.import('other.csv', [one.row]);
  if (one.kind === 'edit')
    return file.map((own, index) => (index === one.at % file.length ? { ...own, quantity: one.quantity } : own));
  if (one.kind === 'add') return [...file, one.row];
  if (one.kind === 'drop' && file.length > 1) return file.filter((_, index) => index !== one.at % file.length);
  return one.kind === 'sort' ? file.toReversed() : file;
}

async function planned(path: string): Promise<readonly SavedRow[]> {
  const found: SavedRow[] = [];
  for await (const { row: one } of rowsOfPlan(path)) found.push(one);
  return found;
}

/** What was written, as texts that the plan must have, each as often. */
function written(before: ReturnType<typeof heldBy>, after: ReturnType<typeof heldBy>): readonly string[] {
  return [...after].flatMap(([id, now]) => {
    const then = before.get(id);
    const said = `${now.product_name} ${now.quantity}`;
    if (then === undefined) return [`create ${said}`];
    return then.quantity === now.quantity && then.product_name === now.product_name ? [] : [`update ${id} ${said}`];
  });
}

function saidBy({ action, remoteId, before, after, held }: SavedRow): string {
  const { product_name: name, quantity } = { ...held, ...before, ...after };
  return action === 'create' ? `create ${name} ${quantity}` : `${action} ${remoteId} ${name} ${quantity}`;
}

it('writes nothing that the plan does not say', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      rows,
      fc.array(change, { maxLength: 3 }),
      fc.constantFrom('stop' as const, 'skip' as const),
      async (first, second, changes, outOfDate) => {
        const scene = await openImporting();
        await scene.import('in.csv', first);
        const { path, summaries } = await scene.keep({ 'in.csv': second }, ['plan.json'], { onExisting: 'update' });
        const plan = await planned(path);
        let file: readonly Row[] = second;
        for (const one of changes) file = await changed(scene, file, one);
        await scene.write('in.csv', file);
        const before = heldBy(scene);
        const { results, exitCode } = await scene.apply(path, { outOfDate });
        const after = heldBy(scene);

        const allowed = plan.map(saidBy);
        for (const write of written(before, after)) {
          const place = allowed.indexOf(write);
          expect(place, write).toBeGreaterThanOrEqual(0);
          allowed.splice(place, 1);
        }
        for (const id of before.keys()) expect(after.has(id)).toBe(true);
        expect(results).toHaveLength(file.length);
        expect(new Set(results.map((one) => one.row)).size).toBe(file.length);
        if (exitCode === 8) expect(after).toEqual(before);
        if (changes.length > 0) return;
        // Conflicts are part of a plan.
        expect(exitCode).toBe(summaries[0]?.exitCode);
        expect(written(before, after)).toHaveLength(
          plan.filter(({ action }) => /^(create|update)$/.test(action)).length,
        );
      },
    ),
    { numRuns: 12 },
  );
});
