// Stops at a table that does not fit, and at how it should be read.

import type { StopType } from './stop-type.js';

export const tableStops = {
  NO_HEADER: {
    kind: 'mapping',
    quotes: true,
    meaning: 'No row with column titles was found, or the row of --header-row holds none.',
    example: 'purchases.xlsx has no row that looks like a header',
    fix: 'Name the row that holds the column titles with --header-row N.',
  },
  NO_ROWS: {
    kind: 'mapping',
    meaning: 'The table has a header and no rows below it.',
    example: 'purchases.xlsx has a header in row 1 and no rows below it',
    fix: 'Add rows to the file.',
  },
  COLUMNS: {
    kind: 'mapping',
    meaning: 'The columns of the table cannot be used as they are, for example because a required one is missing.',
    example: 'the columns must be fixed before any row can be sent',
    fix: 'Fix the problems of the header, then run the same command again.',
  },
  UNCONFIRMED_COLUMNS: {
    kind: 'mapping',
    meaning:
      'Columns are taken for fields that their titles do not name, and nobody has confirmed it. Nothing was sent.',
    example: '2 columns are only likely: Kurztext → product_name, Famille → sector',
    fix: 'Run carbonsheet map FILE and answer its questions; the mapping file that it saves confirms the columns.',
  },
  INVALID_ROWS: {
    kind: 'mapping',
    meaning: 'Some rows have errors, and nothing was sent.',
    example: '3 of 24 rows are not valid',
    fix: 'Fix the rows (the failed file holds just these), or import the others with --invalid skip.',
  },
  UNDECIDED_DATASET: {
    kind: 'mapping',
    quotes: true,
    meaning: 'The columns fit no dataset, or several equally well.',
    example: 'the columns of data.csv (row 1: Name, Value) fit no dataset',
    fix: 'Set --dataset NAME, or say which column is which field with --mapping FILE. carbonsheet datasets lists the columns.',
  },
  SEVERAL_MAPPINGS: {
    kind: 'mapping',
    meaning: 'Several mapping files near the file fit its titles equally.',
    example: 'a.mapping.yaml and b.mapping.yaml fit the titles of purchases.csv equally',
    fix: 'Choose one with --mapping FILE.',
  },
  MAPPING_CHANGED: {
    kind: 'mapping',
    meaning: 'Columns that the mapping file uses are missing or renamed, and nobody reads a warning.',
    example:
      'the columns of june.csv are not those of mapping.yaml: "Lieferant" is gone, and "Kreditor" holds the same values',
    fix: 'Confirm the columns with carbonsheet map FILE --mapping MAPPING, in a terminal.',
  },
  SEVERAL_TABLES: {
    kind: 'mapping',
    meaning: 'Several sheets of the workbook hold the same dataset.',
    example: 'several sheets of purchases.xlsx hold purchases: Q1, Q2',
    fix: 'Choose one sheet with --sheet NAME.',
  },
  MATRIX: {
    kind: 'mapping',
    meaning: 'The columns are titled by countries or periods: the table is a matrix.',
    example: 'the columns DE, SE, FR of sales.xlsx (row 1) are titled by country: the table is a matrix of quantities',
    fix: 'Read each filled cell as a row with --unpivot.',
  },
  NO_MATRIX: {
    kind: 'usage',
    meaning: '--unpivot is set, and the table is not a matrix.',
    example: 'purchases cannot be unpivoted',
    fix: 'Remove --unpivot.',
  },
  OTHER_OWNER: {
    kind: 'mapping',
    quotes: true,
    meaning: 'The file was exported from another account than the one of the settings.',
    example: 'export.xlsx, row 2 was exported from dcycle acme, and the account of the settings is dcycle bolt',
    fix: 'Use the settings of that account, or import the rows into this one with --as-new.',
  },
  UNKNOWN_SHEET: {
    kind: 'usage',
    meaning: 'The workbook has no sheet of this name.',
    example: 'purchases.xlsx has no sheet "Q5"',
    fix: 'Choose a sheet that the message lists.',
  },
  NO_SUCH_SHEET: {
    kind: 'usage',
    meaning: 'The file has no sheet of this name.',
    example: 'purchases.xlsx has no sheet "Q5"',
    fix: 'Choose a sheet that the message lists. Remove --sheet for a CSV file.',
  },
  UNKNOWN_DATASET: {
    kind: 'usage',
    meaning: 'There is no dataset of this name.',
    example: '--dataset purchase: expected one of purchases, resold-products',
    fix: 'Use a name that carbonsheet datasets lists.',
  },
  UNKNOWN_ENCODING: {
    kind: 'usage',
    meaning: 'There is no text encoding of this name.',
    example: 'there is no encoding "utf-9"',
    fix: 'Use a name such as utf-8, windows-1252 or utf-16le.',
  },
  BAD_DELIMITER: {
    kind: 'usage',
    meaning: 'The value of --delimiter cannot be a delimiter.',
    example: '"abc" cannot be a delimiter',
    fix: "Give one or two characters, such as --delimiter ';' or --delimiter tab.",
  },
  MAPPING_FILE: {
    kind: 'usage',
    quotes: true,
    meaning: 'The mapping file cannot be read.',
    example: 'the mapping file mapping.json cannot be read: it is a folder',
    fix: 'Write a file such as {"version": 1, "columns": {"Menge": "quantity", "Notes": null}}.',
  },
  MAPPING_FIELD: {
    kind: 'usage',
    quotes: true,
    meaning: 'The mapping file names a field that the dataset does not have.',
    example: 'mapping.json, columns.Menge: purchases has no field "quantiti"',
    fix: 'Use a field that carbonsheet datasets NAME lists.',
  },
  MAPPING_YEAR: {
    kind: 'usage',
    meaning: 'The mapping file names a field that is counted by year, without its year.',
    example: 'mapping.json, columns.Sales: which year is it?',
    fix: 'Write the year after the field, as quantity.2024.',
  },
} as const satisfies Record<string, StopType>;
