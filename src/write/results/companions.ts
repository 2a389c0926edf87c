// Rows that belong to a row to fix: those whose amounts it was to carry, as a sum or less credit notes. Without them, the file of
// rows to fix would send another amount.

import type { Result } from '../../plan/result.js';
import type { SourceRow } from '../../values/cell.js';

/** Takes results in source order; the rows that must be fixed together with those seen. */
export type Companions = (row: SourceRow, result: Result, isToFix: boolean) => readonly SourceRow[];

/** Starts with no rows. */
export function companions(): Companions {
  const toFix = new Set<number>();
  /** Credit notes before their purchase, by its row. */
  const waiting = new Map<number, SourceRow[]>();
  return (row, { finding }, isToFix) => {
    const carrier = carrierOf(finding);
    if (carrier !== undefined) {
      if (toFix.has(carrier)) return [row];
      if (carrier > row.row) waiting.set(carrier, [...(waiting.get(carrier) ?? []), structuredClone(row)]);
      return [];
    }
    const own = waiting.get(row.row) ?? [];
    waiting.delete(row.row);
    if (!isToFix) return [];
    toFix.add(row.row);
    return own;
  };
}

/** The row that carries the amount of this one. */
function carrierOf(finding: Result['finding']): number | undefined {
  if (finding?.code === 'SUMMED_INTO') return finding.args.row;
  return finding?.code === 'NETTED' && finding.args.rows.length === 1 ? finding.args.rows[0] : undefined;
}
