// What is said of a file before its rows are judged.

import type { Table } from './open-table.js';
import type { Tools } from './tools.js';

/** Says which table was found, and how its columns are read. */
export function sayTable(table: Table, { tell }: Tools): void {
  const where = table.sheet && `, sheet ${table.sheet}`;
  tell({
    kind: 'said',
    text: `${table.name}${where}: ${table.dataset.title}, header in row ${table.mapping.headerRow}`,
  });
  for (const text of [...table.source.remarks(table.sheet), ...table.said]) tell({ kind: 'said', text });
}
