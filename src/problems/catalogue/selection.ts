// Problems of rules, sums and credit notes: which rows of a ledger are sent, and why others are not.

import { problem } from './problem-type.js';

/** Why no purchase was found for a credit note, or why it is open though one was. */
export type OpenReason = 'listed' | 'none' | 'several' | 'elsewhere' | 'sum' | 'invalid';

export interface OpenCredit {
  /** With its unit, as it is shown. */
  readonly amount: string;
  readonly why: OpenReason;
  /** The rows of purchases that fit. */
  readonly rows: readonly number[];
  /** The document that the credit note refers to, where it does. */
  readonly document: string;
}

const rowsText = (rows: readonly number[]): string => `${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`;

const OPEN: Readonly<Record<OpenReason, (args: OpenCredit) => string>> = {
  listed: ({ rows }) => `it fits the purchase in ${rowsText(rows)}`,
  none: () => 'no purchase of the file fits it',
  several: ({ rows }) => `several purchases fit it (${rowsText(rows)})`,
  elsewhere: ({ document }) => `it refers to ${document}, which no purchase of the file is left for`,
  sum: () => 'the rows that a rule sums with it come to less than 0',
  invalid: ({ rows }) =>
    rows.length === 0
      ? 'its row has other errors, and the sum of its month leaves it out'
      : `its row has other errors, and the purchase in ${rowsText(rows)} that it fits keeps its amount`,
};

const NEXT: Readonly<Record<OpenReason, string>> = {
  listed: 'write "credits: net" into the mapping file to take it off, or exclude it with a rule',
  none: 'take it off its purchase by hand, or exclude it with a rule and a reason',
  several: 'write the document number of its purchase into the row, or take it off by hand',
  elsewhere: 'take it off its purchase by hand, or exclude it with a rule and a reason',
  sum: 'take it off a purchase of another month by hand, or exclude its rows with a rule and a reason',
  invalid: 'correct the other errors of the row before you send the file',
};

export interface Proposed {
  readonly rows: number;
  /** With the unit, one for each unit. */
  readonly sums: readonly string[];
  readonly category: string;
  /** What in the file says so, as `Account "6000 Wages"`. */
  readonly said: string;
  readonly because: string;
  /** As they would be written into a mapping file. */
  readonly rules: readonly string[];
  /** Whether the rows may be emissions that belong elsewhere: then the user decides. */
  readonly isQuestion: boolean;
}

