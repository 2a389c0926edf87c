// Problems of the header: titles and columns.

import { problem } from './problem-type.js';

export const headerProblems = {
  UNKNOWN_COLUMN: problem<{ readonly nearest: string | undefined }>({
    severity: 'warning',
    meaning: 'No field has this title; the column is not used.',
    message: () => 'this column is not used: no field has this title',
    suggestion: ({ nearest }) => (nearest ? `did you mean "${nearest}"?` : ''),
    fix: 'Rename the column, or map it with --mapping FILE. Ignore the warning if the column is not needed.',
    example: ['', { nearest: 'Quantity' }],
  }),
  LIKELY_COLUMN: problem<{ readonly field: string; readonly why: string }>({
    severity: 'warning',
    meaning:
      'The column is taken for a required field that its title does not name. Nothing is sent before that is confirmed.',
    message: ({ field, why }) => `read as ${field}, which is only likely: ${why}`,
    suggestion: () => 'confirm or correct it with carbonsheet map FILE',
    example: ['', { field: 'sector', why: 'its title is like "category", and its values fit' }],
  }),
  COLUMN_RULED_OUT: problem<{ readonly why: string }>({
    severity: 'warning',
    meaning: 'The title names a field, but the values or another column speak against it. The column is not used.',
    message: ({ why }) => `this column is not used: ${why}`,
    suggestion: () => 'if it is the field all the same, say so with carbonsheet map FILE',
    example: ['', { why: 'not expense_type: its values (Rent, Freight …) are not capex or opex' }],
  }),
  DOCUMENT_COLUMN: problem({
    severity: 'note',
    meaning:
      'The column holds document numbers (invoice, order, posting). They distinguish equal rows and are not sent.',
    message: () => 'document numbers: they distinguish equal rows and are not sent',
    fix: 'Nothing to do.',
    example: ['', {}],
  }),
  MAPPED_TITLE_MISSING: problem<{ readonly file: string; readonly nearest: string | undefined }>({
    severity: 'warning',
    meaning: 'The mapping file names a title that the header does not have.',
    message: ({ file }) => `${file} names this column, and the header has no such title`,
    suggestion: ({ nearest }) => (nearest ? `did you mean "${nearest}"?` : ''),
    fix: 'Correct the title in the mapping file.',
    example: ['', { file: 'mapping.json', nearest: 'Menge' }],
  }),
  RENAMED_COLUMN: problem<{ readonly file: string; readonly title: string }>({
    severity: 'warning',
    meaning: 'A column that the mapping file names is gone, and this one holds the same values: it is read instead.',
    message: ({ file, title }) =>
      `read as "${title}" of ${file}: that column is gone, and this one holds the same values`,
    fix: 'Confirm it with carbonsheet map FILE --mapping MAPPING, which writes the new title to the mapping file.',
    example: ['', { file: 'mapping.yaml', title: 'Lieferant' }],
  }),
  NEW_COLUMN: problem<{ readonly file: string }>({
    severity: 'warning',
    meaning: 'The file did not have this column when the mapping file was made.',
    message: ({ file }) => `this column is not used: it is new since ${file} was made`,
    fix: 'Run carbonsheet map FILE --mapping MAPPING to give it a field, or to leave it out.',
    example: ['', { file: 'mapping.yaml' }],
  }),
  OLDER_TEMPLATE: problem<{
    readonly dataset: string;
    readonly added: readonly string[];
    readonly gone: readonly string[];
  }>({
    severity: 'warning',
    meaning: 'The file was begun as a template of an older version of carbonsheet. It is read all the same.',
    message: ({ added, gone }) =>
      [
        'this template is of an older version',
        added.length > 0 && `new since then: ${added.join(', ')}`,
        gone.length > 0 && `no longer used: ${gone.join(', ')}`,
      ]
        .filter(Boolean)
        .join('; '),
    suggestion: ({ dataset }) => `write a new one with carbonsheet template ${dataset}`,
    fix: 'Write a new template, and copy the rows into it. Ignore the warning if the new columns are not needed.',
    example: ['', { dataset: 'purchases', added: ['Recycled share'], gone: ['Tax'] }],
  }),
  DOUBLED_COLUMN: problem<{ readonly first: string; readonly second: string }>({
    severity: 'error',
    meaning: 'Two columns are for the same field.',
    message: ({ first, second }) => `columns ${first} and ${second} are both for this field`,
    suggestion: () => 'remove or rename one of them',
    example: ['', { first: 'B (Menge)', second: 'D (Quantity)' }],
  }),
  MISSING_COLUMN: problem<{ readonly title: string; readonly titles: readonly string[] }>({
    severity: 'error',
    meaning: 'A required column is missing.',
    message: ({ title }) => `the required column "${title}" is missing`,
    suggestion: ({ titles }) => `add a column titled ${titles.map((title) => `"${title}"`).join(' or ')}`,
    example: ['', { title: 'Country', titles: ['Country', 'Land'] }],
  }),
  NET_OR_GROSS: problem<{ readonly isGross: boolean; readonly beside: string }>({
    severity: 'error',
    meaning:
      'The amounts include tax, or their title leaves it open. A spend-based purchase needs the amount without tax.',
    message: ({ isGross, beside }) =>
      isGross
        ? 'the title says that the amounts include tax; a spend-based purchase needs the amount without tax'
        : `do these amounts include tax? The title leaves it open, and there is a column "${beside}"; a spend-based purchase needs the amount without tax`,
    suggestion: ({ isGross }) =>
      `${isGross ? '' : 'if they are without tax, use --net-amounts; if not, '}add a column titled "Net amount"; to send these amounts as they are, name the column in a mapping file (--mapping FILE)`,
    example: ['', { isGross: false, beside: 'VAT' }],
  }),
  OTHER_AMOUNT: problem<{ readonly taken: string }>({
    severity: 'note',
    meaning: 'The file has two columns of amounts; this one is not used.',
    message: ({ taken }) => `this column is not used: the amounts are read from "${taken}"`,
    fix: 'Nothing to do. To use this column instead, name it in a mapping file (--mapping FILE).',
    example: ['', { taken: 'Net amount' }],
  }),
};
