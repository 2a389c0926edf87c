// Values that fit the schema but not the others: their rows are held back until a person accepts them.

import { problem } from './problem-type.js';

const ACCEPT = 'correct it; if it is right, write yes in a column titled Accept, or use --accept-suspects';

const rowsOf = { file: '', imports: ' of earlier imports', service: ' at the service' } as const;

export const suspectProblems = {
  SUSPECT_AMOUNT: problem<{
    /** With its unit, as it is shown. */
    readonly amount: string;
    /** As `700 times` or `1/100 of`. */
    readonly times: string;
    readonly usual: string;
    /** As `account 4930`; '' for the whole column. */
    readonly group: string;
    readonly rows: number;
    /** Where the usual amount comes from. */
    readonly of: keyof typeof rowsOf;
  }>({
    severity: 'warning',
    meaning:
      'The amount is far from the usual one of the same product, account, category or supplier, or of the column, in the file, in earlier imports or at the service. The row is held back until it is accepted.',
    message: ({ amount, times, usual, group, rows, of }) =>
      `${amount} is ${times} the usual ${usual} of ${group || 'the column'} (${rows} rows${rowsOf[of] ?? ''})`,
    suggestion: () => ACCEPT,
    fix: 'Correct the amount. If it is right, write yes in a column titled Accept of the row, or use --accept-suspects.',
    example: [
      '7000100',
      {
        amount: '7,000,100.00 EUR',
        times: '700 times',
        usual: '10,000',
        group: 'Account 4930',
        rows: 43,
        of: 'file',
      },
    ],
  }),
  SUSPECT_SIGN: problem<{ readonly amount: string; readonly others: number }>({
    severity: 'warning',
    meaning: 'The amount is negative, and the others of the column are not. The row is held back until it is accepted.',
    message: ({ amount, others }) => `${amount} is negative, and ${others} others of the column are not`,
    suggestion: () => ACCEPT,
    fix: 'Correct the sign. If it is right, write yes in a column titled Accept of the row, or use --accept-suspects.',
    example: ['-12.5', { amount: '-12.50 kg CO2e', others: 211 }],
  }),
  SUSPECT_CURRENCY: problem<{ readonly country: string; readonly usual: string; readonly rows: number }>({
    severity: 'warning',
    meaning:
      'The currency differs from that of nearly all other rows of the country. The row is held back until it is accepted.',
    message: ({ country, usual, rows }) => `${rows} other rows of ${country} are in ${usual}`,
    suggestion: () => ACCEPT,
    fix: 'Correct the currency or the country. If both are right, write yes in a column titled Accept of the row, or use --accept-suspects.',
    example: ['GBP', { country: 'SE', usual: 'SEK', rows: 58 }],
  }),
  SUSPECT_REPEAT: problem<{ readonly firstRow: number; readonly column: string; readonly other: string }>({
    severity: 'warning',
    meaning:
      'The row equals another one in all but one character of a product, supplier or document number. The row is held back until it is accepted.',
    message: ({ firstRow, column, other }) =>
      `all but one character equals row ${firstRow}, where ${column} is "${other}"`,
    suggestion: () =>
      'delete it if it is the same row; else write yes in a column titled Accept, or use --accept-suspects',
    fix: 'Delete the row if it is the same one. If both are right, write yes in a column titled Accept of the row, or use --accept-suspects.',
    example: ['Ofice chairs', { firstRow: 12, column: 'Product', other: 'Office chairs' }],
  }),
  SUSPECT_DOCUMENT: problem<{ readonly file: string }>({
    severity: 'warning',
    meaning:
      'The invoice or posting number was imported before, from a file of another name. The row is held back until it is accepted.',
    message: ({ file }) => `this document was imported before, from ${file}`,
    suggestion: () =>
      'delete the row if it is the same one; else write yes in a column titled Accept, or use --accept-suspects',
    fix: 'Delete the row if it is the same one. If it is another row of the document, write yes in a column titled Accept of the row, or use --accept-suspects.',
    example: ['RE-4711', { file: 'march.xlsx' }],
  }),
};
