// Finds open rows in whose place another one was sent, from whatever file: a row of a later run that says the same, but for the
// field that was wrong, and is about the same thing.

import { fieldNames, type ImportDataset } from '../../datasets/dataset.js';
import { writtenHints } from '../../dedup/written-mark.js';
import type { Ledger, RowEntry, RunRow } from '../../ledger/ledger.js';
import { isSameThing } from './same-thing.js';
import type { SeenRow } from './standing-rows.js';

/** Fields that have to agree: fewer are no evidence. */
const LEAST_AGREEING = 3;

/** Between hints as one text; no hint has it. */
const OTHER = '*';

/** An open row that says the same as a later one, the masked fields left aside. */
interface Pattern {
  readonly masked: readonly number[];
  readonly row: SeenRow;
}

/** The rows that were fixed, each with the row that was sent for it. A row that was sent stands for one of them. */
export async function fixedSince(
  ledger: Ledger,
  dataset: ImportDataset,
  runs: readonly RunRow[],
  open: readonly SeenRow[],
): Promise<ReadonlyMap<SeenRow, RowEntry>> {
  const fields = fieldNames(dataset);
  const byMask = new Map<string, Map<string, SeenRow[]>>();
  for (const { masked, row } of open.flatMap((one) => patternsOf(one, dataset, fields))) {
    const mask = masked.join();
    const rows = byMask.get(mask) ?? new Map<string, SeenRow[]>();
    byMask.set(mask, rows);
    const text = restOf(hintsOf(row.entry, fields), masked);
    rows.set(text, [...(rows.get(text) ?? []), row]);
  }
  const fixed = new Map<SeenRow, RowEntry>();
  if (byMask.size === 0) return fixed;
  const oldest = open.reduce((least, { order }) => Math.min(least, order), runs.length);
  for (const [order, run] of runs.entries()) {
    if (order <= oldest) continue;
    for await (const sent of ledger.written(run.id)) {
      if (sent.status === 'deleted') continue;
      const hints = hintsOf(sent, fields);
      const candidates = [...byMask].flatMap(([mask, rows]) => {
        const masked = mask.split(',').map(Number);
        const left = without(hints, masked);
        const alike = rows.get(restOf(hints, masked)) ?? [];
        return alike.filter((row) => isSameThing(dataset, without(hintsOf(row.entry, fields), masked), left));
      });
      for (const row of candidates) {
        if (row.order >= order || fixed.has(row) || (await isBeside(ledger, row, sent))) continue;
        fixed.set(row, sent);
        break;
      }
    }
  }
  return fixed;
}

/** What may have been fixed: the field that was refused, else any one that does not tell rows apart. */
function patternsOf(row: SeenRow, dataset: ImportDataset, fields: readonly string[]): readonly Pattern[] {
  const { entry } = row;
  const hints = hintsOf(entry, fields);
  if ((entry.status !== 'failed' && entry.status !== 'invalid') || hints.length === 0) return [];
  const wrong = fields.indexOf(entry.field);
  const tellsApart = (field: string): boolean =>
    dataset.fields[field]?.kind === 'date' || (dataset.knownBy ?? []).includes(field);
  const single = wrong >= 0 ? [wrong] : fields.flatMap((field, index) => (tellsApart(field) ? [] : [index]));
  return single
    .map((index) => [index])
    .filter((masked) => hints.filter((hint, index) => hint !== '' && !masked.includes(index)).length >= LEAST_AGREEING)
    .map((masked) => ({ masked, row }));
}

/** Empty where the row has no mark, or one of another version. */
export function hintsOf({ written }: Pick<RowEntry, 'written'>, fields: readonly string[]): readonly string[] {
  return (written === undefined ? undefined : writtenHints(written, fields)) ?? [];
}

/** The hints; the masked ones say nothing. */
function without(hints: readonly string[], masked: readonly number[]): readonly string[] {
  return hints.map((hint, index) => (masked.includes(index) ? '' : hint));
}

function restOf(hints: readonly string[], masked: readonly number[]): string {
  return hints.map((hint, index) => (masked.includes(index) ? OTHER : hint)).join();
}

/** Whether the file of the open row has the other one as well: it is then a row of its own. */
async function isBeside(ledger: Ledger, { entry }: SeenRow, { identity }: RowEntry): Promise<boolean> {
  for await (const _ of ledger.entriesOf(entry.run, [identity])) return true;
  return false;
}
