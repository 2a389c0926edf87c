// Takes replies in: a body becomes typed by passing a schema, and one that does not fit says where and how.

import { z } from 'zod';
import { type Reply, ServiceError, type ServiceErrorKind } from '../http/http.js';
import { schemaMismatch } from './schema-mismatch.js';

/** A number; services that keep decimals write theirs as text, as `"12.50"` or `"1e+0"`. */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i)
    .transform(Number),
]);

/**
 * The body of a reply, checked.
 * @param kind what a body that does not fit means: `unclear` for a create, which may have been done nevertheless.
 * @throws ServiceError that names the route, the field, what was expected there and what was got, with the request's id.
 */
export function bodyOf<S extends z.ZodType>(
  reply: Reply,
  schema: S,
  route: string,
  kind: Extract<ServiceErrorKind, 'unreadable' | 'unclear'> = 'unreadable',
): z.infer<S> {
  const checked = schema.safeParse(reply.body);
  if (checked.success) return checked.data;
  const { field, expected, got } = schemaMismatch(checked.error, reply.body);
  const place = field ? `in ${field}, ` : '';
  const message = `${route}: the answer is not what this route promises: ${place}expected ${expected}, got ${got}`;
  const { status, requestId, attempts, log } = reply;
  throw new ServiceError(kind, message, status, requestId, attempts, {}, message, log);
}

/** The reply of a call about one row, or undefined when the service says that there is no such row (404). */
export async function unlessGone<T = Reply>(calling: Promise<T>): Promise<T | undefined> {
  try {
    return await calling;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404) return undefined;
    throw error;
  }
}
