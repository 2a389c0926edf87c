// The id in the answer to a create. A create that was answered is done, so that one without an id is not sent again.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http/http.js';
import { bodyOf } from './reply.js';

const id = z.union([z.string().min(1), z.number()]);

/**
 * The id of what was created. A number counts by its text, once the row is held under it.
 * @param field where the answer has it. @param isHeld asks for the row by its id: undefined or a refusal when there is none.
 * @throws ServiceError of kind `unclear` when there is no id that can be used.
 */
export async function createdId(
  reply: Reply,
  route: string,
  field: 'id' | 'uuid',
  isHeld: (id: string) => Promise<unknown>,
): Promise<string> {
  const value = bodyOf(reply, z.looseObject({ [field]: id }), route, 'unclear')[field];
  if (typeof value === 'string') return value;
  const text = String(value);
  try {
    if ((await isHeld(text)) !== undefined) return text;
  } catch (error) {
    if (!(error instanceof ServiceError) && !(error instanceof Stop)) throw error;
  }
  const message = `${route}: the answer names the number ${text} in ${field}, and the service has no such row`;
  const { status, requestId, attempts, log } = reply;
  throw new ServiceError('unclear', message, status, requestId, attempts, {}, message, log);
}
