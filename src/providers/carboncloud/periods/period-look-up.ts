// Which period of the service each row means, and what keeps a row from being written: said before anything is sent.

import pLimit from 'p-limit';
import type { Values } from '../../../datasets/dataset.js';
import type { Obstacle } from '../../../plan/action.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { Leaving, LookUpResult } from '../../binding.js';
import type { Session } from '../../session.js';
import type { References } from '../references/references.js';
import type { Reference } from '../references/resolve-reference.js';
import type { Period } from '../replies.js';
import { type Days, faultOf, hasDays, movedDays, sameDays, shareDay, shownDays } from './period-days.js';
import { idsIn, periodsOf, remoteIdOf, todayOf } from './product-periods.js';

/** Products that are asked about at once. */
const AT_ONCE = 8;

/** A row of the file, once product and supplier are known. */
interface Claim extends Days {
  readonly product: Reference;
  readonly supplier: Reference;
  readonly supplierName: string;
}

/** A row that asks for a period to be deleted. */
interface Deletion {
  readonly claim: Claim;
  /** The id of the period, where the row is one of an export; otherwise ''. */
  readonly periodId: string;
}

/** What is known about one product. */
interface Place {
  readonly held: readonly Period[];
  /** Those that no row deletes: what other rows mean, and must not share a day with. */
  readonly stays: readonly Period[];
  readonly claims: readonly Claim[];
  /** The held period that each claim means, by the claim's text. */
  readonly means: ReadonlyMap<string, Period>;
}

const NOTHING: Place = { held: [], stays: [], claims: [], means: new Map() };

/** A look-up over the rows of one file. */
export class PeriodLookUp {
  private readonly today: string;
  private readonly claims = new Map<string, Map<string, Claim>>();
  private readonly deletions = new Map<string, Deletion[]>();
  private readonly places = new Map<string, Promise<Place>>();
  private readonly limit = pLimit(AT_ONCE);

  constructor(
    private readonly session: Session,
    private readonly references: References,
  ) {
    this.today = todayOf(session);
  }

  /** Takes note of the rows, of which some are `leaving`, and asks about every product that they name. */
  async prepare(records: AsyncIterable<Values>, leaving?: AsyncIterable<Leaving>): Promise<void> {
    const deleted = new Set<string>();
    for await (const { record, remoteId } of leaving ?? []) {
      const claim = await this.claimOf(record);
      if ('obstacle' in claim) continue;
      const key = textOf(claim.product);
      const { periodId } = idsIn(remoteId);
      this.deletions.set(key, [...(this.deletions.get(key) ?? []), { claim, periodId }]);
      deleted.add(key + claimText(claim));
    }
    for await (const record of records) {
      const claim = await this.claimOf(record);
      if ('obstacle' in claim) continue;
      const key = textOf(claim.product);
      if (deleted.has(key + claimText(claim))) continue;
      const known = this.claims.get(key) ?? new Map<string, Claim>();
      this.claims.set(key, known.set(claimText(claim), claim));
    }
    const claimed = [...this.claims.values()].flatMap((claims) => [...claims.values()].slice(0, 1));
    const emptied = [...this.deletions.values()].flatMap((deletions) => deletions.slice(0, 1));
    const products = [...claimed, ...emptied.map(({ claim }) => claim)];
    await Promise.all(products.map(({ product }) => this.placeOf(product)));
  }

  /** The period that a row means, or what stands in its way. */
  async find(record: Values, remoteId?: string, isDelete = false): Promise<LookUpResult> {
    const claim = await this.claimOf(record);
    if ('obstacle' in claim) return claim;
    const place = await this.placeOf(claim.product);
    const { periodId } = idsIn(remoteId ?? '');
    const known = place.held.find(({ id }) => id === periodId);
    if (isDelete) return toDelete(claim, place, periodId);
    const meant = known ?? meantBy(claim, place);
    if (meant === undefined) return stands(faultOf(claim, this.today) ?? clash(claim, claim, place));
    if ('id' in claim.supplier && claim.supplier.id !== meant.supplierId) {
      return stands(finding('SUPPLIER_FIXED', { supplier: meant.supplierName ?? meant.supplierId }));
    }
    const why = finding('PERIOD_HELD', { period: shownDays(meant) });
    const found = { remoteId: remoteIdOf(idOf(claim.product), meant.id), why };
    if (hasDays(meant, claim)) return { ...found, same: true };
    const moved = movedDays(meant, claim);
    const differ = finding('PERIOD_DIFFERS', { held: shownDays(meant), given: shownDays(claim) });
    const isMoved = { ...found, same: false, clash: differ };
    return stands(faultOf(moved, this.today) ?? clash(moved, claim, place, meant)) ?? isMoved;
  }

  private async claimOf(record: Values): Promise<Claim | Obstacle> {
    const product = await this.references.product(this.session, record);
    if ('obstacle' in product) return product;
    const supplier = await this.references.supplier(this.session, record);
    if ('obstacle' in supplier) return supplier;
    const text = (field: string): string | undefined =>
      record[field] === undefined ? undefined : String(record[field]);
    const supplierName = text('supplierName') ?? text('supplierCustomId') ?? text('supplierId') ?? '';
    return { product, supplier, supplierName, validFrom: text('validFrom'), validTo: text('validTo') };
  }

