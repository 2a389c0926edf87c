// Problems found by comparing a row with what the service holds.

import { type Answer, problem } from './problem-type.js';

/** The nearest value that the service has, and how sure it is that this was meant. */
export interface Nearest {
  readonly nearest?: string;
  readonly confidence?: number;
}

function nearestAnswer({ nearest, confidence = 0 }: Nearest): Answer | undefined {
  return nearest === undefined ? undefined : { text: nearest, confidence };
}

const named = (remoteId: string): string => (remoteId ? ` (${remoteId})` : '');
const listed = (changes: readonly string[]): string => (changes.length > 0 ? ` (${changes.join('; ')})` : '');

/** Units differ by thousands: the nearest one is only likely to be meant. */
const NEAREST_UNIT = 0.6;

const UPDATE_IT = 'use --on-existing update';
const CHANGES = ['Quantity: 12 → 15'];

export const serviceProblems = {
  ALREADY_THERE: problem<{ readonly remoteId: string }>({
    severity: 'note',
    meaning: 'The service already has this row. It is skipped.',
    message: ({ remoteId }) => `the service already has this row${named(remoteId)}`,
    fix: 'Nothing to do. To send changed values, use --on-existing update.',
    example: ['', { remoteId: 'p-17' }],
  }),
  ALREADY_THERE_REFUSED: problem<{ readonly remoteId: string }>({
    severity: 'error',
    meaning: 'The service already has this row, and --on-existing fail is set.',
    message: ({ remoteId }) => `the service already has this row${named(remoteId)}, and --on-existing fail is set`,
    suggestion: () => 'use --on-existing skip or update',
    example: ['', { remoteId: 'p-17' }],
  }),
  CANNOT_UPDATE: problem<{ readonly remoteId: string }>({
    severity: 'error',
    meaning: 'The service already has this row and offers no way to update it.',
    message: ({ remoteId }) => `the service already has this row${named(remoteId)} and offers no way to update it`,
    suggestion: () => 'use --on-existing skip',
    example: ['', { remoteId: 'p-17' }],
  }),
  CANNOT_CHANGE: problem({
    severity: 'error',
    meaning: 'The row was edited since it was sent. The service has it as it was sent and offers no way to change it.',
    message: () => 'the service has this row as it was before it was edited, and offers no way to change it',
    suggestion: () => 'take the edit back, or write create in a column Action to add the row beside the other one',
    example: ['', {}],
  }),
  CANNOT_CREATE: problem({
    severity: 'error',
    meaning: 'The service has no such row and offers no way to create one.',
    message: () => 'the service has no such row and offers no way to create one',
    suggestion: () => "check the row's key (id, custom id, GTIN or name), or remove the row",
    example: ['', {}],
  }),
  CANNOT_DELETE: problem({
    severity: 'error',
    meaning: 'The service offers no way to delete such a row.',
    message: () => 'the service offers no way to delete a single row of this kind',
    suggestion: () => 'delete it in the app of the service',
    example: ['', {}],
  }),
  UNDELETABLE: problem<{ readonly why: string }>({
    severity: 'error',
    meaning: 'The service does not allow this row to be deleted.',
    message: ({ why }) => `the service would not delete it: ${why}`,
    fix: 'Remove the reason first, or keep the row.',
    example: ['', { why: 'it is the last period of its product' }],
  }),
  NOTHING_THERE: problem({
    severity: 'error',
    meaning: 'The column Action of the row asks for an update, and the service has no such row.',
    message: () => 'the row asks for an update, and the service has no such row',
    suggestion: () => 'write upsert or create in its column Action',
    example: ['update', {}],
  }),
  OUTSIDE_OPTIONS: problem<
    Nearest & { readonly title: string; readonly value: string; readonly options: readonly string[] }
  >({
    severity: 'error',
    meaning: 'The import template of the account does not accept this value.',
    message: ({ title, value, options }) =>
      `the import template does not accept "${value}" as ${title.toLowerCase()}: it accepts ${options.slice(0, 8).join(', ')}${options.length > 8 ? ` and ${options.length - 8} more` : ''}`,
    suggestion: () => 'choose another template, or remove the row',
    answer: nearestAnswer,
    example: ['kg', { title: 'Unit', value: 'kg', options: ['pieces', 't'] }],
  }),
  NOTHING_TO_DELETE: problem({
    severity: 'note',
    meaning: 'The column Action of the row asks to delete it, and the service has no such row.',
    message: () => 'the service has no such row, so there is nothing to delete',
    fix: 'Nothing to do.',
    example: ['delete', {}],
  }),
  DELETED: problem({
    severity: 'note',
    meaning: 'The row was deleted at the service, as its column Action says.',
    message: () => 'deleted at the service',
    fix: 'Nothing to do.',
    example: ['delete', {}],
  }),
  AS_EXPORTED: problem({
    severity: 'note',
    meaning: 'The row of an export or of a result workbook was not edited. Nothing is sent.',
    message: () => 'the row was not edited',
    fix: 'Nothing to do.',
    example: ['', {}],
  }),
  NEWER_AT_SERVICE: problem<{ readonly changes: readonly string[] }>({
    severity: 'note',
    meaning:
      'The row of an export or of a result workbook was not edited, but the service holds other values now. Nothing is sent.',
    message: ({ changes }) => `the row was not edited, and the service holds other values now${listed(changes)}`,
    suggestion: () => 'nothing is sent; export the rows to get the values of the service',
    fix: 'Nothing to do. Export the rows to get the values of the service.',
    example: ['', { changes: CHANGES }],
  }),
  EDITED_EXPORT: problem<{ readonly remoteId: string }>({
    severity: 'note',
    meaning: 'The row of an export or of a result workbook was edited, but updates are not switched on.',
    message: ({ remoteId }) => `the row was edited, and the service already has it (${remoteId})`,
    suggestion: () => `${UPDATE_IT} to send the edited values`,
    example: ['', { remoteId: 'p-17' }],
  }),
  SAME_AS_BEFORE: problem<{ readonly run: string }>({
    severity: 'note',
    meaning: 'The row is as it was in the run that --delta-from names, so it was not sent again.',
    message: ({ run }) => `the row is as it was in run ${run}`,
    suggestion: () => '',
    fix: 'Leave out --delta-from to have every row looked up, and sent where the service lacks it.',
    example: ['', { run: '20250401T081500Z-purchases-3f2a91' }],
  }),
  NO_LONGER_OPEN: problem({
    severity: 'note',
    meaning:
      'Since the import that could not send the row, another one fixed, sent or undid it, or tried it and has it open. It is not sent from here.',
    message: () => 'the row is not open in this run any more: a later run fixed, sent or undid it, or has it open',
    suggestion: () => '',
    fix: 'Nothing to do. To send it all the same, import it from a file.',
    example: ['', {}],
  }),
  PERIOD_CLOSED: problem<{ readonly period: string; readonly closedAt: string }>({
    severity: 'error',
    meaning: 'The row, or the row of the service that it would change, is in a period that was closed.',
    message: ({ period, closedAt }) => `the period ${period} was closed on ${closedAt}`,
    suggestion: () => 'take the row out of the file, or send it with --restate REASON',
    example: ['2025-03-15', { period: '2025-03', closedAt: '2025-04-10' }],
  }),
  GONE_SINCE_EXPORT: problem({
    severity: 'error',
    meaning: 'The service no longer has this row of an export or of a result workbook.',
    message: () => 'the service no longer has this row; it was there when the file was written',
    suggestion: () => 'remove the row, or empty its hidden columns to create it again',
    example: ['', {}],
  }),
  TORN_ROW: problem({
    severity: 'error',
    meaning:
      'Rows were sorted or moved without their hidden cells. This one was edited, too, so nothing tells whether the service has it.',
    message: () =>
      'rows were sorted or moved without their hidden cells, and this one was edited: nothing tells whether the service has it',
    suggestion: () =>
      'type what it said before, import it, and edit it in the workbook that comes back; for a new row, write create in a column Action',
    example: ['', {}],
  }),
  NO_HASH: problem({
    severity: 'error',
    meaning: 'The hidden cells of the row are incomplete: it has an id, and no hash.',
    message: () => 'the hidden cells of this row are incomplete, so its edited cells cannot be found',
    suggestion: () => 'give the workbook back with all its hidden columns, or export the rows again',
    example: ['', {}],
  }),
  CUT_CELL: problem<{ readonly characters: number }>({
    severity: 'error',
    meaning: 'The text was too long for a cell of the exported workbook, so the cell holds only its beginning.',
    message: ({ characters }) =>
      `the cell holds only the beginning of a text of ${characters} characters: a workbook's cell ends at 32,767`,
    suggestion: () => 'enter the whole text, or export to .csv or .ndjson, which hold all of it',
    example: ['A long note …', { characters: 40_000 }],
  }),
  CHANGED_SINCE_EXPORT: problem<{ readonly changes: readonly string[] }>({
    severity: 'error',
    meaning: 'Somebody changed the same row at the service after the file was written. Nothing is overwritten.',
    message: ({ changes }) => `the row was changed at the service since the file was written${listed(changes)}`,
    suggestion: () => 'export the rows, edit the export, and import it',
    example: ['', { changes: CHANGES }],
  }),
  CHANGED_SINCE_IMPORT: problem<{ readonly changes: readonly string[] }>({
    severity: 'error',
    meaning: 'Somebody changed the same row at the service after it was imported. Nothing is overwritten.',
    message: ({ changes }) => `the row was changed at the service since it was imported${listed(changes)}`,
    suggestion: () => 'export the rows, edit the export, and import it',
    example: ['', { changes: CHANGES }],
  }),
  LIKE_IMPORTED: problem<{ readonly run: string; readonly place: string; readonly remoteId: string }>({
    severity: 'error',
    meaning:
      'The row bears no id, and looks like a row that was imported earlier and is not in the file any more. It may be a new one.',
    message: ({ run, place, remoteId }) =>
      `this row bears no id, and looks like ${place} of run ${run} (${remoteId}), which is not in the file any more`,
    suggestion: () => 'write create in a column Action to add this as a new row, or update to change that row',
    example: ['', { run: '20250401T081500Z-purchases-3f2a91', place: 'row 14', remoteId: 'p-17' }],
  }),
  EDITED_SINCE_IMPORT: problem<{
    readonly run: string;
    readonly place: string;
    readonly remoteId: string;
    /** Of what the service holds. */
    readonly hash?: string;
  }>({
    severity: 'error',
    meaning: 'The row looks like an edited version of a row that was imported earlier.',
    message: ({ run, place, remoteId }) => `this looks like ${place} of run ${run} (${remoteId}), edited since`,
    suggestion: () =>
      'use --on-existing update to change that row, or write create in a column Action to add this as a new row',
    example: ['', { run: '20241105-081500-purchases-1a2b', place: 'row 12', remoteId: 'p-17' }],
  }),
  HELD_OTHERWISE: problem<{
    readonly remoteId: string;
    readonly changes: readonly string[];
    /** Of what the service holds. */
    readonly hash?: string;
  }>({
    severity: 'warning',
    meaning: 'An earlier import wrote this row, and the service holds other values now.',
    message: ({ remoteId, changes }) =>
      `an earlier import wrote this row (${remoteId}), and the service holds other values: ${changes.join('; ')}`,
    suggestion: () => `${UPDATE_IT} to send the values of the file`,
    example: ['', { remoteId: 'p-17', changes: CHANGES }],
  }),
  NOT_LISTED_YET: problem<{ readonly run: string }>({
    severity: 'error',
    meaning: 'A run wrote this row within the last hour, and the service does not list it yet.',
    message: ({ run }) => `run ${run} wrote this row within the last hour, and the service does not list it yet`,
    suggestion: () => 'import again later, or write create in a column Action to send it anyway',
    example: ['', { run: '20241105-081500-purchases-1a2b' }],
  }),
  STILL_IN_DOUBT: problem<{
    readonly run: string;
    /** Of what was sent. */
    readonly hash?: string;
  }>({
    severity: 'error',
    meaning:
      'An earlier run sent this row, as it is or before it was edited. No clear answer came, the service does not list it, and nothing proves yet that it does not have it.',
    message: ({ run }) => `run ${run} sent this row, no clear answer came, and the service does not list it yet`,
    suggestion: ({ run }) =>
      `look it up with carbonsheet resume ${run}; or write create in a column Action to send it anyway`,
    example: ['', { run: '20241105-081500-purchases-1a2b' }],
  }),
  UNKNOWN_ID: problem<{ readonly what: string; readonly id: string }>({
    severity: 'error',
    meaning: 'The service has nothing with this id.',
    message: ({ what, id }) => `the service has no ${what} with the id ${id}`,
    suggestion: () => 'check the id; empty the cell to create the row',
    example: ['p-99', { what: 'product', id: 'p-99' }],
  }),
  UNKNOWN_UNIT: problem<{ readonly unit: string; readonly nearest: string | undefined }>({
    severity: 'error',
    meaning: 'The service does not know this unit.',
    message: ({ unit }) => `the service has no unit "${unit}"`,
    suggestion: ({ nearest }) =>
      nearest === undefined ? 'carbonsheet export variable-units lists the units' : `did you mean "${nearest}"?`,
    answer: ({ nearest }) => (nearest === undefined ? undefined : { text: nearest, confidence: NEAREST_UNIT }),
    fix: 'Use a unit of the service: carbonsheet export variable-units lists them.',
    example: ['kgs', { unit: 'kgs', nearest: 'kg' }],
  }),
  NO_SUCH_PARENT: problem<Nearest & { readonly what: string; readonly named: string }>({
    severity: 'error',
    meaning: 'The row names a supplier or product that is neither at the service nor in the other files.',
    message: ({ what, named }) => `there is no ${what} "${named}", neither at the service nor in the other files`,
    suggestion: ({ nearest }) =>
      `${nearest === undefined ? 'check its spelling, or' : `did you mean "${nearest}"? Else`} import it first (or in the same command)`,
    answer: nearestAnswer,
    example: ['Oat frm AB', { what: 'supplier', named: 'Oat frm AB', nearest: 'Oat farm AB', confidence: 0.79 }],
  }),
  AMBIGUOUS_PARENT: problem<{ readonly what: string; readonly named: string; readonly matches: number }>({
    severity: 'error',
    meaning: 'Several suppliers or products have the name that the row gives.',
    message: ({ what, named, matches }) => `${matches} different entries (${what}) have the name "${named}"`,
    suggestion: () => 'give its id or custom id instead',
    example: ['Acme', { what: 'supplier', named: 'Acme', matches: 2 }],
  }),
  PARENT_FAILED: problem<{ readonly what: string; readonly named: string }>({
    severity: 'warning',
    meaning: 'The row refers to a row of another file of the same command, which was not imported.',
    message: ({ what, named }) =>
      `not imported, because the ${what} "${named}" in another file of this command was not imported`,
    suggestion: () => 'fix that row, then import both again',
    example: ['Acme', { what: 'supplier', named: 'Acme' }],
  }),
  PARENTS_DIFFER: problem<{ readonly what: string; readonly first: string; readonly second: string }>({
    severity: 'error',
    meaning: 'Two cells of the row name different suppliers or products.',
    message: ({ what, first, second }) => `"${first}" and "${second}" are not the same ${what}`,
    suggestion: () => 'keep one of the two, or correct the wrong one',
    example: ['', { what: 'supplier', first: 'Acme', second: 's-17' }],
  }),
  BEYOND_TODAY: problem<{ readonly date: string; readonly today: string }>({
    severity: 'error',
    meaning: 'The service accepts no day in the future here.',
    message: ({ date, today }) => `the service accepts no day after today (${today}, UTC), got ${date}`,
    suggestion: () => 'leave the last day empty for a period that continues',
    example: ['2099-12-31', { date: '2099-12-31', today: '2026-11-29' }],
  }),
  PERIOD_SHARED: problem<{ readonly period: string; readonly supplier: string }>({
    severity: 'error',
    meaning: 'The product has another supplier on some days of the period.',
    message: ({ period, supplier }) =>
      `the product has another supplier period that shares a day: ${supplier}, ${period}`,
    suggestion: () =>
      'let periods follow one another without a shared day; to remove one, write delete in its column Action',
    example: ['', { period: '2024-01-01 to 2024-06-30', supplier: 'Acme' }],
  }),
  PERIOD_HELD: problem<{ readonly period: string }>({
    severity: 'note',
    meaning: 'The product already has this supplier in this period. The row is skipped.',
    message: ({ period }) => `the service already has this supplier for the product: ${period}`,
    fix: 'Nothing to do.',
    example: ['', { period: '2024-01-01 to 2024-06-30' }],
  }),
  SUPPLIER_FIXED: problem<{ readonly supplier: string }>({
    severity: 'error',
    meaning: 'The supplier of an existing period cannot be changed.',
    message: ({ supplier }) => `the supplier of a period cannot be changed: it is ${supplier}`,
    suggestion: () => 'delete the period, and add one of the other supplier',
    example: ['Bolt', { supplier: 'Acme' }],
  }),
  INVITED: problem<{ readonly status: string }>({
    severity: 'note',
    meaning: 'The supplier was already asked about this product.',
    message: ({ status }) => `the supplier was already asked about this product (${status})`,
    fix: 'Nothing to do.',
    example: ['', { status: 'pending' }],
  }),
  DECLINED: problem({
    severity: 'note',
    meaning: 'The supplier declined to give data about this product.',
    message: () => 'the supplier declined to give data about this product',
    suggestion: () => `${UPDATE_IT} to ask again`,
    example: ['', {}],
  }),
  NOT_LINKED: problem({
    severity: 'error',
    meaning: 'The supplier is not linked to this product, so it cannot be asked about it.',
    message: () => 'the supplier is not linked to this product',
    suggestion: () => 'first import a supplier period that includes today',
    example: ['', {}],
  }),
  MATCHED_TWICE: problem<{ readonly firstRow: number; readonly remoteId: string }>({
    severity: 'error',
    meaning: 'Two different rows match the same entry of the service.',
    message: ({ firstRow, remoteId }) =>
      `row ${firstRow} already matches ${remoteId} at the service, and the two rows differ`,
    suggestion: () => 'give the entry at the service the key that distinguishes the two rows, or keep one of them',
    example: ['', { firstRow: 12, remoteId: 'p-17' }],
  }),
  PERIOD_TAKEN: problem<{ readonly period: string }>({
    severity: 'note',
    meaning: 'The service already has the sales of this product and country in this period. The row is skipped.',
    message: ({ period }) => `the service already has sales of this product and country in the period ${period}`,
    fix: 'Nothing to do.',
    example: ['', { period: '2024-01-01 to 2024-12-31' }],
  }),
  SALES_DIFFER: problem<{ readonly held: readonly string[]; readonly given: string }>({
    severity: 'error',
    meaning: 'The service has other sales of this product and country, and the two contradict each other.',
    message: ({ held, given }) =>
      `the row has ${given}, and the service already has ${held.join(' and ')} of this product and country`,
    suggestion: () => 'correct the row, or delete the period with a row of sales-periods and import the row again',
    example: ['', { held: ['90 pieces in 2024'], given: '100 pieces in 2024' }],
  }),
  PERIOD_DIFFERS: problem<{ readonly held: string; readonly given: string }>({
    severity: 'error',
    meaning: 'The service has this supplier for the product on other days.',
    message: ({ held, given }) =>
      `the row says ${given}, and the service already has this supplier for the product: ${held}`,
    suggestion: () => 'use --on-existing update to move the period, or give the days that the service has',
    example: ['', { held: '2024-01-01 to 2024-06-30', given: '2024-01-01 to 2024-12-31' }],
  }),
};
