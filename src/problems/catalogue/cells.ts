// Problems of one cell.

import { problem } from './problem-type.js';

function either(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const ENTER_AGAIN = 'format the column as Text and enter the code again';

export const cellProblems = {
  REQUIRED_EMPTY: problem({
    severity: 'error',
    meaning: 'A required cell is empty.',
    message: () => 'a value is required, the cell is empty',
    fix: 'Enter the value.',
    example: ['', {}],
  }),
  ERROR_CELL: problem<{ readonly error: string }>({
    severity: 'error',
    meaning: 'The cell holds a spreadsheet error such as #N/A.',
    message: ({ error }) => `the cell holds the spreadsheet error ${error}`,
    suggestion: () => 'correct the formula, or type the value',
    example: ['#N/A', { error: '#N/A' }],
  }),
  DEBIT_AND_CREDIT: problem({
    severity: 'error',
    meaning: 'The amount is read as debit minus credit, and both are filled in the row.',
    message: () => 'debit and credit are both filled in this row, so its amount is unclear',
    suggestion: () => 'leave one of them empty, or write two rows',
    example: ['', {}],
  }),
  NOT_CALCULATED: problem({
    severity: 'error',
    meaning: 'The cell holds a formula without a calculated value. Scripts often write such files.',
    message: () => 'the formula in this cell was never calculated, so the file holds no value for it',
    suggestion: () => 'open the file in Excel or LibreOffice, and save it',
    example: ['', {}],
  }),
  NOT_A_NUMBER: problem<{ readonly suggestion: string | undefined }>({
    severity: 'error',
    meaning: 'The cell should hold a number.',
    message: () => 'expected a number',
    suggestion: ({ suggestion }) => suggestion ?? '',
    fix: 'Enter a number. Put a unit in the column for units.',
    example: ['12,5 ca.', { suggestion: '12,5' }],
  }),
  TOO_PRECISE: problem<{ readonly digits: number }>({
    severity: 'error',
    meaning: 'The number has more digits than can be stored exactly.',
    message: ({ digits }) => `expected at most 15 significant digits, got ${digits}: the last digits would be lost`,
    suggestion: () => 'round the number',
    example: ['0.12345678901234567', { digits: 17 }],
  }),
  UNDECIDED_DECIMAL: problem<{ readonly cells: number; readonly comma: string; readonly point: string }>({
    severity: 'error',
    meaning: 'The numbers can be read with a decimal comma or a decimal point, and no cell of the column decides.',
    message: ({ cells, comma, point }) =>
      `${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be read as ${comma} or as ${point}, and no cell of the column decides`,
    suggestion: () => 'set --decimal , or --decimal .',
    example: ['1,234', { cells: 12, comma: '1.234', point: '1234' }],
  }),
  CONTRADICTORY_DECIMAL: problem<{ readonly comma: string; readonly point: string }>({
    severity: 'error',
    meaning: 'The column uses both decimal commas and decimal points.',
    message: ({ comma, point }) => `the column uses both decimal commas ("${comma}") and decimal points ("${point}")`,
    suggestion: () => 'write all numbers of the column in one way, or set --decimal , or --decimal .',
    example: ['12,5', { comma: '12,5', point: '3.75' }],
  }),
  NOT_A_DATE: problem<{ readonly suggestion: string | undefined; readonly expected?: 'period' }>({
    severity: 'error',
    meaning: 'The cell should hold a date or a period.',
    message: ({ expected = 'date' }) => `expected a ${expected}`,
    suggestion: ({ suggestion }) => suggestion ?? 'write it as YYYY-MM-DD',
    answer: ({ suggestion }) =>
      suggestion !== undefined && DAY.test(suggestion) ? { text: suggestion, confidence: 0.6 } : undefined,
    example: ['soon', { suggestion: undefined }],
  }),
  IMPOSSIBLE_DATE: problem({
    severity: 'error',
    meaning: 'The calendar has no such day.',
    message: () => 'there is no such day in the calendar',
    fix: 'Correct the date.',
    example: ['2024-02-30', {}],
  }),
  EMPTY_DATE: problem({
    severity: 'error',
    meaning: 'The cell holds a placeholder that programs write for a missing date, such as 9999-12-31.',
    message: () => 'programs write this placeholder where there is no date',
    suggestion: () => 'enter the date, or empty the cell if no date is required',
    example: ['00.00.0000', {}],
  }),
  IMPLAUSIBLE_DATE: problem<{ readonly first: string; readonly last: string }>({
    severity: 'error',
    meaning: 'The date is unlikely for a purchase or a sale.',
    message: ({ first, last }) => `expected a day from ${first} to ${last}`,
    suggestion: () => 'check the year; if it is right, allow it with --dates-from YEAR or --dates-to YEAR',
    example: ['2204-05-01', { first: '1990-01-01', last: '2027-12-31' }],
  }),
  FISCAL_YEAR: problem<{ readonly read: string }>({
    severity: 'warning',
    meaning: 'A fiscal year was read as the calendar year.',
    message: ({ read }) => `read as the calendar year: ${read}`,
    suggestion: () => 'if your fiscal year differs, write its first and last day',
    example: ['FY 2024', { read: '2024-01-01 to 2024-12-31' }],
  }),
  UNDECIDED_DATE_ORDER: problem<{ readonly cells: number; readonly dmy: string; readonly mdy: string }>({
    severity: 'error',
    meaning: 'The dates can be read with the day or the month first, and no cell of the column decides.',
    message: ({ cells, dmy, mdy }) =>
      `${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be read as ${dmy} or as ${mdy}, and no cell of the column decides`,
    suggestion: () => 'set --date-order dmy or --date-order mdy',
    example: ['03/04/2024', { cells: 20, dmy: '2024-04-03', mdy: '2024-03-04' }],
  }),
  CONTRADICTORY_DATE_ORDER: problem<{ readonly dmy: string; readonly mdy: string }>({
    severity: 'error',
    meaning: 'The column uses both orders of day and month.',
    message: ({ dmy, mdy }) => `the column has dates with the day first ("${dmy}") and with the month first ("${mdy}")`,
    suggestion: () => 'write all dates of the column in one way, preferably as YYYY-MM-DD',
    example: ['31/12/2024', { dmy: '31/12/2024', mdy: '12/31/2024' }],
  }),
  NOT_A_CHOICE: problem<{ readonly choices: readonly string[]; readonly nearest: string | undefined }>({
    severity: 'error',
    meaning: 'The cell should hold one of a list of values.',
    message: ({ choices }) => `expected ${either(choices)}`,
    suggestion: ({ nearest }) => nearest ?? '',
    fix: 'Enter one of the listed values.',
    example: ['opexx', { choices: ['capex', 'opex'], nearest: 'opex' }],
  }),
  UNKNOWN_COUNTRY: problem<{ readonly nearest: string | undefined }>({
    severity: 'error',
    meaning: 'The cell should hold a country.',
    message: () => 'expected a country: an ISO 3166-1 code such as SE, or its name',
    suggestion: ({ nearest }) => nearest ?? '',
    fix: 'Enter an ISO 3166-1 code or the name of the country.',
    example: ['Swedn', { nearest: 'Sweden' }],
  }),
  TOO_LONG: problem<{ readonly max: number; readonly length: number }>({
    severity: 'error',
    meaning: 'The text is longer than the service accepts.',
    message: ({ max, length }) => `expected at most ${max} characters, got ${length}`,
    suggestion: ({ max, length }) => `shorten it by ${length - max}`,
    fix: 'Shorten the text.',
    example: ['A very long product name', { max: 20, length: 24 }],
  }),
  TOO_SHORT: problem<{ readonly min: number; readonly length: number }>({
    severity: 'error',
    meaning: 'The text is shorter than the service accepts.',
    message: ({ min, length }) => `expected at least ${min} characters, got ${length}`,
    fix: 'Enter the full text.',
    example: ['7', { min: 3, length: 1 }],
  }),
  TOO_SMALL: problem<{ readonly min: number; readonly exclusive: boolean }>({
    severity: 'error',
    meaning: 'The number is smaller than allowed.',
    message: ({ min, exclusive }) => `expected a number ${exclusive ? 'greater than' : 'of at least'} ${min}`,
    fix: 'Correct the number.',
    example: ['-5', { min: 0, exclusive: true }],
  }),
  TOO_LARGE: problem<{ readonly max: number }>({
    severity: 'error',
    meaning: 'The number is larger than allowed.',
    message: ({ max }) => `expected a number of at most ${max}`,
    fix: 'Correct the number.',
    example: ['120', { max: 100 }],
  }),
  SHARE_AS_PERCENT: problem<{ readonly suggestion: string }>({
    severity: 'error',
    meaning: 'The cell should hold a share from 0 to 1, or a percentage with its sign.',
    message: () => 'expected a share from 0 to 1, or a percentage with its sign',
    suggestion: ({ suggestion }) => suggestion,
    answer: ({ suggestion }) => ({ text: suggestion, confidence: 0.7 }),
    fix: 'Write 0.25 or 25 %.',
    example: ['25', { suggestion: '25 %' }],
  }),
  NOT_A_UUID: problem({
    severity: 'error',
    meaning: 'The cell should hold a UUID.',
    message: () => 'expected a UUID such as 3fa85f64-5717-4562-b3fc-2c963f66afa6',
    fix: 'Copy the whole id from the service.',
    example: ['3fa85f64', {}],
  }),
  NOT_A_URL: problem({
    severity: 'error',
    meaning: 'The cell should hold a web address.',
    message: () => 'expected a web address that begins with https:// or http://',
    fix: 'Enter the whole address, with https:// at its start.',
    example: ['www.example.com', {}],
  }),
  NOT_AN_EMAIL: problem({
    severity: 'error',
    meaning: 'The cell should hold an e-mail address.',
    message: () => 'expected an e-mail address such as anna@example.com',
    fix: 'Enter one e-mail address.',
    example: ['anna(at)example.com', {}],
  }),
  NOT_DIGITS: problem({
    severity: 'error',
    meaning: 'The code should consist of digits.',
    message: () => 'expected digits only',
    fix: 'Remove everything but the digits.',
    example: ['73-1234', {}],
  }),
  LOST_DIGITS: problem({
    severity: 'error',
    meaning: 'The spreadsheet treated a code as a number and lost some of its digits.',
    message: () => 'the spreadsheet lost digits of this code by treating it as a number',
    suggestion: () => ENTER_AGAIN,
    example: ['7.31E+12', {}],
  }),
  DATE_IN_IDENTIFIER: problem({
    severity: 'error',
    meaning: 'The spreadsheet turned a code into a date.',
    message: () => 'the spreadsheet turned this code into a date',
    suggestion: () => ENTER_AGAIN,
    example: ['2024-03-04', {}],
  }),
  GTIN_CHECK_DIGIT: problem<{ readonly right: string }>({
    severity: 'warning',
    meaning: 'The last digit of the GTIN does not fit the others. One digit is probably mistyped.',
    message: () => 'the check digit of this GTIN is wrong',
    suggestion: ({ right }) => right,
    // Any other digit may be the mistyped one.
    answer: ({ right }) => ({ text: right, confidence: 0.3 }),
    fix: 'Compare the GTIN with the label of the product.',
    example: ['4006381333930', { right: '4006381333931' }],
  }),
  READ_AS: problem<{ readonly read: string }>({
    severity: 'note',
    meaning: 'The value was read as another way to write it, such as DE for Germany.',
    message: ({ read }) => `read as ${read}`,
    fix: 'Nothing to do if the value is right.',
    example: ['Germany', { read: 'DE' }],
  }),
  TEXT_CLEANED: problem<{
    readonly read: string;
    readonly without: readonly string[];
    readonly replaced: readonly string[];
  }>({
    severity: 'note',
    meaning: 'Invisible characters were removed, or special hyphens and digits were replaced by plain ones.',
    message: ({ read, without, replaced }) =>
      [
        `read as ${read.length > 60 ? `${read.slice(0, 59)}…` : read}`,
        without.length > 0 && `without the invisible ${without.join(', ')}`,
        replaced.length > 0 && `with plain characters for ${replaced.slice(0, 8).join(', ')}`,
      ]
        .filter(Boolean)
        .join(', '),
    fix: 'Nothing to do if the value is right.',
    example: ['AB\u200b-12', { read: 'AB-12', without: ['U+200B'], replaced: [] }],
  }),
  PIVOT_LABEL: problem({
    severity: 'error',
    meaning: 'The cell holds a label of a pivot table, such as (blank) or Row Labels, where a name is expected.',
    message: () => 'pivot tables write this label where there is no name',
    suggestion: () => 'remove the row, or enter the name; it is best to use the rows behind the pivot table',
    example: ['(blank)', {}],
  }),
  ODD_CHARACTERS: problem<{ readonly codes: readonly string[]; readonly shown: string }>({
    severity: 'warning',
    meaning: 'The text holds control characters, or U+FFFD in place of lost letters.',
    message: ({ codes, shown }) => `the text holds ${codes.slice(0, 8).join(', ')}, which people do not type: ${shown}`,
    suggestion: () => 'check whether the text was damaged, and type it again',
    example: ['M\ufffdnchen', { codes: ['U+FFFD'], shown: 'M\ufffdnchen' }],
  }),
};
