// The catalogue of problem codes: the typed arguments of each, its severity, and the only place with its prose.
// Codes never change once released. Says nothing about where: the place is added by place.ts.

import type { Finding, Severity } from './problem.js';

/** The arguments of every code. */
export interface Catalogue {
  // The header
  UNKNOWN_COLUMN: { readonly nearest: string | undefined };
  DOCUMENT_COLUMN: Record<never, never>;
  MAPPED_TITLE_MISSING: { readonly file: string; readonly nearest: string | undefined };
  DOUBLED_COLUMN: { readonly first: string; readonly second: string };
  MISSING_COLUMN: { readonly title: string; readonly titles: readonly string[] };
  NET_OR_GROSS: { readonly isGross: boolean; readonly beside: string };
  OTHER_AMOUNT: { readonly taken: string };
  // One cell
  REQUIRED_EMPTY: Record<never, never>;
  ERROR_CELL: { readonly error: string };
  NOT_CALCULATED: Record<never, never>;
  NOT_A_NUMBER: { readonly suggestion: string | undefined };
  TOO_PRECISE: { readonly digits: number };
  UNDECIDED_DECIMAL: { readonly cells: number; readonly comma: string; readonly point: string };
  CONTRADICTORY_DECIMAL: { readonly comma: string; readonly point: string };
  NOT_A_DATE: { readonly suggestion: string | undefined; readonly expected?: 'period' };
  IMPOSSIBLE_DATE: Record<never, never>;
  EMPTY_DATE: Record<never, never>;
  IMPLAUSIBLE_DATE: { readonly first: string; readonly last: string };
  FISCAL_YEAR: { readonly read: string };
  UNDECIDED_DATE_ORDER: { readonly cells: number; readonly dmy: string; readonly mdy: string };
  CONTRADICTORY_DATE_ORDER: { readonly dmy: string; readonly mdy: string };
  NOT_A_CHOICE: { readonly choices: readonly string[]; readonly nearest: string | undefined };
  UNKNOWN_COUNTRY: { readonly nearest: string | undefined };
  TOO_LONG: { readonly max: number; readonly length: number };
  TOO_SHORT: { readonly min: number; readonly length: number };
  TOO_SMALL: { readonly min: number; readonly exclusive: boolean };
  TOO_LARGE: { readonly max: number };
  SHARE_AS_PERCENT: { readonly suggestion: string };
  NOT_A_UUID: Record<never, never>;
  NOT_A_URL: Record<never, never>;
  NOT_AN_EMAIL: Record<never, never>;
  NOT_DIGITS: Record<never, never>;
  LOST_DIGITS: Record<never, never>;
  DATE_IN_IDENTIFIER: Record<never, never>;
  GTIN_CHECK_DIGIT: { readonly right: string };
  READ_AS: { readonly read: string };
  TEXT_CLEANED: { readonly read: string; readonly without: readonly string[]; readonly replaced: readonly string[] };
  PIVOT_LABEL: Record<never, never>;
  ODD_CHARACTERS: { readonly codes: readonly string[]; readonly shown: string };
  // Several cells of one row
  NEEDS_FIELD: { readonly needed: string; readonly because: string };
  ONLY_WITH: { readonly needed: string; readonly value: string };
  UNITS_MIXED: { readonly first: string; readonly other: string | undefined; readonly needed: string };
  UNCLEAR_UNIT: { readonly said: string; readonly why: 'word' | 'number' | 'several' | 'rate' };
  UNIT_UNFIT: { readonly said: string; readonly needed: string };
  MEASURES_DIFFER: { readonly first: string; readonly second: string };
  UNDECIDED_SHARE: { readonly cells: number; readonly percent: string; readonly share: string };
  UNIT_DIFFERS: {
    readonly cell: string | undefined;
    readonly shown: string | undefined;
    readonly title: string | undefined;
    readonly above: string | undefined;
    readonly column: string;
    readonly unit: string | undefined;
  };
  PERIOD_REVERSED: { readonly start: string; readonly end: string };
  CONTACT_DIFFERS: { readonly email: string };
  RAGGED_ROW: { readonly expected: number; readonly got: number };
  SHORT_ROW: { readonly expected: number; readonly got: number };
  // Several rows
  TOTAL_ROW: { readonly sum: 'agrees' | 'differs' | 'none' };
  MAYBE_TOTAL: Record<never, never>;
  TOTAL_DIFFERS: { readonly total: number; readonly sum: string; readonly unread: number };
  EQUAL_ROW: { readonly firstRow: number };
  REPEATED_ROW: { readonly firstRow: number };
  EXAMPLE_ROW: Record<never, never>;
  ASKED_TO_SKIP: Record<never, never>;
  COPIED_ROW: { readonly firstRow: number };
  SAME_KEY: { readonly firstRow: number; readonly key: string };
  PERIOD_OVERLAP: { readonly firstRow: number; readonly period: string };
  // What became of a row that was fit to send
  ALREADY_THERE: { readonly remoteId: string };
  ALREADY_THERE_REFUSED: { readonly remoteId: string };
  CANNOT_UPDATE: { readonly remoteId: string };
  CANNOT_CREATE: Record<never, never>;
  CANNOT_DELETE: Record<never, never>;
  UNDELETABLE: { readonly why: string };
  NOTHING_THERE: Record<never, never>;
  OUTSIDE_OPTIONS: { title: string; value: string; options: readonly string[] };
  NOTHING_TO_DELETE: Record<never, never>;
  DELETED: Record<never, never>;
  AS_EXPORTED: Record<never, never>;
  NEWER_AT_SERVICE: { readonly changes: readonly string[] };
  EDITED_EXPORT: { readonly remoteId: string };
  GONE_SINCE_EXPORT: Record<never, never>;
  TORN_ROW: { readonly otherRow: number | null };
  CUT_CELL: { readonly characters: number };
  CHANGED_SINCE_EXPORT: { readonly changes: readonly string[] };
  CHANGED_SINCE_IMPORT: { readonly changes: readonly string[] };
  EDITED_SINCE_IMPORT: { readonly run: string; readonly place: string; readonly remoteId: string };
  HELD_OTHERWISE: { readonly remoteId: string; readonly changes: readonly string[] };
  NOT_LISTED_YET: { readonly run: string };
  UNKNOWN_ID: { readonly what: string; readonly id: string };
  UNKNOWN_UNIT: { readonly unit: string; readonly nearest: string | undefined };
  NO_SUCH_PARENT: { readonly what: string; readonly named: string };
  AMBIGUOUS_PARENT: { readonly what: string; readonly named: string; readonly matches: number };
  PARENT_FAILED: { readonly what: string; readonly named: string };
  PARENTS_DIFFER: { readonly what: string; readonly first: string; readonly second: string };
  BEYOND_TODAY: { readonly date: string; readonly today: string };
  PERIOD_SHARED: { readonly period: string; readonly supplier: string };
  PERIOD_HELD: { readonly period: string };
  SUPPLIER_FIXED: { readonly supplier: string };
  INVITED: { readonly status: string };
  DECLINED: Record<never, never>;
  NOT_LINKED: Record<never, never>;
  MATCHED_TWICE: { readonly firstRow: number; readonly remoteId: string };
  PERIOD_TAKEN: { readonly period: string };
  SALES_DIFFER: { readonly held: readonly string[]; readonly given: string };
  PERIOD_DIFFERS: { readonly held: string; readonly given: string };
  REFUSED: { readonly status: number; readonly detail: string };
  NO_ANSWER: { readonly detail: string };
  NO_USABLE_ID: { readonly detail: string };
  CONFIRMED_LATE: Record<never, never>;
  NOT_SENT: { readonly why: string };
  SERVER_CHANGED: { readonly sent: string; readonly held: string };
}

