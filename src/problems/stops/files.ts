// Stops at a file that cannot be read.

import type { StopType } from './stop-type.js';

const SAVE_AS_XLSX = 'Open it in Excel or LibreOffice and save it as .xlsx or CSV.';
const ASK_FOR_TABLE = 'Ask for the table as .xlsx or CSV.';
const RAISE = 'If the file is right, raise the limit with the --limit option that the message names.';

/** A file of a kind that is not read. */
function kindOfFile(what: string, fix: string): StopType {
  return { kind: 'input', meaning: `The file is ${what}, which is not read.`, example: `data.xlsx is ${what}`, fix };
}

/** A file that exceeds a limit against damaged and hostile files. */
function overLimit(what: string, example: string, fix = RAISE): StopType {
  return { kind: 'input', meaning: `${what} exceeds a limit against damaged and hostile files.`, example, fix };
}

export const fileStops = {
  FILE_MISSING: {
    kind: 'input',
    meaning: 'The file does not exist.',
    example: 'there is no file purchases.xlsx',
    fix: 'Check the name and the folder.',
  },
  IS_FOLDER: {
    kind: 'input',
    meaning: 'A folder was given where a file is expected.',
    example: 'data is a folder',
    fix: 'Give the files in it by name.',
  },
  NOT_A_FILE: {
    kind: 'input',
    meaning: 'A device was given where a file is expected.',
    example: '/dev/zero is a device, not a file',
    fix: 'Give a file, or - for standard input.',
  },
  FILE_FORBIDDEN: {
    kind: 'input',
    meaning: 'You may not read the file.',
    example: 'no permission to read purchases.xlsx',
    fix: 'Allow your user to read the file.',
  },
  FILE_BUSY: {
    kind: 'input',
    meaning: 'Another program has locked the file.',
    example: 'purchases.xlsx is in use by another program',
    fix: 'Close it there and try again.',
  },
  FILE_UNREADABLE: {
    kind: 'input',
    meaning: 'The operating system could not read the file.',
    example: 'purchases.xlsx cannot be read: EIO: i/o error',
    fix: 'Copy the file to a local disk and try again.',
  },
  FILE_CHANGED: {
    kind: 'input',
    meaning: 'The file was saved by somebody while it was read.',
    example: 'purchases.xlsx was changed while it was read',
    fix: 'Wait until it is saved, then run the same command again.',
  },
  EMPTY_FILE: {
    kind: 'input',
    meaning: 'The file has no content.',
    example: 'purchases.csv is empty',
    fix: 'Give a file with a header and rows.',
  },
  NOT_SPOOLED: {
    kind: 'input',
    meaning: 'Standard input or a pipe could not be kept in a temporary file.',
    example: 'stdin cannot be kept in a temporary file: no space left on device',
    fix: 'Save the input as a file, and give the name of that file.',
  },
  BROKEN_GZIP: {
    kind: 'input',
    meaning: 'The gzip file is damaged or incomplete.',
    example: 'purchases.csv.gz is damaged: it cannot be unpacked to its end',
    fix: 'Pack it again, or ask for it again.',
  },
  BROKEN_WORKBOOK: {
    kind: 'input',
    meaning: 'The workbook is damaged.',
    example: 'purchases.xlsx is damaged: its end is missing',
    fix: 'Open it in Excel or LibreOffice, let it repair the file, and save it as .xlsx.',
  },
  INVALID_ENCODING: {
    kind: 'input',
    quotes: true,
    meaning: 'The CSV file holds bytes that are not valid in its encoding.',
    example: 'purchases.csv, line 7 is not valid UTF-8',
    fix: 'Name the encoding with --encoding, for example --encoding windows-1252.',
  },
  NOT_COPIED: {
    kind: 'input',
    meaning: 'fix cannot write a corrected copy of a CSV file in every encoding.',
    example: 'purchases.csv cannot be corrected in its own encoding, iso-2022-jp',
    fix: 'Put the answers into a mapping file with --mapping FILE: that works for every kind of file.',
  },
  FIXES_FILE: {
    kind: 'input',
    quotes: true,
    meaning:
      'The file with the fixes is none, contradicts itself, or names a column or a value that the file does not have.',
    example: 'fixes.csv, line 4: purchases.csv has no "Aufwand" in the column Kostenart',
    fix: 'Write the fixes anew with carbonsheet check FILE --fixes FIXES, and fill the column use.',
  },
  UNCLOSED_QUOTE: {
    kind: 'input',
    meaning: 'A quote of the CSV file opens a cell and does not close it.',
    example: 'purchases.csv, line 7: a quote opens a cell and is not closed as it should be',
    fix: 'Close or remove the quote, or keep such quotes as text with --quote-rule lenient.',
  },
  ENCRYPTED_WORKBOOK: kindOfFile(
    'a workbook protected by a password',
    'Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password: leave it empty) and save.',
  ),
  OLD_EXCEL_FILE: kindOfFile('a workbook of Excel 97-2003 (.xls)', SAVE_AS_XLSX),
  BINARY_WORKBOOK: kindOfFile('a binary workbook (.xlsb)', SAVE_AS_XLSX),
  OPEN_DOCUMENT: kindOfFile('an OpenDocument spreadsheet (.ods, .fods)', SAVE_AS_XLSX),
  NUMBERS_FILE: kindOfFile('an Apple Numbers document', 'In Numbers choose File, Export To, Excel or CSV.'),
  OFFICE_DOCUMENT: kindOfFile('a Word or PowerPoint document', 'Copy its table into a workbook and save it as .xlsx.'),
  LOCK_FILE: kindOfFile(
    'a lock file that Excel leaves beside an open workbook',
    'Choose the workbook itself: the name without "~$".',
  ),
  ZIP_ARCHIVE: kindOfFile('a zip archive without a workbook', 'Unpack it and give the file inside.'),
  GZIP_FILE: kindOfFile('a gzip file without text inside', 'Unpack it first: gunzip FILE.'),
  PACKED_FILE: kindOfFile('a packed archive', 'Unpack it and give the file inside.'),
  PDF_FILE: kindOfFile('a PDF document', ASK_FOR_TABLE),
  IMAGE_FILE: kindOfFile('an image', ASK_FOR_TABLE),
  HTML_FILE: kindOfFile('a web page (HTML), which some programs save under the name .xls', SAVE_AS_XLSX),
  XML_SPREADSHEET: kindOfFile('an XML spreadsheet of Excel 2003', SAVE_AS_XLSX),
  XML_FILE: kindOfFile('an XML file', ASK_FOR_TABLE),
  DIF_FILE: kindOfFile('a data interchange file (.dif)', SAVE_AS_XLSX),
  SYLK_FILE: kindOfFile('a SYLK file (.slk)', SAVE_AS_XLSX),
  RTF_FILE: kindOfFile('a rich text document', ASK_FOR_TABLE),
  UTF32_FILE: kindOfFile('text in UTF-32', 'Save it as "CSV UTF-8".'),
  BINARY_FILE: kindOfFile('neither a workbook nor text', 'Give an .xlsx workbook or a CSV file.'),
  FILE_TOO_LARGE: overLimit('The file', 'big.xlsx exceeds the limit of 2,147,483,648 bytes'),
  TOO_MANY_PARTS: overLimit('The number of parts of the workbook', 'big.xlsx exceeds the limit of 10,000'),
  TOO_MANY_SHEETS: overLimit('The number of sheets', 'big.xlsx exceeds the limit of 1,000'),
  UNPACKED_TOO_LARGE: overLimit(
    'A part of the workbook, or the gzip file, when unpacked,',
    'big.xlsx exceeds the limit of 8,589,934,592 bytes',
  ),
  PACKED_TOO_TIGHT: overLimit('The compression of the file', 'big.xlsx exceeds the limit of 500'),
  TOO_MANY_STRINGS: overLimit("The workbook's table of texts", 'big.xlsx exceeds the limit of 5,000,000'),
  TOO_MANY_ROWS: overLimit(
    'The number of rows',
    'big.csv exceeds the limit of 10,000,000',
    'Split the file, or raise the limit with --limit rows=N. Export to .csv or .ndjson if a sheet is full.',
  ),
  TOO_MANY_COLUMNS: overLimit('The number of columns', 'wide.csv, row 1 exceeds the limit of 16,384'),
  CELL_TOO_LONG: overLimit(
    'The length of a cell',
    'big.csv, row 7: a cell exceeds the limit of 262,144 characters',
    'Look for a quote above it that is not closed, or set --delimiter. If the file is right, raise --limit cell-length=N.',
  ),
  NOT_AN_EXPORT: {
    kind: 'input',
    quotes: true,
    meaning: 'The file is not an export that carbonsheet wrote, so that it cannot be compared.',
    example: 'budget.xlsx is no export of this program: its columns are those of no dataset',
    fix: 'Give a file that carbonsheet export wrote, and leave its columns as they are.',
  },
  DIFFERENT_DATASETS: {
    kind: 'input',
    meaning: 'Two exports of different datasets cannot be compared.',
    example: 'may.xlsx holds footprints, june.xlsx purchases',
    fix: 'Compare two exports of one dataset.',
  },
  DIFFERENT_OWNERS: {
    kind: 'input',
    meaning: 'Two exports of different accounts cannot be compared: their ids are not the same.',
    example: 'may.xlsx belongs to dcycle org-1 at api.dcycle.io, june.xlsx to dcycle org-2 at api.dcycle.io',
    fix: 'Compare two exports of one account.',
  },
  NO_ROW_KEY: {
    kind: 'input',
    meaning: 'Rows of an export lack what identifies them, so that they cannot be compared.',
    example: 'may.csv has no column carbonsheet_id',
    fix: 'Export the data again with all columns.',
  },
} as const satisfies Record<string, StopType>;
