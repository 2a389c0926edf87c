// Rows that are to delete, where several things at the service are what they say.

import { expect, it } from 'vitest';
import type { Values } from '../../../src/datasets/dataset.js';
import type { LookUpResult } from '../../../src/providers/binding.js';
import type { Session } from '../../../src/providers/session.js';
import { stream } from '../connecting.js';
import { bindingOf, makeProduct, makeSupplier, obstacleOf, product, running } from './running.js';

async function find(
  dataset: string,
  session: Session,
  record: Values,
  isDelete: boolean,
  id?: string,
): Promise<LookUpResult> {
  const match = (await (await bindingOf(dataset))(session).holdings(stream(record))).matcher();
  return match(record, id, isDelete);
}

it.each<readonly [string, Values, string | undefined]>([
  ['a name that two have', { name: 'Oat farm' }, 'AMBIGUOUS_PARENT'],
  ['a custom id that two have', { name: 'Oat farm', customId: 'S-1' }, 'AMBIGUOUS_PARENT'],
  ['a custom id of one of two with the same name', { name: 'Rice farm', customId: 'S-2' }, undefined],
  ['a name that one has', { name: 'Bean farm' }, undefined],
])('deletes no supplier by %s', async (_, record, obstacle) => {
  const { session } = await running();
  await makeSupplier(session, { name: 'Bean farm' });
  const [first = ''] = await twice(() => makeSupplierAnew(session, { name: 'Oat farm', customId: 'S-1' }));
  await makeSupplierAnew(session, { name: 'Rice farm', customId: 'S-2' });
  await makeSupplierAnew(session, { name: 'Rice farm', customId: 'S-3' });
  expect(obstacleOf(await find('suppliers', session, record, true))).toBe(obstacle);
  // To be skipped or updated it needs only be there, and an id says which one is meant.
  expect(obstacleOf(await find('suppliers', session, record, false))).toBeUndefined();
  expect(await find('suppliers', session, record, true, first)).toMatchObject({ remoteId: first });
});

it.each<readonly [string, Values, string | undefined]>([
  ['a custom id that two have', product, 'AMBIGUOUS_PARENT'],
  ['names and places that two have', { ...product, customId: undefined, name: 'Milk' }, 'AMBIGUOUS_PARENT'],
  ['a GTIN that one has', { ...product, customId: undefined, gtin: '07310865004703' }, undefined],
])('deletes no product by %s', async (_, record, obstacle) => {
  const { session } = await running();
  const [first = ''] = await twice(() => makeProduct(session));
  await twice(() => makeProduct(session, { customId: undefined, name: 'Milk' }));
  await makeProduct(session, { customId: undefined, gtin: '07310865004703' });
  expect(obstacleOf(await find('resold-products', session, record, true))).toBe(obstacle);
  expect(obstacleOf(await find('resold-products', session, record, false))).toBeUndefined();
  expect(await find('resold-products', session, record, true, first)).toMatchObject({ remoteId: first });
});

async function twice(make: () => Promise<string>): Promise<readonly string[]> {
  return [await make(), await make()];
}

/** Past the memory of what a session has created already. */
async function makeSupplierAnew(session: Session, record: Values): Promise<string> {
  return makeSupplier({ ...session, account: { ...session.account } }, record);
}
