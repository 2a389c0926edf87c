// The id of a create's answer: taken where it is surely the row's, refused as unclear otherwise.

import { expect, it } from 'vitest';
import { type Reply, ServiceError } from '../../../src/providers/http/http.js';
import { createdId } from '../../../src/providers/replies/created-id.js';

const answered = (body: unknown): Reply => ({ status: 201, body, requestId: 'r', attempts: 1, log: [] });
const unreachable = new ServiceError('unreachable', 'down', 503, '', 6);

/** The id in an answer's body, where the service then answers as told about the row of that id. */
function idIn(body: unknown, held: unknown): Promise<string> {
  const isHeld = async (): Promise<unknown> => {
    if (held instanceof Error) throw held;
    return held;
  };
  return createdId(answered(body), 'createThing', 'id', isHeld);
}

it.each<readonly [string, unknown, unknown, string]>([
  ['a text', { id: 'a-1' }, undefined, 'a-1'],
  ['a number that the row is held under', { id: 4711 }, { name: 'Box' }, '4711'],
])('is %s', async (_, body, held, id) => {
  expect(await idIn(body, held)).toBe(id);
});

it.each<readonly [string, unknown, unknown]>([
  ['a number that no row has', { id: 4711 }, undefined],
  ['a number, and the service does not answer', { id: 4711 }, unreachable],
  ['no text', { id: '' }, {}],
  ['inside another field', { data: { id: 'a-1' } }, {}],
  ['nothing', undefined, {}],
  ['a list', [{ id: 'a-1' }], {}],
])('is unclear: %s', async (_, body, held) => {
  await expect(idIn(body, held)).rejects.toMatchObject({ kind: 'unclear', status: 201 });
});
