// Describes where a body does not match its schema, without secrets and whole bodies.

import type { z } from 'zod';
import { redact } from '../http/redact.js';

/** The first mismatch of a body. */
interface SchemaMismatch {
  /** As `items.0.co2e`; '' for the body itself. */
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

type Issue = z.core.$ZodIssue;

/** The first mismatch: field, expected, received. */
export function schemaMismatch({ issues }: z.ZodError, body: unknown): SchemaMismatch {
  const issue = deepest(issues[0]);
  const path = issue?.path ?? [];
  return { field: path.join('.'), expected: issue ? expectedBy(issue) : 'something else', got: shown(body, path) };
}

/** Of several allowed shapes, the one that matches furthest into the body counts. */
function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const firsts = issue.errors.flatMap(([first]) => {
    const one = deepest(first);
    return one ? [{ ...one, path: [...issue.path, ...one.path] }] : [];
  });
  const [first] = firsts.sort((a, b) => b.path.length - a.path.length);
  if (!first || first.path.length > issue.path.length) return first ?? issue;
  const message = `expected ${[...new Set(firsts.map(expectedBy))].join(' or ')}`;
  return { code: 'custom', path: issue.path, message };
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_format':
      return `a text in the format ${issue.format}`;
    case 'unrecognized_keys':
      return `no field ${issue.keys.join(', ')}`;
    default:
      return issue.message.replace(/^.*?\bexpected /i, '');
  }
}

const LONGEST_TEXT = 40;
const MOST_KEYS = 6;
/** Fields whose values are never shown. */
const PRIVATE = /token|password|secret|key|authorization|url|email|cookie/i;

/** The type at a path of a body, with the value where it is short and no secret. */
function shown(body: unknown, path: readonly PropertyKey[]): string {
  let value = body;
  for (const step of path) value = isHolder(value) ? value[String(step)] : undefined;
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isHolder(value)) return `an object ${keysOf(value)}`;
  if (typeof value !== 'string') return `${value}`;
  if (path.some((step) => PRIVATE.test(String(step)))) return `a text of ${value.length} characters`;
  const text = redact(value);
  return `the text ${JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)}`;
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function keysOf(value: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'without fields';
  // Names of fields may be ids.
  const some = keys.slice(0, MOST_KEYS).map((key) => redact(key).slice(0, LONGEST_TEXT));
  return `with ${some.join(', ')}${keys.length > MOST_KEYS ? ', …' : ''}`;
}
