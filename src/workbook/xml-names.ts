// The names that the parts of a workbook go by (ECMA-376 part 1, 12.3 and 15.2; part 2 for the package).

/** What every part begins with. */
export const XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Namespaces. */
export const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
/** Of relationships between the parts of a document. */
export const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006';