export const selectionProblems = {
  RULE_TITLE_MISSING: problem<{ readonly rule: string; readonly file: string; readonly nearest: string | undefined }>({
    severity: 'error',
    meaning: 'A rule of the mapping file names a column that the file does not have.',
    message: ({ rule, file }) => `the rule "${rule}" in ${file} names this column, and the header has no such title`,
    suggestion: ({ nearest }) => (nearest ? `did you mean "${nearest}"?` : 'correct the title in the mapping file'),
    fix: 'Correct the title in the mapping file.',
    example: ['', { rule: 'Wages', file: 'mapping.yaml', nearest: 'Account' }],
  }),
  SUMS_UNKNOWN: problem<{ readonly file: string; readonly dataset: string }>({
    severity: 'error',
    meaning: 'The mapping file asks for sums or netted credit notes, and the rows have no amounts that add up.',
    message: ({ file, dataset }) =>
      `${file} asks for sum-by-month or "credits: net", and ${dataset} have no amounts of a day that add up`,
    suggestion: () => 'remove them: rules can send and exclude these rows',
    example: ['', { file: 'mapping.yaml', dataset: 'suppliers' }],
  }),
  RULE_UNUSED: problem<{ readonly rule: string }>({
    severity: 'warning',
    meaning: 'A rule of the mapping file decides no row of the file.',
    message: ({ rule }) => `the rule "${rule}" of the mapping file decides no row`,
    suggestion: () => 'check its texts, and the rules before it: the first rule that matches a row decides',
    example: ['', { rule: 'Wages' }],
  }),
  EXCLUDED_BY_RULE: problem<{ readonly rule: string; readonly reason: string }>({
    severity: 'note',
    meaning: 'A rule of the mapping file excludes the row. The message gives its reason.',
    message: ({ rule, reason }) => `not imported: excluded by the rule "${rule}": ${reason}`,
    fix: 'Nothing to do.',
    example: ['', { rule: 'Wages', reason: 'no purchased goods' }],
  }),
  SUMMED_INTO: problem<{ readonly rule: string; readonly row: number }>({
    severity: 'note',
    meaning: 'The amount of the row is part of a sum that an earlier row carries.',
    message: ({ rule, row }) => `its amount is sent with row ${row}: summed by month by the rule "${rule}"`,
    fix: 'Nothing to do.',
    example: ['', { rule: 'Office supplies', row: 12 }],
  }),
  SUM_OF_ZERO: problem<{ readonly rule: string; readonly rows: number; readonly sum: string; readonly month: string }>({
    severity: 'note',
    meaning: 'The rows that a rule sums come to 0 in the month of the row: nothing is sent for them.',
    message: ({ rule, rows, sum, month }) =>
      `not imported: the ${rows} rows of ${month} that the rule "${rule}" sums with it come to ${sum}`,
    fix: 'Nothing to do.',
    example: ['', { rule: 'Office supplies', rows: 2, sum: '0.00 EUR', month: '2025-03' }],
  }),
  SUM_OF_ROWS: problem<{ readonly rule: string; readonly rows: number; readonly sum: string; readonly day: string }>({
    severity: 'note',
    meaning: 'The row was sent with the sum of several rows of its month.',
    message: ({ rule, rows, sum, day }) =>
      `stands for ${rows} ${rows === 1 ? 'row' : 'rows'} of the month: ${sum}, dated ${day}, by the rule "${rule}"`,
    fix: 'Nothing to do.',
    example: ['', { rule: 'Office supplies', rows: 3, sum: '60.30 EUR', day: '2025-03-31' }],
  }),
  NETTED: problem<{ readonly rows: readonly number[] }>({
    severity: 'note',
    meaning: 'A credit note and its purchase: the amount was taken off, and the row is not sent itself.',
    message: ({ rows }) => `not imported: netted with ${rowsText(rows)}`,
    fix: 'Nothing to do.',
    example: ['', { rows: [5] }],
  }),
  NETTED_BY: problem<{ readonly rows: readonly number[]; readonly net: string }>({
    severity: 'note',
    meaning: 'Credit notes were taken off the amount of the purchase before it was sent.',
    message: ({ rows, net }) => `${net} after the credit ${rows.length === 1 ? 'note' : 'notes'} in ${rowsText(rows)}`,
    fix: 'Nothing to do.',
    example: ['', { rows: [6], net: '800.00 EUR' }],
  }),
  OPEN_CREDIT: problem<OpenCredit>({
    severity: 'error',
    meaning: 'An amount below 0 is a credit note that is not taken off a purchase.',
    message: (args) => `a credit note of ${args.amount} is open: ${OPEN[args.why](args)}`,
    suggestion: ({ why }) => NEXT[why],
    fix: 'Write `credits: net` into the mapping file, take it off its purchase by hand, or exclude it with a rule.',
    example: ['-200', { amount: '200.00 EUR', why: 'listed', rows: [5], document: '' }],
  }),
  CREDIT_MARK: problem<{ readonly rows: number; readonly column: string }>({
    severity: 'error',
    meaning: 'A column marks amounts as credits, and the amounts have no minus sign.',
    message: ({ rows }) =>
      `this marks a credit: ${rows} ${rows === 1 ? 'amount' : 'amounts'} with such a mark would be read as ${rows === 1 ? 'a purchase' : 'purchases'}`,
    suggestion: ({ column }) =>
      `write these amounts with a minus sign, or exclude the rows with a rule about the column "${column}"`,
    example: ['H', { rows: 3, column: 'S/H' }],
  }),
  RULES_NOT_GIVEN: problem<{ readonly rows: number }>({
    severity: 'error',
    meaning: 'A results file is read without the mapping whose rules left rows out, summed or netted them.',
    message: ({ rows }) =>
      `rules of a mapping file decided ${rows === 1 ? '1 row' : `${rows} rows`} of these results: without it, ${rows === 1 ? 'it' : 'they'} would be sent as ${rows === 1 ? 'it stands' : 'they stand'}`,
    suggestion: () => 'name the same mapping file with --mapping FILE',
    example: ['EXCLUDED_BY_RULE', { rows: 4 }],
  }),
  PROPOSED_EXCLUSION: problem<Proposed>({
    severity: 'warning',
    meaning: 'Rows of a ledger look like something else than purchased goods and services.',
    message: ({ rows, sums, category, said, because, isQuestion }) =>
      `${rows} ${rows === 1 ? 'row' : 'rows'}, ${sums.join(' and ')}, ${rows === 1 ? 'looks' : 'look'} like ${category} (${said}): ${because}${isQuestion ? '; you may count them elsewhere' : ''}`,
    suggestion: ({ rules, isQuestion }) =>
      `${isQuestion ? 'if so, exclude them with a rule in the mapping file' : 'exclude them with a rule in the mapping file'}: ${rules.join(', ')}`,
    fix: 'Write a rule into the mapping file.',
    example: [
      '',
      {
        rows: 28,
        sums: ['66,000.00 EUR'],
        category: 'wages and social security',
        said: 'Account "Lohn und Gehalt"',
        because: 'they are no purchased goods or services',
        rules: [
          '{name: Wages, when: {Account: Lohn und Gehalt}, action: exclude, reason: they are no purchased goods or services}',
        ],
        isQuestion: false,
      },
    ],
  }),
};
