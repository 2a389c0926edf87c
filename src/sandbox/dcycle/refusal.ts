// Dcycle's error bodies: `{detail, code}`, and 422 with a list of `{loc, msg, type}` for an invalid request.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { isMissing, Refusal } from '../refusal.js';
import { readJson, type SandboxContext } from '../sandbox-app.js';

export type Part = 'body' | 'query' | 'path' | 'header';

export function dcycleRefusal(status: ContentfulStatusCode, code: string, detail: string): Refusal {
  return new Refusal(status, { detail, code });
}

/** An entry of a 422's list, in the form of FastAPI (assumed: the documented example is cut off). */
export interface FieldFault {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

export function unprocessable(...faults: readonly FieldFault[]): Refusal {
  return new Refusal(422, { detail: faults });
}

/** Checks a part of the request. Throws a 422 that names every wrong field. */
export function take<S extends z.ZodType>(schema: S, value: unknown, part: Part): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unprocessable(...parsed.error.issues.map((issue) => fieldFault(issue, value, part)));
}

/** Checks the JSON body. Throws a 422. */
export async function takeBody<S extends z.ZodType>(context: SandboxContext, schema: S): Promise<z.infer<S>> {
  const body = await readJson(context);
  if (body === undefined) throw unprocessable({ loc: ['body'], msg: 'The body is no JSON', type: 'json_invalid' });
  return take(schema, body, 'body');
}

/** An id in the path, in lower case. Throws a 422 when it is not a UUID. */
export function takeId(context: SandboxContext, name: string): string {
  const id = take(z.object({ [name]: z.guid() }), { [name]: context.req.param(name) }, 'path')[name];
  return (id ?? '').toLowerCase();
}

function fieldFault(issue: z.core.$ZodIssue, value: unknown, part: Part): FieldFault {
  const loc = [part, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (isMissing(value, issue)) return { loc, msg: 'Field required', type: 'missing' };
  return { loc, msg: issue.message, type: faultType(issue) };
}

function faultType(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.expected}_type`;
    case 'too_big':
      return issue.origin === 'string' ? 'string_too_long' : issue.origin === 'array' ? 'too_long' : 'less_than_equal';
    case 'too_small':
      return issue.origin === 'string' ? 'string_too_short' : 'greater_than_equal';
    case 'invalid_value':
      return 'enum';
    case 'invalid_format':
      return `${issue.format}_parsing`;
    default:
      return 'value_error';
  }
}
