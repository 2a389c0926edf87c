// By what a person knows a row beside its number: the document number, else the product's or supplier's own number, in the
// user's words. Only messages show it; what tells rows apart is the dataset's identity.

import { cellText, type SourceRow } from '../values/cell.js';
import { cellOf, type Mapping } from './mapping.js';

/** The key of a row for a message about one of its columns, as `Invoice no. 4711`; undefined when the row has none. */
export type RowKey = (row: SourceRow, column: string) => string | undefined;

/** Prepares for the rows below one header. A column is no key for a message about itself. */
export function rowKeyOf({ columns, dataset }: Mapping): RowKey {
  const documents = columns.filter(({ mark }) => mark === 'document');
  const known = (dataset.knownBy ?? []).flatMap((field) => columns.filter((column) => column.field === field));
  const candidates = [...documents, ...known].filter(({ title }) => title !== '');
  return (row, column) => {
    for (const candidate of candidates) {
      const { title } = candidate;
      const text = title === column ? '' : cellText(cellOf(candidate, row)).replace(/\s+/g, ' ').trim();
      if (text !== '') return `${title} ${text}`;
    }
    return undefined;
  };
}
