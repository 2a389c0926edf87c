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

/** The column in which a person says that an unusual row is right. */
export const ACCEPT_TITLE = 'Accept';

/** What the messages of rows begin with that are held back. */
export const HELD_BACK = 'Held back';

/** The hidden column of a result workbook that holds the code of each row's result; it is read when the workbook is given back. */
export const codeTitle = 'carbonsheet code';

/** The first cell of the sheet in front. */
export const summaryTitle = 'carbonsheet: run summary';
