// Checks the bodies of replies against schemas.

import { z } from 'zod';
import { FIGURE, figureOf } from '../../values/numbers/figure.js';
import { type Reply, ServiceError, type ServiceErrorKind } from '../http/http.js';
import { schemaMismatch } from './schema-mismatch.js';

const decimal = z.string().regex(FIGURE);

/** A number. Services that keep decimals write numbers as text, as `"12.50"` or `"1e+0"`. */
export const numeric = z.union([z.number(), decimal.transform(Number)]);

/** The same, with all digits that the service gives: a text of more than a number holds stays text. */
export const figure = z.union([z.number(), decimal.transform(figureOf)]);

/**
 * The body of a reply, checked.
 * @param kind of the error: `unclear` for a create, which was perhaps carried out.
 * @throws ServiceError with the route, the field, what was expected, what was received, and the request id.
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

/** The result of a call about one row; undefined when the row does not exist (404). */
export async function unlessGone<T = Reply>(calling: Promise<T>): Promise<T | undefined> {
  try {
    return await calling;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404) return undefined;
    throw error;
  }
}
