// The names that the parts of a workbook go by (ECMA-376 part 1, 12.3 and 15.2; part 2 for the package).

/** What every part begins with. */
export const XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Namespaces. */
export const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
/** Of relationships between the parts of a document. */
export const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006';
/** Relationships between parts, and their attributes in a part. */
const RELATIONSHIPS = `${DOCUMENT}/relationships`;

/** The names that a workbook goes by: most use the transitional ones, some the strict ones of ISO 29500. */
export interface Dialect {
  readonly spreadsheet: string;
  readonly relationships: string;
}

export const TRANSITIONAL: Dialect = { spreadsheet: SPREADSHEET, relationships: RELATIONSHIPS };
export const STRICT: Dialect = {
  spreadsheet: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relationships: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
