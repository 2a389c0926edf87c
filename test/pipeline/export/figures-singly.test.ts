// A service that has no route for the figures of many products: they are asked for one by one.

import { expect, it } from 'vitest';
import { product } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

async function openProducts() {
  let refused: ReadonlySet<string> = new Set();
  let status: 404 | 405 = 404;
  const scene = await openImporting({
    fault: ({ path }) =>
      [...refused].some((one) => path.endsWith(one)) ? { kind: 'status-before', status } : undefined,
  });
  const names = ['Oat drink', 'Rice drink', 'Soy drink'];
  const rows = names.map((name, at) => product({ 'Product name': name, 'Custom id': `P-${at}` }));
  await scene.import('in.csv', rows, { dataset: 'resold-products' });
  scene.pass(3_600_000);
  return {
    scene,
    refuse: (paths: readonly string[], by: 404 | 405) => {
      refused = new Set(paths);
      status = by;
    },
  };
}

it.each([
  ['footprints', '/footprints', 404],
  ['footprints', '/footprints', 405],
  ['baselines', '/footprint-baselines', 404],
] as const)('%s are the same where %s answers %i', async (what, path, status) => {
  const { scene, refuse } = await openProducts();
  const whole = await scene.exportSome(what);
  expect(whole.rows.every(({ total }) => Number(total) > 0)).toBe(true);
  refuse([path], status);
  const single = await scene.exportSome(what);
  expect(single.rows).toEqual(whole.rows);
  expect(whole.rows).toHaveLength(3);
  // The sandbox has what was asked.
  const asked = scene.sandbox.stats().byRoute;
  const one = what === 'footprints' ? 'footprint' : 'footprint-baseline';
  expect(Object.entries(asked).filter(([route]) => route.startsWith('GET') && route.endsWith(`/${one}`))).not.toEqual(
    [],
  );
});

it('leaves nothing blank where the paths for one are wrong, too', async () => {
  const { scene, refuse } = await openProducts();
  refuse(['/footprints', '/footprint'], 404);
  await expect(scene.exportSome('footprints')).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('listFootprints'),
  });
});
