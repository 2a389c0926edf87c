// How CarbonCloud says no: `{detail, error}`. One sample of it is documented; the rest is assumed to be alike.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { groups } from '../account.js';
import { isMissing, Refusal } from '../refusal.js';
import { readJson, type SandboxContext } from '../sandbox-app.js';

export function carbonCloudRefusal(status: ContentfulStatusCode, error: string, detail: string): Refusal {
  return new Refusal(status, { detail, error });
}

/** Checks a part of the request; throws a 400 that names every field at fault. */
export function take<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'body'}: ${isMissing(value, issue) ? 'required' : issue.message}`,
  );
  throw carbonCloudRefusal(400, 'bad_request', faults.join('; '));
}

/** Checks the JSON body; throws a 400. */
export async function takeBody<S extends z.ZodType>(context: SandboxContext, schema: S): Promise<z.infer<S>> {
  const body = await readJson(context);
  if (body === undefined) throw carbonCloudRefusal(400, 'bad_request', 'The body is no JSON');
  return take(schema, body);
}

/** The id in the path, in lower case; throws a 400 when it is no UUID. */
export function takeId(context: SandboxContext): string {
  return take(z.object({ id: z.guid() }), { id: context.req.param('id') }).id.toLowerCase();
}

/** Throws a 403 when a group is not one of the account's. */
export function checkGroup(groupId: string): void {
  if (!groups.some(({ id }) => id === groupId.toLowerCase()))
    throw carbonCloudRefusal(403, 'forbidden', `The account has no access to group ${groupId}`);
}
