// Says a field's rule in a few words, for templates: what a cell may hold, and whether it may be empty.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import type { Phrases, TemplateLanguage } from '../../datasets/words/template/phrases.js';

/** Whether a field must be filled in: `yes`, `no`, or the titles of which one must be. */
export function needOf({ fields, oneOf = [] }: ImportDataset, name: string, phrases: Phrases): string {
  if (fields[name]?.required) return phrases.yes;
  const group = oneOf.find((names) => names.includes(name));
  return group ? phrases.oneOf(group.map((each) => fields[each]?.title ?? each).join(', ')) : phrases.no;
}

/** What a cell of the field may hold, as `Text, 3 to 255 characters`. */
export function ruleOf(field: Field, { rules }: Pick<Phrases, 'rules'>): string {
  switch (field.kind) {
    case 'text':
    case 'identifier':
      return [rules[field.kind], ...lengths('min' in field ? field.min : undefined, field.max, rules)].join(', ');
    case 'number':
      return `${[rules.number, ...range(field, rules)].join(', ')}${field.unitField === undefined ? '' : rules.unit}`;
    case 'choice':
      return field.fallback === undefined ? rules.choice : rules.choiceOr(field.fallback);
    case 'yearly':
      return `${[rules.number, ...range(field, rules)].join(', ')}${rules.yearly}`;
    default:
      return rules[field.kind];
  }
}

/** The example as people of the language type it: where a comma is the decimal sign, spreadsheets take a point for text or for a day. */
export function shownExample({ kind, example }: Field, language: TemplateLanguage): string {
  const isNumber = kind === 'number' || kind === 'share' || kind === 'yearly';
  return isNumber && language !== 'en' ? example.replace('.', ',') : example;
}

type Rules = Phrases['rules'];

function lengths(min: number | undefined, max: number | undefined, { characters }: Rules): readonly string[] {
  if (min !== undefined && max !== undefined) return [characters.between(min, max)];
  if (max !== undefined) return [characters.most(max)];
  return min === undefined ? [] : [characters.least(min)];
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}

function range({ min, max, above }: Range, { limits }: Rules): readonly string[] {
  const lower = above === undefined ? (min === undefined ? [] : [limits.least(min)]) : [limits.above(above)];
  return max === undefined ? lower : [...lower, limits.most(max)];
}
