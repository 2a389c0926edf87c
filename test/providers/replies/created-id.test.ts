import { expect, it } from 'vitest';
import { type Reply, ServiceError } from '../../../src/providers/http/http.js';
import { createdId } from '../../../src/providers/replies/created-id.js';

const answered = (body: unknown): Reply => ({ status: 201, body, requestId: 'r', attempts: 1, log: [] });
const unreachable = new ServiceError('unreachable', 'down', 503, '', 6);

it.each<readonly [string, unknown, unknown, string | undefined]>([
  ['a text', { id: 'a-1' }, undefined, 'a-1'],
  ['a number that the row is held under', { id: 4711 }, { name: 'Box' }, '4711'],
  ['a number that no row has', { id: 4711 }, undefined, undefined],
  ['a number, and the service does not answer', { id: 4711 }, unreachable, undefined],
  ['no text', { id: '' }, {}, undefined],
  ['inside another field', { data: { id: 'a-1' } }, {}, undefined],
  ['nothing', undefined, {}, undefined],
  ['a list', [{ id: 'a-1' }], {}, undefined],
])('%s', async (_, body, held, id) => {
  const isHeld = async (): Promise<unknown> => {
    if (held instanceof Error) throw held;
    return held;
  };
  const got = createdId(answered(body), 'createThing', 'id', isHeld);
  if (id === undefined) await expect(got).rejects.toMatchObject({ kind: 'unclear', status: 201 });
  else expect(await got).toBe(id);
});
