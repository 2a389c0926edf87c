// What a saved mapping and `--set` say of how a file is read, put where the options of the command line stand: those go first.

import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import type { TableRequest } from '../requests.js';

/** The request with the answers of its mapping, and the constants of the command line in it. */
export function readAsSaved(request: TableRequest): TableRequest {
  const { mapping, constants } = request;
  if (mapping === undefined && constants === undefined) return request;
  const saved: SavedMapping = { file: '', columns: {}, ...mapping, set: constants };
  const { decimal, dateOrder, netAmounts, encoding, delimiter, datesFrom, datesTo } = saved.locale ?? {};
  return {
    ...request,
    mapping: saved,
    headerRow: request.headerRow ?? saved.headerRow,
    decimal: request.decimal ?? decimal,
    dateOrder: request.dateOrder ?? dateOrder,
    netAmounts: request.netAmounts || netAmounts,
    encoding: request.encoding ?? encoding,
    delimiter: request.delimiter ?? delimiter,
    datesFrom: request.datesFrom ?? datesFrom,
    datesTo: request.datesTo ?? datesTo,
  };
}

/** The sheet to read: the one asked for, else the mapping's where the file has it. */
export function sheetAsSaved(
  { sheet, mapping }: TableRequest,
  sheets: readonly { readonly name: string }[],
): string | undefined {
  const saved = mapping?.sheet;
  return sheet ?? (sheets.some(({ name }) => name === saved) ? saved : undefined);
}
