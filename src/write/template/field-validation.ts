// A field's rule as Excel can check it while someone types: dropdowns, number ranges, dates, text lengths.
// The full check, which also sees pasted cells, is carbonsheet's own.

import type { Field } from '../../datasets/field.js';
import type { WordedDataset } from '../../datasets/words/template/texts.js';
import type { Validation } from '../../workbook/validations.js';
import type { AccountList } from './account-content.js';
import { ruleOf, shownExample } from './field-rule.js';

/** 1950-01-01, as Excel counts days. */
const FIRST_DAY = 18_264;

type Check = Pick<Validation, 'type' | 'formulae' | 'operator' | 'otherwise'>;

/**
 * The rule for a field's cells, or undefined where Excel has none.
 * @param list The range that holds its choices.
 * @param meanings What the options of a choice stand for.
 * @param account The values of the account, where the list has these.
 */
export function validationOf(
  field: Field,
  range: string,
  list: string | undefined,
  { phrases, language }: WordedDataset,
  meanings: Readonly<Record<string, string>>,
  account: AccountList | undefined,
): Validation | undefined {
  const check = account?.kind === 'list' && list !== undefined ? offered(list, account) : checkOf(field, list);
  if (check === undefined) return undefined;
  const { title, note } = field;
  const error = { title, text: `${ruleOf(field, phrases)}. ${phrases.example(shownExample(field, language))}` };
  if (check.type !== 'list') return { range, error, ...check };
  const options = Object.entries(meanings).map(([option, meaning]) => `${option}: ${meaning}`);
  return { range, error, prompt: { title, text: options.length > 0 ? options.join('\n') : note }, ...check };
}

/** The account may have got others since, so that nothing is refused. */
function offered(list: string, { isOpen }: { readonly isOpen: boolean }): Check {
  return { type: 'list', formulae: [list], otherwise: isOpen ? 'take' : 'ask' };
}

function checkOf(field: Field, list: string | undefined): Check | undefined {
  switch (field.kind) {
    case 'choice':
      return list === undefined ? undefined : { type: 'list', formulae: [list] };
    case 'country':
      // Names are understood too, so that anything but a code is asked about, not refused.
      return list === undefined ? undefined : { type: 'list', formulae: [list], otherwise: 'ask' };
    case 'number':
    case 'yearly':
      return limits('decimal', field);
    case 'share':
      return { type: 'decimal', operator: 'between', formulae: [0, 1] };
    case 'date':
      return { type: 'date', operator: 'greaterThanOrEqual', formulae: [FIRST_DAY] };
    case 'text':
    case 'identifier':
      return limits('textLength', field);
    case 'gtin':
      return { type: 'textLength', operator: 'lessThanOrEqual', formulae: [14] };
    case 'uuid':
      return { type: 'textLength', operator: 'equal', formulae: [36] };
    case 'url':
    case 'list':
      return undefined;
  }
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}

/** Excel checks one range; of a value that must be greater than one limit and at most another it checks the first. */
function limits(type: 'decimal' | 'textLength', { min, max, above }: Limits): Check | undefined {
  if (above !== undefined) return { type, operator: 'greaterThan', formulae: [above] };
  if (min !== undefined && max !== undefined) return { type, operator: 'between', formulae: [min, max] };
  if (min !== undefined) return { type, operator: 'greaterThanOrEqual', formulae: [min] };
  return max === undefined ? undefined : { type, operator: 'lessThanOrEqual', formulae: [max] };
}
