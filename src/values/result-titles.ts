// The titles in a result workbook by which it is known again when it is given back. Leaves writing and reading them to others.

/**
 * The columns at the right of the user's own. The last one is hidden and names the faulty cells of a row; only result
 * workbooks have it.
 */
export const resultTitles = {
  status: 'Status',
  message: 'Message',
  remoteId: 'Remote ID',
  faulty: 'carbonsheet cells',
} as const;

/** The hidden column of a result workbook that holds the code of each row's result; it is read when the workbook is given back. */
export const codeTitle = 'carbonsheet code';

/** The first cell of the sheet in front. */
export const summaryTitle = 'carbonsheet: run summary';
