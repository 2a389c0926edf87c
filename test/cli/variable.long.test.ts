// Answers of Variable that are lost while products are created.

import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

it('creates each product once, whatever goes wrong with the answers', async () => {
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) => {
      if (method !== 'POST') return undefined;
      return count === 4 ? { kind: 'drop-after' } : count === 9 ? { kind: 'drop-before' } : undefined;
    },
  });
  const sample = fileURLToPath(new URL('../../samples/variable-products-clean.xlsx', import.meta.url));
  const ran = await dir.run(['import', sample, '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 16, created: 16 });
  const names = sandbox.variableProducts().map((product) => Reflect.get(product, 'name'));
  expect(names).toHaveLength(21);
  expect(new Set(names).size).toBe(21);
});