  private placeOf(product: Reference): Promise<Place> {
    const key = textOf(product);
    const known = this.places.get(key) ?? this.limit(() => this.readPlace(product));
    // A failure is thrown where the place is awaited; until then it must not count as unhandled.
    known.catch(() => undefined);
    this.places.set(key, known);
    return known;
  }

  private async readPlace(product: Reference): Promise<Place> {
    const claims = [...(this.claims.get(textOf(product))?.values() ?? [])];
    if (!('id' in product)) return { ...NOTHING, claims };
    const held = (await periodsOf(this.session, product.id)) ?? [];
    const deletions = this.deletions.get(textOf(product)) ?? [];
    const leaving = new Set(deletions.map(({ claim, periodId }) => deletedBy(claim, held, periodId)));
    const stays = held.filter((one) => !leaving.has(one));
    return { held, stays, claims, means: assign(stays, claims) };
  }
}

/** Another period of the product with a day of this one: one that the file leaves as it is, or another row's. */
function clash(days: Days, own: Claim, { stays, claims, means }: Place, meant?: Period): Finding | undefined {
  const claimed = new Set(means.values());
  const stayed = stays.find((one) => one !== meant && !claimed.has(one) && shareDay(one, days));
  if (stayed) return shared(stayed, stayed.supplierName ?? stayed.supplierId);
  for (const claim of claims) {
    if (claimText(claim) === claimText(own)) continue;
    const period = means.get(claimText(claim));
    if (period && (period === meant || hasDays(period, claim))) continue;
    const wanted = period ? movedDays(period, claim) : claim;
    if (shareDay(wanted, days)) return shared(wanted, claim.supplierName);
  }
  return undefined;
}

function shared(days: Days, supplier: string): Finding {
  return finding('PERIOD_SHARED', { period: shownDays(days), supplier });
}

function stands(obstacle: Finding | undefined): Obstacle | undefined {
  return obstacle && { obstacle, isLeftOut: false };
}

function textOf(reference: Reference): string {
  return 'id' in reference ? `id ${reference.id}` : `planned ${reference.planned}`;
}

function idOf(reference: Reference): string {
  return 'id' in reference ? reference.id : '';
}

function claimText({ supplier, validFrom, validTo }: Claim): string {
  return JSON.stringify([textOf(supplier), validFrom ?? '', validTo ?? '']);
}

/** Rows that say what is there come first; of the others, each takes a period of its supplier that it shares a day with. */
function assign(held: readonly Period[], claims: readonly Claim[]): ReadonlyMap<string, Period> {
  const means = new Map<string, Period>();
  const free = new Set(held);
  const take = (fits: (period: Period, claim: Claim) => boolean): void => {
    for (const claim of claims.filter((one) => !means.has(claimText(one)))) {
      const period = [...free].find((one) => one.supplierId === idOf(claim.supplier) && fits(one, claim));
      if (period === undefined) continue;
      means.set(claimText(claim), period);
      free.delete(period);
    }
  };
  take(sameDays);
  take(hasDays);
  take(shareDay);
  return means;
}

/** The held period that a row means; one that was not among those prepared for takes what it fits. */
function meantBy(claim: Claim, { stays, claims, means }: Place): Period | undefined {
  const text = claimText(claim);
  const isKnown = claims.some((one) => claimText(one) === text);
  return isKnown ? means.get(text) : assign(stays, [claim]).get(text);
}

/**
 * The period that a row deletes: the one with its id, or of its supplier the one with its days. A row that gives one day only
 * may give any day of the period.
 */
function deletedBy(claim: Claim, held: readonly Period[], periodId: string): Period | undefined {
  const known = held.find(({ id }) => id === periodId);
  const own = held.filter(({ supplierId }) => supplierId === idOf(claim.supplier));
  const day =
    claim.validFrom === undefined || claim.validTo === undefined ? (claim.validFrom ?? claim.validTo) : undefined;
  const theDay = { validFrom: day, validTo: day };
  return (
    known ??
    own.find((one) => sameDays(one, claim)) ??
    own.find((one) => hasDays(one, claim)) ??
    (day === undefined ? undefined : own.find((one) => shareDay(one, theDay)))
  );
}

/** What a row deletes. One that gives other days than the service has is refused: it may be meant for another period. */
function toDelete(claim: Claim, { held }: Place, periodId: string): LookUpResult {
  const deleted = deletedBy(claim, held, periodId);
  const near = deleted ?? held.find((one) => one.supplierId === idOf(claim.supplier) && shareDay(one, claim));
  if (near === undefined) return undefined;
  const match = { remoteId: remoteIdOf(idOf(claim.product), near.id), same: near === deleted };
  if (near === deleted) return match;
  return { ...match, undeletable: finding('PERIOD_DIFFERS', { held: shownDays(near), given: shownDays(claim) }) };
}
