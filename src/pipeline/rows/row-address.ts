// Reads the address of a row, with or without sheet and column: `14`, `C14`, `Q1!C14`, `'My sheet'!14`.

/** A row of a sheet. */
export interface RowPlace {
  /** undefined: any sheet. */
  readonly sheet: string | undefined;
  /** As Excel shows it, from 1. */
  readonly row: number;
}

const ADDRESS = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?[a-z]{0,3}\$?([1-9]\d{0,7})$/i;

/** The row that an address means; undefined for a text that is none. The column is not looked at: a row is sent as a whole. */
export function rowPlaceOf(address: string): RowPlace | undefined {
  const match = ADDRESS.exec(address.trim());
  if (match === null) return undefined;
  const [, quoted, plain, row = ''] = match;
  return { sheet: quoted?.replaceAll("''", "'") ?? plain, row: Number(row) };
}
