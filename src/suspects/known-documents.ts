// Finds rows whose invoice or posting number was imported before, from a file of another name. An order may come again: it is
// delivered and invoiced in parts.

import { documentsOf } from '../dedup/row-identity.js';
import type { MappedColumn, Mapping } from '../mapping/mapping.js';
import { documentKind } from '../mapping/titles/document-titles.js';
import { finding } from '../problems/problem.js';
import type { History } from './history.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** Watches document numbers. */
export interface KnownDocuments {
  add(row: SuspectRow): void;
  /** Once all rows are added: whether a row's number is known; undefined where none is. */
  settle(): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** The columns of numbers that come once. */
export function onceOnlyColumns({ columns }: Pick<Mapping, 'columns'>): readonly MappedColumn[] {
  return columns.filter(({ mark, title }) => mark === 'document' && KINDS.has(documentKind(title) ?? ''));
}

const KINDS: ReadonlySet<string> = new Set(['invoice', 'posting']);

/** Starts with none; undefined for a table without such numbers, or without a history. */
export function knownDocuments(mapping: Mapping, history: History | undefined): KnownDocuments | undefined {
  const columns = onceOnlyColumns(mapping);
  if (columns.length === 0 || history === undefined) return undefined;
  const suspectsIn = ({ identity }: SuspectRow): readonly Suspect[] => {
    for (const document of documentsOf(identity)) {
      const [kind = ''] = document.split(':', 1);
      const file = KINDS.has(kind) ? history.fileOf(document) : undefined;
      const column = columns.find(({ title }) => documentKind(title) === kind);
      if (file !== undefined && column) return [{ field: '', column, finding: finding('SUSPECT_DOCUMENT', { file }) }];
    }
    return [];
  };
  let isAny = false;
  return {
    add(row) {
      if (!isAny) isAny = suspectsIn(row).length > 0;
    },
    settle: () => (isAny ? suspectsIn : undefined),
  };
}
