// Reads the id in the answer to a create. An answered create is done and never sent again, even without an id.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http/http.js';
import { bodyOf } from './reply.js';

const id = z.union([z.string().min(1), z.number()]);

/**
 * The id of the created row. A number is accepted when the row can be read by it.
 * @param field the field with the id. @param isHeld reads the row by its id: undefined or a refusal when there is none.
 * @throws ServiceError of kind `unclear` when there is no usable id.
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
  const message = `${route}: the answer has the number ${text} in ${field}, but the service has no such row`;
  const { status, requestId, attempts, log } = reply;
  throw new ServiceError('unclear', message, status, requestId, attempts, {}, message, log);
}
