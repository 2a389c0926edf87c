// Which row of the target is the copy of which row of the source. A row that several rows of the source have the key of is the copy
// of the one that it was written from; where none was, it is nobody's: it may be a namesake that the target had before. Pure.

import type { CarriedRow } from '../../ledger/origins.js';
import { idKey } from './movable.js';

/** A row of the source and the row of the target that it was found as. */
export interface Claim {
  readonly sourceId: string;
  readonly remoteId: string;
  /** The row of the target was written from it. */
  readonly isWritten: boolean;
}

/** The ids at the target by those at the source, as far as they are proven. @param carried what earlier migrations carried over */
export function copiesOf(
  claims: Iterable<Claim>,
  carried: ReadonlyMap<string, Pick<CarriedRow, 'remoteId'>>,
): ReadonlyMap<string, string> {
  const all = new Map([...claims].map((claim) => [claim.sourceId, claim]));
  const before = new Map<string, string>();
  for (const [sourceId, { remoteId }] of carried) {
    before.set(idKey(remoteId), sourceId);
    if (!all.has(sourceId)) all.set(sourceId, { sourceId, remoteId, isWritten: false });
  }
  const claimants = new Map<string, Claim[]>();
  for (const claim of all.values()) {
    const key = idKey(claim.remoteId);
    claimants.set(key, [...(claimants.get(key) ?? []), claim]);
  }
  const copies = [...claimants].flatMap(([key, claiming]): [string, string][] => {
    const written = claiming.filter(({ isWritten }) => isWritten);
    const [only, ...others] = written.length > 0 ? written : claiming;
    const owner = others.length === 0 ? only : all.get(before.get(key) ?? '');
    return owner === undefined ? [] : [[owner.sourceId, owner.remoteId]];
  });
  return new Map(copies);
}

/** Without the rows of which an older version noted that several became one, and which were not all written. */
export function uncontested(known: ReadonlyMap<string, CarriedRow>): ReadonlyMap<string, CarriedRow> {
  const claims = [...known].map(([sourceId, { remoteId, hash }]) => ({ sourceId, remoteId, isWritten: hash !== '' }));
  const copies = copiesOf(claims, new Map());
  return new Map([...known].filter(([sourceId]) => copies.has(sourceId)));
}