export type ProblemCode = keyof Catalogue;

interface Entry<Args> {
  readonly severity: Severity;
  /** One sentence: what is wrong, expected and got. The value and the place stand before it. */
  readonly message: (args: Args) => string;
  /** What to do next, as a value to type where there is one; '' when the message says it all. */
  readonly suggestion: (args: Args) => string;
}

const TOTALS: Readonly<Record<Catalogue['TOTAL_ROW']['sum'], string>> = {
  agrees: 'its sum is that of the rows above',
  differs: 'its sum is not that of the rows above',
  none: 'it has no sum to compare',
};

const UNCLEAR: Readonly<Record<Catalogue['UNCLEAR_UNIT']['why'], string>> = {
  word: 'may mean several things',
  number: 'is a number of units that is no power of ten',
  several: 'names several units or scales',
  rate: 'is a rate, no unit of an amount',
};

const EXPECTED_UNITS: Readonly<Record<string, string>> = {
  t: 'tonnes',
  pcs: 'a number of pieces',
  '%': 'per cent',
  '% vol': 'per cent by volume',
  share: 'a share from 0 to 1, or per cent',
};

const catalogue: { readonly [C in ProblemCode]: Entry<Catalogue[C]> } = {
  UNKNOWN_COLUMN: {
    severity: 'warning',
    message: () => 'this column is not used: no field has this title',
    suggestion: ({ nearest }) => (nearest ? `did you mean "${nearest}"?` : ''),
  },
  DOCUMENT_COLUMN: {
    severity: 'note',
    message: () => 'document numbers: they tell equal rows apart, and are not sent',
    suggestion: () => '',
  },
  MAPPED_TITLE_MISSING: {
    severity: 'warning',
    message: ({ file }) => `${file} names this column, and the header has no such title`,
    suggestion: ({ nearest }) => (nearest ? `did you mean "${nearest}"?` : ''),
  },
  DOUBLED_COLUMN: {
    severity: 'error',
    message: ({ first, second }) => `columns ${first} and ${second} both stand for this field`,
    suggestion: () => 'remove or rename one of them',
  },
  MISSING_COLUMN: {
    severity: 'error',
    message: ({ title }) => `the required column "${title}" is missing`,
    suggestion: ({ titles }) => `add a column titled ${titles.map((title) => `"${title}"`).join(' or ')}`,
  },
  NET_OR_GROSS: {
    severity: 'error',
    message: ({ isGross, beside }) =>
      isGross
        ? 'the title says that tax is in the amounts; a spend-based purchase takes the amount without tax'
        : `does tax stand in these amounts? The title does not say it, and there is a column "${beside}"; a spend-based purchase takes the amount without tax`,
    suggestion: ({ isGross }) =>
      `${isGross ? '' : 'if they are without tax, say --net-amounts; if not, '}add a column titled "Net amount"; to send these amounts as they are, name the column in a mapping file (--mapping FILE)`,
  },
  OTHER_AMOUNT: {
    severity: 'note',
    message: ({ taken }) => `this column is not used: the amounts are taken from "${taken}"`,
    suggestion: () => '',
  },
  REQUIRED_EMPTY: {
    severity: 'error',
    message: () => 'a value is required, the cell is empty',
    suggestion: () => '',
  },
  ERROR_CELL: {
    severity: 'error',
    message: ({ error }) => `the cell holds the spreadsheet error ${error}`,
    suggestion: () => 'repair the formula, or type the value',
  },
  NOT_CALCULATED: {
    severity: 'error',
    message: () => 'the formula in the cell was never calculated, so that the file holds no value for it',
    suggestion: () => 'open the file in Excel or LibreOffice, and save it',
  },
  NOT_A_NUMBER: {
    severity: 'error',
    message: () => 'expected a number',
    suggestion: ({ suggestion }) => suggestion ?? '',
  },
  TOO_PRECISE: {
    severity: 'error',
    message: ({ digits }) => `expected at most 15 significant digits, got ${digits}: the last ones would be lost`,
    suggestion: () => 'round the number',
  },
  UNDECIDED_DECIMAL: {
    severity: 'error',
    message: ({ cells, comma, point }) =>
      `${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be read as ${comma} or as ${point}, and no cell of the column decides it`,
    suggestion: () => 'say it with --decimal , or --decimal .',
  },
  CONTRADICTORY_DECIMAL: {
    severity: 'error',
    message: ({ comma, point }) => `the column writes both decimal commas ("${comma}") and decimal points ("${point}")`,
    suggestion: () => 'write all numbers of the column alike, or say it with --decimal , or --decimal .',
  },
  NOT_A_DATE: {
    severity: 'error',
    message: ({ expected = 'date' }) => `expected a ${expected}`,
    suggestion: ({ suggestion }) => suggestion ?? 'write it as YYYY-MM-DD',
  },
  IMPOSSIBLE_DATE: {
    severity: 'error',
    message: () => 'there is no such day in the calendar',
    suggestion: () => '',
  },
  EMPTY_DATE: {
    severity: 'error',
    message: () => 'this is what programs write where there is no date',
    suggestion: () => 'write the day; leave the cell empty where there is none and none is required',
  },
  IMPLAUSIBLE_DATE: {
    severity: 'error',
    message: ({ first, last }) => `expected a day from ${first} to ${last}`,
    suggestion: () => 'check the year; where it is right, allow it with --dates-from YEAR or --dates-to YEAR',
  },
  FISCAL_YEAR: {
    severity: 'warning',
    message: ({ read }) => `read as the calendar year: ${read}`,
    suggestion: () => 'write the first and the last day where your fiscal year is another one',
  },
  UNDECIDED_DATE_ORDER: {
    severity: 'error',
    message: ({ cells, dmy, mdy }) =>
      `${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be read as ${dmy} or as ${mdy}, and no cell of the column decides it`,
    suggestion: () => 'say it with --date-order dmy or --date-order mdy',
  },
  CONTRADICTORY_DATE_ORDER: {
    severity: 'error',
    message: ({ dmy, mdy }) => `the column writes both day first ("${dmy}") and month first ("${mdy}")`,
    suggestion: () => 'write all dates of the column alike, best as YYYY-MM-DD',
  },
  NOT_A_CHOICE: {
    severity: 'error',
    message: ({ choices }) => `expected one of ${choices.join(', ')}`,
    suggestion: ({ nearest }) => nearest ?? '',
  },
  UNKNOWN_COUNTRY: {
    severity: 'error',
    message: () => 'expected a country: an ISO 3166-1 code such as SE, or its name',
    suggestion: ({ nearest }) => nearest ?? '',
  },
  TOO_LONG: {
    severity: 'error',
    message: ({ max, length }) => `expected at most ${max} characters, got ${length}`,
    suggestion: ({ max, length }) => `shorten it by ${length - max}`,
  },
  TOO_SHORT: {
    severity: 'error',
    message: ({ min, length }) => `expected at least ${min} characters, got ${length}`,
    suggestion: () => '',
  },
  TOO_SMALL: {
    severity: 'error',
    message: ({ min, exclusive }) => `expected a number ${exclusive ? 'greater than' : 'of at least'} ${min}`,
    suggestion: () => '',
  },
  TOO_LARGE: {
    severity: 'error',
    message: ({ max }) => `expected a number of at most ${max}`,
    suggestion: () => '',
  },
  SHARE_AS_PERCENT: {
    severity: 'error',
    message: () => 'expected a share from 0 to 1, or a percentage with its sign',
    suggestion: ({ suggestion }) => suggestion,
  },
  NOT_A_UUID: {
    severity: 'error',
    message: () => 'expected a UUID such as 3fa85f64-5717-4562-b3fc-2c963f66afa6',
    suggestion: () => '',
  },
  NOT_A_URL: {
    severity: 'error',
    message: () => 'expected a web address that begins with https:// or http://',
    suggestion: () => '',
  },
  NOT_AN_EMAIL: {
    severity: 'error',
    message: () => 'expected an e-mail address such as anna@example.com',
    suggestion: () => '',
  },
  NOT_DIGITS: {
    severity: 'error',
    message: () => 'expected digits only',
    suggestion: () => '',
  },
  LOST_DIGITS: {
    severity: 'error',
    message: () => 'the spreadsheet has lost digits of this code by treating it as a number',
    suggestion: () => 'format the column as Text and enter the code again',
  },
  DATE_IN_IDENTIFIER: {
    severity: 'error',
    message: () => 'the spreadsheet has turned this code into a date',
    suggestion: () => 'format the column as Text and enter the code again',
  },
  GTIN_CHECK_DIGIT: {
    severity: 'warning',
    message: () => 'the check digit of this GTIN is wrong',
    suggestion: ({ right }) => right,
  },
  READ_AS: {
    severity: 'note',
    message: ({ read }) => `read as ${read}`,
    suggestion: () => '',
  },
  TEXT_CLEANED: {
    severity: 'note',
    message: ({ read, without, replaced }) =>
      [
        `read as ${read.length > 60 ? `${read.slice(0, 59)}…` : read}`,
        without.length > 0 && `without the invisible ${without.join(', ')}`,
        replaced.length > 0 && `with plain characters for ${replaced.slice(0, 8).join(', ')}`,
      ]
        .filter(Boolean)
        .join(', '),
    suggestion: () => '',
  },
  PIVOT_LABEL: {
    severity: 'error',
    message: () => 'this is what a pivot table writes where there is no name',
    suggestion: () => 'take the row out, or write the name; best give the rows that the pivot table was made of',
  },
  ODD_CHARACTERS: {
    severity: 'warning',
    message: ({ codes, shown }) =>
      `the text holds ${codes.slice(0, 8).join(', ')}, which is no character that people write: ${shown}`,
    suggestion: () => 'check whether the text was damaged, and type it again',
  },
  NEEDS_FIELD: {
    severity: 'error',
    message: ({ needed, because }) => `"${needed}" is required because ${because}`,
    suggestion: () => '',
  },
  ONLY_WITH: {
    severity: 'error',
    message: ({ needed, value }) => `this is taken only where "${needed}" is ${value}`,
    suggestion: ({ value }) => `empty the cell, or write ${value} there`,
  },
  UNITS_MIXED: {
    severity: 'error',
    message: ({ first, other }) =>
      `some numbers of the column are shown in ${first}, some ${other === undefined ? 'without a unit' : `in ${other}`}`,
    suggestion: ({ needed }) => `add a column titled "${needed}" that says the unit of every row`,
  },
  UNCLEAR_UNIT: {
    severity: 'error',
    message: ({ said, why }) => `"${said}" says in what the amounts are, and ${UNCLEAR[why]}`,
    suggestion: () => 'write one unit, with its scale in full, such as kg, t, EUR, thousand EUR or million EUR',
  },
  UNIT_UNFIT: {
    severity: 'error',
    message: ({ said, needed }) =>
      needed === 'amount'
        ? `"${said}" is a part of something: expected an amount`
        : `"${said}" cannot be converted: expected ${EXPECTED_UNITS[needed] ?? needed}`,
    suggestion: () => 'convert the numbers in the file, and change or leave out what says their unit',
  },
  MEASURES_DIFFER: {
    severity: 'error',
    message: ({ first, second }) => `"${first}" and "${second}" say different things of the same amounts`,
    suggestion: () => 'keep the right one, and change or delete the other',
  },
  UNDECIDED_SHARE: {
    severity: 'error',
    message: ({ cells, percent, share }) =>
      `the title says per cent, and no number of the column is greater than 1: ${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be ${percent} % or ${share} %`,
    suggestion: ({ percent }) => `write the cells with their sign, as ${percent} %`,
  },
  UNIT_DIFFERS: {
    severity: 'error',
    message: ({ cell, shown, title, above, column, unit }) =>
      [
        cell !== undefined && `the cell says ${cell}`,
        shown !== undefined && `the number is shown in ${shown}`,
        title !== undefined && `the title of the column says ${title}`,
        above !== undefined && `a line above the header says ${above}`,
        unit !== undefined && `"${column}" says ${unit}`,
      ]
        .filter(Boolean)
        .join(', '),
    suggestion: () => 'say one unit, or the same one',
  },
  PERIOD_REVERSED: {
    severity: 'error',
    message: ({ start, end }) => `the period ends on ${end}, before it starts on ${start}`,
    suggestion: () => '',
  },
  CONTACT_DIFFERS: {
    severity: 'error',
    message: ({ email }) => `the contact ${email} of this supplier is given twice, with different names`,
    suggestion: () => 'give each contact once',
  },
  RAGGED_ROW: {
    severity: 'error',
    message: ({ expected, got }) => `the header has ${expected} columns, this row has ${got} cells`,
    suggestion: () => 'put quotes round a cell that holds the delimiter',
  },
  SHORT_ROW: {
    severity: 'warning',
    message: ({ expected, got }) =>
      `the header has ${expected} columns, this row has ${got} ${got === 1 ? 'cell' : 'cells'}: the last columns are read as empty`,
    suggestion: () => 'look whether a cell is missing before them, so that others stand in the wrong column',
  },
  TOTAL_ROW: {
    severity: 'warning',
    message: ({ sum }) => `this is a total row, no row of its own: left out; ${TOTALS[sum]}`,
    suggestion: () => '',
  },
  MAYBE_TOTAL: {
    severity: 'warning',
    message: () =>
      'this row is called a total and is the sum of the rows above it, but fills all it needs: kept as a row',
    suggestion: () => 'if it is a total, delete it or empty its other cells, and it is left out',
  },
  TOTAL_DIFFERS: {
    severity: 'warning',
    message: ({ total, sum, unread }) =>
      `the total row says ${total}, the rows above it add up to ${sum}${unread > 0 ? `, without ${unread} ${unread === 1 ? 'amount' : 'amounts'} that could not be read` : ''}`,
    suggestion: () => 'look for a row that is missing, doubled or changed, and for an amount that is text',
  },
  EQUAL_ROW: {
    severity: 'warning',
    message: ({ firstRow }) => `every cell equals row ${firstRow}: both are kept`,
    suggestion: () => 'use --equal-rows drop to leave it out',
  },
  REPEATED_ROW: {
    severity: 'warning',
    message: ({ firstRow }) => `it says the same as row ${firstRow}: left out`,
    suggestion: () => '',
  },
  EXAMPLE_ROW: {
    severity: 'warning',
    message: () => 'this is the example row of the template: left out',
    suggestion: () => 'delete it',
  },
  ASKED_TO_SKIP: { severity: 'note', message: () => 'left out, as its column Action says', suggestion: () => '' },
  COPIED_ROW: {
    severity: 'error',
    message: ({ firstRow }) =>
      `row ${firstRow} is an export of the same row of the service, and this one differs from it`,
    suggestion: () => 'take one of them out; a row that is meant as a new one must be empty in the hidden columns',
  },
  SAME_KEY: {
    severity: 'error',
    message: ({ firstRow, key }) => `row ${firstRow} has the same ${key} and other values`,
    suggestion: () => 'keep one of the two rows',
  },
  PERIOD_OVERLAP: {
    severity: 'error',
    message: ({ firstRow, period }) =>
      `the period overlaps that of row ${firstRow} (${period}), which is about the same`,
    suggestion: () => 'make the periods follow one another without a shared day',
  },
  ALREADY_THERE: {
    severity: 'note',
    message: ({ remoteId }) => `the service has this row already${remoteId ? ` (${remoteId})` : ''}`,
    suggestion: () => '',
  },
  ALREADY_THERE_REFUSED: {
    severity: 'error',
    message: ({ remoteId }) =>
      `the service has this row already${remoteId ? ` (${remoteId})` : ''}, and --on-existing fail was asked for`,
    suggestion: () => 'use --on-existing skip or update',
  },
  CANNOT_UPDATE: {
    severity: 'error',
    message: ({ remoteId }) =>
      `the service has this row already${remoteId ? ` (${remoteId})` : ''} and offers no way to update it`,
    suggestion: () => 'use --on-existing skip',
  },
  CANNOT_CREATE: {
    severity: 'error',
    message: () => 'the service has no such row, and offers no way to create one',
    suggestion: () => 'check what the row is told by, or take the row out',
  },
  CANNOT_DELETE: {
    severity: 'error',
    message: () => 'the service offers no way to delete one such row',
    suggestion: () => 'delete it in the app of the service',
  },
  UNDELETABLE: {
    severity: 'error',
    message: ({ why }) => `the service would not delete it: ${why}`,
    suggestion: () => '',
  },
  OUTSIDE_OPTIONS: {
    severity: 'error',
    message: ({ title, value, options }) =>
      `the import template takes no "${value}" as ${title.toLowerCase()}: it takes ${options.slice(0, 8).join(', ')}${options.length > 8 ? ` and ${options.length - 8} more` : ''}`,
    suggestion: () => 'choose another template, or take the row out',
  },
  NOTHING_THERE: {
    severity: 'error',
    message: () => 'the row asks for an update, and the service has no such row',
    suggestion: () => 'write upsert or create in its column Action',
  },
  NOTHING_TO_DELETE: {
    severity: 'note',
    message: () => 'the service has no such row, so there is nothing to delete',
    suggestion: () => '',
  },
  DELETED: { severity: 'note', message: () => 'deleted at the service', suggestion: () => '' },
  AS_EXPORTED: { severity: 'note', message: () => 'the row is as it was exported', suggestion: () => '' },
  NEWER_AT_SERVICE: {
    severity: 'note',
    message: ({ changes }) =>
      `the row is as it was exported, and the service holds other values now${changes.length > 0 ? ` (${changes.join('; ')})` : ''}`,
    suggestion: () => 'nothing is sent; export the rows anew to get the values of the service',
  },
  EDITED_EXPORT: {
    severity: 'note',
    message: ({ remoteId }) => `the row was edited since its export, and the service has it already (${remoteId})`,
    suggestion: () => 'use --on-existing update to send what was edited',
  },
  GONE_SINCE_EXPORT: {
    severity: 'error',
    message: () => 'the service does not have this row any more; it was there when the file was exported',
    suggestion: () => 'take the row out, or empty its hidden columns to create it anew',
  },
  TORN_ROW: {
    severity: 'error',
    message: ({ otherRow }) =>
      otherRow === null
        ? 'the hidden columns of this row are not complete, so that it cannot be known what was edited'
        : `what this row says belongs to the hidden cells of row ${otherRow}: rows were sorted or moved without them`,
    suggestion: () => 'export anew, and sort with all columns, or by the filter',
  },
  CUT_CELL: {
    severity: 'error',
    message: ({ characters }) =>
      `the cell holds only the beginning of a text of ${characters} characters: a workbook's cell ends at 32,767`,
    suggestion: () =>
      'write the whole text that you mean into the cell, or export to .csv or .ndjson, which hold all of it',
  },
  CHANGED_SINCE_EXPORT: {
    severity: 'error',
    message: ({ changes }) =>
      `the row was changed at the service since it was exported${changes.length > 0 ? ` (${changes.join('; ')})` : ''}`,
    suggestion: () => 'export it anew, and edit that',
  },
  CHANGED_SINCE_IMPORT: {
    severity: 'error',
    message: ({ changes }) =>
      `the row was changed at the service since it was imported${changes.length > 0 ? ` (${changes.join('; ')})` : ''}`,
    suggestion: () => 'export the rows, edit the export, and import that',
  },
  EDITED_SINCE_IMPORT: {
    severity: 'error',
    message: ({ run, place, remoteId }) => `this looks like ${place} of run ${run} (${remoteId}), edited since`,
    suggestion: () =>
      'use --on-existing update to change that one, or write create into a column Action to add this as a new row',
  },
  HELD_OTHERWISE: {
    severity: 'warning',
    message: ({ remoteId, changes }) =>
      `an earlier import wrote this row (${remoteId}), and the service holds other values: ${changes.join('; ')}`,
    suggestion: () => 'use --on-existing update to send the values of the file',
  },
  NOT_LISTED_YET: {
    severity: 'error',
    message: ({ run }) => `run ${run} wrote this row within the last hour, and the service does not list it yet`,
    suggestion: () => 'import again later, or write create into a column Action to send it anyway',
  },
  UNKNOWN_ID: {
    severity: 'error',
    message: ({ what, id }) => `the service has no ${what} with the id ${id}`,
    suggestion: () => 'check the id; empty the cell where the row is to be created',
  },
  UNKNOWN_UNIT: {
    severity: 'error',
    message: ({ unit }) => `the service has no unit "${unit}"`,
    suggestion: ({ nearest }) =>
      nearest === undefined ? 'carbonsheet export variable-units lists them' : `did you mean "${nearest}"?`,
  },
  NO_SUCH_PARENT: {
    severity: 'error',
    message: ({ what, named }) => `there is no ${what} "${named}", neither at the service nor in the other files`,
    suggestion: () => 'check how it is written, or import it first (or in the same command)',
  },
  AMBIGUOUS_PARENT: {
    severity: 'error',
    message: ({ what, named, matches }) => `"${named}" is the name of ${matches} different entries (${what})`,
    suggestion: () => 'give its id or custom id instead',
  },
  PARENT_FAILED: {
    severity: 'warning',
    message: ({ what, named }) =>
      `left out, as the ${what} "${named}" in another file of this command was not taken in`,
    suggestion: () => 'mend that row, then import both again',
  },
  PARENTS_DIFFER: {
    severity: 'error',
    message: ({ what, first, second }) => `"${first}" and "${second}" are not the same ${what}`,
    suggestion: () => 'name it in one way only, or mend the one that is wrong',
  },
  BEYOND_TODAY: {
    severity: 'error',
    message: ({ date, today }) => `the service takes no day after today (${today}, UTC), got ${date}`,
    suggestion: () => 'leave the last day empty for a period that goes on',
  },
  PERIOD_SHARED: {
    severity: 'error',
    message: ({ period, supplier }) =>
      `the product has another supplier period that shares a day: ${supplier}, ${period}`,
    suggestion: () =>
      'let periods follow one another without a shared day; to take one out, write delete in its column Action',
  },
  PERIOD_HELD: {
    severity: 'note',
    message: ({ period }) => `the service has this supplier for the product already: ${period}`,
    suggestion: () => '',
  },
  SUPPLIER_FIXED: {
    severity: 'error',
    message: ({ supplier }) => `the supplier of a period cannot be changed: it is ${supplier}`,
    suggestion: () => 'delete the period, and add one of the other supplier',
  },
  INVITED: {
    severity: 'note',
    message: ({ status }) => `the supplier has been asked about this product already (${status})`,
    suggestion: () => '',
  },
  DECLINED: {
    severity: 'note',
    message: () => 'the supplier has declined to give data about this product',
    suggestion: () => 'use --on-existing update to ask again',
  },
  NOT_LINKED: {
    severity: 'error',
    message: () => 'the supplier is not linked to this product',
    suggestion: () => 'import a supplier period of today first',
  },
  MATCHED_TWICE: {
    severity: 'error',
    message: ({ firstRow, remoteId }) =>
      `row ${firstRow} already stands for what the service has as ${remoteId}, and the two rows are not the same`,
    suggestion: () => 'give what the service has the key that tells the two rows apart, or keep one of them',
  },
  PERIOD_TAKEN: {
    severity: 'note',
    message: ({ period }) => `the service already has sales of this product and country in the period ${period}`,
    suggestion: () => '',
  },
  SALES_DIFFER: {
    severity: 'error',
    message: ({ held, given }) =>
      `the row has ${given}, and the service already has ${held.join(' and ')} of this product and country`,
    suggestion: () => 'correct the row, or delete the period with a row of sales-periods and import the row again',
  },
  PERIOD_DIFFERS: {
    severity: 'error',
    message: ({ held, given }) =>
      `the row says ${given}, and the service already has this supplier for the product: ${held}`,
    suggestion: () => 'use --on-existing update to move the period, or give the days that the service has',
  },
  REFUSED: {
    severity: 'error',
    message: ({ status, detail }) =>
      `the service refused the row${status >= 400 ? ` (HTTP ${status})` : ''}: ${detail}`,
    suggestion: () => '',
  },
  NO_ANSWER: {
    severity: 'error',
    message: ({ detail }) =>
      `the row was sent and no clear answer came (${detail}): the service may or may not have it`,
    suggestion: () =>
      'carbonsheet resume looks it up again; if the service surely does not have it, import the file again',
  },
  NO_USABLE_ID: {
    severity: 'error',
    message: ({ detail }) =>
      `the service says that it created the row, and its answer has no id that can be used (${detail}): the row is never sent again`,
    suggestion: () =>
      'carbonsheet resume looks it up again; if the service surely does not have it, import the row with create in a column Action',
  },
  CONFIRMED_LATE: {
    severity: 'note',
    message: () => 'no clear answer came, and the row was then found at the service',
    suggestion: () => '',
  },
  NOT_SENT: {
    severity: 'note',
    message: ({ why }) => `not sent: ${why}`,
    suggestion: () => '',
  },
  SERVER_CHANGED: {
    severity: 'warning',
    message: ({ sent, held }) =>
      held === '' ? `the service dropped "${sent}"` : `sent as "${sent}", the service holds "${held}"`,
    suggestion: () => 'write it as the service keeps it',
  },
};

/** Every code there is, for documentation and its test. */
export const problemCodes = Object.keys(catalogue) as readonly ProblemCode[];

/** How much a code weighs. */
export function severityOf(code: ProblemCode): Severity {
  return catalogue[code].severity;
}

/** The finding in words: what is wrong, expected and got. */
export function messageOf({ code, args }: Finding): string {
  // The union of pairs guarantees that code and args belong together; an index access forgets it.
  return (catalogue[code].message as (args: Finding['args']) => string)(args);
}

/** What to do about the finding; '' when the message says it all. */
export function suggestionOf({ code, args }: Finding): string {
  return (catalogue[code].suggestion as (args: Finding['args']) => string)(args);
}
