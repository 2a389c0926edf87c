// Imports of suppliers, their periods and invites that are killed or lose answers: all is there once, whatever happened.

import { expect, it } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start-sandbox.js';
import { csvOf, product, type Row } from './tables.js';
import { countsOf, openWorkplace, summaryOf, type WorkDir } from './workdir.js';

const count = 30;
const upTo = (length: number) => Array.from({ length }, (_, index) => index);
const numbers = upTo(count);

/** Two rows of each supplier, far apart. */
function suppliersOf(length: number): readonly Row[] {
  return ['a', 'b'].flatMap((contact) =>
    upTo(length).map((number) => ({
      'Supplier name': `Farm ${number}`,
      'Custom id': `S-${number}`,
      'Contact email': `${contact}${number}@example.com`,
    })),
  );
}
const suppliers = suppliersOf(count);
const products = numbers.map((number) => product({ 'Custom id': `P-${number}`, 'Product name': `Drink ${number}` }));
const periods: readonly Row[] = numbers.map((number) => ({
  'Product custom id': `P-${number}`,
  'Supplier custom id': `S-${number % 7}`,
  'Valid from': '2024-01-01',
}));
const invites: readonly Row[] = numbers.map((number) => ({
  Product: `Drink ${number}`,
  Supplier: `Farm ${number % 7}`,
}));

interface Held {
  readonly name: string;
  readonly status: string;
  readonly contacts: readonly { readonly email: string }[];
}

function expectSuppliersOnce(sandbox: Sandbox, length = count): void {
  const held = sandbox.suppliers() as readonly Held[];
  const shown = held.map(
    ({ name, contacts }) =>
      `${name}: ${contacts
        .map(({ email }) => email)
        .sort()
        .join(' ')}`,
  );
  const wanted = upTo(length).map((number) => `Farm ${number}: a${number}@example.com b${number}@example.com`);
  expect(shown.sort()).toEqual(wanted.sort());
}

/** Starts a command and kills it when the service gets the n-th request of a kind. */
async function killed(dir: WorkDir, args: readonly string[], hook: { onRequest: () => void }): Promise<void> {
  const { child, ended } = dir.start(args);
  hook.onRequest = () => child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  hook.onRequest = () => undefined;
}

function counting(method: string, path: RegExp, n: number) {
  const hook = { onRequest: (): void => undefined };
  let seen = 0;
  const options: Partial<SandboxOptions> = {
    fault: (request) => {
      if (request.method === method && path.test(request.path)) seen += 1;
      if (seen === n) hook.onRequest();
      return undefined;
    },
  };
  return { hook, options };
}

it.each([1, 12, count])('takes suppliers up where an import was killed at request %i', async (n) => {
  const { hook, options } = counting('POST', /^\/suppliers$/, n);
  const { dir, sandbox } = await openWorkplace(options);
  await dir.write('suppliers.csv', csvOf(suppliers));
  await killed(dir, ['import', 'suppliers.csv', '--yes'], hook);
  const resumed = await dir.run(['resume', '--json']);
  expect(resumed.code).toBe(0);
  expectSuppliersOnce(sandbox);
  const { counts } = summaryOf(resumed);
  expect(counts.created + counts.updated).toBe(2 * count);
  const again = await dir.run(['import', 'suppliers.csv', '--json', '--on-existing', 'update']);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows: 2 * count, unchanged: 2 * count });
});

it('adds the contacts of a later batch that was killed', async () => {
  // More rows than one batch: the second one changes suppliers that the first one created.
  const many = 260;
  const { hook, options } = counting('PATCH', /^\/suppliers\//, 5);
  const { dir, sandbox } = await openWorkplace(options);
  await dir.write('suppliers.csv', csvOf(suppliersOf(many)));
  await killed(dir, ['import', 'suppliers.csv', '--yes'], hook);
  const resumed = await dir.run(['resume', '--json']);
  expect(resumed.code).toBe(0);
  expectSuppliersOnce(sandbox, many);
});

it('takes periods and invites up where an import was killed', async () => {
  const { hook, options } = counting('PUT', /suppliers$/, 11);
  const { dir, sandbox } = await openWorkplace(options);
  await dir.write('suppliers.csv', csvOf(suppliers));
  await dir.write('products.csv', csvOf(products));
  await dir.write('periods.csv', csvOf(periods));
  await dir.write('invites.csv', csvOf(invites));
  const files = ['suppliers.csv', 'products.csv', 'periods.csv', 'invites.csv'];
  await killed(dir, ['import', ...files, '--yes'], hook);
  const resumed = await dir.run(['resume', '--json']);
  expect(countsOf(summaryOf(resumed).counts)).toEqual({ rows: count, created: count });
  const rest = await dir.run(['import', ...files, '--yes']);
  expect(rest.code).toBe(0);
  expect(sandbox.stats().byRoute['POST /invite']).toBe(7);
  const statuses = (sandbox.suppliers() as readonly Held[]).map(({ status }) => status);
  expect(statuses.filter((status) => status === 'sent')).toHaveLength(7);
  expectSuppliersOnce(sandbox);
});

it('creates every supplier once where answers are lost', async () => {
  const { dir, sandbox } = await openWorkplace({ chaos: { spec: 'drop-after=15%,reset=5%', seed: 5 } });
  await dir.write('suppliers.csv', csvOf(suppliers));
  let ran = await dir.run(['import', 'suppliers.csv', '--yes', '--json']);
  for (let tries = 0; ran.code !== 0 && tries < 6; tries += 1) ran = await dir.run(['resume', '--json']);
  expect(ran.code).toBe(0);
  expectSuppliersOnce(sandbox);
});
