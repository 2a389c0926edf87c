// Problems of a row whose cells contradict each other, and of rows that repeat or contradict others.

import { problem } from './problem-type.js';

type Unclear = 'word' | 'number' | 'several' | 'rate';

const UNCLEAR: Readonly<Record<Unclear, string>> = {
  word: 'can mean several things',
  number: 'is a number of units that is no power of ten',
  several: 'names several units or scales',
  rate: 'is a rate, not the unit of an amount',
};

const EXPECTED_UNITS: Readonly<Record<string, string>> = {
  t: 'tonnes',
  pcs: 'a number of pieces',
  '%': 'per cent',
  '% vol': 'per cent by volume',
  share: 'a share from 0 to 1, or per cent',
};

type TotalSum = 'agrees' | 'differs' | 'none';

const TOTALS: Readonly<Record<TotalSum, string>> = {
  agrees: 'its sum equals that of the rows above',
  differs: 'its sum differs from that of the rows above',
  none: 'it has no sum to compare',
};

export const rowProblems = {
  NEEDS_FIELD: problem<{ readonly needed: string; readonly because: string }>({
    severity: 'error',
    meaning: 'A cell is required because of another cell of the row.',
    message: ({ needed, because }) => `"${needed}" is required because ${because}`,
    fix: 'Enter the missing value.',
    example: ['', { needed: 'Unit', because: 'the row has a quantity' }],
  }),
  ONLY_WITH: problem<{ readonly needed: string; readonly value: string }>({
    severity: 'error',
    meaning: 'Another cell of the row rules this cell out.',
    message: ({ needed, value }) => `this is allowed only if "${needed}" is ${value}`,
    suggestion: ({ value }) => `empty the cell, or write ${value} there`,
    fix: 'Empty this cell, or change the other one.',
    example: ['12.5', { needed: 'Data source', value: 'external' }],
  }),
  UNITS_MIXED: problem<{ readonly first: string; readonly other: string | undefined; readonly needed: string }>({
    severity: 'error',
    meaning: 'The number formats of the column show several units, and no column holds the unit of each row.',
    message: ({ first, other }) =>
      `some numbers of the column are shown in ${first}, some ${other === undefined ? 'without a unit' : `in ${other}`}`,
    suggestion: ({ needed }) => `add a column titled "${needed}" with the unit of every row`,
    example: ['12 kg', { first: 'kg', other: 't', needed: 'Unit' }],
  }),
  UNCLEAR_UNIT: problem<{ readonly said: string; readonly why: Unclear }>({
    severity: 'error',
    meaning:
      'A title, cell, number format or line above the header gives a unit that can be understood in several ways.',
    message: ({ said, why }) => `"${said}" gives the unit of the amounts, and ${UNCLEAR[why]}`,
    suggestion: () => 'write one unit, with its scale in full, such as kg, t, EUR, thousand EUR or million EUR',
    example: ['', { said: 'M EUR', why: 'word' }],
  }),
  UNIT_UNFIT: problem<{ readonly said: string; readonly needed: string }>({
    severity: 'error',
    meaning: 'The field cannot be in this unit.',
    message: ({ said, needed }) =>
      needed === 'amount'
        ? `"${said}" is a share: expected an amount`
        : `"${said}" cannot be converted: expected ${EXPECTED_UNITS[needed] ?? needed}`,
    suggestion: () => 'convert the numbers in the file, and change or remove the unit',
    example: ['', { said: 'litres', needed: 't' }],
  }),
  MEASURES_DIFFER: problem<{ readonly first: string; readonly second: string }>({
    severity: 'error',
    meaning: 'Two places give different units for the same amounts.',
    message: ({ first, second }) => `"${first}" and "${second}" contradict each other about the same amounts`,
    suggestion: () => 'keep the right one, and change or delete the other',
    example: ['', { first: 'in kg', second: 'thousand EUR' }],
  }),
  UNDECIDED_SHARE: problem<{ readonly cells: number; readonly percent: string; readonly share: string }>({
    severity: 'error',
    meaning: 'The title says per cent, but no number is greater than 1: they can be per cent or shares.',
    message: ({ cells, percent, share }) =>
      `the title says per cent, and no number of the column is greater than 1: ${cells} ${cells === 1 ? 'cell' : 'cells'} such as this one can be ${percent} % or ${share} %`,
    suggestion: ({ percent }) => `write the cells with their sign, as ${percent} %`,
    example: ['0.5', { cells: 8, percent: '0.5', share: '50' }],
  }),
  UNIT_DIFFERS: problem<{
    readonly cell: string | undefined;
    readonly shown: string | undefined;
    readonly title: string | undefined;
    readonly above: string | undefined;
    readonly column: string;
    readonly unit: string | undefined;
  }>({
    severity: 'error',
    meaning: 'The cell of the amount, its number format, its title and the column for units contradict each other.',
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
    suggestion: () => 'use one unit, or the same one everywhere',
    example: ['12 t', { cell: 't', shown: undefined, title: undefined, above: undefined, column: 'Unit', unit: 'kg' }],
  }),
  PERIOD_REVERSED: problem<{ readonly start: string; readonly end: string }>({
    severity: 'error',
    meaning: 'The period ends before it starts.',
    message: ({ start, end }) => `the period ends on ${end}, before it starts on ${start}`,
    fix: 'Correct one of the two dates.',
    example: ['2024-01-31', { start: '2024-12-01', end: '2024-01-31' }],
  }),
  CONTACT_DIFFERS: problem<{ readonly email: string }>({
    severity: 'error',
    meaning: 'A supplier has the same contact twice, with different names.',
    message: ({ email }) => `the contact ${email} of this supplier is given twice, with different names`,
    suggestion: () => 'give each contact once',
    example: ['', { email: 'anna@example.com' }],
  }),
  RAGGED_ROW: problem<{ readonly expected: number; readonly got: number }>({
    severity: 'error',
    meaning: 'A line of a CSV file has more cells than the header has columns.',
    message: ({ expected, got }) => `the header has ${expected} columns, this row has ${got} cells`,
    suggestion: () => 'put quotes around a cell that holds the delimiter',
    example: ['', { expected: 8, got: 9 }],
  }),
  SHORT_ROW: problem<{ readonly expected: number; readonly got: number }>({
    severity: 'warning',
    meaning: 'A line of a CSV file has fewer cells than the header has columns.',
    message: ({ expected, got }) =>
      `the header has ${expected} columns, this row has ${got} ${got === 1 ? 'cell' : 'cells'}: the last columns are read as empty`,
    suggestion: () => 'check whether a cell is missing in the middle, which shifts the cells after it',
    example: ['', { expected: 8, got: 5 }],
  }),
  TOTAL_ROW: problem<{ readonly sum: TotalSum }>({
    severity: 'warning',
    meaning: 'The row is a total of other rows. It is not imported.',
    message: ({ sum }) => `this is a total row: not imported; ${TOTALS[sum]}`,
    fix: 'Nothing to do. Delete the row to avoid the warning.',
    example: ['Total', { sum: 'agrees' }],
  }),
  MAYBE_TOTAL: problem({
    severity: 'warning',
    meaning: 'The row looks like a total, but all its required cells are filled. It is imported.',
    message: () =>
      'this row is called a total and is the sum of the rows above it, but all required cells are filled: imported',
    suggestion: () => 'if it is a total, delete it, or empty its other cells so that it is not imported',
    example: ['Total', {}],
  }),
  TOTAL_DIFFERS: problem<{ readonly total: number; readonly sum: string; readonly unread: number }>({
    severity: 'warning',
    meaning: 'The sum of a total row is not the sum of the rows above it.',
    message: ({ total, sum, unread }) =>
      `the total row says ${total}, the rows above it add up to ${sum}${unread > 0 ? `, without ${unread} ${unread === 1 ? 'amount' : 'amounts'} that could not be read` : ''}`,
    suggestion: () => 'look for a row that is missing, doubled or changed, and for an amount that is text',
    example: ['Total', { total: 1200, sum: '1150', unread: 0 }],
  }),
  EQUAL_ROW: problem<{ readonly firstRow: number }>({
    severity: 'warning',
    meaning: 'Every cell equals an earlier row of a dataset without a key. Both rows are kept.',
    message: ({ firstRow }) => `every cell equals row ${firstRow}: both are kept`,
    suggestion: () => 'use --equal-rows drop to leave it out',
    example: ['', { firstRow: 12 }],
  }),
  REPEATED_ROW: problem<{ readonly firstRow: number }>({
    severity: 'warning',
    meaning: 'The row repeats an earlier one. It is not imported.',
    message: ({ firstRow }) => `it repeats row ${firstRow}: not imported`,
    fix: 'Nothing to do. Delete the row to avoid the warning.',
    example: ['', { firstRow: 12 }],
  }),
  EXAMPLE_ROW: problem({
    severity: 'warning',
    meaning: 'The example row of the template is still in the file. It is not imported.',
    message: () => 'this is the example row of the template: not imported',
    suggestion: () => 'delete it',
    example: ['', {}],
  }),
  ASKED_TO_SKIP: problem({
    severity: 'note',
    meaning: 'The column Action of the row says skip.',
    message: () => 'not imported, as its column Action says',
    fix: 'Nothing to do.',
    example: ['skip', {}],
  }),
  COPIED_ROW: problem<{ readonly firstRow: number }>({
    severity: 'error',
    meaning: 'Two rows have the same id in their hidden cells, and they differ.',
    message: ({ firstRow }) => `row ${firstRow} has the same id in its hidden cells, and this one differs from it`,
    suggestion: () => 'remove one of them; if one is meant as a new row, empty its hidden columns',
    example: ['', { firstRow: 12 }],
  }),
  SAME_KEY: problem<{ readonly firstRow: number; readonly key: string }>({
    severity: 'error',
    meaning: 'Two rows have the same key and different values.',
    message: ({ firstRow, key }) => `row ${firstRow} has the same ${key} and different values`,
    suggestion: () => 'keep one of the two rows',
    example: ['', { firstRow: 12, key: 'GTIN' }],
  }),
  PERIOD_OVERLAP: problem<{ readonly firstRow: number; readonly period: string }>({
    severity: 'error',
    meaning: 'The periods of two rows about the same thing share days.',
    message: ({ firstRow, period }) =>
      `the period overlaps that of row ${firstRow} (${period}), which is about the same`,
    suggestion: () => 'make the periods follow one another without a shared day',
    example: ['', { firstRow: 12, period: '2024-01-01 to 2024-06-30' }],
  }),
};
