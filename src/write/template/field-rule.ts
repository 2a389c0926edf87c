// Says a field's rule in a few words, for templates: what a cell may hold, and whether it may be empty.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';

/** Whether a field must be filled in: `yes`, `no`, or the titles of which one must be. */
export function needOf({ fields, oneOf = [] }: ImportDataset, name: string): string {
  if (fields[name]?.required) return 'yes';
  const group = oneOf.find((names) => names.includes(name));
  return group ? `one of ${group.map((each) => fields[each]?.title ?? each).join(', ')}` : 'no';
}

/** What a cell of the field may hold, as `Text, 3 to 255 characters`. */
export function ruleOf(field: Field): string {
  switch (field.kind) {
    case 'text':
      return `Text${lengths(field.min, field.max)}`;
    case 'identifier':
      return `A code, kept as text${lengths(undefined, field.max)}`;
    case 'gtin':
      return 'Digits, at most 14, with the right check digit; kept as text';
    case 'uuid':
      return 'A UUID: 36 characters, hyphens included';
    case 'url':
      return 'A web address that begins with https:// or http://';
    case 'number':
      return `A number${range(field)}${field.unitField === undefined ? '' : '; its unit in its own column, in the title or in the cell'}`;
    case 'share':
      return 'A share from 0 % to 100 %';
    case 'date':
      return 'A date, best as YYYY-MM-DD';
    case 'country':
      return 'A country: its two-letter code, or its name';
    case 'choice':
      return field.fallback === undefined ? 'One of the choices' : `One of the choices; empty means ${field.fallback}`;
    case 'list':
      return 'One or more texts, separated by ; or |';
    case 'yearly':
      return `A number${range(field)}; one column for each year, with the year in its title`;
  }
}

function lengths(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max} characters`;
  if (max !== undefined) return `, at most ${max} characters`;
  return min === undefined ? '' : `, at least ${min} characters`;
}

function range({ min, max, above }: { readonly min?: number; readonly max?: number; readonly above?: number }): string {
  const lower = above === undefined ? min !== undefined && `${min} or more` : `more than ${above}`;
  const upper = max !== undefined && `at most ${max}`;
  return [lower, upper]
    .filter(Boolean)
    .map((limit) => `, ${limit}`)
    .join('');
}
