// Variable's error bodies. Two cases are documented: an expired token, and an impact code that is not known. What
// the bodies look like is assumed.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { isMissing, Refusal } from '../refusal.js';
import { readJson, type SandboxContext } from '../sandbox-app.js';

/** @param more further fields of the body. */
export function variableRefusal(
  status: ContentfulStatusCode,
  error: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Refusal {
  return new Refusal(status, { error, message, ...more });
}

/** Checks a part of the request; throws a 400 that names every field at fault. */
export function take<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.') || 'body',
    message: isMissing(value, issue) ? 'required' : issue.message,
  }));
  throw variableRefusal(400, 'BadRequest', 'The request is not valid', { errors });
}

/** Checks the JSON body; throws a 400. */
export async function takeBody<S extends z.ZodType>(context: SandboxContext, schema: S): Promise<z.infer<S>> {
  const body = await readJson(context);
  if (body === undefined) throw variableRefusal(400, 'BadRequest', 'The body is no JSON');
  return take(schema, body);
}
