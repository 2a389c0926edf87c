// The promise of an undo, for random rows and random failures of the service: what the service held before the import is what it
// holds afterwards, however often the undo was stopped on its way.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RandomImport, type Scenario, scenario } from './random-import.js';

async function tryOut(scene: Scenario): Promise<void> {
  const { one, sandbox } = await RandomImport.open(scene);
  try {
    const before = sandbox.purchases();
    const { finished } = await one.run(false);
    const { run, counts } = finished.summary;
    if (counts.created === 0) {
      await expect(one.undo(run, true)).rejects.toMatchObject({ code: 'NOTHING_WRITTEN' });
      return;
    }
    const first = await one.undo(run, true);
    const held = sandbox.purchases().length - before.length;
    // Rows whose deletion was asked for may be gone without the command knowing.
    expect(first.summary.counts.undone).toBeLessThanOrEqual(counts.created - held);
    expect(first.summary.exitCode === 0).toBe(first.stop === undefined && first.summary.counts.notUndone === 0);

    const second = await one.undo(run, false);
    expect(second.stop).toBeUndefined();
    expect(second.summary).toMatchObject({ exitCode: 0, counts: { notUndone: 0, restored: 0 } });
    expect(second.summary.counts.undone).toBe(counts.created - first.summary.counts.undone);
    expect(sandbox.purchases()).toEqual(before);
  } finally {
    await one.close();
  }
}

it('leaves the service as it was before the import, whatever fails and whenever it is interrupted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(scenario(false), scenario(true)), (scene) => tryOut(scene)),
    { numRuns: 40 },
  );
});
