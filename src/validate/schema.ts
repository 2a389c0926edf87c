// A zod schema from a dataset's fields: required, lengths, limits, choices, formats. Turns what zod finds into findings, so
// that no prose of zod's reaches a user. Reading cells is done before, rules over several fields are asked after.

import { z } from 'zod';
import type { Field, FieldValue } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';

// GS1 General Specifications, 3.3: the longest GTIN has 14 digits.
const GTIN_DIGITS = 14;

/** The schema of a record that has these fields. */
export function recordSchema(fields: Readonly<Record<string, Field>>): z.ZodType {
  return z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const value = valueSchema(field);
        return [name, field.required ? value : value.optional()];
      }),
    ),
  );
}

function valueSchema(field: Field): z.ZodType<FieldValue> {
  switch (field.kind) {
    case 'text':
    case 'identifier':
      return textSchema(field);
    case 'gtin':
      return z.string().regex(/^\d+$/).max(GTIN_DIGITS);
    case 'uuid':
      return z.guid();
    case 'url':
      return z.url({ protocol: z.regexes.httpProtocol });
    case 'number':
      return numberSchema(field);
    case 'share':
      return z.number().gte(0).lte(1);
    case 'date':
      return z.iso.date();
    case 'country':
      return z.string().regex(/^[A-Z]{2}$/);
    case 'choice':
      return z.enum(Object.keys(field.options));
    case 'list':
      return z.array(z.string());
    case 'yearly':
      return z.record(z.string(), numberSchema(field));
  }
}

function textSchema({ min, max }: { min?: number; max?: number }): z.ZodString {
  let schema = z.string();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return schema;
}

function numberSchema({ min, max, above }: { min?: number; max?: number; above?: number }): z.ZodNumber {
  let schema = z.number();
  if (min !== undefined) schema = schema.gte(min);
  if (max !== undefined) schema = schema.lte(max);
  if (above !== undefined) schema = schema.gt(above);
  return schema;
}

/** What an issue says of the field's value. */
export function findingOf(issue: z.core.$ZodIssue, field: Field, value: FieldValue | undefined): Finding {
  const length = typeof value === 'string' ? value.length : 0;
  if (value === undefined) return finding('REQUIRED_EMPTY', {});
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return issue.origin === 'string' ? finding('TOO_LONG', { max, length }) : finding('TOO_LARGE', { max });
  }
  if (issue.code === 'too_small') {
    const min = Number(issue.minimum);
    if (issue.origin === 'string') return finding('TOO_SHORT', { min, length });
    return finding('TOO_SMALL', { min, exclusive: issue.inclusive === false });
  }
  return misreadOf(field);
}

/** A value of another form than its field's. Reading refuses these already; the schema is the second pair of eyes. */
function misreadOf(field: Field): Finding {
  switch (field.kind) {
    case 'uuid':
      return finding('NOT_A_UUID', {});
    case 'url':
      return finding('NOT_A_URL', {});
    case 'gtin':
      return finding('NOT_DIGITS', {});
    case 'date':
      return finding('NOT_A_DATE', { suggestion: undefined });
    case 'country':
      return finding('UNKNOWN_COUNTRY', { nearest: undefined });
    case 'choice':
      return finding('NOT_A_CHOICE', { choices: Object.keys(field.options), nearest: undefined });
    default:
      return finding('NOT_A_NUMBER', { suggestion: undefined });
  }
}
