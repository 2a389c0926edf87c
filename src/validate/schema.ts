// Makes a zod schema from a dataset's fields: required, lengths, limits, choices, formats. Turns zod's issues into findings,
// so that no text of zod reaches a user.

import { z } from 'zod';
import type { Field, FieldValue } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';
import type { PlausibleDays } from '../values/evidence.js';
import { dayFinding } from './day-range.js';

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
}

interface NumberLimits extends TextLimits {
  readonly above?: number;
}

// GS1 General Specifications, 3.3: the longest GTIN has 14 digits.
const GTIN_LIMITS: TextLimits = { max: 14 };
const SHARE_LIMITS: NumberLimits = { min: 0, max: 1 };

/** The schema of a record that has these fields. `days`: the plausible ones of each field of dates. */
export function recordSchema(
  fields: Readonly<Record<string, Field>>,
  days: Readonly<Record<string, PlausibleDays | undefined>> = {},
): z.ZodType {
  return z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const value = valueSchema(field, days[name]);
        return [name, field.required ? value : value.optional()];
      }),
    ),
  );
}

function valueSchema(field: Field, days: PlausibleDays | undefined): z.ZodType<FieldValue> {
  switch (field.kind) {
    case 'text':
    case 'identifier':
      return textSchema(field);
    case 'gtin':
      return textSchema(GTIN_LIMITS).regex(/^\d+$/);
    case 'uuid':
      return z.guid();
    case 'url':
      return z.url({ protocol: z.regexes.httpProtocol });
    case 'number':
      return numberSchema(field);
    case 'share':
      return numberSchema(SHARE_LIMITS);
    case 'date':
      return z.iso.date().refine((day) => dayFinding(day, field, days) === undefined);
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

function textSchema({ min, max }: TextLimits): z.ZodString {
  let schema = z.string();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return schema;
}

function numberSchema({ min, max, above }: NumberLimits): z.ZodNumber {
  let schema = z.number();
  if (min !== undefined) schema = schema.gte(min);
  if (max !== undefined) schema = schema.lte(max);
  if (above !== undefined) schema = schema.gt(above);
  return schema;
}

/**
 * Whether the schema would take a value that was read for this field, found out at a small part of its price: nearly every
 * cell of a file passes here, and the schema is asked to say what is wrong with the others. The form of a date, a country, a
 * choice, a UUID or a web address is what reading gives, and not looked at again.
 */
export function fitsField(field: Field, days?: PlausibleDays): (value: FieldValue) => boolean {
  switch (field.kind) {
    case 'text':
    case 'identifier':
    case 'gtin': {
      const { min = 0, max = Number.POSITIVE_INFINITY }: TextLimits = field.kind === 'gtin' ? GTIN_LIMITS : field;
      return (value) => typeof value === 'string' && value.length >= min && value.length <= max;
    }
    case 'number':
    case 'share': {
      const { min, max, above }: NumberLimits = field.kind === 'share' ? SHARE_LIMITS : field;
      const [least, most] = [min ?? -Number.MAX_VALUE, max ?? Number.MAX_VALUE];
      return (value) =>
        typeof value === 'number' && value >= least && value <= most && (above === undefined || value > above);
    }
    case 'date':
      return (value) => typeof value === 'string' && dayFinding(value, field, days) === undefined;
    case 'yearly':
      return () => false;
    default:
      return () => true;
  }
}

/** What an issue says of the field's value. */
export function findingOf(
  issue: z.core.$ZodIssue,
  field: Field,
  value: FieldValue | undefined,
  days?: PlausibleDays,
): Finding {
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
  const found = field.kind === 'date' && typeof value === 'string' ? dayFinding(value, field, days) : undefined;
  return found ?? misreadOf(field);
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
