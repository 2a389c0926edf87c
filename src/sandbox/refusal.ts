// A request that is refused: thrown anywhere below a route, answered in one place (start-sandbox.ts).

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: ContentfulStatusCode,
    readonly body: object,
  ) {
    super(`refused with ${status}`);
  }
}

/** Whether an issue says that a value is not there at all. `value` is what the schema was given. */
export function isMissing(value: unknown, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return false;
  let part = value;
  for (const key of issue.path) {
    if (typeof part !== 'object' || part === null) return false;
    part = Reflect.get(part, key);
  }
  return part === undefined;
}
