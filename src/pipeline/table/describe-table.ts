// Describes a table before its rows are judged.

import type { Tools } from '../tools.js';
import { usedColumnLines } from './describe-columns.js';
import type { Table } from './open-table.js';

/** Reports which table was found, and how its columns are read. @param isWhole Also the field of every column. */
export function describeTable(table: Table, { tell }: Tools, isWhole: boolean): void {
  const where = table.sheet && `, sheet ${table.sheet}`;
  tell({
    kind: 'said',
    text: `${table.name}${where}: ${table.dataset.title}, header in row ${table.mapping.headerRow}`,
  });
  const columns = isWhole || table.isFound ? usedColumnLines(table.mapping, table.proposal.columns) : [];
  for (const text of [...columns, ...table.source.remarks(table.sheet), ...table.said])
    tell({ kind: 'said', text, quotes: true });
}
