// Finds the rows whose hidden cells belong to other rows, since they were sorted or moved without them, or copied with them. Hidden
// cells are a claim: their hash says which content they belong to. What the service has is left to planning/.

import type { ImportDataset } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { rowHash } from '../../dedup/row-hash.js';
import { contentHex } from '../../dedup/row-identity.js';
import type { OwnCells } from '../../validate/row-marks.js';
import type { JudgedRow } from './judge-row.js';

/** By the position of the row in the table: rows whose hidden cells belong to others. */
export type OwnIdentities = ReadonlyMap<number, OwnCells>;

/** In place of its hash, a row bears this whose own hidden cells cannot be found: a later round does not take it for a new one. */
export const TORN = 'torn';

const NEW_ROW: OwnCells = { remoteId: '', hash: '', version: '', owner: '' };
const TORN_ROW: OwnCells = { ...NEW_ROW, hash: TORN };

/** A row that says something else than its hidden cells. */
interface Differing {
  readonly ordinal: number;
  /** The hashes of its content. */
  readonly contents: readonly string[];
  readonly cells: OwnCells;
}

/** Whether the service has the row as it is, for all that the file says. */
export function isDone(
  dataset: ImportDataset,
  { marks, record }: Pick<JudgedRow, 'record'> & Partial<Pick<JudgedRow, 'marks'>>,
): boolean {
  if (record === undefined || marks === undefined || marks.remoteId === '' || marks.word !== undefined) return false;
  return marks.hash === rowHash(dataset, record);
}

/** One pass over the rows of a table. */
export async function ownIdentities(
  dataset: ImportDataset,
  batches: AsyncIterable<readonly JudgedRow[]>,
): Promise<OwnIdentities> {
  const fingerprint = new Fingerprint();
  const settled = new FirstRows();
  const differing: Differing[] = [];
  for await (const rows of batches)
    for (const row of rows) {
      const { marks, source } = row;
      if (marks === undefined) continue;
      const { remoteId, hash, version, owner } = marks;
      const contents = contentsOf(dataset, row);
      if (!contents.includes(hash))
        differing.push({ ordinal: row.ordinal, contents, cells: { remoteId, hash, version, owner } });
      else if (remoteId !== '') settled.see(fingerprint.ofText(remoteId), source.row);
    }
  // Rows of one thing share its id.
  const original = (remoteId: string): number | undefined =>
    remoteId === '' || dataset.parts ? undefined : settled.get(fingerprint.ofText(remoteId));
  return settledCells(differing, original);
}

/** A row in doubt bears the digest of what was sent. */
function contentsOf(dataset: ImportDataset, { record, values, identity }: JudgedRow): readonly string[] {
  const hash = rowHash(dataset, record ?? values);
  return identity === '' ? [hash] : [hash, contentHex(identity)];
}

function settledCells(
  differing: readonly Differing[],
  original: (remoteId: string) => number | undefined,
): OwnIdentities {
  const own = new Map<number, OwnCells>();
  const claims = differing.filter(
    ({ cells: { remoteId, hash } }) =>
      (remoteId !== '' || (hash !== '' && hash !== TORN)) && original(remoteId) === undefined,
  );
  const open = new Map<string, Differing[]>();
  for (const one of claims)
    if (one.cells.hash !== '') open.set(one.cells.hash, [...(open.get(one.cells.hash) ?? []), one]);
  const claimed = new Set<Differing>();
  for (const { ordinal, contents } of differing) {
    const found = contents.flatMap((content) => open.get(content) ?? []).find((one) => !claimed.has(one));
    if (found === undefined) continue;
    claimed.add(found);
    own.set(ordinal, found.cells);
  }
  const isTorn = own.size > 0;
  // Where all hidden cells have found their rows, the others have none: they are new.
  const left = claimed.size === claims.length ? NEW_ROW : TORN_ROW;
  for (const { ordinal, cells } of differing) {
    if (own.has(ordinal)) continue;
    const copyOf = original(cells.remoteId);
    if (copyOf !== undefined) own.set(ordinal, { ...cells, copyOf });
    else if (isTorn && cells.hash !== TORN) own.set(ordinal, left);
  }
  return own;
}
