// Each command over a run takes `last` for the newest one.

import { expect, it } from 'vitest';
import { runNamed } from '../../src/pipeline/run/latest-run.js';
import { traceRows } from '../../src/pipeline/trace/trace.js';
import { purchase } from '../cli/tables.js';
import { openImporting } from './importing.js';

it('is reconciled, packed, traced, resumed, retried and undone', async () => {
  const importing = await openImporting();
  await importing.import('q1.csv', [purchase({ product_name: 'Steel' })]);
  importing.pass(60_000);
  const { summary } = await importing.import('q2.csv', [purchase({ product_name: 'Glass' })]);
  const { run } = summary;
  expect((await runNamed('last', importing.tools)).id).toBe(run);
  expect((await importing.reconcile('last')).reconciliation).toMatchObject({ run, isEqual: true });
  expect((await importing.pack('last', 'last.zip')).packed.run).toBe(run);
  expect(await traceRows({ what: '2', run: 'last' }, importing.tools)).toMatchObject([{ run: { id: run } }]);
  expect((await importing.resume('last')).summary).toMatchObject({ run, counts: { created: 1 } });
  expect((await importing.retry('last')).summary).toMatchObject({ run, counts: { created: 1 } });
  expect((await importing.undo('last')).summary).toMatchObject({ run, counts: { undone: 1 } });
  expect(importing.sandbox.purchases()).toHaveLength(1);
});
