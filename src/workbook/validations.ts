// What spreadsheet programs check while someone types: the XML of a sheet's data validations. Which rules there are is up to callers.

import { escapeCellText, escapeXml } from './xml-text.js';

/** A rule for the cells of a range (ECMA-376 part 1, 18.3.1.32). An empty cell always passes. */
export interface Validation {
  /** As `B2:B5000`. */
  readonly range: string;
  readonly type: 'list' | 'decimal' | 'date' | 'textLength';
  /** @default between */
  readonly operator?: 'between' | 'equal' | 'greaterThan' | 'greaterThanOrEqual' | 'lessThanOrEqual';
  /** One or two; for a list the range of its values. */
  readonly formulae: readonly (string | number)[];
  /** What a wrong value leads to: it is refused, or asked about, or taken. @default refuse */
  readonly otherwise?: 'refuse' | 'ask' | 'take';
  /** What is shown with a wrong value. */
  readonly error: Shown;
  /** What is shown beside the selected cell. */
  readonly prompt?: Shown;
}

/** A text with its title. */
interface Shown {
  readonly title: string;
  readonly text: string;
}

/** Longest texts that Excel takes; a longer one makes the workbook one to be repaired. */
const MOST_TITLE = 32;
const MOST_TEXT = 255;

/** The element for all rules of a sheet; '' without any. */
export function validationsXml(validations: readonly Validation[]): string {
  if (validations.length === 0) return '';
  return `<dataValidations count="${validations.length}">${validations.map(validationXml).join('')}</dataValidations>`;
}

function validationXml({ range, type, operator, formulae, otherwise, error, prompt }: Validation): string {
  const attributes = [
    `type="${type}"`,
    otherwise === 'ask' ? 'errorStyle="warning"' : '',
    operator === undefined || operator === 'between' ? '' : `operator="${operator}"`,
    'allowBlank="1"',
    prompt ? 'showInputMessage="1"' : '',
    otherwise === 'take' ? '' : 'showErrorMessage="1"',
    shownAs('error', error),
    prompt ? shownAs('prompt', prompt) : '',
    `sqref="${range}"`,
  ].filter(Boolean);
  const limits = formulae.map(
    (formula, index) => `<formula${index + 1}>${escapeXml(String(formula))}</formula${index + 1}>`,
  );
  return `<dataValidation ${attributes.join(' ')}>${limits.join('')}</dataValidation>`;
}

function shownAs(name: 'error' | 'prompt', { title, text }: Shown): string {
  return `${name}Title="${attributeText(title, MOST_TITLE)}" ${name}="${attributeText(text, MOST_TEXT)}"`;
}

function attributeText(text: string, most: number): string {
  const fitting = text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return escapeCellText(fitting).replaceAll('\n', '&#10;');
}
