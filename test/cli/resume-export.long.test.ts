// Exports that are killed, or stopped by Ctrl-C, and resumed: the same file as without it, with fewer requests.

import { expect, it } from 'vitest';
import { openWorkplace } from './workdir.js';

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

it.each([
  ['SIGKILL', 3, []],
  ['SIGKILL', 9, ['--with-baseline']],
  ['SIGINT', 6, []],
] as const)('%s at request %i', async (signal, request, options) => {
  let seen = 0;
  let onRequest = (): void => undefined;
  const resoldProducts = Array.from({ length: 1500 }, (_, at) => {
    return { id: idOf(at + 10), name: `Oat drink ${at}`, updatedAt: '2024-12-01T00:00:00.000000001Z' };
  });
  const { dir } = await openWorkplace({
    holdings: { resoldProducts },
    fault: ({ path }) => {
      if (!path.startsWith('/resold-products')) return undefined;
      seen += 1;
      if (seen === request) onRequest();
      return undefined;
    },
  });
  const { child, ended } = dir.start(['export', 'footprints', '--out', 'out.csv', '--json', ...options]);
  onRequest = () => child.kill(signal);
  const stopped = await ended;
  expect(stopped.code).toBe(signal === 'SIGINT' ? 130 : null);
  await expect(dir.read('out.csv')).rejects.toThrow('ENOENT');

  const { id } = JSON.parse((await dir.run(['runs', '--json'])).stdout);
  expect(stopped.stderr.includes(`carbonsheet resume ${id}`)).toBe(signal === 'SIGINT');
  const resumed = await dir.run(['resume', id, '--json']);
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toContain('going on with the');
  const whole = await dir.run(['export', 'footprints', '--out', 'whole.csv', '--json', ...options]);
  expect(await dir.read('out.csv')).toBe(await dir.read('whole.csv'));
  const [some, all] = [resumed, whole].map(({ stdout }) => JSON.parse(stdout));
  expect(some.rows).toBe(1500);
  expect(some.requests.sent).toBeLessThan(all.requests.sent);
});
