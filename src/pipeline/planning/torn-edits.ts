// Finds edited rows that say what the service holds under another id, which no row of the file bears any more: their hidden cells are
// those of another row. Rows whose contents the file itself decides are those of rows/own-identities.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { asInFile, withFallbacks } from '../../dedup/row-hash.js';
import { contentOf } from '../../dedup/row-identity.js';
import type { Ledger, Target } from '../../ledger/ledger.js';
import { changedFields } from '../../plan/changed-fields.js';
import type { Binding } from '../../providers/binding.js';
import type { JudgedRow } from '../rows/judge-row.js';

/** What is asked. */
interface TornBasis {
  readonly ledger: Ledger;
  readonly target: Target;
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack'>;
  /** The ids that rows of the file bear. */
  readonly ids: { has(remoteId: string): boolean };
}

/** The ordinals of those among the edited rows. A word in the column Action decides by itself. */
export async function tornEdits(basis: TornBasis, rows: readonly JudgedRow[]): Promise<ReadonlySet<number>> {
  const { ledger, target, dataset, ids } = basis;
  const torn = new Set<number>();
  // Rows of one thing share its id.
  const asked = dataset.parts ? [] : rows.filter(({ marks }) => marks?.word === undefined);
  if (asked.length === 0) return torn;
  const written = await ledger.writtenBefore(target, [...new Set(asked.map(({ identity }) => contentOf(identity)))]);
  for (const row of asked) {
    const others = (written.get(contentOf(row.identity)) ?? []).filter(({ remoteId }) => remoteId !== '');
    if (others.some(({ remoteId }) => remoteId === row.marks?.remoteId)) continue;
    for (const { remoteId } of others)
      if (!ids.has(remoteId) && (await isHeldSo(basis, remoteId, row))) torn.add(row.ordinal);
  }
  return torn;
}

async function isHeldSo({ dataset, binding }: TornBasis, remoteId: string, { record }: JudgedRow): Promise<boolean> {
  const held = await binding.readBack?.(remoteId);
  if (held === undefined || record === undefined) return false;
  return Object.keys(changedFields(asInFile(withFallbacks(dataset, held)), asInFile(record))).length === 0;
}
