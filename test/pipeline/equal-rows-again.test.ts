// Of equal rows, one that was never written does not match the entry of one that was.

import { expect, it } from 'vitest';
import { RandomImport, type Scenario } from './random-import.js';

it('sends the refused one of two equal rows again, and leaves the created one', async () => {
  const row = { product_name: 'Boxes', quantity: '1', country: 'ES' };
  const scene = {
    rows: [row, row],
    before: [],
    failures: [undefined, { kind: 'status-before', status: 422 }],
    equalRows: 'keep',
    concurrency: 1,
    onExisting: 'skip',
  } as const satisfies Scenario;
  const { one, sandbox } = await RandomImport.open(scene);
  try {
    const first = await one.run(true);
    expect(first.results.map(({ status }) => status)).toEqual(['failed', 'created']);
    const second = await one.run(false);
    expect(second.results.map(({ status, remote_id }) => [status, remote_id === first.results[1]?.remote_id])).toEqual([
      ['created', false],
      ['skipped', true],
    ]);
    expect(sandbox.purchases()).toHaveLength(2);
  } finally {
    await one.close();
  }
});
