// Reads the details and field errors of error bodies, in every shape that the APIs use.

import { z } from 'zod';
import { isTooDeep } from './reply-text.js';

/** Why a service refused a request. */
export interface Refusal {
  /** For people; '' when the body gives no reason. */
  readonly detail: string;
  /** Field -> message. */
  readonly fields: Readonly<Record<string, string>>;
}

/** FastAPI's validation errors: `loc` is the path of the field, as ["body", "quantity"]. */
const located = z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
const fieldError = z.object({ field: z.string(), message: z.string() });

const errorBody = z.object({
  detail: z.unknown().optional(),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
  error_description: z.unknown().optional(),
  errors: z.unknown().optional(),
});

const PLACES = new Set(['body', 'query', 'path', 'header']);
const LONGEST = 300;

/** Reads an error body; one that is not JSON is shown shortened. */
export function refusalIn(text: string): Refusal {
  const parsed = errorBody.safeParse(jsonOf(text));
  if (!parsed.success) return { detail: shortened(/^\s*</.test(text) ? '' : text), fields: {} };
  const { detail, error, message, error_description, errors } = parsed.data;
  const fields = { ...fieldsIn(errors), ...fieldsIn(detail) };
  const texts = [detail, message, error_description, error].filter((said) => typeof said === 'string' && said !== '');
  const listed = Object.entries(fields).map(([field, problem]) => (field ? `${field}: ${problem}` : problem));
  return { detail: shortened([...texts.slice(0, 1), ...listed].join('; ')), fields: named(fields) };
}

function fieldsIn(list: unknown): Record<string, string> {
  if (!Array.isArray(list)) return {};
  const fields: Record<string, string> = {};
  for (const item of list) {
    const at = located.safeParse(item);
    const plain = fieldError.safeParse(item);
    if (at.success) {
      const way = at.data.loc.filter((step, index) => !(index === 0 && PLACES.has(String(step))));
      fields[way.join('.')] = at.data.msg;
    } else if (plain.success) fields[plain.data.field] = plain.data.message;
  }
  return fields;
}

/** Without the entry for the whole body. */
function named(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== ''));
}

function jsonOf(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  const line = text.replace(/[ \t\r\n]+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
