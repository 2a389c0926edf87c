// CarbonCloud's error bodies: `{detail, error}`. One is documented; the others are assumed to be alike.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { groups } from '../account.js';
import { isMissing, Refusal } from '../refusal.js';
import { readJson, type SandboxContext } from '../sandbox-app.js';

export function carbonCloudRefusal(status: ContentfulStatusCode, error: string, detail: string): Refusal {
  return new Refusal(status, { detail, error });
}

/** Checks a part of the request. Throws a 400 that names every wrong field. */
export function take<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'body'}: ${isMissing(value, issue) ? 'required' : issue.message}`,
  );
  throw carbonCloudRefusal(400, 'bad_request', faults.join('; '));
}

/** Checks the JSON body. Throws a 400. */
export async function takeBody<S extends z.ZodType>(context: SandboxContext, schema: S): Promise<z.infer<S>> {
  const body = await readJson(context);
  if (body === undefined) throw carbonCloudRefusal(400, 'bad_request', 'The body is no JSON');
  return take(schema, body);
}

/** The id in the path, in lower case. Throws a 400 when it is not a UUID. */
export function takeId(context: SandboxContext): string {
  return take(z.object({ id: z.guid() }), { id: context.req.param('id') }).id.toLowerCase();
}

/** Throws a 403 for a group of another account. */
export function checkGroup(groupId: string): void {
  if (!groups.some(({ id }) => id === groupId.toLowerCase()))
    throw carbonCloudRefusal(403, 'forbidden', `The account has no access to group ${groupId}`);
}
